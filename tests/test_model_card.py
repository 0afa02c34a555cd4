"""Model cards: what changes the hash of the data, what a card tells, and that it is the same for the same labels."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from torch import nn

from pipeline.encoder import load_pretrained
from pipeline.model_card import data_part, read_stamps, readme, stamps
from pipeline.modelstore import load_card, save_model
from pipeline.records import Argument, Article, Event, Labels, Mention
from tests.tiny import save_bert

ARTICLES = [Article("a", "Orlan met Mavric.", date="2024-03-04"), Article("b", "Rain.", date=None)]
SIDES = (Argument("Side", 0, 5, "Orlan", "PERSON"), Argument("Side", 10, 16, "Mavric", "PERSON"))
MENTION = Mention("a", 0, 5, "Orlan", "PERSON", names=("Jan Orlan",))
LABELS = {"a": Labels((MENTION,), (Event("a", "met", "occurred", 6, 9, "met", SIDES),)), "b": Labels()}


def test_a_card_counts_what_was_trained_on() -> None:
    assert {key: value for key, value in data_part(ARTICLES, LABELS).items() if key != "sha256"} == {
        "split": "train", "articles": 2, "words": 4, "mentions": 1, "events": 1, "events_by_relation": {"met": 1},
        "newest_article": "2024-03-04",
    }  # fmt: skip
    assert data_part([], {})["newest_article"] is None


def test_the_hash_is_of_content_and_not_of_order() -> None:
    assert data_part(ARTICLES[::-1], LABELS) == data_part(ARTICLES, LABELS)


@pytest.mark.parametrize(
    ("article", "mention", "event"),
    [
        ({"text": "Orlan met Mavric!"}, {}, {}),
        ({"date": "2024-03-05"}, {}, {}),
        ({}, {"label": "ORG"}, {}),
        ({}, {"names": ()}, {}),
        ({}, {"end": 6}, {}),
        ({}, {}, {"status": "planned"}),
        ({}, {}, {"relation": "visited"}),
        ({}, {}, {"arguments": SIDES[:1]}),
    ],
)
def test_the_hash_changes_with_any_text_or_label(
    article: dict[str, str], mention: dict[str, object], event: dict[str, object]
) -> None:
    own = LABELS["a"]
    changed = Labels((replace(own.mentions[0], **mention),), (replace(own.events[0], **event),))  # type: ignore[arg-type]
    articles = [replace(ARTICLES[0], **article), ARTICLES[1]]  # type: ignore[arg-type]
    assert data_part(articles, {"a": changed, "b": Labels()})["sha256"] != data_part(ARTICLES, LABELS)["sha256"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("models")
    encoder = load_pretrained(str(save_bert(place / "encoder", ["Orlan met Mavric."])))
    card = {"params": {"epochs": 1}, "losses": [0.5, 0.25], "sentences": 3, "data": data_part(ARTICLES, LABELS)}
    save_model(place / "ner", nn.Linear(2, 2), encoder, {"kind": "tagger", "card": card})
    return place / "ner"


def test_a_card_stands_beside_the_weights(folder: Path) -> None:
    card = load_card(folder)
    assert card["name"] == "ner"
    assert card["data"]["articles"] == 2
    assert card["params"] == {"epochs": 1}
    assert card["training"] == {"losses": [0.5, 0.25], "sentences": 3}
    assert len(card["weights_sha256"]) == len(card["encoder"]["sha256"]) == 64
    assert set(card["licence"]) == {"code", "labels", "encoder"}
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert sorted(text.splitlines()) == sorted(readme(card).splitlines())  # the JSON has its keys in order
    for told in ("2 articles", "2024-03-04", "| met | 1 |", "0.500, 0.250", '"epochs": 1', card["weights_sha256"]):
        assert told in text


def test_a_card_that_was_changed_is_refused(folder: Path) -> None:
    text = (folder / "card.json").read_text(encoding="utf-8")
    (folder / "card.json").write_text(text.replace('"articles": 2', '"articles": 2000'), encoding="utf-8")
    with pytest.raises(ValueError, match=r"card\.json: is damaged: expected sha256"):
        load_card(folder)
    (folder / "card.json").write_text(text, encoding="utf-8")
    load_card(folder)


def test_stamps_are_read_back_among_other_metadata(folder: Path) -> None:
    card = load_card(folder)
    written = {key.encode(): value.encode() for key, value in stamps(card).items()}
    told = read_stamps({**written, b"pandas": b"{}", b"ARROW:schema": b"\x00"})
    assert told == {"ner": {key: card[key] for key in ("name", "kind", "weights_sha256", "encoder", "data")}}
    assert json.loads(stamps(card)["communique.ner"]) == told["ner"]
    assert read_stamps(None) == {}


def test_the_same_model_saved_twice_is_the_same_bytes(tmp_path: Path) -> None:
    encoder = load_pretrained(str(save_bert(tmp_path / "encoder", ["Orlan met Mavric."])))
    network = nn.Linear(2, 2)
    card = {"params": {"epochs": 1}, "losses": [0.5], "data": data_part(ARTICLES, LABELS)}
    for place in ("one", "two"):
        save_model(tmp_path / place / "ner", network, encoder, {"kind": "tagger", "card": card})
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / place / "ner").iterdir()} for place in ("one", "two"))
    assert one == two
