"""Every parquet schema of the pipeline, once; reading and writing tables.

Each column carries its meaning (and unit) as Arrow field metadata, so that a file explains itself
(``pyarrow.parquet.read_schema(path).field("start").metadata``). Same content, same bytes; writing is atomic.
"""

import csv
import io
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

_TEXT: Final = pa.string()
_OFFSET: Final = pa.int32()
_EVIDENCE: Final = pa.list_(
    pa.struct([pa.field("evidence", _TEXT), pa.field("evidence_start", _OFFSET), pa.field("evidence_end", _OFFSET)])
)

_PARTICIPANTS: Final = pa.list_(
    pa.struct([pa.field("actor_id", _TEXT), pa.field("name", _TEXT), pa.field("country", _TEXT)])
)
_HISTORY: Final = pa.list_(
    pa.struct(
        [pa.field("doc_id", _TEXT), pa.field("doc_date", pa.date32())]
        + [pa.field(name, _TEXT) for name in ("triple_id", "step", "subject", "relation", "object", "status", "date")]
        + [pa.field(name, _TEXT) for name in ("due", "new_date", "evidence")]
        + [pa.field("evidence_start", _OFFSET), pa.field("evidence_end", _OFFSET)]
    )
)


def _schema(*columns: tuple[str, pa.DataType, str]) -> pa.Schema:
    return pa.schema([pa.field(name, kind, metadata={"meaning": meaning}) for name, kind, meaning in columns])


_DOC: Final = ("doc_id", _TEXT, "the article: file name without .txt")
_START: Final = ("start", _OFFSET, "first code point of the span in the article's text")
_END: Final = ("end", _OFFSET, "code point after the span")

