"""report: the data of the page, gold against predicted, what is left out, and that nothing in an article can end a script."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents import Document
from pipeline.gazetteer import Gazetteer
from pipeline.judging import Judge
from pipeline.records import Labels
from pipeline.relations import Ontology
from pipeline.report.comparison import compare, compare_all
from pipeline.report.contents import read_contents
from pipeline.report.embedding import code_for_script, json_for_script
from pipeline.report.figures import split_figures
from pipeline.report.libraries import vega, vis_network
from pipeline.report.offsets import utf16
from pipeline.report.payload import Payload, family
from pipeline.stages.report import report
from tests.newsroom import Story, Telling, events_of, mentions_of, story, triples_of, write_folder
from tests.test_main import call

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates/report"
MET = Telling("met", "met", "Jan Orlan", "Ana Mavric", date="2024-03-04")
OFF = Telling("cancelled", "called off", "Ana Mavric", "Jan Orlan", confidence=0.7)
KESSA = story(
    "kessa",
    "Talks in Kessa\n\nJan Orlan met Ana Mavric.\nAna Mavric called off a visit.\n",
    MET,
    OFF,
    date="2024-03-05",
)
OLDER = story("older", "Earlier\n\nJan Orlan met Ana Mavric.\n", MET, date="2023-01-01")
UNDATED = story("undated", "Some day\n\nNobody came.\n")


class Page(HTMLParser):
    """The scripts of a page, and the tags outside them, as an HTML parser sees them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag == "script"
        if self._inside:
            self.scripts.append((dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self._inside:
            attributes, before = self.scripts[-1]
            self.scripts[-1] = (attributes, before + data)

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    @property
    def index(self) -> Any:
        return json.loads(next(code for attributes, code in self.scripts if attributes.get("id") == "index"))

    @property
    def parts(self) -> list[Any]:
        return [json.loads(code) for attributes, code in self.scripts if attributes.get("class") == "part"]


def page(folder: Path, stories: list[Story], ontology: Ontology, limit: int = 5000) -> str:
    return report(read_contents(write_folder(folder, stories), limit), {}, ontology, TEMPLATES)


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8))
def test_json_in_a_script_says_the_same_and_holds_nothing_that_ends_it(value: Any) -> None:
    text = str(json_for_script(value))
    assert json.loads(text) == value
    assert not re.search("[<>&\u2028\u2029]", text)


def test_numbers_that_json_does_not_know_are_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        json_for_script({"score": float("nan")})


@pytest.mark.parametrize("code", ["x = '</script>'", "x = '</SCRIPT '", "if (a <!--b) c()"])
def test_code_that_would_end_its_element_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r"page\.js: expected JavaScript"):
        code_for_script(code, "page.js")


@given(st.text(max_size=30))
def test_offsets_are_those_of_utf_16(text: str) -> None:
    offset = utf16(text)
    assert [offset(n) for n in range(len(text) + 1)] == [
        len(text[:n].encode("utf-16-le", "surrogatepass")) // 2 for n in range(len(text) + 1)
    ]


def test_the_libraries_are_those_that_the_page_calls() -> None:
    assert "window.vegaEmbed" in vega()
    assert "window.vis" in vis_network()
    assert "Network" in vis_network()
    assert "\r" not in vega() + vis_network()


def test_the_same_tables_give_the_same_bytes(tmp_path: Path, ontology: Ontology) -> None:
    stories = [KESSA, OLDER, UNDATED]
    first = page(tmp_path / "a", stories, ontology)
    assert page(tmp_path / "b", list(reversed(stories)), ontology) == first


def test_articles_come_newest_first_and_undated_last(tmp_path: Path, ontology: Ontology) -> None:
    index = Page(page(tmp_path, [UNDATED, OLDER, KESSA], ontology)).index
    assert [article[0] for article in index["articles"]] == ["kessa", "older", "undated"]
    assert [article[7] for article in index["articles"]] == [2, 1, 0]
    assert len(index["triples"]) == 3


