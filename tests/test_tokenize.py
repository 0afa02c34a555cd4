"""tokenize: sentences and tokens whose offsets cut the text, whatever the text is made of."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.documents import Document
from pipeline.records import Article
from pipeline.stages.tokenize import Params, tokenize

Parsed = Callable[..., Document]

TEXTS = {
    "plain": "Leaders Hold Talks\n\nAliyev met Pashinian. They talked in St. Petersburg on Dec. 26.\n\nBaku said no.\n",
    "windows": "Leaders Hold Talks\r\n\r\nAliyev met Pashinian. They talked.\r\n\r\nBaku said no.\r\n",
    "emoji": "Leaders 😀 Hold Talks 👨‍👩‍👧\n\nAliyev 🇦🇿 met Pashinian 🇦🇲.\n",
    "right to left": "Sisi Hosts Abdullah\n\nالرئيس المصري عبد الفتاح السيسي met the king in القاهرة. שלום, he said.\n",
    "accents": "Erdogan\u0306an Visits\n\nErdoğan met Vučić at the Élysée; the cafe\u0301 was full.\n",
    "odd spaces": "Talks\n \t\nAliyev\u00a0met  Pashinian\u2028in Baku.\n\n\n\nThey talked.\x85",
    "byte order mark": "\ufeffAliyev Hosts Talks\n\nAliyev met Pashinian.\n",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_offsets_cut_out_tokens_and_sentences(parsed: Parsed, text: str) -> None:
    document = parsed(text)
    assert document.article.text == text
    assert [text[token.start : token.end] for token in document.tokens] == [token.text for token in document.tokens]
    for sentence in document.sentences:
        words = document.words(sentence)
        assert (sentence.start, sentence.end) == (words[0].start, words[-1].end)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_tokens_hold_all_that_is_written_and_no_white_space(parsed: Parsed, text: str) -> None:
    document = parsed(text)
    assert "".join(token.text for token in document.tokens) == "".join(text.split()).replace("\ufeff", "")
    assert not any(character.isspace() for token in document.tokens for character in token.text)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_sentences_share_out_the_tokens(parsed: Parsed, text: str) -> None:
    document = parsed(text)
    assert [token.index for token in document.tokens] == list(range(len(document.tokens)))
    assert [sentence.index for sentence in document.sentences] == list(range(len(document.sentences)))
    assert [index for sentence in document.sentences for index in range(sentence.first, sentence.last)] == list(
        range(len(document.tokens))
    )
    assert all(document.tokens[token.head].sentence == token.sentence for token in document.tokens)


def test_a_byte_order_mark_does_not_stick_to_the_first_word(parsed: Parsed) -> None:
    assert parsed(TEXTS["byte order mark"]).tokens[0].text == "Aliyev"


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", "\n \n", "\n\t\n", "\n\n\n\n"])
def test_a_blank_line_ends_the_sentence(parsed: Parsed, gap: str) -> None:
    document = parsed(f"Leaders of Egypt and Jordan{gap}met in the capital of Egypt on Tuesday.")
    assert (
        document.article.text[document.sentences[0].start : document.sentences[0].end] == "Leaders of Egypt and Jordan"
    )


@pytest.mark.parametrize("blank", ["\n\n", "\r\n\r\n", "\n \n"])
def test_no_sentence_runs_over_a_blank_line(parsed: Parsed, blank: str) -> None:
    text = blank.join(["Aliyev and Pashinian to", "Meet in Brussels", "said the", "officials of both"])
    document = parsed(text)
    assert not any(blank in text[sentence.start : sentence.end] for sentence in document.sentences)


def test_a_single_line_end_may_stand_within_a_sentence(parsed: Parsed) -> None:
    document = parsed("The president of Egypt met the king\nof Jordan in Cairo on Tuesday.")
    assert len(document.sentences) == 1


def test_abbreviations_do_not_end_sentences(parsed: Parsed) -> None:
    document = parsed("Leaders Meet\n\nThe U.S. president met Mr. Sunak on Dec. 26 in St. Petersburg. They talked.")
    assert len(document.sentences) == 3


def test_tokens_carry_lemma_part_of_speech_and_dependency(parsed: Parsed) -> None:
    tokens = {token.text: token for token in parsed("Aliyev cancelled two talks.").tokens}
    cancelled, talks = tokens["cancelled"], tokens["talks"]
    assert (cancelled.lemma, cancelled.pos, cancelled.tag, cancelled.head) == ("cancel", "VERB", "VBD", cancelled.index)
    assert (talks.lemma, talks.pos, talks.dep, talks.head) == ("talk", "NOUN", "dobj", cancelled.index)


def test_articles_come_back_in_order_whatever_the_batches(parser: Language) -> None:
    articles = [
        Article(f"a{number}", f"Talks {number}\n\nAliyev met guest {number}. They talked.") for number in range(5)
    ]
    one, many = (tokenize(articles, parser, Params(size)) for size in (1, 3))
    assert [document.article for document in one] == articles
    assert one == many


def test_an_article_of_white_space_has_no_sentences(parsed: Parsed) -> None:
    document = parsed(" \n\n \t\n")
    assert (document.sentences, document.tokens) == ((), ())


@settings(max_examples=30)
@given(
    st.lists(
        st.sampled_from(
            [
                "Aliyev",
                "met",
                ".",
                "\n\n",
                " ",
                "\r\n",
                "😀",
                "الرئيس",
                "’s",
                "\u00a0",
                "U.S.",
                "\ufeff",
                "e\u0301",
                "Baku\n",
            ]
        ),
        max_size=12,
    )
)
def test_any_mixture_keeps_its_offsets(parsed: Parsed, pieces: list[str]) -> None:
    text = "".join(pieces)
    document = parsed(text)
    assert [text[token.start : token.end] for token in document.tokens] == [token.text for token in document.tokens]
    assert all(0 <= token.head < len(document.tokens) for token in document.tokens)
