"""``gold.csv``: triples written by hand, which predictions are judged by."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Final, get_args

from pipeline.edtf import is_edtf
from pipeline.records import STATUSES, Article, Evidence, ObjectKind, Triple
from pipeline.relations import Ontology
from pipeline.sheet import TOO_MANY, read_sheet

GOLD_COLUMNS: Final = (
    "doc_id", "subject", "relation", "object", "status", "object_kind", "initiator_told", "date", "occasion",
    "occasion_date", "new_date", "place", "source", "evidence",
)  # fmt: skip


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
    sheet = read_sheet(path)
    if missing := set(GOLD_COLUMNS) - set(sheet.columns):
        columns = f"expected the columns {', '.join(GOLD_COLUMNS)}; missing {sorted(missing)}"
        raise ValueError(f"{path}:1: {columns}")
    problems: list[str] = []
    triples: list[Triple] = []
    lines: dict[tuple[object, ...], int] = {}
    for line, row in sheet.rows:
        if not row:
            continue
        told = dict(zip(sheet.columns, row, strict=False))
        cells = {column: told.get(column, "").strip() for column in GOLD_COLUMNS}
        text = (texts or {}).get(cells["doc_id"])
        wrong = [TOO_MANY] if len(row) > len(sheet.columns) else _gold_problems(cells, ids, ontology, text)
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


def texts_of(articles: Iterable[Article]) -> dict[str, str]:
    """Texts by article id, to find evidence in."""
    return {article.doc_id: article.text for article in articles}