def test_what_is_over_the_limit_is_left_out_and_told(tmp_path: Path, ontology: Ontology) -> None:
    text = page(tmp_path, [KESSA, OLDER, UNDATED], ontology, limit=1)
    assert len(Page(text).parts) == 1
    notice = re.sub(r"\s+", " ", re.sub("<[^>]+>", "", text.split('id="left-out">')[1].split("</p>")[0]))
    assert "the newest 1 articles; 2 more, with 1 triples, are left out" in notice


def test_within_the_limit_nothing_is_said_of_it(tmp_path: Path, ontology: Ontology) -> None:
    assert 'id="left-out"' not in page(tmp_path, [KESSA, OLDER], ontology, limit=2)


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_that_is_none_is_refused(tmp_path: Path, limit: int) -> None:
    with pytest.raises(ValueError, match="articles: expected at least 1"):
        read_contents(write_folder(tmp_path, [KESSA]), limit)


def test_a_triple_of_an_article_that_is_not_there_is_refused(tmp_path: Path) -> None:
    write_folder(tmp_path, [KESSA, OLDER])
    write_folder(tmp_path / "other", [OLDER])
    (tmp_path / "other/articles.parquet").replace(tmp_path / "articles.parquet")
    with pytest.raises(ValueError, match=r"triples\.parquet: 'kessa' is not in articles\.parquet"):
        read_contents(tmp_path, 10)


def test_no_articles_make_a_page_too(tmp_path: Path, ontology: Ontology) -> None:
    found = Page(page(tmp_path, [], ontology))
    assert found.index["articles"] == []
    assert found.parts == []


def test_spans_point_at_the_words_in_utf_16_units(tmp_path: Path, ontology: Ontology) -> None:
    dove = story("dove", "🕊 Peace 🕊\n\nJan Orlan met Ana Mavric 🕊.\n", MET)
    (part,) = Page(page(tmp_path, [dove], ontology)).parts
    units = part["text"].encode("utf-16-le")

    def words(start: int, length: int) -> str:
        return str(units[2 * start : 2 * (start + length)].decode("utf-16-le"))

    assert [words(*mention[:2]) for mention in part["mentions"]] == ["Jan Orlan", "Ana Mavric"]
    assert words(*part["events"][0][:2]) == "met"
    assert words(*part["told"][0][1]) == "Jan Orlan met Ana Mavric 🕊."


def test_an_actor_has_the_name_that_is_told_most_often(tmp_path: Path, ontology: Ontology) -> None:
    contents = read_contents(write_folder(tmp_path, [KESSA, OLDER]), 10)
    rows = [row for rows in contents.triples.values() for row in rows]
    for row, name in zip(rows, ["Orlan", "Jan Orlan", "Jan Orlan"], strict=True):
        end = "subject" if row["subject"] == "Jan Orlan" else "object"
        row[end] = name
    actors = Payload(contents, {}, ontology).index()["actors"]
    assert ["Jan Orlan", 0, 0] in actors
    assert len(actors) == 2


def test_families_follow_from_the_ontology(ontology: Ontology) -> None:
    found = {name: family(ontology[name]) for name in ("met", "declined", "accused")}
    assert found == {"met": "contact", "declined": "off", "accused": "stance"}


HOSTILE = "</script><script>alert(1)</script><!--\u2028\"'><img src=x onerror=alert(1)>"


def hostile() -> Story:
    """A story whose title, body, file name, address, source and entities try to be more than text."""
    who = "Eve <script>alert(2)</script>"
    telling = Telling("met", "met", who, "Ana & \"Mavric'")
    text = f"{HOSTILE}\n\n{who} met Ana & \"Mavric' <b>there</b>.\n"
    return story(
        f"{HOSTILE}/..#%41", text, telling, source=HOSTILE, url="javascript:alert(3)", split="dev", date="2024-03-05"
    )


