"""The mention tagger on articles: valid spans, one label for a name, pronouns from the parse."""

from pathlib import Path

import pytest
import torch

from pipeline.documents import Document
from pipeline.encoder import load_pretrained
from pipeline.features import TOKEN_FEATURES, Vocabulary, token_features
from pipeline.gazetteer import Gazetteer, load_gazetteer
from pipeline.parsing import load_parser, parse
from pipeline.records import Article, Mention
from pipeline.stages.ner import Params, tag
from pipeline.tagger import Tagger, load_tagger, save_tagger, train_tagger
from pipeline.training import Schedule
from pipeline.windows import MAX_WORDS, examples, windows
from tests.tiny import save_bert

ROOT = Path(__file__).resolve().parent.parent
TEXT = "Orlan meets Mavric\n\nJan Orlan, who flew to Kessa, met Ana Mavric there. She thanked him.\n"


def parsed(text: str) -> Document:
    return next(parse([Article("a", text)], load_parser(), 1))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(ROOT / "configs")


@pytest.fixture(scope="module")
def tagger(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Tagger:
    document = parsed(TEXT)
    rows = token_features(document, gazetteer)
    vocabulary = Vocabulary.of(rows)
    gold = [Mention("a", s, s + len(t), t, "PERSON") for t in ("Jan Orlan", "Ana Mavric") if (s := TEXT.index(t)) >= 0]
    encoder = load_pretrained(str(save_bert(tmp_path_factory.mktemp("bert"), [TEXT])))
    sentences = [e for e in examples(document, rows, vocabulary, gold) if e.words]
    schedule = Schedule(epochs=60, batch_size=4, encoder_rate=5e-3, head_rate=5e-3, warmup=0.1, frozen_layers=0)
    trained, losses = train_tagger(sentences, encoder, vocabulary, schedule, 0.0, 1, 1, torch.device("cpu"))
    assert losses[-1] < losses[0]
    folder = tmp_path_factory.mktemp("model") / "ner"
    save_tagger(folder, trained, encoder, {})
    return load_tagger(folder, torch.device("cpu"))


def test_what_was_learned_is_found_again_after_saving_and_loading(tagger: Tagger, gazetteer: Gazetteer) -> None:
    mentions = tag(parsed(TEXT), tagger, gazetteer, Params("cpu", 1, 4, 0.0))
    persons = {mention.text for mention in mentions if mention.label == "PERSON"}
    assert {"Jan Orlan", "Ana Mavric"} <= persons
    assert all(TEXT[mention.start : mention.end] == mention.text for mention in mentions)


def test_last_names_of_found_persons_are_found_in_the_headline(tagger: Tagger, gazetteer: Gazetteer) -> None:
    mentions = tag(parsed(TEXT), tagger, gazetteer, Params("cpu", 1, 4, 0.0))
    assert {(m.start, m.text) for m in mentions if m.label == "PERSON"} >= {(0, "Orlan"), (12, "Mavric")}


def test_pronouns_are_proposed(tagger: Tagger, gazetteer: Gazetteer) -> None:
    mentions = tag(parsed(TEXT), tagger, gazetteer, Params("cpu", 1, 4, 0.0))
    assert [m.text for m in mentions if m.label == "PRONOUN"] == ["who", "She", "him"]


def test_a_tagger_for_other_labels_is_refused(tagger: Tagger, tmp_path: Path) -> None:
    encoder = load_pretrained(str(save_bert(tmp_path / "bert", [TEXT])))
    other = Tagger(tagger.network, tagger.tokenizer, ("CAT",), tagger.vocabulary, tagger.device)
    save_tagger(tmp_path / "ner", other, encoder, {})
    with pytest.raises(ValueError, match="expected a tagger for PERSON"):
        load_tagger(tmp_path / "ner", torch.device("cpu"))


def test_long_sentences_are_cut_and_nothing_is_left_out(gazetteer: Gazetteer) -> None:
    document = parsed("Names\n\n" + ", ".join(f"Name{i}" for i in range(400)) + ".\n")
    cut = windows(document)
    assert all(last - first <= MAX_WORDS for first, last in cut)
    assert [index for first, last in cut for index in range(first, last)] == list(range(len(document.tokens)))


def test_every_token_has_every_feature(gazetteer: Gazetteer) -> None:
    document = parsed("U.S. and Guinea-Bissau to talk\n\nThe Kremlin's envoy flew to Port-au-Prince.\n")
    rows = token_features(document, gazetteer)
    assert all(set(row) == set(TOKEN_FEATURES) for row in rows)
    assert {row["gazetteer"] for row in rows} >= {"B-state", "I-state", "B-seat", "B-capital", "I-capital"}
