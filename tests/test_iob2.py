"""IOB2: mentions to tagged tokens and back; events and names that are there stay, what breaks them is named."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.brat import parse_standoff
from pipeline.documents import Document
from pipeline.iob2 import read_iob2, render_article
from pipeline.records import Article, Labels
from pipeline.relations import Ontology
from tests.test_brat import GOOD, TEXT

ARTICLE = Article("a1", TEXT)


@pytest.fixture(scope="module")
def labels(ontology: Ontology) -> Labels:
    return parse_standoff(GOOD, TEXT, "a1", "a1.ann", ontology)


@pytest.fixture(scope="module")
def content(labels: Labels, parsed: Callable[..., Document]) -> str:
    return render_article(parsed(TEXT), labels, draft=False)


@pytest.fixture
def read(tmp_path: Path, ontology: Ontology) -> Callable[..., tuple[dict[str, Labels], list[str]]]:
    def read(
        content: str, current: Labels | None = None, article: Article = ARTICLE
    ) -> tuple[dict[str, Labels], list[str]]:
        (tmp_path / "x.iob2").write_text(content, encoding="utf-8", newline="")
        known = {} if current is None else {article.doc_id: current}
        return read_iob2(tmp_path / "x.iob2", {article.doc_id: article}, known, ontology)

    return read


def test_one_token_a_line_and_a_blank_line_behind_a_sentence(content: str) -> None:
    assert content.startswith(
        "# doc_id = a1\nAliyev\tB-PERSON\n,\tO\nPashinian\tB-PERSON\nMeet\tO\n\nThe\tO\ntwo\tB-ROLE\nleaders\tI-ROLE\n"
    )
    assert content.endswith("October\tO\n.\tO\n\n")
    assert "OCCASION" not in content


def test_a_draft_says_so(parsed: Callable[..., Document]) -> None:
    assert (
        render_article(parsed("Orlan.\n"), Labels(), draft=True) == "# doc_id = a1\n# draft = true\nOrlan\tO\n.\tO\n\n"
    )


def test_what_is_written_is_read_beside_what_is_there(
    content: str, labels: Labels, read: Callable[..., tuple[dict[str, Labels], list[str]]]
) -> None:
    assert read(content, labels) == ({"a1": labels}, [])
    assert read(content.replace("\n", "\r\n"), labels) == ({"a1": labels}, [])


def test_without_labels_beside_it_the_mentions_come_alone(
    content: str, labels: Labels, read: Callable[..., tuple[dict[str, Labels], list[str]]]
) -> None:
    found = read(content)[0]["a1"]
    assert [(m.start, m.end, m.label) for m in found.mentions] == [
        (m.start, m.end, m.label) for m in labels.mentions if m.label != "OCCASION"
    ]
    assert found.events == ()


def test_mentions_side_by_side_stay_two(read: Callable[..., tuple[dict[str, Labels], list[str]]]) -> None:
    article = Article("a1", "U.S. President Bush met Peña\r\nNieto.")
    lines = [
        "# doc_id = a1",
        "U.S.\tB-GPE",
        "President\tB-ROLE",
        "Bush\tB-PERSON",
        "met\tO",
        "Peña\tB-PERSON",
        "Nieto\tI-PERSON",
        ".\tO",
    ]
    found = read("\n".join(lines), article=article)[0]["a1"]
    assert [m.text for m in found.mentions] == ["U.S.", "President", "Bush", "Peña\r\nNieto"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Baku\tB-GPE", "Baku\tO", ":1: a1: cancelled 'cancelled' at 61: Subject is GPE 56-60, which is no mention"),
        ("Baku\tB-GPE", "Baku\tB-LOC", "Subject is GPE 56-60, which is no mention"),
        (
            "leaders\tI-ROLE",
            "leaders\tI-ORG",
            ":9: expected O, B-LABEL, or I-LABEL behind the same label, found 'I-ORG'",
        ),
        ("Baku\tB-GPE", "Baku\tB-CITY", "found 'B-CITY'"),
        ("Baku\tB-GPE", "Bonn\tB-GPE", ":15: expected the next words of a1 (' Baku cancelled more'), found 'Bonn'"),
        ("Baku\tB-GPE\n", "", "found 'cancelled'"),
        ("# doc_id = a1", "# doc_id = a2", "x.iob2:1: there is no article 'a2'"),
        ("# doc_id = a1\n", "", "x.iob2:1: expected a line '# doc_id = ID' before the first token"),
        ("Baku\tB-GPE", "Baku B-GPE", "expected 'token<tab>tag', found 'Baku B-GPE'"),
        (".\tO\n\n", "", "a1 ends early; expected '.' next"),
    ],
)
def test_what_is_wrong_is_said(
    content: str,
    labels: Labels,
    read: Callable[..., tuple[dict[str, Labels], list[str]]],
    old: str,
    new: str,
    message: str,
) -> None:
    assert old in content
    head, _, tail = content.rpartition(old)
    found, problems = read(head + new + tail, labels)
    assert any(message in problem for problem in problems), problems
    assert "a1" not in found or problems


def test_an_article_twice_is_refused(content: str, read: Callable[..., tuple[dict[str, Labels], list[str]]]) -> None:
    assert any("a1 stands twice (first on line 1)" in problem for problem in read(content + content)[1])
