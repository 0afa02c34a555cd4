"""ingest: which articles go on, which are trained on, and what stops the stage."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.corpus import Corpus
from pipeline.gold import GOLD_COLUMNS
from pipeline.intake import Rejection
from pipeline.records import Article, Labels
from pipeline.stages.ingest import checked, training
from pipeline.tables import read_table

ROOT = Path(__file__).resolve().parent.parent
TEXT = "Leaders Hold Talks\n\nAzerbaijan met Armenia on Tuesday, officials of the two states said.\n"


def test_articles_come_in_order_of_id() -> None:
    corpus = Corpus((Article("b", "B"), Article("a", "A")), ())
    assert [article.doc_id for article in checked(corpus)] == ["a", "b"]


def test_an_article_of_ours_that_cannot_be_read_stops_the_stage() -> None:
    rejections = (
        Rejection("a", "seeds/articles/a.txt", "empty"),
        Rejection("b", "seeds/articles/b.txt", "in another language: German"),
    )
    with pytest.raises(
        ValueError, match=r"seeds/articles/a\.txt: empty\nseeds/articles/b\.txt: in another language: German"
    ):
        checked(Corpus((Article("c", "C"),), rejections))


def test_a_split_without_labels_stops_the_stage() -> None:
    unlabelled = (Rejection("a", "seeds/articles/articles.csv", "a: split 'dev': expected labels, found no a.ann"),)
    with pytest.raises(ValueError, match=r"^seeds/articles/articles\.csv: a: split 'dev': expected labels"):
        checked(Corpus((Article("a", "A"),), (), unlabelled))


def test_only_labelled_articles_of_the_split_train_are_trained_on() -> None:
    articles = [
        Article("labelled", "x", split="train", labelled=True),
        Article("without_labels", "x", split="train"),
        Article("dev", "x", split="dev", labelled=True),
        Article("test", "x", split="test", labelled=True),
        Article("example", "x", split="example", labelled=True),
        Article("new", "x"),
    ]
    labels = {article.doc_id: Labels() for article in articles if article.labelled}
    assert [article.doc_id for article in training(articles, labels)] == ["labelled"]


def ingest(folder: Path, outputs: Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "pipeline.stages.ingest",
        str(folder),
        str(ROOT / "configs/relations.yaml"),
        str(outputs),
    ]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def seeds(folder: Path) -> Path:
    (folder / "articles").mkdir(parents=True)
    for name in ("trained", "plain", "held_out"):
        (folder / f"articles/{name}.txt").write_text(TEXT, encoding="utf-8")
    start = TEXT.index("Azerbaijan")
    for name in ("trained", "held_out"):
        (folder / f"articles/{name}.ann").write_text(f"T1\tGPE {start} {start + 10}\tAzerbaijan\n", encoding="utf-8")
    (folder / "articles/articles.csv").write_text("id,split,date\nheld_out,dev,2023-12-26\n", encoding="utf-8")
    (folder / "gold.csv").write_text(",".join(GOLD_COLUMNS) + "\n", encoding="utf-8")
    return folder


def test_the_stage_writes_all_articles_and_those_to_train_on_apart(tmp_path: Path) -> None:
    done = ingest(seeds(tmp_path / "seeds"), tmp_path / "outputs")
    assert done.returncode == 0, done.stderr
    assert "3 articles (2 without a date), 2 labelled, 0 drafts, 1 to train on" in done.stdout + done.stderr
    rows = read_table(tmp_path / "outputs/articles.parquet", "articles")
    assert [(row["doc_id"], row["split"]) for row in rows] == [
        ("held_out", "dev"),
        ("plain", None),
        ("trained", "train"),
    ]
    train = [row["doc_id"] for row in read_table(tmp_path / "outputs/train/articles.parquet", "articles")]
    assert train == ["trained"]
    assert [row["doc_id"] for row in read_table(tmp_path / "outputs/train/mentions.parquet", "mentions")] == ["trained"]
    assert len(read_table(tmp_path / "outputs/gold/mentions.parquet", "mentions")) == 2


def test_a_new_article_without_labels_changes_nothing_that_is_trained_on(tmp_path: Path) -> None:
    folder = seeds(tmp_path / "seeds")
    ingest(folder, tmp_path / "before")
    (folder / "articles/another.txt").write_text(TEXT, encoding="utf-8")
    ingest(folder, tmp_path / "after")
    written = sorted(path.name for path in (tmp_path / "before/train").iterdir())
    assert written == ["articles.parquet", "event_arguments.parquet", "events.parquet", "mentions.parquet"]
    for name in written:
        assert (tmp_path / "before/train" / name).read_bytes() == (tmp_path / "after/train" / name).read_bytes()
    assert len(read_table(tmp_path / "after/articles.parquet", "articles")) == 4


def test_what_is_wrong_is_one_message_and_no_traceback(tmp_path: Path) -> None:
    folder = seeds(tmp_path / "seeds")
    (folder / "articles/trained.txt").write_text("The " + TEXT, encoding="utf-8")
    done = ingest(folder, tmp_path / "outputs")
    assert done.returncode != 0
    assert "trained.ann:1: T1: 'Azerbaijan' is not at" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "outputs").exists()


def test_a_split_without_labels_is_said_by_file_and_article(tmp_path: Path) -> None:
    folder = seeds(tmp_path / "seeds")
    (folder / "articles/held_out.ann").unlink()
    done = ingest(folder, tmp_path / "outputs")
    assert done.returncode != 0
    assert "articles.csv: held_out: split 'dev': expected labels, found no held_out.ann" in done.stderr
    assert not (tmp_path / "outputs").exists()