SCHEMAS: Final[Mapping[str, pa.Schema]] = {
    "articles": _schema(
        _DOC,
        ("title", _TEXT, "first line of the text"),
        ("text", _TEXT, "the file as stored, title included; offsets count its code points"),
        ("date", pa.date32(), "day of publication; null where nothing tells it"),
        ("date_source", _TEXT, "given (articles.csv or column), dateline, or text"),
        ("split", _TEXT, "train, dev, test or example; null: only extracted"),
        ("labelled", pa.bool_(), "whether a label file stands beside the text that is no draft"),
        ("source", _TEXT, "outlet, as given"),
        ("url", _TEXT, "address, as given"),
        ("fictional", pa.bool_(), "whether persons or states are invented, as given"),
        ("sha256", _TEXT, "of the text in UTF-8"),
    ),
    "sentences": _schema(
        _DOC,
        ("sentence", _OFFSET, "number of the sentence in the article, from 0"),
        _START,
        _END,
        ("first_token", _OFFSET, "number of its first token in the article"),
        ("last_token", _OFFSET, "number after its last token"),
    ),
    "tokens": _schema(
        _DOC,
        ("token", _OFFSET, "number of the token in the article, from 0"),
        ("sentence", _OFFSET, "number of its sentence"),
        _START,
        _END,
        ("text", _TEXT, "the token as written"),
        ("lemma", _TEXT, "dictionary form, lower case"),
        ("pos", _TEXT, "universal part of speech"),
        ("tag", _TEXT, "Penn Treebank tag"),
        ("dep", _TEXT, "dependency label (ClearNLP)"),
        ("head", _OFFSET, "number of the syntactic head in the article; its own number at a root"),
        ("entity", _TEXT, "the parser's own entity opinion in BIO form"),
    ),
    "mentions": _schema(
        ("mention_id", _TEXT, "from article, span and label"),
        _DOC,
        _START,
        _END,
        ("text", _TEXT, "the span as written"),
        ("label", _TEXT, "PERSON, ORG, GPE, NORP, LOC, FAC, DATE, EVENT, ROLE, PRONOUN or OCCASION"),
        ("score", pa.float64(), "confidence, 0 to 1; 1 for gold"),
        ("names", pa.list_(_TEXT), "gold only: canonical names of what it stands for"),
        ("edtf", _TEXT, "gold only: a date's value in EDTF"),
    ),
    "entities": _schema(
        _DOC,
        ("entity_id", _TEXT, "key of the actor, the same in every article where it is plainly the same"),
        ("name", _TEXT, "canonical name"),
        ("label", _TEXT, "mention label of its kind: PERSON, ORG, GPE ..."),
        ("country", _TEXT, "ISO 3166 alpha-3 code of the state it belongs to"),
        ("role", _TEXT, "office as told, such as 'Prime Minister of Armenia'"),
        ("acts_for", _TEXT, "entity_id of the state or body it stands for when it acts (Baku, the Kremlin)"),
        ("aliases", pa.list_(_TEXT), "distinct forms of its mentions, in order of appearance"),
        ("mention_ids", pa.list_(_TEXT), "its mentions, in order of appearance; groups belong to each member"),
        ("mention_count", _OFFSET, "number of its mentions"),
    ),
    "events": _schema(
        ("event_id", _TEXT, "from article, trigger, relation and arguments"),
        _DOC,
        ("relation", _TEXT, "relation that the trigger tells"),
        ("status", _TEXT, "occurred, planned, negated or uncertain"),
        ("trigger", _TEXT, "the word that tells it"),
        ("trigger_start", _OFFSET, "first code point of the trigger"),
        ("trigger_end", _OFFSET, "code point after it"),
        ("score", pa.float64(), "confidence, 0 to 1; 1 for gold"),
    ),
    "event_arguments": _schema(
        ("event_id", _TEXT, "the event"),
        _DOC,
        ("role", _TEXT, "Subject, Object, Side, Place, Time, Due, NewDate, Occasion or Source"),
        _START,
        _END,
        ("text", _TEXT, "the span as written"),
        ("label", _TEXT, "its mention label"),
        ("names", pa.list_(_TEXT), "canonical names of what it stands for in this role"),
        ("edtf", _TEXT, "date roles: the value in EDTF, null if the phrase cannot be resolved"),
        ("score", pa.float64(), "confidence, 0 to 1; 1 for gold"),
    ),
    "triples": _schema(
        _DOC,
        ("doc_date", pa.date32(), "day of publication"),
        ("split", _TEXT, "train, dev, test, example; null for articles without labels"),
        ("triple_id", _TEXT, "from article, relation, ends, status, date and occasion_date"),
        ("event_id", _TEXT, "the event told by the best evidence"),
        ("subject", _TEXT, "canonical name; symmetric relations: the end that is first in the alphabet"),
        ("relation", _TEXT, "see configs/relations.yaml"),
        ("object", _TEXT, "canonical name, or the occasion where no other party is named"),
        ("status", _TEXT, "occurred, planned, negated or uncertain"),
        ("subject_id", _TEXT, "key of the actor"),
        ("object_id", _TEXT, "key of the actor; null for an occasion"),
        ("subject_country", _TEXT, "ISO 3166 alpha-3 code of the state it belongs to"),
        ("object_country", _TEXT, "ISO 3166 alpha-3 code of the state it belongs to"),
        ("object_kind", _TEXT, "entity or occasion"),
        ("initiator_told", pa.bool_(), "cancel family: whether the article says who did it; else null"),
        ("date", _TEXT, "EDTF: when it takes place; cancel family: when it was called off"),
        ("date_start", pa.date32(), "first day of date"),
        ("date_end", pa.date32(), "last day of date"),
        ("occasion", _TEXT, "what was called off; otherwise the named event it was part of"),
        ("occasion_date", _TEXT, "EDTF: cancel family: when the thing called off was due"),
        ("new_date", _TEXT, "EDTF: postponed: the new date"),
        ("place", _TEXT, "where; cancel family: where the thing called off was due"),
        ("source", _TEXT, "who said so"),
        ("confidence", pa.float64(), "0 to 1: the model's probability of the relation, not calibrated yet"),
        ("evidence", _TEXT, "the sentence that tells it best"),
        ("evidence_start", _OFFSET, "its first code point in the article's text"),
        ("evidence_end", _OFFSET, "code point after it"),
        ("further_evidence", _EVIDENCE, "other sentences that tell it"),
        ("plover", _TEXT, "PLOVER event type; null for negated and uncertain"),
        ("cameo", _TEXT, "CAMEO code; null for negated and uncertain"),
    ),
    "cases": _schema(
        ("case_id", _TEXT, "from the earliest telling; later articles do not change it"),
        ("kind", _TEXT, "meeting, call, visit, mediation, agreement, statement, or a relation of your own"),
        ("participants", _PARTICIPANTS, "who takes part, by name; ids are the same in all articles"),
        ("place", _TEXT, "where it was held or due, as told last; a visit: its destination"),
        ("due_first", pa.date32(), "first day on which it was due or held, over all steps"),
        ("due_last", pa.date32(), "last such day; after a postponement the new one"),
        (
            "state",
            _TEXT,
            "what became of it: held, planned, proposed, invited, postponed, called off, withdrawn, declined, denied …",
        ),
        ("first_told", pa.date32(), "day of publication of the first article"),
        ("last_told", pa.date32(), "day of publication of the last article"),
        ("article_count", _OFFSET, "number of articles that tell of it"),
        ("history", _HISTORY, "its triples in order of publication, each a step; date, due and new_date are EDTF"),
    ),
}

