"""What users keep: ``<id>.txt``, ``<id>.ann`` and ``articles.csv`` in one folder, triples by hand in ``gold.csv``."""

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final, get_args

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.brat import parse_standoff
from pipeline.datelines import find_date
from pipeline.edtf import is_edtf
from pipeline.language import foreign_language
from pipeline.records import SPLITS, STATUSES, Article, Evidence, Labels, ObjectKind, Split, Triple
from pipeline.relations import Ontology
from pipeline.tables import write_text

MAX_CHARACTERS: Final = 1_000_000
"""The longest article that is read, in code points (the parser's own limit)."""

_TOO_MANY: Final = "more fields than columns; quote a field that holds a comma"

GOLD_COLUMNS: Final = (
    "doc_id", "subject", "relation", "object", "status", "object_kind", "initiator_told", "date", "occasion",
    "occasion_date", "new_date", "place", "source", "evidence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rejection:
    """An article that cannot be read, and why."""

    doc_id: str
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """The articles that could be read, in order of id, and those that could not."""

    articles: tuple[Article, ...]
    rejections: tuple[Rejection, ...]


def read_articles(source: Path) -> Corpus:
    """Articles from a folder of ``.txt`` (with ``articles.csv``), one ``.txt``, or a parquet with ``id`` and ``text``.

    Raises:
        ValueError: the source as a whole cannot be read: it does not exist, holds no article, or its ``articles.csv``
            or its columns are wrong. Articles that are wrong one by one come back as rejections.
    """
    if source.is_dir():
        paths = sorted(path for path in source.glob("*.txt") if path.is_file())
        if not paths:
            raise ValueError(f"{source}: expected articles named <id>.txt, found none")
        known = _read_index(source / "articles.csv", {path.stem for path in paths})
        results = [_read_file(path, known.get(path.stem, {})) for path in paths]
    elif source.suffix == ".parquet" and source.is_file():
        results = _read_parquet(source)
    elif source.is_file():
        results = [_read_file(source, {})]
    else:
        raise ValueError(f"{source}: no such file or folder")
    articles = [result for result in results if isinstance(result, Article)]
    rejections = [result for result in results if isinstance(result, Rejection)]
    return Corpus(tuple(articles), tuple(rejections))


def _read_index(path: Path, ids: set[str]) -> dict[str, dict[str, str]]:
    if not path.exists():
        return {}
    rows: dict[str, dict[str, str]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not reader.fieldnames or "id" not in reader.fieldnames:
                raise ValueError(f"{path}:1: expected a column 'id', found {reader.fieldnames}")
            for row in reader:
                line = reader.line_num
                row["id"] = (row["id"] or "").strip()
                _check_index_row(row, rows, ids, f"{path}:{line}")
                rows[row["id"]] = {key: value.strip() for key, value in row.items() if key and value and value.strip()}
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValueError(_not_csv(path, error)) from error
    return rows


def _not_csv(path: Path, error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"{path}: expected UTF-8, found byte 0x{error.object[error.start]:02x}"
    return f"{path}: is not CSV: {error}"


def _check_index_row(row: dict[str, Any], rows: dict[str, dict[str, str]], ids: set[str], where: str) -> None:
    if None in row:
        raise ValueError(f"{where}: {_TOO_MANY}")
    if row["id"] not in ids:
        raise ValueError(f"{where}: unknown id {row['id']!r}: there is no {row['id']}.txt beside it")
    if row["id"] in rows:
        raise ValueError(f"{where}: duplicate id {row['id']!r}")
    if (date := (row.get("date") or "").strip()) and not _is_day(date):
        raise ValueError(f"{where}: date: expected a day such as 2023-12-26, found {date!r}")
    if (split := (row.get("split") or "").strip()) and split not in SPLITS:
        raise ValueError(f"{where}: split: expected {', '.join(SPLITS)} or nothing, found {split!r}")
    if (fictional := (row.get("fictional") or "").strip().lower()) not in ("", "true", "false"):
        raise ValueError(f"{where}: fictional: expected true or false, found {fictional!r}")


def _is_day(value: str) -> bool:
    return len(value) == 10 and is_edtf(value)


def _read_file(path: Path, known: dict[str, str]) -> Article | Rejection:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        reason = f"expected UTF-8, found byte 0x{content[error.start]:02x} at position {error.start}"
        return Rejection(path.stem, str(path), reason)
    labelled = path.with_suffix(".ann").exists()
    return _article(path.stem, text, known, str(path), labelled)


def _article(doc_id: str, text: str, known: dict[str, str], path: str, labelled: bool) -> Article | Rejection:
    if reason := _unreadable(text, known.get("language")):
        return Rejection(doc_id, path, reason)
    given = known.get("date")
    found = None if given else find_date(text)
    split = next((split for split in SPLITS if split == known.get("split")), None)
    default: Split | None = "train" if labelled else None
    return Article(
        doc_id=doc_id,
        text=text,
        date=given or (found[0].isoformat() if found else None),
        date_source="given" if given else (found[1] if found else None),
        split=split or default,
        labelled=labelled,
        source=known.get("source"),
        url=known.get("url"),
        fictional=known["fictional"].lower() == "true" if "fictional" in known else None,
    )


def _unreadable(text: str, language: str | None) -> str | None:
    if not text.strip("\ufeff \t\r\n"):
        return "empty: expected a title, a blank line and a body"
    if len(text) > MAX_CHARACTERS:
        return f"too long: {len(text):,} characters; expected at most {MAX_CHARACTERS:,}"
    if not any(character.isalpha() for character in text):
        return "no sentence: expected text with letters"
    if language and not language.lower().startswith("en"):
        return f"in another language: articles.csv says {language!r}; expected English"
    if foreign := foreign_language(text):
        return f"in another language: {foreign}; expected English"
    return None


def _read_parquet(path: Path) -> list[Article | Rejection]:
    try:
        with pq.ParquetFile(path) as file:
            table = file.read()
    except (pa.ArrowException, OSError) as error:
        raise ValueError(f"{path}: is not a parquet file: {error}") from error
    if missing := {"id", "text"} - set(table.column_names):
        columns = f"missing {sorted(missing)}; found {table.column_names}"
        raise ValueError(f"{path}: expected the columns 'id' and 'text', {columns}")
    rows = table.to_pylist()
    if empty := [number for number, row in enumerate(rows) if row["id"] is None or not str(row["id"]).strip()]:
        raise ValueError(f"{path}: row {empty[0]}: id: expected a name, found nothing")
    twice = [doc_id for doc_id, count in Counter(row["id"] for row in rows).items() if count > 1]
    if twice:
        raise ValueError(f"{path}: duplicate id {twice[0]!r}")
    return [_read_row(row, path) for row in sorted(rows, key=lambda row: str(row["id"]))]


def _read_row(row: dict[str, Any], path: Path) -> Article | Rejection:
    doc_id, text = str(row["id"]), row["text"]
    if not isinstance(text, str):
        return Rejection(doc_id, str(path), f"text: expected a string, found {type(text).__name__}")
    if row.get("title"):
        text = f"{row['title']}\n\n{text}"
    known = {key: _plain(row[key]) for key in ("date", "source", "url", "language") if row.get(key) is not None}
    if "date" in known and not _is_day(known["date"]):
        return Rejection(doc_id, str(path), f"date: expected a day such as 2023-12-26, found {known['date']!r}")
    return _article(doc_id, text, known, str(path), labelled=False)


def _plain(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, dt.date) else str(value).strip()


def read_labels(folder: Path, articles: Iterable[Article], ontology: Ontology) -> dict[str, Labels]:
    """Labels by article id, for the articles that have a label file.

    Raises:
        ValueError: all the wrong files of the folder, one a line; or a label file without its article.
    """
    labelled = {article.doc_id: article for article in articles if article.labelled}
    problems: list[str] = []
    labels: dict[str, Labels] = {}
    for path in sorted(folder.glob("*.ann")):
        if not path.with_suffix(".txt").exists():
            problems.append(f"{path}: there is no {path.stem}.txt beside it")
        elif path.stem in labelled:
            try:
                content = path.read_bytes().decode("utf-8")
                labels[path.stem] = parse_standoff(content, labelled[path.stem].text, path.stem, str(path), ontology)
            except UnicodeDecodeError as error:
                problems.append(f"{path}: expected UTF-8, found byte 0x{error.object[error.start]:02x}")
            except ValueError as error:
                problems.append(str(error))
    if problems:
        raise ValueError("\n".join(problems))
    return labels


def read_gold(
    path: Path, ids: Collection[str], ontology: Ontology, texts: Mapping[str, str] | None = None
) -> list[Triple]:
    """The triples written by hand, ``gold.csv``.

    Args:
        path: the file.
        ids: of the articles that there are.
        ontology: the relations.
        texts: by article id; the evidence is found in them. Without them the triples come without evidence.

    Raises:
        ValueError: naming file, line and column, what was expected and what was found; all of them, one a line.
    """
    if not path.exists():
        raise ValueError(f"{path}: no such file; expected triples written by hand")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if missing := set(GOLD_COLUMNS) - set(reader.fieldnames or ()):
                columns = f"expected the columns {', '.join(GOLD_COLUMNS)}; missing {sorted(missing)}"
                raise ValueError(f"{path}:1: {columns}")
            rows = [(reader.line_num, row) for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValueError(_not_csv(path, error)) from error
    problems: list[str] = []
    triples: list[Triple] = []
    for line, row in rows:
        cells = {column: (row[column] or "").strip() for column in GOLD_COLUMNS}
        text = (texts or {}).get(cells["doc_id"])
        wrong = [_TOO_MANY] if None in row else _gold_problems(cells, ids, ontology, text)
        problems += [f"{path}:{line}: {problem}" for problem in wrong]
        if not wrong:
            triples.append(_gold_triple(cells, text))
    if problems:
        raise ValueError("\n".join(problems))
    return triples


def _gold_problems(row: dict[str, str], ids: Collection[str], ontology: Ontology, text: str | None) -> list[str]:
    problems = []
    if row["doc_id"] not in ids:
        problems.append(f"doc_id: there is no article {row['doc_id']!r}")
    for column in ("subject", "object"):
        if not row[column]:
            problems.append(f"{column}: expected a name, found nothing")
    if row["subject"] and row["subject"] == row["object"]:
        problems.append(f"object: expected another name than the subject's, found {row['object']!r}")
    if row["relation"] not in ontology:
        problems.append(f"relation: expected one of {', '.join(ontology.names)}; found {row['relation']!r}")
    if row["status"] not in STATUSES:
        problems.append(f"status: expected {', '.join(STATUSES)}; found {row['status']!r}")
    if row["object_kind"] not in get_args(ObjectKind):
        problems.append(f"object_kind: expected entity or occasion, found {row['object_kind']!r}")
    if row["initiator_told"].lower() not in ("", "true", "false"):
        problems.append(f"initiator_told: expected true, false or nothing, found {row['initiator_told']!r}")
    for column in ("date", "occasion_date", "new_date"):
        if row[column] and not is_edtf(row[column]):
            problems.append(f"{column}: expected an EDTF date such as 2023-12-26, found {row[column]!r}")
    if text is not None and row["evidence"] not in text:
        problems.append(f"evidence: expected a sentence of the article, found {row['evidence']!r}")
    return problems


def _gold_triple(row: dict[str, str], text: str | None) -> Triple:
    told = {"true": True, "false": False}.get(row["initiator_told"].lower())
    texts = {name: row[name] or None for name in ("date", "occasion", "occasion_date", "new_date", "place", "source")}
    start = text.index(row["evidence"]) if text is not None else 0
    evidence = Evidence(row["evidence"], start, start + len(row["evidence"])) if text and row["evidence"] else None
    return Triple(
        doc_id=row["doc_id"],
        subject=row["subject"],
        relation=row["relation"],
        object=row["object"],
        status=next(status for status in STATUSES if status == row["status"]),
        object_kind="occasion" if row["object_kind"] == "occasion" else "entity",
        initiator_told=told,
        evidence=evidence,
        **texts,  # type: ignore[arg-type]
    )


def write_rejections(path: Path, rejections: Sequence[Rejection]) -> None:
    """``rejected.csv``: one row an article that could not be read; a header alone where all could."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([field.name for field in fields(Rejection)])
    writer.writerows([(r.doc_id, r.path, r.reason) for r in rejections])
    write_text(path, text.getvalue())


def texts_of(articles: Iterable[Article]) -> dict[str, str]:
    """Texts by article id, to find evidence in."""
    return {article.doc_id: article.text for article in articles}
