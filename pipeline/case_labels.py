"""``seeds/cases.csv``: which triples tell of one event, labelled by reading; every triple of the articles in it has a line.

A case is an event of the real world with all that happened to it: a meeting with all its pairs, announced, put off, called off
or held; an offer and what came of it. A visit is one case with the reception and the talks that the visitor has there with the
host; stops in other cities or on other days are cases of their own. Calls, agreements, mediations and statements are apart
from the meeting at which they were made. Where nothing else tells the same event, the case has one line.
"""

import csv
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

Line = tuple[str, str, str, str, str, str]
"""What identifies a triple: doc_id, subject, relation, object, status, date ("" where none is told)."""

COLUMNS: Final = ("case", "doc_id", "subject", "relation", "object", "status", "date")


def line_of(row: Mapping[str, object]) -> Line:
    """The identity of a row of the table ``triples``, or of a step of a case."""
    doc_id, subject, relation, object_, status, date = (str(row[name] or "") for name in COLUMNS[1:])
    return doc_id, subject, relation, object_, status, date


def read_case_labels(path: Path, triples: Collection[Line]) -> dict[Line, str]:
    """The case of each triple.

    Args:
        path: the file.
        triples: those that follow from the labels; each line has to name one, and all of an article have to be named.

    Raises:
        ValueError: naming file and line, what was expected and what was found; all of them, one a line.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise ValueError(f"{path}:1: expected the columns {', '.join(COLUMNS)}; found {reader.fieldnames}")
            rows = [(reader.line_num, row) for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"{path}: expected CSV in UTF-8: {error}") from error
    cases: dict[Line, str] = {}
    problems: list[str] = []
    for number, row in rows:
        line = line_of(row)
        if line not in triples:
            problems.append(
                f"{path}:{number}: expected a triple that follows from the labels, found {' | '.join(line)}"
            )
        elif line in cases:
            problems.append(f"{path}:{number}: a second line for {' | '.join(line)}")
        elif not row["case"]:
            problems.append(f"{path}:{number}: case: expected a name, found nothing")
        cases[line] = row["case"]
    articles = {line[0] for line in cases}
    unnamed = sorted(line for line in triples if line[0] in articles and line not in cases)
    problems += [f"{path}: expected a line for {' | '.join(line)}, found none" for line in unnamed]
    if problems:
        raise ValueError("\n".join(problems))
    return cases
