"""The actor data that ships with the project, and what load_gazetteer says about data that is wrong."""

import re
from pathlib import Path
from typing import Any, Final

import pycountry
import pytest
import yaml
from countryinfo import CountryInfo

from pipeline.gazetteer import Gazetteer, load_gazetteer, normalise

CONFIGS: Final = Path(__file__).resolve().parent.parent / "configs"

NOT_UN_MEMBERS: Final = set(
    # ISO 3166-1 has these besides the 193 members: observers, dependencies, and Taiwan.
    """
    ABW AIA ALA ASM ATA ATF BES BLM BMU BVT CCK COK CUW CXR CYM ESH FLK FRO GGY GIB GLP GRL GUF GUM HKG HMD IMN IOT JEY
    MAC MAF MNP MSR MTQ MYT NCL NFK NIU PCN PRI PSE PYF REU SGS SHN SJM SPM SXM TCA TKL TWN UMI VAT VGB VIR WLF
    """.split()
)
UN_MEMBERS: Final = sorted({country.alpha_3 for country in pycountry.countries} - NOT_UN_MEMBERS)

CAPITAL_DIFFERS: Final = {
    "AIA": "The Valley is a common word",
    "BMU": "Hamilton is a common name",
    "FLK": "newspapers say Port Stanley",
    "HKG": "a city; countryinfo gives its old name",
    "MDV": "Malé reads like a common word; as Male City",
    "MSR": "Plymouth is better known elsewhere",
    "PSE": "countryinfo gives Jerusalem; the authority sits in Ramallah",
    "SYC": "Victoria is a common name",
}
WITHOUT_ADJECTIVE: Final = {
    "COG": "Congolese is COD's",
    "DMA": "Dominican is DOM's",
    "VAT": "the Vatican has none",
}
IN_TWO_PLACES: Final = {"brussels"}  # seat of a state and of the European Union

STATE_ROW: Final = {"code": "AZE", "name": "Azerbaijan", "adjectives": ["Azeri"], "capitals": ["Baku"]}
BODY_ROW: Final = {"key": "EU", "name": "European Union", "aliases": ["EU"], "seats": ["Brussels"]}


