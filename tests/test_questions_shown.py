"""The questions that README.md shows: SQL and pandas give the same rows, and the right ones."""

import ast
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import duckdb
import pandas as pd
import pytest

from tests.told import triples, write_folder

ROOT: Final = Path(__file__).resolve().parent.parent
PAGES: Final = (ROOT / "README.md",)
_QUESTION: Final = re.compile(
    r"^### (?P<question>[^\n]+\?)\n(?:(?!^#).)*?```sql\n(?P<sql>.*?)```\n+```python\n(?P<python>.*?)```",
    re.DOTALL | re.MULTILINE,
)
_READS: Final = re.compile(r"```python\n(import pandas as pd\n\n(?:\w+ = pd\.read_parquet\([^\n]+\)\n)+)```")

ANSWERS: Final[Mapping[str, list[tuple[Any, ...]]]] = {
    "Who called off": [
        ("United States", "postponed", "Armenia", "the visit", "2023-06-01", "2023-09", "Washington put off the visit."),
        ("Ilham Aliyev", "cancelled", "Charles Michel", "more such talks", "2023-10", None, "Aliyev twice cancelled more such talks."),
        ("Jeyhun Bayramov", "withdrew_from", "Ararat Mirzoyan", "a November 20 meeting", "2023-11-20", None, "Bayramov withdrew from a November 20 meeting."),
    ],
    "When and where": [("2022-05-22", "Brussels", "Aliyev and Pashinian met on Sunday.", "a2")],
    "Whom did": [("Nikol Pashinian", 2)],
    "Which states": [("AZE", 2, 0), ("USA", 1, 0)],
    "What was announced": [("visit", "Armenia, United States", "announced → postponed → held", "2023-09-04")],
}  # fmt: skip


def shown() -> dict[str, tuple[str, str]]:
    """Each question with its SQL and its Python."""
    found = [match for page in PAGES for match in _QUESTION.finditer(page.read_text(encoding="utf-8"))]
    return {match["question"]: (match["sql"], match["python"]) for match in found}


def rows(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Values as text would show them: days in ISO 8601, None for whatever stands for nothing."""
    cells = frame.astype(object).where(frame.notna(), None)
    return [tuple(_plain(value) for value in row) for row in cells.itertuples(index=False, name=None)]


def _plain(value: Any) -> Any:
    return value.isoformat()[:10] if hasattr(value, "isoformat") else value


def run(block: str, names: dict[str, Any]) -> pd.DataFrame:
    """Run a block; its last expression is the answer."""
    *before, last = ast.parse(block).body
    assert isinstance(last, ast.Expr)
    exec(compile(ast.Module(before, []), "block", "exec"), names)  # noqa: S102 (our own pages)
    answer = eval(compile(ast.Expression(last.value), "block", "eval"), names)  # noqa: S307
    assert isinstance(answer, pd.DataFrame)
    return answer


def test_five_questions_are_shown() -> None:
    assert len(shown()) == 5
    assert {question for question in shown() for start in ANSWERS if question.startswith(start)} == set(shown())


@pytest.mark.parametrize("start", ANSWERS)
def test_sql_and_pandas_answer_alike(start: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_folder(tmp_path / "outputs", triples())
    monkeypatch.chdir(tmp_path)
    sql, python = next(blocks for question, blocks in shown().items() if question.startswith(start))
    reads = next(
        match[1] for page in PAGES for match in _READS.finditer(page.read_text(encoding="utf-8")) if "cases" in match[1]
    )
    names: dict[str, Any] = {}
    exec(reads, names)  # noqa: S102
    with duckdb.connect() as database:
        relation = database.sql(sql)
        columns, by_sql = relation.columns, rows(relation.df())
    answer = run(python, names)
    assert list(answer.columns) == columns
    assert by_sql == ANSWERS[start]
    assert rows(answer) == ANSWERS[start]