Rows = list[dict[str, Any]]


def write_table(
    path: Path, name: str, rows: Iterable[Mapping[str, Any]], metadata: Mapping[str, str] | None = None
) -> int:
    """Write rows under the schema ``name``, atomically; the number of rows is returned.

    Args:
        path: the parquet file; its folder is made.
        name: a key of :data:`SCHEMAS`.
        rows: one mapping a row, with exactly the schema's columns.
        metadata: added to the file's metadata (which model made the table).

    Raises:
        ValueError: a row has another set of columns, or a value does not fit its column.
    """
    schema = SCHEMAS[name]
    listed = list(rows)
    for row in listed:
        if set(row) != set(schema.names):
            raise ValueError(f"{path}: a row of {name} has columns {sorted(row)}; expected {sorted(schema.names)}")
    if metadata:
        schema = schema.with_metadata({**(schema.metadata or {}), **metadata})
    try:
        table = pa.Table.from_pylist(listed, schema=schema)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError) as error:
        raise ValueError(f"{path}: a value does not fit the schema of {name}: {error}") from error
    _write_atomically(path, lambda temporary: pq.write_table(table, temporary, compression="zstd"))
    return len(listed)


def read_table(path: Path, name: str) -> Rows:
    """Read a table of the schema ``name``.

    Raises:
        ValueError: the file is missing or has another schema; both schemas are in the message.
    """
    if not path.exists():
        raise ValueError(f"{path}: no such table; run `dvc repro`")
    expected = SCHEMAS[name]
    try:
        with pq.ParquetFile(path) as file:
            found = file.schema_arrow
            if not found.equals(expected):
                both = f"expected:\n{_shown(expected)}\nfound:\n{_shown(found)}"
                raise ValueError(f"{path}: is not a table of {name}.\n{both}")
            rows: Rows = file.read().to_pylist()
    except (pa.ArrowException, OSError) as error:
        raise ValueError(f"{path}: is damaged or not a parquet file ({error}); run `dvc repro`") from error
    return rows


def _shown(schema: pa.Schema) -> str:
    return "\n".join(f"  {field.name}: {field.type}" for field in schema)


def write_text(path: Path, text: str) -> None:
    """Write a text file in UTF-8, atomically."""
    _write_atomically(path, lambda temporary: temporary.write_text(text, encoding="utf-8", newline=""))


def _write_atomically(path: Path, write: Callable[[Path], object]) -> None:
    """Call ``write`` with a temporary path beside ``path``, then rename; on any error nothing half-written is left."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def group_by_article(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """Rows by ``doc_id``, in order of first appearance."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row["doc_id"], []).append(row)
    return groups


def to_csv(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> str:
    """Rows as CSV text with a header."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
