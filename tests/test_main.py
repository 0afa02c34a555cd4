"""The command line on the tiny project: exit status, what goes to standard output, what to standard error."""

import csv
import json
import logging
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline import __main__ as command_line
from pipeline.tables import read_table
from tests.test_chain import ARTICLES

ROOT = Path(__file__).resolve().parent.parent
TABLES = ("articles", "sentences", "tokens", "mentions", "entities", "events", "event_arguments", "triples")


def call(*arguments: object) -> int:
    """Run a command in this process, logging to the real streams rather than to pytest; its exit status."""
    root = logging.getLogger()
    level = root.level
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(root, "handlers", [])
        patch.setattr(sys, "argv", ["pipeline", *map(str, arguments)])
        status: object = 0
        try:
            command_line.main()
        except SystemExit as end:
            status = end.code
        finally:
            root.setLevel(level)
    assert isinstance(status, int)
    return status


def rejected(out: Path) -> list[dict[str, str]]:
    with (out / "rejected.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ids(out: Path) -> list[str]:
    return [row["doc_id"] for row in read_table(out / "articles.parquet", "articles")]


def test_extract_writes_what_it_can_and_says_what_it_rejected(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = tmp_path / "news", tmp_path / "out"
    source.mkdir()
    (source / "good.txt").write_text(ARTICLES["kessa"][1], encoding="utf-8")
    (source / "latin.txt").write_bytes("Visit off\n\nThe café was closed.\n".encode("latin-1"))
    (source / "nothing.txt").write_text("", encoding="utf-8")
    assert call("extract", source, out) == 2
    for name in TABLES:
        read_table(out / f"{name}.parquet", name)
    assert ids(out) == ["good"]
    assert [(row["doc_id"], row["path"]) for row in rejected(out)] == [
        ("latin", str(source / "latin.txt")),
        ("nothing", str(source / "nothing.txt")),
    ]
    assert [row["reason"].split()[0] for row in rejected(out)] == ["expected", "empty:"]
    streams = capsys.readouterr()
    assert "1 articles, 2 rejected" in streams.err
    assert f"rejected {source / 'latin.txt'}: expected UTF-8, found byte 0xe9" in streams.err
    assert f"rejected {source / 'nothing.txt'}: empty" in streams.err
    assert streams.out == ""


def test_extract_reads_one_text_file(project: Path, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(ARTICLES["kessa"][1], encoding="utf-8")
    assert call("extract", tmp_path / "one.txt", tmp_path / "out") == 0
    assert ids(tmp_path / "out") == ["one"]
    assert rejected(tmp_path / "out") == []


def test_extract_reads_a_parquet(project: Path, tmp_path: Path) -> None:
    texts = [ARTICLES[doc_id][1] for doc_id in ("kessa", "delayed")]
    pq.write_table(pa.table({"id": ["b", "a"], "text": texts}), tmp_path / "news.parquet")
    assert call("extract", tmp_path / "news.parquet", tmp_path / "out") == 0
    assert ids(tmp_path / "out") == ["a", "b"]


def test_extract_leaves_out_what_it_is_less_sure_of(project: Path, tmp_path: Path) -> None:
    assert call("extract", project / "seeds/articles", tmp_path / "out", "--min-confidence", "1") == 0
    rows = read_table(tmp_path / "out/triples.parquet", "triples")
    assert all(row["confidence"] == 1 for row in rows)


def test_extract_refuses_a_missing_source(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("extract", tmp_path / "nowhere", tmp_path / "out") == 1
    streams = capsys.readouterr()
    assert streams.err == f"error: {tmp_path / 'nowhere'}: no such file or folder\n"
    assert streams.out == ""
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("value", ["7", "-0.1", "nan"])
def test_extract_refuses_a_confidence_that_is_none(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], value: str
) -> None:
    assert call("extract", project / "seeds/articles", tmp_path / "out", f"--min-confidence={value}") == 1
    assert "--min-confidence: expected a number from 0 to 1, found" in capsys.readouterr().err


def test_extract_without_models_says_how_to_get_them(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(project / "models")
    assert call("extract", project / "seeds/articles", tmp_path / "out") == 1
    err = capsys.readouterr().err
    assert err.startswith(f"error: {project / 'models/ner'}: expected a trained model")
    assert "dvc repro" in err


@pytest.mark.parametrize(
    "arguments", [(), ("wrong",), ("extract",), ("corpus", "wrong"), ("extract", "a", "b", "--min-confidence", "high")]
)
def test_a_wrong_command_line_ends_with_status_1(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(*arguments) == 1
    streams = capsys.readouterr()
    assert streams.err.startswith("usage: ")
    assert "error: " in streams.err
    assert streams.out == ""


def test_scores_prints_the_figures(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):  # a second call prints no line twice
        assert call("scores") == 0
        streams = capsys.readouterr()
        lines = streams.out.splitlines()
        assert [line.split(":")[0] for line in lines[:2]] == ["test (1 articles)", "dev (1 articles)"]
        assert sum(line.startswith("met ") for line in lines) == 1
        assert streams.err == ""


def test_scores_without_metrics_says_how_to_get_them(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "outputs/metrics.json").unlink()
    assert call("scores") == 1
    streams = capsys.readouterr()
    assert streams.err == f"error: {project / 'outputs/metrics.json'}: no metrics yet; run `dvc repro`\n"
    assert streams.out == ""


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"dev": null}', '{"dev": {}, "test": {}}', b"\xff"])
def test_scores_refuses_damaged_metrics(
    project: Path, capsys: pytest.CaptureFixture[str], content: str | bytes
) -> None:
    path = project / "outputs/metrics.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert call("scores") == 1
    streams = capsys.readouterr()
    assert streams.err.startswith(f"error: {path}: is damaged (")
    assert streams.err.endswith("); run `dvc repro`\n")
    assert streams.out == ""


def test_scores_prints_nothing_of_metrics_that_end_early(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "outputs/metrics.json"
    metrics = json.loads(path.read_text(encoding="utf-8"))
    del metrics["test"]["relations"]
    path.write_text(json.dumps(metrics), encoding="utf-8")
    assert call("scores") == 1
    assert capsys.readouterr().out == ""


def test_corpus_check_of_sound_seeds(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(project / "seeds", tmp_path / "copy")
    assert call("corpus", "check", "--seeds", tmp_path / "copy") == 0
    streams = capsys.readouterr()
    assert streams.out.endswith("corpus: 3 articles, 3 labelled, 1 triples by hand: sound\n")
    assert "error" not in streams.err


def test_corpus_check_names_the_triple_that_differs(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = project / "seeds/gold.csv"
    gold.write_text(gold.read_text(encoding="utf-8").replace(",cancelled,", ",postponed,"), encoding="utf-8")
    assert call("corpus", "check") == 1
    streams = capsys.readouterr()
    assert "error: gold.csv and the labels differ:" in streams.err
    assert "delayed: only in gold.csv: Ana Mavric – postponed – visit to Kessa [occurred] (2024-03-05)" in streams.err
    assert "delayed: only in the labels: Ana Mavric – cancelled – " in streams.err
    assert "sound" not in streams.out


def test_corpus_agreement_of_a_second_labelling(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("corpus", "agreement") == 1
    assert f"{project / 'seeds/second'}: no second labels" in capsys.readouterr().err
    (project / "seeds/second").mkdir()
    shutil.copy(project / "seeds/articles/delayed.ann", project / "seeds/second")
    assert call("corpus", "agreement") == 0
    assert capsys.readouterr().out.startswith("dev (1 articles): mention F1 1.000, trigger F1 1.000, triple F1 1.000")


def test_corpus_stats_are_json_on_standard_output(trained: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "corpus", "stats", "--seeds", str(trained / "seeds")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    assert json.loads(done.stdout)["dev"]["articles"] == 1
