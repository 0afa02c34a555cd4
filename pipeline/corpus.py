"""What users keep: ``<id>.txt``, ``<id>.ann`` and ``articles.csv`` in one folder, triples by hand in ``gold.csv``."""

import csv
import datetime as dt
import io
import logging
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final, get_args

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.brat import parse_standoff
from pipeline.datelines import find_date
from pipeline.edtf import is_edtf
from pipeline.language import foreign_language
from pipeline.records import SPLITS, STATUSES, Article, Evidence, Labels, ObjectKind, Triple
from pipeline.relations import Ontology
from pipeline.tables import write_text

log = logging.getLogger(__name__)

MAX_CHARACTERS: Final = 1_000_000
"""The longest article that is read, in code points (the parser's own limit)."""

_NOT_TOLD: Final = frozenset({"", "nan", "NaN", "NaT", "None", "<NA>"})
"""What an empty cell of a parquet is as text, also after a round through pandas."""

_NAMED: Final = 5
"""How many of the files passed over are named in the warning."""

_TOO_MANY: Final = "more fields than columns; quote a field that holds a comma"

GOLD_COLUMNS: Final = (
    "doc_id", "subject", "relation", "object", "status", "object_kind", "initiator_told", "date", "occasion",
    "occasion_date", "new_date", "place", "source", "evidence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rejection:
    """An article that cannot be read or used, and why."""

    doc_id: str
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """The articles that could be read, in order of id, and those that could not."""

    articles: tuple[Article, ...]
    rejections: tuple[Rejection, ...]
    unlabelled_splits: tuple[Rejection, ...] = ()
    """Articles with a split in ``articles.csv`` but no labels: read without the split, and an error to train on."""


def read_articles(source: Path) -> Corpus:
    """Articles from a folder of ``.txt`` (with ``articles.csv``), one ``.txt``, or a parquet with ``id`` and ``text``.

    Only labelled articles of a folder have a split. One ``.txt`` is described by the ``articles.csv`` beside it too.

    Raises:
        ValueError: the source as a whole cannot be read: it does not exist, holds no article, or its ``articles.csv``
            or its columns are wrong. Articles that are wrong one by one come back as rejections.
    """
    if source.is_dir():
        return _read_folder(source)
    if not source.is_file():
        raise ValueError(f"{source}: no such file or folder")
    if source.suffix.lower() == ".parquet":
        return _corpus(_read_parquet(source))
    known = _read_index(source.with_name("articles.csv"), None).get(source.stem, {})
    result = _read_file(source, known)
    return _corpus([replace(result, split=None) if isinstance(result, Article) else result])


def _corpus(results: Sequence[Article | Rejection], unlabelled_splits: Iterable[Rejection] = ()) -> Corpus:
    articles = tuple(result for result in results if isinstance(result, Article))
    rejections = tuple(result for result in results if isinstance(result, Rejection))
    return Corpus(articles, rejections, tuple(unlabelled_splits))


def _read_folder(folder: Path) -> Corpus:
    paths = _text_paths(folder)
    if not paths:
        raise ValueError(f"{folder}: expected articles named <id>.txt, found none")
    _tell_passed_over(folder)
    index = folder / "articles.csv"
    known = _read_index(index, {path.stem for path in paths})
    results: list[Article | Rejection] = []
    first: dict[str, Path] = {}
    for path in paths:
        if (other := first.setdefault(path.stem, path)) is path:
            results.append(_read_file(path, known.get(path.stem, {})))
        else:
            results.append(Rejection(path.stem, str(path), f"duplicate id {path.stem!r}: {other.name} is read"))
    unlabelled = [
        Rejection(doc_id, str(index), f"{doc_id}: split {row['split']!r}: expected labels, found no {doc_id}.ann")
        for doc_id, row in known.items()
        if "split" in row and not first[doc_id].with_suffix(".ann").exists()
    ]
    return _corpus(results, unlabelled)


def _text_paths(folder: Path) -> list[Path]:
    # by id, as a name sorts apart from its id where a character before the full stop follows ("a-b.txt", "a.txt");
    # of two texts with one id, "a.txt" before "a.TXT"
    found = (path for path in folder.iterdir() if path.suffix.lower() == ".txt")
    return sorted(found, key=lambda path: (path.stem, path.suffix != ".txt", path.suffix))


def _tell_passed_over(folder: Path) -> None:
    names = sorted(path.name for path in folder.iterdir() if not _is_expected(path))
    if names:
        kind = "other file" if len(names) == 1 else "other files"
        named = ", ".join(names[:_NAMED]) + (", ..." if len(names) > _NAMED else "")
        log.warning("%s: passed over %d %s: %s", folder, len(names), kind, named)


def _is_expected(path: Path) -> bool:
    if path.name == "articles.csv" or path.suffix == ".ann":
        return True
    return path.suffix.lower() in (".txt", ".lab", ".conf")


def _read_index(path: Path, ids: set[str] | None) -> dict[str, dict[str, str]]:
    """Rows of ``articles.csv`` by id, without the empty cells; ``ids``: those there may be, None for any."""
    if not path.exists():
        return {}
    rows: dict[str, dict[str, str]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            reader.fieldnames = _index_columns(reader.fieldnames or (), path)
            for row in reader:
                # what stands beyond the last column comes as a list under the key None
                if not any("".join(value or "").strip() for value in row.values()):
                    continue
                row["id"] = (row["id"] or "").strip()
                _check_index_row(row, rows, ids, f"{path}:{reader.line_num}")
                rows[row["id"]] = {key: value.strip() for key, value in row.items() if key and value and value.strip()}
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValueError(_not_csv(path, error)) from error
    return rows


def _index_columns(names: Iterable[str], path: Path) -> list[str]:
    columns = [name.strip().lower() for name in names]
    if "id" not in columns:
        raise ValueError(f"{path}:1: expected a column 'id', found {columns}")
    # spreadsheets leave several columns without a name
    if twice := [name for name, count in Counter(columns).items() if name and count > 1]:
        raise ValueError(f"{path}:1: duplicate column {twice[0]!r}")
    return columns


def _not_csv(path: Path, error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"{path}: expected UTF-8, found byte 0x{error.object[error.start]:02x}"
    return f"{path}: is not CSV: {error}"


def _check_index_row(row: dict[str, Any], rows: dict[str, dict[str, str]], ids: set[str] | None, where: str) -> None:
    if None in row:
        raise ValueError(f"{where}: {_TOO_MANY}")
    if ids is not None and row["id"] not in ids:
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
    try:
        if path.exists() and not path.is_file():
            kind = "a directory" if path.is_dir() else "neither a file nor a directory"
            return Rejection(path.stem, str(path), f"{kind}; expected a text file")
        content = path.read_bytes()
    except OSError as error:
        dangling = isinstance(error, FileNotFoundError) and path.is_symlink()
        problem = "a link to a file that does not exist" if dangling else f"cannot be read: {error.strerror}"
        return Rejection(path.stem, str(path), problem)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        reason = f"expected UTF-8, found byte 0x{content[error.start]:02x} at position {error.start}"
        return Rejection(path.stem, str(path), reason)
    labelled = path.with_suffix(".ann").exists()
    if unreadable := _unreadable(text, known.get("language"), "articles.csv"):
        return Rejection(path.stem, str(path), unreadable)
    return _article(path.stem, text, known, labelled)


def _article(doc_id: str, text: str, known: dict[str, str], labelled: bool) -> Article:
    given = known.get("date")
    found = None if given else find_date(text)
    split = next((split for split in SPLITS if split == known.get("split")), None)
    return Article(
        doc_id=doc_id,
        text=text,
        date=given or (found[0].isoformat() if found else None),
        date_source="given" if given else (found[1] if found else None),
        split=(split or "train") if labelled else None,
        labelled=labelled,
        source=known.get("source"),
        url=known.get("url"),
        fictional=known["fictional"].lower() == "true" if "fictional" in known else None,
    )


def _unreadable(text: str, language: str | None, teller: str) -> str | None:
    if not text.strip("\ufeff \t\r\n"):
        return "empty: expected a title, a blank line and a body"
    if len(text) > MAX_CHARACTERS:
        return f"too long: {len(text):,} characters; expected at most {MAX_CHARACTERS:,}"
    if not any(character.isalpha() for character in text):
        return "no sentence: expected text with letters"
    if language and not language.lower().startswith("en"):
        return f"in another language: {teller} says {language!r}; expected English"
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
    if columns_twice := [name for name, count in Counter(table.column_names).items() if count > 1]:
        raise ValueError(f"{path}: duplicate column {columns_twice[0]!r}")
    if not table.num_rows:
        raise ValueError(f"{path}: expected articles, one a row, found none")
    return [_read_row(row, path) for row in sorted(_with_ids(table, path), key=lambda row: str(row["id"]))]


def _with_ids(table: pa.Table, path: Path) -> list[dict[str, Any]]:
    kind = table.schema.field("id").type
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    if not (pa.types.is_integer(kind) or kind in (pa.string(), pa.large_string(), pa.string_view())):
        raise ValueError(f"{path}: id: expected strings or integers, found {kind}")
    rows: list[dict[str, Any]] = table.to_pylist()
    for number, row in enumerate(rows):
        row["id"] = "" if row["id"] is None else str(row["id"]).strip()
        if not row["id"]:
            raise ValueError(f"{path}: row {number}: id: expected a name, found nothing")
    if twice := [doc_id for doc_id, count in Counter(row["id"] for row in rows).items() if count > 1]:
        raise ValueError(f"{path}: duplicate id {twice[0]!r}")
    return rows


def _read_row(row: dict[str, Any], path: Path) -> Article | Rejection:
    doc_id, text = row["id"], row["text"]
    if not isinstance(text, str):
        return Rejection(doc_id, str(path), f"text: expected a string, found {type(text).__name__}")
    columns = ("title", "date", "source", "url", "language", "fictional")
    told = {column: _plain(row.get(column)) for column in columns}
    known = {column: value for column, value in told.items() if value not in _NOT_TOLD}
    if "date" in known and not _is_day(known["date"]):
        return Rejection(doc_id, str(path), f"date: expected a day such as 2023-12-26, found {known['date']!r}")
    if "fictional" in known and known["fictional"].lower() not in ("true", "false"):
        return Rejection(doc_id, str(path), f"fictional: expected true or false, found {known['fictional']!r}")
    if "title" in known:
        text = f"{known['title']}\n\n{text}"
    if reason := _unreadable(text, known.get("language"), "the column language"):
        return Rejection(doc_id, str(path), reason)
    return _article(doc_id, text, known, labelled=False)


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
    texts = {path.stem for path in _text_paths(folder)}
    problems: list[str] = []
    labels: dict[str, Labels] = {}
    for path in sorted(folder.glob("*.ann")):
        if path.stem not in texts:
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
    lines: dict[tuple[object, ...], int] = {}
    for line, row in rows:
        cells = {column: (row[column] or "").strip() for column in GOLD_COLUMNS}
        text = (texts or {}).get(cells["doc_id"])
        wrong = [_TOO_MANY] if None in row else _gold_problems(cells, ids, ontology, text)
        if not wrong and (first := lines.setdefault(_gold_key(cells, ontology), line)) != line:
            wrong = [f"duplicate of line {first}: same article, relation, ends, status and date"]
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
    if row["relation"] in ontology:
        problems += _family_problems(row, ontology[row["relation"]].cancel_family)
    if text is not None and row["evidence"] not in text:
        problems.append(f"evidence: expected a sentence of the article, found {row['evidence']!r}")
    return problems


def _family_problems(row: dict[str, str], cancel_family: bool) -> list[str]:
    relation = row["relation"]
    if cancel_family:
        told = row["initiator_told"]
        return [] if told else [f"initiator_told: expected true or false for {relation}, found nothing"]
    outside = f"for {relation}, which is outside the cancel family"
    problems = [
        f"{column}: expected nothing {outside}; found {row[column]!r}"
        for column in ("initiator_told", "occasion_date", "new_date")
        if row[column]
    ]
    if row["object_kind"] == "occasion":
        problems.append(f"object_kind: expected entity {outside}; found 'occasion'")
    return problems


def _gold_key(row: dict[str, str], ontology: Ontology) -> tuple[object, ...]:
    ends = (row["subject"], row["object"])
    symmetric = ontology[row["relation"]].symmetric
    return row["doc_id"], row["relation"], tuple(sorted(ends)) if symmetric else ends, row["status"], row["date"]


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
