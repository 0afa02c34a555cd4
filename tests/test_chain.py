"""All stages, one after the other, on three short articles with a tiny encoder and one epoch, sockets blocked."""

import json
import shutil
import socket
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import yaml

from pipeline.corpus import read_articles
from pipeline.extraction import extract, load_extractor, write_extraction
from pipeline.stages import (
    entities,
    evaluate,
    evaluate_links,
    export,
    ingest,
    link,
    ner,
    relations,
    report,
    tokenize,
    train_ner,
    train_relations,
)
from pipeline.tables import SCHEMAS, read_table
from tests.tiny import save_bert, save_roberta

ROOT = Path(__file__).resolve().parent.parent

ARTICLES = {
    "kessa": (
        "train",
        "Orlan and Mavric meet in Kessa\n\nPresident Jan Orlan met Prime Minister Ana Mavric in Kessa on Monday.\n",
    ),
    "delayed": ("dev", "Visit off\n\nAna Mavric called off a visit to Kessa on Tuesday, her office said.\n"),
    "quiet": ("test", "Rain in Kessa\n\nRain fell in Kessa for a third day. Nobody met anybody.\n"),
}
LABELS = {
    "kessa": [
        "T1\tPERSON 0 5\tOrlan", "T2\tPERSON 10 16\tMavric", "T3\tGPE 25 30\tKessa", "T4\tROLE 32 41\tPresident", "T5\tPERSON 42 51\tJan Orlan",
        "T6\tROLE 56 70\tPrime Minister", "T7\tPERSON 71 81\tAna Mavric", "T8\tGPE 85 90\tKessa", "T9\tDATE 94 100\tMonday",
        "T10\tmet 17 21\tmeet", "T11\tmet 52 55\tmet", "E1\tmet:T10 Side:T1 Side2:T2 Place:T3", "E2\tmet:T11 Side:T5 Side2:T7 Place:T8 Time:T9",
        "A1\tStatus E1 occurred", "A2\tStatus E2 occurred", "N1\tReference T1 Actor:JO\tJan Orlan", "N2\tReference T2 Actor:AM\tAna Mavric",
        "N3\tReference T9 EDTF:2024-03-04\t2024-03-04",
    ],
    "delayed": [
        "T1\tPERSON 11 21\tAna Mavric", "T2\tOCCASION 33 49\ta visit to Kessa", "T3\tGPE 44 49\tKessa", "T4\tDATE 53 60\tTuesday", "T5\tcancelled 22 28\tcalled",
        "E1\tcancelled:T5 Subject:T1 Occasion:T2 Place:T3 Time:T4", "A1\tStatus E1 occurred", "N1\tReference T4 EDTF:2024-03-05\t2024-03-05",
    ],
    "quiet": ["T1\tGPE 8 13\tKessa", "T2\tGPE 28 33\tKessa"],
}  # fmt: skip
GOLD = (
    "doc_id,subject,relation,object,status,object_kind,initiator_told,date,occasion,occasion_date,new_date,place,source,evidence\n"
    "delayed,Ana Mavric,cancelled,visit to Kessa,occurred,occasion,true,2024-03-05,a visit to Kessa,,,Kessa,,\n"
)
CASES = (
    "case,doc_id,subject,relation,object,status,date\n"
    "visit,delayed,Ana Mavric,cancelled,visit to Kessa,occurred,2024-03-05\n"
)


def make_project(folder: Path, encoder: Path) -> None:
    seeds = folder / "seeds/articles"
    seeds.mkdir(parents=True)
    for doc_id, (_, text) in ARTICLES.items():
        (seeds / f"{doc_id}.txt").write_text(text, encoding="utf-8")
        (seeds / f"{doc_id}.ann").write_text("\n".join(LABELS[doc_id]) + "\n", encoding="utf-8")
    rows = [f"{doc_id},2024-03-06,{split}" for doc_id, (split, _) in ARTICLES.items()]
    (seeds / "articles.csv").write_text("id,date,split\n" + "\n".join(rows) + "\n", encoding="utf-8")
    (folder / "seeds/gold.csv").write_text(GOLD, encoding="utf-8")
    (folder / "seeds/cases.csv").write_text(CASES, encoding="utf-8")
    shutil.copytree(ROOT / "configs", folder / "configs")
    shutil.copytree(ROOT / "templates", folder / "templates")
    params = yaml.safe_load((ROOT / "params.yaml").read_text(encoding="utf-8"))
    for stage in ("train_ner", "train_relations"):
        params[stage] |= {"encoder": str(encoder), "epochs": 1, "frozen_layers": 0, "threads": 1, "device": "cpu"}
    (folder / "params.yaml").write_text(yaml.safe_dump(params), encoding="utf-8")


