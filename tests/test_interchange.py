"""Labels out to other tools and in again, on the whole corpus: the same records."""

import json
import shutil
from pathlib import Path

import pytest
from spacy.language import Language

from pipeline import iob2, label_studio
from pipeline.brat import parse_standoff, render_standoff
from pipeline.corpus import read_articles, read_labels
from pipeline.documents import Document
from pipeline.interchange import export_labels, import_labels, in_order
from pipeline.label_formats import FORMATS, MENTIONS, TASKS
from pipeline.parsing import words_only
from pipeline.records import Article, Labels, Sentence
from pipeline.relations import Ontology
from tests.test_chain import ARTICLES, LABELS

ROOT = Path(__file__).resolve().parent.parent
CONFIGS = ROOT / "configs"


@pytest.fixture(scope="module")
def corpus(ontology: Ontology) -> tuple[dict[str, Article], dict[str, Labels]]:
    articles = read_articles(ROOT / "seeds/articles").articles
    return {a.doc_id: a for a in articles}, read_labels(ROOT / "seeds/articles", articles, ontology)


def test_brat_carries_the_corpus(corpus: tuple[dict[str, Article], dict[str, Labels]], ontology: Ontology) -> None:
    articles, labels = corpus
    for doc_id, own in labels.items():
        assert parse_standoff(render_standoff(own), articles[doc_id].text, doc_id, "x.ann", ontology) == own, doc_id


def test_label_studio_carries_the_corpus(
    tmp_path: Path, corpus: tuple[dict[str, Article], dict[str, Labels]], ontology: Ontology
) -> None:
    articles, labels = corpus
    tasks = [label_studio.task(articles[doc_id], own, draft=False) for doc_id, own in labels.items()]
    (tmp_path / "export.json").write_text(json.dumps(tasks), encoding="utf-8")
    found = label_studio.read_export(tmp_path / "export.json", articles, ontology)
    assert found.problems == []
    assert {d: in_order(own) for d, own in found.labels.items()} == {d: in_order(own) for d, own in labels.items()}
    kept = sum(found.labels[doc_id] == own for doc_id, own in labels.items())
    assert kept > 0.9 * len(labels)  # the order of arguments is lost where a mention has two roles, and only there


def test_iob2_carries_the_flat_mentions_of_the_corpus(
    tmp_path: Path, corpus: tuple[dict[str, Article], dict[str, Labels]], ontology: Ontology, parser: Language
) -> None:
    articles, labels = corpus

    def document(doc_id: str) -> Document:
        words = words_only(articles[doc_id], parser)
        return Document(words.article, (Sentence(0, 0, 0, 0, len(words.tokens)),), words.tokens)

    lines = [iob2.render_article(document(doc_id), own, draft=False) for doc_id, own in labels.items()]
    (tmp_path / "x.iob2").write_text("".join(lines), encoding="utf-8")
    alone, problems = iob2.read_iob2(tmp_path / "x.iob2", articles, {}, ontology)
    assert problems == []
    for doc_id, own in labels.items():
        flat = [(m.start, m.end, m.text, m.label) for m in own.mentions if m.label != "OCCASION"]
        assert [(m.start, m.end, m.text, m.label) for m in alone[doc_id].mentions] == flat, doc_id
    assert iob2.read_iob2(tmp_path / "x.iob2", articles, labels, ontology) == (labels, [])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = tmp_path / "articles"
    articles.mkdir()
    for doc_id, (_, text) in ARTICLES.items():
        (articles / f"{doc_id}.txt").write_text(text, encoding="utf-8")
        (articles / f"{doc_id}.ann").write_text("\n".join(LABELS[doc_id]) + "\n#1\tNote T1\tsure\n", encoding="utf-8")
    (articles / "articles.csv").write_text("id,split,draft\nkessa,train,\ndelayed,dev,true\n", encoding="utf-8")
    return articles


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_that_nobody_touched_changes_nothing(tmp_path: Path, folder: Path, name: str) -> None:
    before = contents(folder)
    export_labels(name, tmp_path / "out", folder, CONFIGS, ())
    import_labels(name, tmp_path / "out", folder, CONFIGS)
    assert contents(folder) == before


def test_brat_gets_texts_labels_and_its_configuration(tmp_path: Path, folder: Path) -> None:
    export_labels("brat", tmp_path / "out", folder, CONFIGS, ("delayed",))
    found = contents(tmp_path / "out")
    assert set(found) == {"annotation.conf", "articles.csv", "delayed.ann", "delayed.txt", "visual.conf"}
    assert found["delayed.ann"] == (folder / "delayed.ann").read_bytes()
    assert found["articles.csv"] == b"id,draft\ndelayed,true\n"
    assert found["annotation.conf"] == (CONFIGS / "annotation.conf").read_bytes()


