"""A small table of triples as an extraction writes it, and a table of cases, for the tests of their readers."""

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.edtf import bounds
from pipeline.records import content_id
from pipeline.tables import SCHEMAS, Rows, write_table

ROOT: Final = Path(__file__).resolve().parent.parent
_NULL: Final[Mapping[str, None]] = dict.fromkeys(SCHEMAS["triples"].names)
HOSTILE: Final = (
    '=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "'Abd", "＝1",
    "<script>alert('x')</script>", 'a "b" \\ c', "one\ttwo\nthree\r\nfour\rfive", "]]>", "a | b", "{}%s$1",
    "emoji 🕊️ and 𝔘", "\u202eright to left\u202c", "شكرا", "bell \x07 nul \x00 escape \x1b[31m", "csi \x9b31m",
    "line \u2028 paragraph \u2029 next \x85", "\ufeffmark \ufffe \uffff", "e\u0301 é", " spaces ", "'; drop table triples; --",
    '"""', "trailing backslash \\",
)  # fmt: skip
"""Strings that some format, spreadsheet or terminal cannot hold, or would obey."""


def told(subject: str, relation: str, object_: str, /, **known: Any) -> dict[str, Any]:
    """A row of triples; what is not given is null, but for what every triple has and what follows from that."""
    row: dict[str, Any] = {
        **_NULL,
        "doc_id": "a1",
        "status": "occurred",
        "object_kind": "entity",
        "confidence": 0.9,
        "further_evidence": [],
    }
    row |= {"subject": subject, "relation": relation, "object": object_, **known}
    ids = content_id("", row["doc_id"], subject, relation, object_, row["status"], row["date"], row["occasion_date"])
    row["triple_id"] = known.get("triple_id", f"t{ids}")
    row["event_id"] = known.get("event_id", f"e{ids}")
    row["date_start"], row["date_end"] = bounds(row["date"]) if row["date"] else (None, None)
    return row


def _person(name: str, country: str | None) -> str:
    return f"person:{name.casefold().replace(' ', '-')}" + (f":{country}" if country else "")


def ends(subject: tuple[str, str | None], object_: tuple[str, str | None]) -> dict[str, Any]:
    """Ids and states of two persons."""
    found: dict[str, Any] = {}
    for end, (name, country) in (("subject", subject), ("object", object_)):
        found |= {f"{end}_id": _person(name, country), f"{end}_country": country}
    return found


_ALIYEV: Final = ("Ilham Aliyev", "AZE")
_PASHINIAN: Final = ("Nikol Pashinian", "ARM")
_PAIR: Final = ends(_ALIYEV, _PASHINIAN)
_DAY: Final = dt.date(2023, 12, 26)
_CODES: Final = {"plover": "CONSULT", "cameo": "040"}
_OFF: Final = {"plover": "REJECT", "cameo": "164", "initiator_told": True}


def triples() -> Rows:
    """Talks between Armenia and Azerbaijan, as four articles tell them."""
    return [
        told(
            *("Ilham Aliyev", "met", "Nikol Pashinian"), **_PAIR, **_CODES, doc_id="a1", doc_date=_DAY, date="2023-07", place="Brussels",
            evidence="The two leaders previously met in Brussels in July.", evidence_start=86, evidence_end=137,
            further_evidence=[{"evidence": "They talked for hours.", "evidence_start": 200, "evidence_end": 222}],
        ),
        told(
            *("Ilham Aliyev", "met", "Nikol Pashinian"), **_PAIR, **_CODES, doc_id="a2", doc_date=dt.date(2022, 5, 23), date="2022-05-22",
            place="Brussels", evidence="Aliyev and Pashinian met on Sunday.", evidence_start=0, evidence_end=35,
        ),
        told(
            *("Ilham Aliyev", "met", "Nikol Pashinian"), **_PAIR, doc_id="a2", doc_date=dt.date(2022, 5, 23), date="2020", status="negated",
            evidence="They had not met in 2020.", evidence_start=40, evidence_end=65,
        ),
        told(
            *("Ilham Aliyev", "met", "Nikol Pashinian"), **_PAIR, doc_id="a1", doc_date=_DAY, status="planned", date="2024-02", plover="AGREE",
            cameo="036", evidence="They are to meet in February.", evidence_start=300, evidence_end=329, confidence=0.123456789012,
        ),
        told(
            *("Ilham Aliyev", "cancelled", "Charles Michel"), **ends(_ALIYEV, ("Charles Michel", None)), **_OFF, doc_id="a1", doc_date=_DAY,
            occasion="more such talks", occasion_date="2023-10", evidence="Aliyev twice cancelled more such talks.", evidence_start=400,
            evidence_end=439, source="Nazeli Baghdasarian",
        ),
        told(
            *("Jeyhun Bayramov", "withdrew_from", "Ararat Mirzoyan"), **ends(("Jeyhun Bayramov", "AZE"), ("Ararat Mirzoyan", "ARM")), **_OFF,
            doc_id="a1", doc_date=_DAY, occasion="a November 20 meeting", occasion_date="2023-11-20", place="Washington",
            evidence="Bayramov withdrew from a November 20 meeting.", evidence_start=440, evidence_end=485,
        ),
        told(
            *("United States", "postponed", "Armenia"), subject_id="state:USA", object_id="state:ARM", subject_country="USA",
            object_country="ARM", **{**_OFF, "cameo": "161"}, doc_id="a3", doc_date=dt.date(2023, 5, 3), date="2023-05-02", occasion="the visit",
            occasion_date="2023-06-01", new_date="2023-09", evidence="Washington put off the visit.", evidence_start=0, evidence_end=29,
        ),
        told(
            *("Ana Mavric", "cancelled", "visit to Batumi"), subject_id="person:ana-mavric", object_kind="occasion", **{**_OFF, "cameo": "161"},
            doc_id="a4", date="2021", occasion="a visit to Batumi", place="Batumi", evidence="Mavric called off a visit.", evidence_start=0,
            evidence_end=26,
        ),
        told(
            *("European Union", "hosted", "Nikol Pashinian"), subject_id="body:EU", object_id=_PAIR["object_id"], object_country="ARM",
            plover="CONSULT", cameo="043", doc_id="a3", doc_date=dt.date(2023, 5, 3), date="2023-05-01/2023-05-02", place="Brussels",
        ),
        told(
            *("Ilham Aliyev", "visited", "Tbilisi"), subject_id=_PAIR["subject_id"], subject_country="AZE", object_id="place:tbilisi",
            object_country="GEO", plover="CONSULT", cameo="042", doc_id="a4",
        ),
        told(*("A", "accused", "B"), status="uncertain", doc_id="a4", confidence=None, event_id=None, further_evidence=None),
    ]  # fmt: skip


