"""Parsed articles: from characters to tokens and back, phrases, subtrees, and the tables in between."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.alignment import check_grid
from pipeline.candidates import phrase
from pipeline.documents import Document, assemble, sentence_rows, token_rows
from pipeline.records import Article, Event, Labels, Mention
from pipeline.tables import read_table, write_table

TEXT = "Aliyev Cancels Talks\n\nBaku’s leader twice cancelled a planned visit to Batumi, which Tbilisi had offered.\n"
Parsed = Callable[..., Document]


@pytest.fixture(scope="module")
def document(parsed: Parsed) -> Document:
    return parsed(TEXT)


def words(document: Document, first: int, last: int) -> str:
    return " ".join(token.text for token in document.tokens[first:last])


def at(text: str) -> tuple[int, int]:
    return TEXT.index(text), TEXT.index(text) + len(text)


# -- characters to tokens ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["Aliyev", "Batumi", "visit to Batumi", "Baku", "offered."])
def test_a_span_on_the_grid_is_its_tokens(document: Document, text: str) -> None:
    span = document.span(*at(text))
    assert span is not None
    first, last = span
    assert TEXT[document.tokens[first].start : document.tokens[last - 1].end] == text


@pytest.mark.parametrize("text", ["liyev", "Aliye", "Batum", "isit to", "Aliyev ", "\n\n", " "])
def test_a_span_off_the_grid_is_none(document: Document, text: str) -> None:
    assert document.span(*at(text)) is None


def test_spans_outside_the_text_are_none(document: Document) -> None:
    assert document.span(0, 10_000) is None
    assert document.span(10_000, 10_001) is None
    assert document.span(5, 0) is None


def test_covering_takes_every_token_that_overlaps(document: Document) -> None:
    assert words(document, *document.covering(*at("iyev Canc"))) == "Aliyev Cancels"
    assert words(document, *document.covering(*at("Batumi"))) == "Batumi"


def test_covering_white_space_is_empty_where_it_stands(document: Document) -> None:
    first, last = document.covering(*at("\n\n"))
    assert first == last == 3


def test_covering_beyond_the_text_is_empty(document: Document) -> None:
    assert document.covering(10_000, 10_001) == (len(document.tokens),) * 2


@given(st.data())
def test_every_pair_of_tokens_is_found_by_its_characters(document: Document, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(document.tokens) - 1))
    last = data.draw(st.integers(first + 1, len(document.tokens)))
    start, end = document.tokens[first].start, document.tokens[last - 1].end
    assert document.span(start, end) == document.covering(start, end) == (first, last)


# -- the tree ------------------------------------------------------------------------------------------------------


def test_children_and_heads_agree(document: Document) -> None:
    for token in document.tokens:
        assert all(document.tokens[child].head == token.index for child in document.children[token.index])
    roots = [token for token in document.tokens if token.head == token.index]
    assert sum(map(len, document.children)) == len(document.tokens) - len(roots)


def test_the_root_of_a_phrase_is_its_head(document: Document) -> None:
    span = document.span(*at("a planned visit to Batumi"))
    assert span is not None
    assert document.tokens[document.root_of(*span)].text == "visit"


def test_the_phrase_of_a_noun_leaves_out_the_relative_clause(document: Document) -> None:
    span = document.span(*at("visit"))
    assert span is not None
    assert words(document, *phrase(document, span[0])) == "a planned visit to Batumi"


def test_the_phrase_of_a_lone_noun_is_the_noun(document: Document) -> None:
    assert words(document, *phrase(document, len(document.tokens) - 1)) == "."


def test_a_phrase_leaves_out_what_is_coordinated(parsed: Parsed) -> None:
    document = parsed("He cancelled the summit and a long trip to Rome.")
    assert words(document, *phrase(document, [token.text for token in document.tokens].index("summit"))) == "the summit"


def test_a_cycle_in_the_heads_traps_nobody(document: Document) -> None:
    first, second, *rest = document.tokens
    cyclic = Document(document.article, document.sentences, (replace(first, head=1), replace(second, head=0), *rest))
    assert set(cyclic.subtree(0)) >= {0, 1}


def test_a_sentence_holds_its_tokens(document: Document) -> None:
    for sentence in document.sentences:
        assert {document.sentence_of(token.index) for token in document.words(sentence)} == {sentence}
    assert sum(len(document.words(sentence)) for sentence in document.sentences) == len(document.tokens)


# -- tables --------------------------------------------------------------------------------------------------------


def test_documents_come_back_from_their_tables(parsed: Parsed, tmp_path: Path) -> None:
    documents = [parsed(TEXT, "b"), parsed("A short one. Two sentences.", "a"), Document(Article("c", "—"), (), ())]
    write_table(tmp_path / "s.parquet", "sentences", sentence_rows(documents))
    write_table(tmp_path / "t.parquet", "tokens", token_rows(documents))
    articles = [document.article for document in documents]
    again = assemble(
        articles, read_table(tmp_path / "s.parquet", "sentences"), read_table(tmp_path / "t.parquet", "tokens")
    )
    assert again == documents


# -- labels on the token grid --------------------------------------------------------------------------------------


def test_labels_on_the_grid_are_accepted(document: Document) -> None:
    labels = Labels(
        (Mention("a1", *at("Baku"), "Baku", "GPE"),),
        (Event("a1", "cancelled", "occurred", *at("cancelled"), "cancelled"),),
    )
    check_grid({"a1": document}, {"a1": labels}, Path("seeds/articles"))


def test_all_labels_off_the_grid_are_named_with_the_tokens_there(document: Document) -> None:
    labels = Labels(
        (Mention("a1", *at("Bak"), "Bak", "GPE"),), (Event("a1", "cancelled", "occurred", *at("ancelled"), "ancelled"),)
    )
    start, end = at("Bak")
    with pytest.raises(
        ValueError, match=rf"seeds/articles/a1\.ann: 'Bak' at {start}-{end} is not on the token grid \(found "
    ) as caught:
        check_grid({"a1": document}, {"a1": labels}, Path("seeds/articles"))
    assert "Baku" in str(caught.value)
    assert "'ancelled'" in str(caught.value).splitlines()[1]