def test_a_correction_in_label_studio_comes_back_and_a_draft_stays_one(
    tmp_path: Path, folder: Path, ontology: Ontology
) -> None:
    export_labels("labelstudio", tmp_path / "out", folder, CONFIGS, ("delayed",))
    path = tmp_path / "out" / TASKS
    (one,) = json.loads(path.read_text(encoding="utf-8"))
    assert "annotations" not in one
    result = one["predictions"][0]["result"]
    next(part for part in result if part.get("from_name") == "status")["value"]["choices"] = ["negated"]
    path.write_text(json.dumps([one | {"annotations": [{"result": result}]}]), encoding="utf-8")
    index = (folder / "articles.csv").read_bytes()
    import_labels("labelstudio", path, folder, CONFIGS)
    text = (folder / "delayed.txt").read_text(encoding="utf-8")
    ann = (folder / "delayed.ann").read_text(encoding="utf-8")
    assert parse_standoff(ann, text, "delayed", "x", ontology).events[0].status == "negated"
    assert (folder / "articles.csv").read_bytes() == index
    assert read_articles(folder).drafts == ("delayed",)


def test_new_mentions_in_iob2_come_back(tmp_path: Path, folder: Path, ontology: Ontology) -> None:
    export_labels("iob2", tmp_path / "out", folder, CONFIGS, ("quiet",))
    path = tmp_path / "out" / MENTIONS
    path.write_text(
        path.read_text(encoding="utf-8").replace("third\tO\nday\tO", "third\tB-DATE\nday\tI-DATE"), encoding="utf-8"
    )
    import_labels("iob2", path, folder, CONFIGS)
    text = (folder / "quiet.txt").read_text(encoding="utf-8")
    labels = parse_standoff((folder / "quiet.ann").read_text(encoding="utf-8"), text, "quiet", "x", ontology)
    assert [m.text for m in labels.mentions] == ["Kessa", "Kessa", "third day"]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        ("ann", "delayed.ann:1: T1: 'Anna Mavri' is not at 11-21"),
        ("txt", "delayed.txt: is another text than ours"),
        ("other", "stranger.ann: there is no article 'stranger'"),
        ("bytes", "kessa.ann: expected UTF-8, found byte 0xff"),
    ],
)
def test_of_a_wrong_import_nothing_is_written(tmp_path: Path, folder: Path, spoil: str, message: str) -> None:
    out = tmp_path / "out"
    export_labels("brat", out, folder, CONFIGS, ())
    quiet = (out / "quiet.ann").read_text(encoding="utf-8")
    (out / "quiet.ann").write_text(quiet + "#2\tNote T2\tchanged\n", encoding="utf-8")
    if spoil == "ann":
        ann = (out / "delayed.ann").read_text(encoding="utf-8")
        (out / "delayed.ann").write_text(ann.replace("Ana Mavric", "Anna Mavri"), encoding="utf-8")
    elif spoil == "txt":
        (out / "delayed.txt").write_text("Other\n", encoding="utf-8")
    elif spoil == "other":
        (out / "stranger.ann").write_text("", encoding="utf-8")
    else:
        (out / "kessa.ann").write_bytes(b"\xff")
    before = contents(folder)
    with pytest.raises(ValueError, match="nothing was imported") as caught:
        import_labels("brat", out, folder, CONFIGS)
    assert message in str(caught.value)
    assert contents(folder) == before


def test_an_import_may_put_a_wrong_label_file_right(tmp_path: Path, folder: Path) -> None:
    export_labels("brat", tmp_path / "out", folder, CONFIGS, ())
    good = (folder / "kessa.ann").read_bytes()
    (folder / "kessa.ann").write_text("T1\tPERSON 0 5\tOrlando\n", encoding="utf-8")
    import_labels("brat", tmp_path / "out", folder, CONFIGS)
    assert (folder / "kessa.ann").read_bytes() == good


@pytest.mark.parametrize("name", FORMATS)
def test_a_folder_with_nothing_of_the_format_is_refused(tmp_path: Path, folder: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ValueError, match="found none"):
        import_labels(name, tmp_path / "empty", folder, CONFIGS)
    with pytest.raises(ValueError, match="no such file or folder"):
        import_labels(name, tmp_path / "nowhere", folder, CONFIGS)


def test_an_export_does_not_write_over_anything(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(ValueError, match="expected a new or an empty folder"):
        export_labels("brat", folder, folder, CONFIGS, ())
    shutil.rmtree(tmp_path / "articles")
