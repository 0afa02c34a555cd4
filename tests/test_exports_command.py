"""``export`` on the command line, and what holds for all formats."""

from pathlib import Path

import pytest

from pipeline.exports.registry import FORMATS
from tests.exporting import hostile, run, write
from tests.told import ROOT, triples, write_folder


def test_the_registry_is_the_modules_that_write() -> None:
    paths = (ROOT / "pipeline/exports").glob("*.py")
    assert {path.stem for path in paths if "\ndef write(" in path.read_text(encoding="utf-8")} == set(FORMATS)


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "duckdb"])
@pytest.mark.parametrize("rows", [triples(), hostile(), []], ids=["told", "hostile", "empty"])
def test_the_same_table_gives_the_same_bytes(tmp_path: Path, name: str, rows: list[dict[str, object]]) -> None:
    first, _ = write(name, tmp_path / "first", rows)
    second, _ = write(name, tmp_path / "second", rows)
    assert first.read_bytes() == second.read_bytes()


def test_the_command_writes_and_says_how_much_and_what_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_folder(tmp_path / "tables", triples())
    done = run(capsys, "export", "--to", "cameo", "--from", tmp_path / "tables", tmp_path / "new/out.tsv")
    assert (done.status, done.out) == (0, "")
    assert done.err == f"export: 12 lines; left out: 2 triples without a CAMEO code -> {tmp_path / 'new/out.tsv'}\n"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["out.tsv"]


def test_a_base_is_taken_and_a_wrong_one_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_folder(tmp_path, triples())
    assert (
        run(
            capsys,
            "export",
            "--to",
            "rdf",
            "--from",
            tmp_path,
            "--base",
            "https://example.org/n/",
            tmp_path / "out.ttl",
        ).status
        == 0
    )
    assert "<https://example.org/n/actor/state:ARM>" in (tmp_path / "out.ttl").read_text(encoding="utf-8")
    done = run(capsys, "export", "--to", "rdf", "--from", tmp_path, "--base", "here", tmp_path / "no.ttl")
    assert (done.status, (tmp_path / "no.ttl").exists()) == (1, False)
    assert done.err.startswith("error: --base: expected a URI")


def test_an_unknown_format_lists_the_formats(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "export", "--to", "xlsx", tmp_path / "out")
    assert done.status == 1
    assert done.err == f"error: --to: expected a format: {', '.join(FORMATS)}; found 'xlsx'\n"


def test_nowhere_to_read_from_and_a_folder_to_write_to_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run(capsys, "export", "--to", "csv", "--from", tmp_path / "nowhere", tmp_path / "out")
    assert (done.status, (tmp_path / "out").exists()) == (1, False)
    assert done.err.startswith(f"error: {tmp_path / 'nowhere'}: expected a parquet file of triples or a folder")
    write_folder(tmp_path, triples())
    done = run(capsys, "export", "--to", "csv", "--from", tmp_path, tmp_path)
    assert done.err == f"error: {tmp_path}: expected the file to write, found a folder\n"


def test_help_says_what_each_format_is_for(capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "export", "--help")
    assert all(f"{name:<8} {meaning}" in done.out for name, meaning in FORMATS.items())
