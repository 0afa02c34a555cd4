"""``label`` and ``card`` on the tiny project: drafts never train; what is wrong is said; accepted ones train."""

import json
import shutil
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.brat import parse_standoff, render_standoff
from pipeline.corpus import read_articles
from pipeline.drafting import draft_labels
from pipeline.records import Argument, Event, Labels, Mention
from pipeline.relations import Ontology
from pipeline.tables import read_table
from tests.test_chain import ARTICLES, STAGES
from tests.test_main import call

NEW = "Mavric visits Orlan\n\nAna Mavric met Jan Orlan in Kessa on Monday.\n"


@pytest.fixture
def seeds(project: Path) -> Path:
    (project / "seeds/articles/new.txt").write_text(NEW, encoding="utf-8")
    return project / "seeds/articles"


def ingest(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first two stages, which write all that is trained on."""
    monkeypatch.chdir(folder)
    for stage, arguments in STAGES[:2]:
        monkeypatch.setattr(sys, "argv", [stage.__name__, *arguments.split()])
        stage.main()


def test_a_draft_is_marked_and_neither_trains_nor_counts_until_it_is_accepted(
    seeds: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    train = seeds.parent.parent / "outputs/train"
    before = {path.name: path.read_bytes() for path in train.iterdir()}
    assert call("label", "draft") == 0
    assert "drafted new: " in capsys.readouterr().out
    assert (seeds / "articles.csv").read_text(encoding="utf-8").splitlines()[-1] == "new,,,true"
    (seeds / "new.ann").write_text("T1\tPERSON 0 6\tMavric\n", encoding="utf-8")
    ingest(seeds.parent.parent, monkeypatch)
    assert {path.name: path.read_bytes() for path in train.iterdir()} == before
    row = read_table(train.parent / "articles.parquet", "articles")[2]
    assert (row["doc_id"], row["split"], row["labelled"]) == ("new", None, False)
    assert call("label", "accept", "new") == 0
    assert "accepted new: split train" in capsys.readouterr().out
    ingest(seeds.parent.parent, monkeypatch)
    assert [row["doc_id"] for row in read_table(train / "articles.parquet", "articles")] == ["kessa", "new"]


def test_a_draft_is_what_the_pipeline_finds(seeds: Path, ontology: Ontology) -> None:
    assert call("extract", seeds, seeds.parent / "out") == 0
    assert call("label", "draft", "new") == 0
    found = read_table(seeds.parent / "out/mentions.parquet", "mentions")
    tagged = {(row["start"], row["end"]) for row in found if row["doc_id"] == "new" and row["label"] != "PRONOUN"}
    labels = parse_standoff((seeds / "new.ann").read_text(encoding="utf-8"), NEW, "new", "new.ann", ontology)
    assert {(m.start, m.end) for m in labels.mentions} >= tagged


def test_only_articles_without_labels_are_drafted(seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in seeds.glob("*.ann")}
    assert call("label", "draft", "kessa") == 1
    assert f"{seeds / 'kessa.ann'}: is there already" in capsys.readouterr().err
    assert call("label", "draft", "nobody") == 1
    assert "there is no article 'nobody'" in capsys.readouterr().err
    (seeds / "new.txt").unlink()
    assert call("label", "draft") == 0
    assert "every article" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in seeds.glob("*.ann")} == before


def test_check_says_everything_that_is_wrong_in_all_files(seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (seeds / "quiet.ann").write_text("T1\tGPE 8 12\tKess\nT2\tGPE 28 33\tKassa\n", encoding="utf-8")
    (seeds / "kessa.ann").write_bytes(b"\xff")
    (seeds / "new.ann").write_text("T1\tPERSON 0 6\tMavric\r\nT2\tGPE 500 505\tKessa\r\n", encoding="utf-8", newline="")
    (seeds / "articles.csv").write_text("id,draft\nnew,true\n", encoding="utf-8")
    assert call("label", "check") == 1
    streams = capsys.readouterr()
    assert f"draft: {seeds / 'new.ann'}" in streams.out
    assert "sound" not in streams.out
    for problem in (
        f"{seeds / 'kessa.ann'}: expected UTF-8, found byte 0xff",
        f"{seeds / 'new.ann'}:2: T2: span 500-505 is off the text",
        f"{seeds / 'quiet.ann'}:2: T2: 'Kassa' is not at 28-33 (found 'Kessa')",
    ):
        assert problem in streams.err
    assert streams.err.startswith("error: 3 problems in 3 of 4 files\n")
    (seeds / "quiet.ann").write_text("T2\tGPE 28 33\tKessa\nT1\tGPE 8 12\tKess\n", encoding="utf-8")
    assert call("label", "check", "quiet") == 1
    assert f"{seeds / 'quiet.ann'}:2: 'Kess' at 8-12 is not on the token grid" in capsys.readouterr().err


def test_check_notes_what_will_be_missed(seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (seeds / "articles.csv").write_text("id,split\nkessa,test\ndelayed,train\n", encoding="utf-8")
    assert call("label", "check") == 0
    out = capsys.readouterr().out
    assert "note: no article of the split train tells met: the model cannot learn it" in out
    assert "tells cancelled" not in out
    assert "note: kessa has the split test and events, but no triples in gold.csv" in out
    assert out.endswith("label check: 3 label files, 0 of them drafts: sound\n")


def test_what_is_wrong_or_no_draft_is_not_accepted(seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("label", "draft") == 0
    (seeds / "new.ann").write_text("T1\tPERSON 0 6\tOrlan\n", encoding="utf-8")
    before = (seeds / "articles.csv").read_bytes()
    assert call("label", "accept", "new") == 1
    assert "new.ann:1: T1: 'Orlan' is not at 0-6" in capsys.readouterr().err
    assert call("label", "accept", "kessa") == 1
    assert "kessa is no draft" in capsys.readouterr().err
    assert call("label", "accept", "nobody") == 1
    assert call("label", "accept") == 1
    assert (seeds / "articles.csv").read_bytes() == before


def test_what_is_wrong_elsewhere_stops_nobody(seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("label", "draft") == 0
    (seeds / "stray.ann").write_text("", encoding="utf-8")
    (seeds / "kessa.ann").write_text("T1\tPERSON 0 5\tMavri\n", encoding="utf-8")
    assert call("label", "check", "new") == 0
    assert call("label", "accept", "new") == 0
    capsys.readouterr()
    assert call("label", "check") == 1
    err = capsys.readouterr().err
    assert f"{seeds / 'stray.ann'}: there is no stray.txt beside it" in err
    assert f"{seeds / 'kessa.ann'}:1: T1: 'Mavri' is not at 0-5" in err


def test_a_draft_with_a_split_gets_it_when_it_is_accepted(seeds: Path) -> None:
    (seeds / "new.ann").write_text("T1\tPERSON 0 6\tMavric\n", encoding="utf-8")
    (seeds / "articles.csv").write_text("id,split,draft\nnew,test,true\n", encoding="utf-8")
    assert {a.doc_id: a.split for a in read_articles(seeds).articles}["new"] is None
    assert call("label", "accept", "new") == 0
    assert {a.doc_id: a.split for a in read_articles(seeds).articles}["new"] == "test"


def test_another_folder_of_seeds_and_formats_on_the_command_line(
    seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(seeds.parent, tmp_path / "other")
    (tmp_path / "other/articles/new.txt").unlink()
    assert call("label", "export", "--to", "labelstudio", tmp_path / "ls", "kessa", "--seeds", tmp_path / "other") == 0
    assert "not carried by labelstudio: " in capsys.readouterr().out
    assert [one["data"]["doc_id"] for one in json.loads((tmp_path / "ls/tasks.json").read_text())] == ["kessa"]
    assert call("label", "import", "--from", "labelstudio", tmp_path / "ls", "--seeds", tmp_path / "other") == 0
    assert "0 changed or new, 1 the same" in capsys.readouterr().out
    assert call("label", "export", "--to", "conll", tmp_path / "x") == 1


MET = Event("a", "met", "occurred", 8, 11, "met", (), 0.7)


def mention(start: int, end: int, text: str, label: str = "PERSON") -> Mention:
    return Mention("a", start, end, text, label, 0.9)  # type: ignore[arg-type]


def argument(role: str, start: int, end: int, text: str, label: str = "PERSON", **more: object) -> Argument:
    return Argument(role, start, end, text, label, **more)  # type: ignore[arg-type]


def with_arguments(*arguments: Argument) -> Event:
    return Event("a", "met", "occurred", 8, 11, "met", arguments, 0.7)


def test_names_and_dates_of_arguments_become_those_of_mentions(ontology: Ontology) -> None:
    text = "The two met him in Kessa on Monday."
    event = with_arguments(
        argument("Place", 19, 24, "Kessa", "GPE", names=("Kessa",)),
        argument("Side", 4, 7, "two", "PRONOUN", names=("Ana Mavric", "Jan Orlan")),
        argument("Side", 12, 15, "him", "PRONOUN", names=("Petr Vos",)),
        argument("Time", 28, 34, "Monday", "DATE", edtf="2024-03-04"),
    )
    spans = [mention(19, 24, "Kessa", "GPE"), mention(28, 34, "Monday", "DATE"), mention(12, 15, "him", "PRONOUN")]
    labels, left_out = draft_labels(spans, [event], ontology)
    assert left_out == 0
    assert [(m.text, m.names, m.edtf) for m in labels.mentions] == [
        ("two", ("Ana Mavric", "Jan Orlan"), None),
        ("him", ("Petr Vos",), None),
        ("Kessa", (), None),
        ("Monday", (), "2024-03-04"),
    ]
    read = parse_standoff(render_standoff(labels), text, "a", "a.ann", ontology)
    assert read.mentions == labels.mentions
    assert len(read.events[0].arguments) == 4


def test_what_breaks_the_rules_of_labelling_is_left_out_and_counted(ontology: Ontology) -> None:
    """A date that has no value goes, the event stays; without a second party the event goes; idle pronouns go."""
    sides = (
        argument("Side", 0, 6, "Mavric", names=("Ana Mavric",)),
        argument("Side", 12, 17, "Orlan", names=("Jan Orlan",)),
    )
    undated = with_arguments(*sides, argument("Time", 21, 28, "one day", "DATE"))
    lone = with_arguments(sides[0], argument("Side", 30, 32, "he", "PRONOUN"))
    spans = [
        mention(0, 6, "Mavric"),
        mention(12, 17, "Orlan"),
        mention(21, 28, "one day", "DATE"),
        mention(33, 36, "she", "PRONOUN"),
    ]
    labels, left_out = draft_labels(spans, [undated, lone], ontology)
    assert left_out == 1
    assert [a.text for a in labels.events[0].arguments] == ["Mavric", "Orlan"]
    assert [m.text for m in labels.mentions] == ["Mavric", "Orlan", "one day"]


def test_mentions_that_overlap_are_thinned(ontology: Ontology) -> None:
    text = "Visit to Kessa off, Orlan said"
    occasion = argument("Occasion", 0, 12, "Visit to Kes", "OCCASION")
    off = Event("a", "cancelled", "occurred", 15, 18, "off", (argument("Subject", 20, 25, "Orlan"), occasion))
    labels, left_out = draft_labels([mention(9, 14, "Kessa", "GPE"), mention(20, 25, "Orlan")], [off], ontology)
    assert left_out == 1
    assert [m.text for m in labels.mentions] == ["Kessa", "Orlan"]
    assert parse_standoff(render_standoff(labels), text, "a", "a.ann", ontology) == labels


def test_nothing_found_is_an_empty_draft(ontology: Ontology) -> None:
    assert draft_labels([], [], ontology) == (Labels(), 0)


def test_every_table_of_triples_says_which_models_made_it(
    project: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "one.txt").write_text(ARTICLES["kessa"][1], encoding="utf-8")
    assert call("extract", tmp_path / "one.txt", tmp_path / "out") == 0
    told = []
    for path in (project / "outputs/triples.parquet", tmp_path / "out/triples.parquet"):
        read_table(path, "triples")
        capsys.readouterr()
        assert call("card", path) == 0
        told.append(json.loads(capsys.readouterr().out))
    assert told[0] == told[1]
    assert set(told[0]) == {"ner", "relations"}
    for name, own in told[0].items():
        card = json.loads((project / f"models/{name}/card.json").read_text(encoding="utf-8"))
        assert own == {key: card[key] for key in ("name", "kind", "weights_sha256", "encoder", "data")}
        assert (own["name"], own["data"]["articles"], own["data"]["newest_article"]) == (name, 1, "2024-03-06")
    assert json.loads(pq.read_schema(tmp_path / "out/triples.parquet").metadata[b"communique.ner"]) == told[0]["ner"]


def test_a_card_can_be_read(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("card", project / "models/relations") == 0
    out = capsys.readouterr().out
    assert out.startswith("# Model `relations`")
    assert "| met | 2 |" in out
    assert call("card", project / "outputs/mentions.parquet") == 1
    assert "does not say which models made it" in capsys.readouterr().err
    assert call("card", project / "params.yaml") == 1
    assert "expected a parquet table or a model's folder" in capsys.readouterr().err
    assert call("card", project / "seeds") == 1
    assert "expected a trained model" in capsys.readouterr().err