def rows_of(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((CONFIGS / name).read_text(encoding="utf-8"))
    return rows


STATES: Final = rows_of("states.yaml")
BODIES: Final = rows_of("bodies.yaml")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(CONFIGS)


def keys(gazetteer: Gazetteer, name: str) -> list[tuple[str, str]]:
    return [(entry.kind, entry.key) for entry in gazetteer.find(name)]


def write(folder: Path, states: object = (STATE_ROW,), bodies: object = (BODY_ROW,), aliases: object = None) -> Path:
    for name, content in (("states", states), ("bodies", bodies), ("aliases", aliases)):
        if content is not None:
            plain = list(content) if isinstance(content, tuple) else content
            (folder / f"{name}.yaml").write_text(yaml.safe_dump(plain), encoding="utf-8")
    return folder


# The data that ships


def test_every_un_member_is_a_state() -> None:
    assert len(UN_MEMBERS) == 193
    assert set(UN_MEMBERS) - {row["code"] for row in STATES} == set()


@pytest.mark.parametrize("code", "XKX TWN VAT PSE HKG PRI GRL SUN YUG DDR CSK SCG x-ABK x-FRG".split())
def test_other_and_former_states_are_there(code: str, gazetteer: Gazetteer) -> None:
    assert gazetteer.names[f"state:{code}"].country == code


def test_codes_are_of_iso_or_marked_as_own() -> None:
    iso = {country.alpha_3 for country in (*pycountry.countries, *pycountry.historic_countries)} | {"XKX"}
    assert [
        row["code"] for row in STATES if row["code"] not in iso and not re.fullmatch(r"x-[A-Z]{3}", row["code"])
    ] == []


@pytest.mark.parametrize(("rows", "field"), [(STATES, "code"), (BODIES, "key")], ids=["states", "bodies"])
def test_rows_are_sorted(rows: list[dict[str, Any]], field: str) -> None:
    assert [row[field] for row in rows] == sorted(row[field] for row in rows)


def test_capitals_agree_with_countryinfo() -> None:
    differs = set()
    for row in STATES:
        country = pycountry.countries.get(alpha_3=row["code"])
        capital = _capital(country.alpha_2) if country else None
        # Capitals named like their state (Singapore) need not be told apart from it.
        own = (row["name"], *row.get("aliases", ()), *row.get("capitals", ()))
        if capital and normalise(capital) not in {normalise(name) for name in own}:
            differs.add(row["code"])
    assert differs == set(CAPITAL_DIFFERS)


def _capital(alpha_2: str) -> str | None:
    try:
        capital: str | None = CountryInfo(alpha_2).capital()
    except KeyError:
        return None
    return capital


def test_un_members_have_a_capital() -> None:
    without = {row["code"] for row in STATES if row["code"] in UN_MEMBERS and not row["capitals"]}
    assert without == {"SGP", "SYC"}  # named like its state; a common name


def test_every_state_has_an_adjective() -> None:
    assert {row["code"] for row in STATES if not row["adjectives"]} == set(WITHOUT_ADJECTIVE)


def test_no_name_stands_for_two_actors(gazetteer: Gazetteer) -> None:
    shared = {name for name, entries in gazetteer.entries.items() if len({entry.key for entry in entries}) > 1}
    assert shared == IN_TWO_PLACES


def test_every_name_is_found_as_written(gazetteer: Gazetteer) -> None:
    lost = []
    for row, key in [(row, f"state:{row['code']}") for row in STATES] + [(row, f"body:{row['key']}") for row in BODIES]:
        for name in [row["name"], *(name for field in row if field.endswith("s") for name in row[field])]:
            if key not in {entry.key for entry in gazetteer.find(name)}:
                lost.append((key, name))
    assert lost == []


def test_countries_of_bodies_are_states(gazetteer: Gazetteer) -> None:
    assert [row for row in BODIES if "country" in row and f"state:{row['country']}" not in gazetteer.names] == []


@pytest.mark.parametrize(
    "word",
    "no us it who pole male may march said state polish-off reunion valley lead summit union arena pace the".split(),
)
def test_common_words_are_no_names(word: str, gazetteer: Gazetteer) -> None:
    assert gazetteer.find(word) == ()


@pytest.mark.parametrize(
    ("name", "kind", "key"),
    [
        ("U.S.", "state", "state:USA"),
        ("US", "state", "state:USA"),
        ("the United States", "state", "state:USA"),
        ("Britain’s", "state", "state:GBR"),
        ("UAE", "state", "state:ARE"),
        ("Türkiye", "state", "state:TUR"),
        ("Turkiye", "state", "state:TUR"),
        ("Côte d'Ivoire", "state", "state:CIV"),
        ("Cote d’Ivoire", "state", "state:CIV"),
        ("Burma", "state", "state:MMR"),
        ("DRC", "state", "state:COD"),
        ("Congo", "state", "state:COD"),
        ("Congo-Brazzaville", "state", "state:COG"),
        ("Georgia", "state", "state:GEO"),
        ("the Holy See", "state", "state:VAT"),
        ("State of Palestine", "state", "state:PSE"),
        ("USSR", "state", "state:SUN"),
        ("Azeri", "adjective", "state:AZE"),
        ("AZERBAIJANIS", "adjective", "state:AZE"),
        ("Korean", "adjective", "state:KOR"),
        ("North Korean", "adjective", "state:PRK"),
        ("Congolese", "adjective", "state:COD"),
        ("Britons", "adjective", "state:GBR"),
        ("Kiev", "capital", "state:UKR"),
        ("Kyiv", "capital", "state:UKR"),
        ("Peking", "capital", "state:CHN"),
        ("Tel Aviv", "capital", "state:ISR"),
        ("The Hague", "capital", "state:NLD"),
        ("Bonn", "capital", "state:x-FRG"),
        ("Downing Street", "seat", "state:GBR"),
        ("No. 10", "seat", "state:GBR"),
        ("the Kremlin", "seat", "state:RUS"),
        ("Élysée Palace", "seat", "state:FRA"),
        ("State Department", "seat", "state:USA"),
        ("E.U.", "body", "body:EU"),
        ("North Atlantic Treaty Organization", "body", "body:NATO"),
        ("Hizbollah", "body", "body:HEZBOLLAH"),
        ("P5+1", "body", "body:P5+1"),
        ("Western powers", "body", "body:WEST"),
        ("GOP", "body", "body:GOP"),
    ],
)
def test_lookup(name: str, kind: str, key: str, gazetteer: Gazetteer) -> None:
    assert keys(gazetteer, name) == [(kind, key)]


@pytest.mark.parametrize("name", ["us", "Us", "who", "Capitol Hill", "England", "Scotland", "Baku Tbilisi", ""])
def test_lookup_finds_nothing(name: str, gazetteer: Gazetteer) -> None:
    assert gazetteer.find(name) == ()


def test_brussels_is_two_governments(gazetteer: Gazetteer) -> None:
    assert keys(gazetteer, "Brussels") == [("capital", "state:BEL"), ("seat", "body:EU")]


@pytest.mark.parametrize(
    ("name", "key"), [("Türkiye", "state:TUR"), ("EU", "body:EU"), ("Baku", None), ("Azeri", None), ("Nobody", None)]
)
def test_key_of_takes_own_names_only(name: str, key: str | None, gazetteer: Gazetteer) -> None:
    assert gazetteer.key_of(name) == key


def test_longest_counts_words(tmp_path: Path) -> None:
    assert load_gazetteer(write(tmp_path)).longest == 2


# A user's aliases


def test_alias_of_a_known_name(tmp_path: Path) -> None:
    gazetteer = load_gazetteer(
        write(tmp_path, aliases={"Land of Fire": "Azerbaijan", "the Twenty-Seven": "European Union"})
    )
    assert gazetteer.key_of("Land of Fire") == "state:AZE"
    assert gazetteer.key_of("Twenty-Seven") == "body:EU"


def test_alias_of_a_new_name_makes_a_body(tmp_path: Path) -> None:
    gazetteer = load_gazetteer(write(tmp_path, aliases={"NGTT": "New Group"}))
    assert gazetteer.key_of("NGTT") == gazetteer.key_of("New Group") == "body:New Group"
    assert gazetteer.names["body:New Group"].country is None


@pytest.mark.parametrize("aliases", [None, {}])
def test_no_aliases(tmp_path: Path, aliases: object) -> None:
    assert load_gazetteer(write(tmp_path, aliases=aliases)).key_of("EU") == "body:EU"


# Data that is wrong


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"states": {"AZE": "Azerbaijan"}}, r"states\.yaml: expected a list of rows, found dict"),
        ({"states": ["Azerbaijan"]}, r"states\.yaml: row 1: expected text in code, name, found 'Azerbaijan'"),
        ({"states": [{"code": "AZE"}]}, r"states\.yaml: row 1: expected text in code, name"),
        (
            {"states": [STATE_ROW, {"code": False, "name": "Norway"}]},
            r"states\.yaml: row 2: expected text in code, name",
        ),
        ({"states": [{**STATE_ROW, "capital": "Baku"}]}, r"row 1 \(Azerbaijan\): unknown field 'capital'; expected \["),
        (
            {"states": [{**STATE_ROW, "capitals": "Baku"}]},
            r"\(Azerbaijan\): capitals: expected a list of names, found 'Baku'",
        ),
        ({"states": [{**STATE_ROW, "aliases": [False]}]}, r"\(Azerbaijan\): aliases: expected a list of names"),
        ({"states": [STATE_ROW, STATE_ROW]}, r"states\.yaml: row 2: code 'AZE' is used twice"),
        ({"bodies": "EU"}, r"bodies\.yaml: expected a list of rows, found str"),
        ({"bodies": [{**BODY_ROW, "adjectives": []}]}, r"row 1 \(European Union\): unknown field 'adjectives'"),
        ({"bodies": [BODY_ROW, BODY_ROW]}, r"bodies\.yaml: row 2: key 'EU' is used twice"),
        ({"aliases": ["EU"]}, r"aliases\.yaml: expected a mapping from alias to canonical name, found list"),
        ({"aliases": {"EU": 27}}, r"aliases\.yaml: expected 'alias: canonical name', found 'EU': 27"),
    ],
)
def test_errors_name_file_and_row(tmp_path: Path, wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        load_gazetteer(write(tmp_path, **wrong))
