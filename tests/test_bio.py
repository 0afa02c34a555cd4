"""BIO tags: encoding and decoding are inverse, and decoding never yields a broken sequence."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.bio import Floats, decode, encode, tag_names
from pipeline.records import TAGGED_LABELS

LABELS = ("PERSON", "GPE", "DATE")
TAGS = tag_names(LABELS)
Span = tuple[int, int, str]


@st.composite
def spans(draw: st.DrawFn) -> tuple[int, list[Span]]:
    """A length and spans in it that do not overlap, in order; neighbours may touch."""
    found: list[Span] = []
    position = 0
    for gap, length, label in draw(
        st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4), st.sampled_from(LABELS)), max_size=8)
    ):
        found.append((position + gap, position + gap + length, label))
        position = found[-1][1]
    return position + draw(st.integers(0, 3)), found


def sure(tags: list[int]) -> Floats:
    """Log probabilities of somebody who is almost sure of these tags."""
    probs = np.full((len(tags), len(TAGS)), 0.01, dtype=np.float32)
    probs[np.arange(len(tags)), tags] = 1 - 0.01 * (len(TAGS) - 1)
    return np.log(probs)


def test_tags_are_outside_then_begin_and_inside_of_each_label() -> None:
    assert tag_names(("PERSON", "GPE")) == ("O", "B-PERSON", "I-PERSON", "B-GPE", "I-GPE")


def test_spans_are_encoded_token_by_token() -> None:
    tags = encode(6, [(1, 3, "GPE"), (3, 4, "GPE"), (5, 6, "DATE")], LABELS)
    assert [TAGS[tag] for tag in tags] == ["O", "B-GPE", "I-GPE", "B-GPE", "O", "B-DATE"]


@given(spans())
def test_decoding_gives_back_what_was_encoded(case: tuple[int, list[Span]]) -> None:
    length, expected = case
    found = decode(sure(encode(length, expected, LABELS)), LABELS)
    assert [span[:3] for span in found] == expected
    assert all(score == pytest.approx(0.94) for *_, score in found)


@given(
    hnp.arrays(np.float32, st.tuples(st.integers(0, 12), st.just(len(TAGS))), elements=st.floats(-30, 0, width=32)),
)
def test_whatever_the_scores_decoding_is_valid(log_probs: Floats) -> None:
    found = decode(log_probs, LABELS)
    last = 0
    for first, end, label, score in found:
        assert last <= first < end <= len(log_probs)
        assert label in LABELS
        assert 0 <= score <= 1
        last = end
    tags = encode(len(log_probs), [span[:3] for span in found], LABELS)
    assert [span[:3] for span in decode(sure(tags), LABELS)] == [span[:3] for span in found]


def test_an_inside_tag_cannot_stand_first_or_behind_another_label() -> None:
    log_probs = sure([TAGS.index("I-GPE"), TAGS.index("B-PERSON"), TAGS.index("I-GPE")])
    log_probs[:, 0] = np.log(0.05)
    assert [span[:3] for span in decode(log_probs, LABELS)] == [(1, 2, "PERSON")]


def test_the_best_valid_sequence_wins_over_the_best_tag_of_each_token() -> None:
    probs = np.full((2, len(TAGS)), 0.02, dtype=np.float32)
    probs[0, TAGS.index("O")], probs[0, TAGS.index("B-GPE")] = 0.5, 0.4
    probs[1, TAGS.index("I-GPE")] = 0.88
    ((first, last, label, score),) = decode(np.log(probs), LABELS)
    assert (first, last, label) == (0, 2, "GPE")
    assert score == pytest.approx(0.64)


def test_no_tokens_no_spans() -> None:
    assert decode(np.zeros((0, len(TAGS)), dtype=np.float32), LABELS) == []
    assert encode(0, [], LABELS) == []


def test_every_label_of_the_tagger_can_be_encoded() -> None:
    spans_of_all = [(number, number + 1, label) for number, label in enumerate(TAGGED_LABELS)]
    assert len(set(encode(len(TAGGED_LABELS), spans_of_all, TAGGED_LABELS))) == len(TAGGED_LABELS)