def test_a_hostile_article_adds_no_element_and_says_what_it_says(tmp_path: Path, ontology: Ontology) -> None:
    plain = Page(page(tmp_path / "plain", [KESSA], ontology))
    evil = Page(page(tmp_path / "evil", [hostile()], ontology))
    assert [tag for tag, _ in evil.tags] == [tag for tag, _ in plain.tags]
    (article,) = evil.index["articles"]
    assert article[:4] == [hostile().article.doc_id, HOSTILE, "2024-03-05", HOSTILE]
    assert evil.parts[0]["text"] == hostile().article.text


def test_the_title_is_escaped(tmp_path: Path, ontology: Ontology) -> None:
    contents = read_contents(write_folder(tmp_path, [KESSA]), 10)
    assert HOSTILE not in report(contents, {}, ontology, TEMPLATES, HOSTILE)


def test_only_the_scripts_of_the_page_may_run_and_nothing_is_loaded(tmp_path: Path, ontology: Ontology) -> None:
    found = Page(page(tmp_path, [KESSA], ontology))
    (policy,) = [
        attributes["content"]
        for tag, attributes in found.tags
        if attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    code = [text for attributes, text in found.scripts if attributes.get("type") != "application/json"]
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in code]
    assert policy is not None
    assert len(code) == 3
    assert f"script-src {' '.join(hashes)};" in policy
    assert "unsafe-eval" not in policy
    assert policy.startswith("default-src 'none';")
    loaded = [
        attributes for _, attributes in found.tags if "src" in attributes or attributes.get("rel") == "stylesheet"
    ]
    assert loaded == []


def test_the_scripts_make_elements_and_never_parse_markup() -> None:
    for path in TEMPLATES.glob("*.js"):
        code = path.read_text(encoding="utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\b|new Function", code
        ), path


@pytest.fixture(scope="module")
def judge(ontology: Ontology, gazetteer: Gazetteer) -> Judge:
    return Judge(ontology, gazetteer)


@pytest.fixture(scope="module")
def document(parsed: Callable[..., Document]) -> Document:
    return parsed(KESSA.article.text, "kessa", split="dev", labelled=True)


def labels(*tellings: Telling) -> Labels:
    told = replace(KESSA, tellings=tellings)
    return Labels(tuple(mentions_of(told)), tuple(events_of(told)))


def test_right_wrong_status_made_up_and_missed_are_told_apart(document: Document, judge: Judge) -> None:
    gold = labels(replace(MET, status="planned"), replace(OFF, relation="postponed"))
    found = compare(document, gold, triples_of(KESSA), judge)
    assert found.verdicts == ("wrong status", "made up")
    assert found.expected == {0: "planned"}
    assert [(triple.relation, triple.subject) for triple in found.missed] == [("postponed", "Ana Mavric")]
    assert [found.count(verdict) for verdict in ("right", "wrong status", "made up")] == [0, 1, 1]
    assert compare(document, labels(MET, OFF), triples_of(KESSA), judge).verdicts == ("right", "right")


def test_equal_rows_are_judged_each_by_itself(document: Document, judge: Judge) -> None:
    rows = triples_of(KESSA)[:1]
    assert sorted(compare(document, labels(MET), [*rows, *rows], judge).verdicts) == ["made up", "right"]


def test_gold_of_test_articles_is_not_shown(document: Document, judge: Judge) -> None:
    known = {"dev": True, "train": True, "example": True, "test": False}
    for split, shown in known.items():
        other = replace(document, article=replace(document.article, split=split))  # type: ignore[arg-type]
        found = compare_all([other], {"kessa": labels(MET)}, {"kessa": triples_of(KESSA)}, judge)
        assert ("kessa" in found) == shown, split


def test_a_labelled_article_with_nothing_to_find_is_compared(document: Document, judge: Judge) -> None:
    found = compare_all([document], {}, {"kessa": triples_of(KESSA)}, judge)
    assert found["kessa"].verdicts == ("made up", "made up")