STAGES = (
    (ingest, "seeds configs/relations.yaml outputs"),
    (tokenize, "outputs"),
    (train_ner, "outputs/train configs models/ner"),
    (ner, "outputs configs models/ner"),
    (entities, "outputs configs"),
    (train_relations, "outputs/train configs models/relations"),
    (relations, "outputs configs models/relations"),
    (export, "outputs configs models"),
    (link, "outputs seeds/articles/articles.csv configs"),
    (evaluate, "outputs seeds configs"),
    (evaluate_links, "outputs seeds/cases.csv configs"),
    (report, "outputs configs templates/report"),
)


def run_stages(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a stage opened a connection")

    monkeypatch.chdir(folder)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    for stage, arguments in STAGES:
        monkeypatch.setattr(sys, "argv", [stage.__name__, *arguments.split()])
        stage.main()


@pytest.mark.parametrize("save", [save_bert, save_roberta])
def test_all_stages_run_offline_and_write_every_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, save: object
) -> None:
    assert callable(save)
    make_project(tmp_path, save(tmp_path / "encoder", [text for _, text in ARTICLES.values()]))
    run_stages(tmp_path, monkeypatch)
    for name in SCHEMAS:
        read_table(tmp_path / f"outputs/{name}.parquet", name)
    metrics = json.loads((tmp_path / "outputs/metrics.json").read_text(encoding="utf-8"))
    assert metrics["dev"]["core"]["support"] == 1
    assert metrics["test"]["core"]["support"] == 0
    assert (tmp_path / "outputs/errors.csv").exists()
    assert "Rain in Kessa" in (tmp_path / "outputs/report.html").read_text(encoding="utf-8")
    links = json.loads((tmp_path / "outputs/link_metrics.json").read_text(encoding="utf-8"))
    assert links["on_gold_triples"]["b_cubed"]["f1"] == 1.0


def test_extract_writes_the_tables_that_the_stages_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_project(tmp_path, save_bert(tmp_path / "encoder", [text for _, text in ARTICLES.values()]))
    run_stages(tmp_path, monkeypatch)
    corpus = read_articles(tmp_path / "seeds/articles")
    write_extraction(tmp_path / "out", corpus, extract(corpus, load_extractor(tmp_path)))
    for name in ("sentences", "tokens", "mentions", "entities", "events", "event_arguments", "triples", "cases"):
        assert pq.read_table(tmp_path / f"out/{name}.parquet").equals(
            pq.read_table(tmp_path / f"outputs/{name}.parquet")
        ), name


def test_an_unlabelled_article_changes_nothing_that_is_trained_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_project(tmp_path, save_bert(tmp_path / "encoder", [text for _, text in ARTICLES.values()]))
    monkeypatch.chdir(tmp_path)

    def training_files() -> dict[str, bytes]:
        for stage, arguments in STAGES[:2]:
            monkeypatch.setattr(sys, "argv", [stage.__name__, *arguments.split()])
            stage.main()
        return {path.name: path.read_bytes() for path in (tmp_path / "outputs/train").iterdir()}

    before = training_files()
    (tmp_path / "seeds/articles/new.txt").write_text("A new one\n\nThe minister met the press.\n", encoding="utf-8")
    assert training_files() == before


@pytest.mark.parametrize(("spoil", "message"), [("remove", "expected a trained model"), ("damage", "is damaged")])
def test_a_missing_or_damaged_model_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: str, message: str
) -> None:
    make_project(tmp_path, save_bert(tmp_path / "encoder", [text for _, text in ARTICLES.values()]))
    run_stages(tmp_path, monkeypatch)
    if spoil == "remove":
        shutil.rmtree(tmp_path / "models/ner")
    else:
        weights = tmp_path / "models/ner/model.safetensors"
        weights.write_bytes(weights.read_bytes()[:-4] + b"xxxx")
    with pytest.raises(ValueError, match=message) as error:
        load_extractor(tmp_path)
    assert "dvc repro" in str(error.value)
