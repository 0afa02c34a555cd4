"""Actor codes of event data: states, offices, bodies; what is not known."""

from pathlib import Path

import pytest
import yaml

from pipeline.dataset import Dataset
from pipeline.exports.actor_codes import ActorCodes, load_actor_codes
from pipeline.gazetteer import Gazetteer
from tests.told import ROOT, told


@pytest.fixture(scope="module")
def codes() -> ActorCodes:
    return load_actor_codes(ROOT / "configs/actor_codes.yaml")


@pytest.mark.parametrize(
    ("office", "sector"),
    [
        ("President of Azerbaijan", "GOV"), ("foreign minister", "GOV"), ("Vice-President", "GOV"), ("Secretary-General", "GOV"),
        ("attorney general", "GOV"), ("defence minister of Ukraine", "GOVMIL"), ("former prime minister", "ELI"), ("General", "MIL"),
        ("brigadier general", "MIL"), ("opposition leader", "OPP"), ("senator", "LEG"), ("rebel commander", "REB"),
        ("spokeswoman", "MED"), ("archbishop", ""), ("preside", ""), (None, ""),
    ],
)  # fmt: skip
def test_an_office_tells_the_sector(codes: ActorCodes, office: str | None, sector: str) -> None:
    assert codes.sector(office) == sector


@pytest.mark.parametrize(
    ("key", "country", "code"),
    [
        ("state:AZE", "AZE", "AZE"), ("place:tbilisi", "GEO", "GEO"), ("body:UN", None, "IGOUNO"), ("body:PKK", "TUR", "TURREB"),
        ("body:PLO", "PSE", "PSECVL"), ("body:dock workers", None, "---"), ("body:VIETCONG", "x-VNS", "---REB"), ("person:x", None, "---"), ("state:x-ABK", "x-ABK", "---"),
        (None, None, "---"),
    ],
)  # fmt: skip
def test_states_and_bodies_have_codes(codes: ActorCodes, key: str | None, country: str | None, code: str) -> None:
    row = told("A", "met", "B", subject_id=key, subject_country=country)
    assert str(codes.of(Dataset(Path(), [row]), row, "subject")) == code


def test_an_office_is_taken_from_the_article_that_tells_it(codes: ActorCodes) -> None:
    row = told("A", "met", "B", doc_id="d", subject_id="person:a:USA", subject_country="USA")
    entity = {"doc_id": "d", "name": "A", "role": "senator"}
    assert str(codes.of(Dataset(Path(), [row], entities=[entity]), row, "subject")) == "USALEG"
    assert str(codes.of(Dataset(Path(), [row], entities=[{**entity, "doc_id": "e"}]), row, "subject")) == "USA"


def test_every_body_that_has_a_code_is_a_body_that_we_know(codes: ActorCodes, gazetteer: Gazetteer) -> None:
    bodies = {key.removeprefix("body:"): entry for key, entry in gazetteer.names.items() if key.startswith("body:")}
    assert {key for key in codes.international if bodies[key].country is not None} == set()
    assert {key for key in codes.domestic if bodies[key].country is None} == set()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[", "is not YAML"),
        ("offices: {}", "expected the sections"),
        ("{offices: {}, international: {IG: [UN]}, domestic: {}}", "expected codes of three capitals"),
        ("{offices: {GOV: king}, international: {}, domestic: {}}", "expected a list of names, found 'king'"),
        ("{offices: {}, international: {IGO: [UN], NGO: [UN]}, domestic: {}}", "UN has two codes, IGO and NGO"),
        ("{offices: {}, international: {IGO: [UN]}, domestic: {GOV: [UN]}}", "international and of a state: UN"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "codes.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=message) as error:
        load_actor_codes(path)
    assert str(error.value).startswith(str(path))


def test_offices_are_written_as_they_are_looked_up() -> None:
    content = yaml.safe_load((ROOT / "configs/actor_codes.yaml").read_text(encoding="utf-8"))
    for words in content["offices"].values():
        assert [word for word in words if word != word.casefold().replace("-", " ")] == []