_HISTORY: Final = pa.struct(
    [
        ("doc_id", pa.string()), ("doc_date", pa.date32()), ("triple_id", pa.string()), ("step", pa.string()), ("subject", pa.string()),
        ("relation", pa.string()), ("object", pa.string()), ("status", pa.string()), ("date", pa.string()), ("due", pa.string()),
        ("new_date", pa.string()), ("evidence", pa.string()), ("evidence_start", pa.int32()), ("evidence_end", pa.int32()),
    ]
)  # fmt: skip
CASES: Final = pa.schema(
    [
        ("case_id", pa.string()), ("kind", pa.string()),
        ("participants", pa.list_(pa.struct([("actor_id", pa.string()), ("name", pa.string()), ("country", pa.string())]))),
        ("place", pa.string()), ("due_first", pa.date32()), ("due_last", pa.date32()), ("state", pa.string()),
        ("first_told", pa.date32()), ("last_told", pa.date32()), ("article_count", pa.int32()), ("history", pa.list_(_HISTORY)),
    ]
)  # fmt: skip


def cases() -> Rows:
    """A visit that was announced, postponed and held, and a meeting that one article tells."""
    steps = [
        ("b1", dt.date(2023, 4, 1), "announced", "visited", "planned", None, "2023-06-01", None),
        ("a3", dt.date(2023, 5, 3), "postponed", "postponed", "occurred", "2023-05-02", "2023-06-01", "2023-09"),
        ("b2", dt.date(2023, 9, 5), "held", "visited", "occurred", "2023-09-04", "2023-09-04", None),
    ]
    history = [
        {
            "doc_id": doc_id, "doc_date": day, "triple_id": f"t_{doc_id}", "step": step, "subject": "United States", "relation": relation,
            "object": "Armenia", "status": status, "date": date, "due": due, "new_date": new_date, "evidence": f"=It was {step}.",
            "evidence_start": 0, "evidence_end": 9,
        }
        for doc_id, day, step, relation, status, date, due, new_date in steps
    ]  # fmt: skip
    parties = [
        {"actor_id": "state:ARM", "name": "Armenia", "country": "ARM"},
        {"actor_id": "state:USA", "name": "United States", "country": "USA"},
    ]
    empty = dict.fromkeys(CASES.names)
    return [
        empty
        | {
            "case_id": "c_visit", "kind": "visit", "participants": parties, "due_first": dt.date(2023, 6, 1),
            "due_last": dt.date(2023, 9, 4), "state": "held", "first_told": dt.date(2023, 4, 1), "last_told": dt.date(2023, 9, 5),
            "article_count": 3, "history": history,
        },
        empty | {"case_id": "c_once", "kind": "meeting", "state": "planned", "place": "Brussels", "article_count": 1, "history": history[:1]},
    ]  # fmt: skip


def write_folder(folder: Path, rows: Iterable[Mapping[str, Any]], metadata: Mapping[str, str] | None = None) -> Path:
    """A folder of tables: triples, what is known of two persons, one article, and cases."""
    write_table(folder / "triples.parquet", "triples", rows, metadata)
    known = {"label": "PERSON", "aliases": [], "mention_ids": [], "mention_count": 1, "acts_for": None}
    offices = {"Ilham Aliyev": ("AZE", "President of Azerbaijan"), "Nikol Pashinian": ("ARM", "Prime Minister")}
    write_table(
        folder / "entities.parquet",
        "entities",
        [
            {**known, "doc_id": "a1", "name": name, "entity_id": _person(name, None), "country": country, "role": role}
            for name, (country, role) in offices.items()
        ],
    )
    article = {
        **dict.fromkeys(SCHEMAS["articles"].names),
        "doc_id": "a1",
        "title": "Talks & more",
        "text": "Talks & more\n",
        "date": _DAY,
    }
    article |= {"labelled": False, "url": "https://news.example/a1", "source": "Gazette"}
    write_table(folder / "articles.parquet", "articles", [article])
    pq.write_table(pa.Table.from_pylist(cases(), schema=CASES), folder / "cases.parquet")
    return folder
