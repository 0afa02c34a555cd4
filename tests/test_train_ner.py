"""Training the mention tagger: learns, is repeatable, and refuses what it cannot learn from."""

from pathlib import Path

import pytest

from pipeline.encoder import load_pretrained
from pipeline.gazetteer import load_gazetteer
from pipeline.parsing import load_parser, parse
from pipeline.records import Article, Labels, Mention
from pipeline.stages.train_ner import Params, train
from tests.tiny import save_bert

ROOT = Path(__file__).resolve().parent.parent
TEXT = "Orlan meets Mavric\n\nJan Orlan met Ana Mavric in Kessa.\n"
PARAMS = Params("tiny", "cpu", 1, 7, 3, 4, 1e-3, 1e-3, 0.1, 0, 0.1)


def test_the_loss_falls_and_two_runs_are_the_same(tmp_path: Path) -> None:
    documents = list(parse([Article("a", TEXT)], load_parser(), 1))
    labels = {"a": Labels((Mention("a", 20, 29, "Jan Orlan", "PERSON"),))}
    folder, gazetteer = str(save_bert(tmp_path / "bert", [TEXT])), load_gazetteer(ROOT / "configs")
    cards = [train(documents, labels, gazetteer, load_pretrained(folder), PARAMS)[1] for _ in range(2)]
    assert cards[0]["losses"] == cards[1]["losses"]
    assert cards[0]["losses"][-1] < cards[0]["losses"][0]


def test_nothing_to_train_on_is_an_error(tmp_path: Path) -> None:
    encoder = load_pretrained(str(save_bert(tmp_path / "bert", [TEXT])))
    with pytest.raises(ValueError, match="nothing to train on"):
        train([], {}, load_gazetteer(ROOT / "configs"), encoder, PARAMS)
