"""A relation of the user's own: an entry in configs/relations.yaml, labelled articles, all stages; no code."""

import json
import logging
from pathlib import Path

import pytest

from pipeline.modelstore import load_card
from pipeline.stages.evaluate import JUDGED
from pipeline.tables import read_table
from tests.test_chain import ARTICLES, make_project, run_stages
from tests.test_main import call
from tests.tiny import save_bert

RELATION = """
  recognised:
    reads: A recognised B diplomatically
    group: core
    types: {Object: [GPE]}
    triggers: [recognise, recognize, recognition]
    cameo: {occurred: "055"}
    plover: {occurred: AGREE}
"""
STATES = [
    ("Kessa", "Vorland"),
    ("Merukia", "Sarnia"),
    ("Sarnia", "Kessa"),
    ("Vorland", "Merukia"),
    ("Danshir", "Sarnia"),
]


def label_five_articles(seeds: Path) -> None:
    for number, (subject, object_) in enumerate(STATES):
        text = f"New ties\n\n{subject} recognised {object_} on Monday, its foreign ministry said.\n"
        verb, other = text.index("recognised"), text.index(object_, text.index("recognised"))
        lines = [
            f"T1\tGPE 10 {10 + len(subject)}\t{subject}",
            f"T2\tGPE {other} {other + len(object_)}\t{object_}",
            f"T3\trecognised {verb} {verb + 10}\trecognised",
            "E1\trecognised:T3 Subject:T1 Object:T2",
            "A1\tStatus E1 occurred",
        ]
        (seeds / f"r{number}.txt").write_text(text, encoding="utf-8")
        (seeds / f"r{number}.ann").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with (seeds / "articles.csv").open("a", encoding="utf-8") as index:
        index.write("r4,2024-03-06,dev\n")
    with (seeds.parent / "gold.csv").open("a", encoding="utf-8") as gold:
        gold.write("r4,Danshir,recognised,Sarnia,occurred,entity,,,,,,,,\n")


def test_an_entry_and_five_articles_teach_a_new_relation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    make_project(tmp_path, save_bert(tmp_path / "encoder", [text for _, text in ARTICLES.values()]))
    relations = tmp_path / "configs/relations.yaml"
    relations.write_text(relations.read_text(encoding="utf-8") + RELATION, encoding="utf-8")
    label_five_articles(tmp_path / "seeds/articles")
    monkeypatch.setattr("pipeline.__main__.ROOT", tmp_path)
    assert call("label", "check") == 0
    with caplog.at_level(logging.WARNING):
        run_stages(tmp_path, monkeypatch)
    untold = [record.getMessage() for record in caplog.records if "no training article tells" in record.getMessage()]
    assert any("tells mediated" in message for message in untold)
    assert not any("tells recognised" in message for message in untold)
    card = load_card(tmp_path / "models/relations")
    assert card["data"]["events_by_relation"] == {"met": 2, "recognised": 4}
    metrics = json.loads((tmp_path / "outputs/metrics.json").read_text(encoding="utf-8"))
    assert {split: metrics[split]["relations"]["recognised"]["support"] for split in JUDGED} == {
        "test": 0, "dev": 1, "example": 0,
    }  # fmt: skip
    assert metrics["dev"]["trigger_candidates"]["accuracy"] == 1
    assert call("label", "configs") == 0
    for name in ("annotation.conf", "visual.conf", "labelstudio.xml"):
        assert "recognised" in (tmp_path / "configs" / name).read_text(encoding="utf-8")
    assert {row["relation"] for row in read_table(tmp_path / "outputs/gold/events.parquet", "events")} >= {"recognised"}


def test_a_model_from_before_the_relation_says_what_to_do(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    relations = project / "configs/relations.yaml"
    relations.write_text(relations.read_text(encoding="utf-8") + RELATION, encoding="utf-8")
    assert call("extract", project / "seeds/articles", project / "out") == 1
    err = capsys.readouterr().err
    assert "expected an event model for none, met, " in err
    assert "recognised" in err
    assert err.rstrip().endswith("run `dvc repro` to train it again")