def test_the_page_holds_gold_only_where_it_is_compared(
    tmp_path: Path, document: Document, judge: Judge, ontology: Ontology
) -> None:
    contents = read_contents(write_folder(tmp_path, [KESSA, OLDER]), 10)
    compared = {"kessa": compare(document, labels(MET), contents.triples["kessa"], judge)}
    found = Page(report(contents, compared, ontology, TEMPLATES))
    assert [article[8] for article in found.index["articles"]] == [[1, 0, 1, 0], 0]
    assert ["gold" in part for part in found.parts] == [True, False]


SCORE = {"precision": 0.5, "recall": 0.25, "f1": 0.3333, "f1_low": 0.1, "f1_high": 0.6, "support": 8, "predicted": 4}
RATE = {"accuracy": 0.75, "accuracy_low": 0.5, "accuracy_high": 1.0, "support": 4}


def metrics() -> dict[str, Any]:
    headlines = dict.fromkeys(("core", "core_with_status", "cancel_family"), SCORE)
    nested = {"on_gold": {"arguments": {"Place": SCORE, "dates": RATE}}, "errors": {"missed": 3}}
    return {"dev": {"articles": 2, **headlines, "relations": {"met": SCORE}, "status": RATE, **nested}}


def test_every_figure_is_found_however_deep() -> None:
    (dev,) = split_figures(metrics())
    assert [figure.name for figure in dev.headlines] == ["core", "core with status", "cancel family"]
    assert [(figure.name, figure.value, figure.support) for figure in dev.others] == [
        ("status", 0.75, 4),
        ("on gold, arguments, Place", 0.3333, 8),
        ("on gold, arguments, dates", 0.75, 4),
    ]
    assert dev.others[0].precision is None


@pytest.mark.parametrize("damaged", [{"dev": {"articles": 2}}, {"dev": None}, {"dev": {**metrics()["dev"], "core": 1}}])
def test_damaged_metrics_are_refused(damaged: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"metrics\.json: is damaged .* run `dvc repro`"):
        split_figures(damaged)


def test_scores_show_interval_and_support(tmp_path: Path, ontology: Ontology) -> None:
    write_folder(tmp_path, [KESSA])
    (tmp_path / "metrics.json").write_text(json.dumps(metrics()), encoding="utf-8")
    text = report(read_contents(tmp_path, 10), {}, ontology, TEMPLATES)
    assert "0.10–0.60" in text
    assert "8 triples" in text
    assert '<a href="#scores">' in text
    (tmp_path / "metrics.json").unlink()
    assert 'href="#scores"' not in report(read_contents(tmp_path, 10), {}, ontology, TEMPLATES)


def test_the_command_makes_the_page_of_an_extracted_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_folder(tmp_path, [KESSA, OLDER])
    assert call("report", tmp_path) == 0
    assert call("report", tmp_path, tmp_path / "small.html", "--articles", 1) == 0
    assert len(Page((tmp_path / "report.html").read_text(encoding="utf-8")).parts) == 2
    assert len(Page((tmp_path / "small.html").read_text(encoding="utf-8")).parts) == 1
    assert "report: 1 articles, 1 left out" in capsys.readouterr().err


def test_the_command_says_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("report", tmp_path / "nowhere") == 1
    assert f"error: {tmp_path / 'nowhere'}: no such folder" in capsys.readouterr().err
    assert call("report", tmp_path) == 1
    assert f"error: {tmp_path / 'articles.parquet'}: no such table" in capsys.readouterr().err
    assert call("report", write_folder(tmp_path, [KESSA]), "--articles", 0) == 1
    assert "articles: expected at least 1, found 0" in capsys.readouterr().err


def test_the_stage_depends_on_the_templates() -> None:
    assert str(TEMPLATES.relative_to(ROOT)) in (ROOT / "dvc.yaml").read_text(encoding="utf-8")
