"""The page in headless Chromium: filters, search, sorting, the way from the graph to the evidence and back, accessibility, hostile text."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from pipeline.records import Labels
from pipeline.relations import Ontology
from pipeline.report.comparison import Comparison
from pipeline.report.contents import Contents, read_contents
from pipeline.stages.report import report
from tests.newsroom import Story, Telling, events_of, mentions_of, story, write_folder
from tests.test_report import HOSTILE, TEMPLATES, hostile, metrics

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here: `apt-get install chromium` lets these tests run"
)

ORLAN, MAVRIC, ERDEM = "Jan Orlan", "Ana Mavric", "Émile Erdem"
KESSA = story(
    "kessa",
    f"Talks in Kessa\n\n{ORLAN} met {MAVRIC} 🕊 in Kessa.\n\n{ERDEM} called off a trip with them.\n",
    Telling("met", "met", ORLAN, MAVRIC, date="2024-03-04", confidence=0.6),
    Telling("cancelled", "called off", ERDEM, ORLAN, date="2024-03-05"),
    date="2024-03-05", source="The Herald", url="https://example.org/kessa", split="dev", labelled=True,
)  # fmt: skip
PLANS = story(
    "plans", f"Plans\n\n{MAVRIC} will visit Kessa in May.\n",
    Telling("visited", "visit", MAVRIC, "Kessa", status="planned", date="2022-05"), date="2022-04-01",
)  # fmt: skip
STORIES: tuple[Story, ...] = (
    KESSA,
    PLANS,
    *(
        story(f"more-{n}", f"More {n}\n\n{ORLAN} accused {ERDEM}.\n", Telling("accused", "accused", ORLAN, ERDEM))
        for n in range(60)
    ),
)
CASE: dict[str, Any] = {
    "case_id": "c_1", "kind": "meeting", "state": "called off", "place": "Kessa", "due_first": None, "due_last": None, "first_told": None,
    "last_told": None, "article_count": 2, "participants": [{"actor_id": "a", "name": ORLAN, "country": None}],
    "history": [
        {"doc_id": doc_id, "doc_date": None, "triple_id": "", "step": step, "subject": ORLAN, "relation": "met", "object": MAVRIC, "status": "planned",
         "date": None, "due": "2024-05", "new_date": None, "evidence": "", "evidence_start": 0, "evidence_end": 0}
        for doc_id, step in (("plans", "announced"), ("gone", "called off"))
    ],
}  # fmt: skip


@dataclass
class Visit:
    """A page that is open, and what it did that it should not have."""

    page: Page
    path: Path
    complaints: list[str] = field(default_factory=list)

    def note_request(self, address: str) -> None:
        if not address.startswith((self.path.as_uri(), "data:")):
            self.complaints.append(f"request: {address}")

    def go(self, address: str) -> None:
        self.page.goto(f"{self.path.as_uri()}#{address}")
        self.page.locator("html[data-ready]").wait_for(state="attached")


def write_page(folder: Path, stories: tuple[Story, ...], ontology: Ontology) -> Path:
    """A page with everything on it: gold of the first story (one triple right, one missed, one made up), scores, a case."""
    contents = read_contents(write_folder(folder, stories), 5000)
    first = stories[0].article.doc_id
    gold = Labels(tuple(mentions_of(KESSA)), tuple(events_of(KESSA)))
    whole = Contents(
        contents.articles, contents.triples, contents.mentions, contents.events, metrics=metrics(), cases=[CASE]
    )
    compared = {first: Comparison(("right", "made up"), {}, (), gold)} if first == "kessa" else {}
    path = folder / "report.html"
    path.write_text(report(whole, compared, ontology, TEMPLATES), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # Without its sandbox, which a container's root cannot make.
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Path:
    return write_page(tmp_path_factory.mktemp("page"), STORIES, ontology)


def visit(browser: Browser, path: Path, **options: Any) -> Iterator[Visit]:
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    page = context.new_page()
    page.set_default_timeout(10_000)
    opened = Visit(page, path)
    page.on("console", lambda message: opened.complaints.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: opened.complaints.append(f"error: {error}"))
    page.on("request", lambda request: opened.note_request(request.url))
    # Dialogs (an `alert` that got through) are closed unseen where nobody listens; they would stand here.
    page.add_init_script("window.alert = (text) => console.error(`alert: ${text}`)")
    yield opened
    context.close()
    assert opened.complaints == []


@pytest.fixture
def opened(browser: Browser, path: Path) -> Iterator[Visit]:
    yield from visit(browser, path)


def first_column(page: Page, table: str) -> list[str]:
    return page.locator(f"#{table} tbody tr td:first-child").all_inner_texts()


def test_filters_count_what_matches_and_can_be_cleared(opened: Visit) -> None:
    opened.go("triples")
    page, count = opened.page, opened.page.locator("#count")
    expect(count).to_have_text("63 triples in 62 articles")
    page.get_by_text("Relations: all").click()
    page.get_by_role("checkbox", name="met", exact=True).check()
    expect(count).to_have_text("1 triple in 1 article")
    page.keyboard.press("Escape")
    expect(page.locator("#relation-menu")).not_to_have_attribute("open", "")
    page.get_by_role("button", name="Clear").click()
    expect(count).to_have_text("63 triples in 62 articles")
    page.get_by_label("From", exact=True).fill("2024")
    expect(count).to_contain_text("2 triples in 1 article; those without a date are not among them")
    page.get_by_label("To", exact=True).fill("2024-03-04")
    expect(count).to_contain_text("1 triple in 1 article")
    page.get_by_label("To", exact=True).fill("soon")
    expect(page.get_by_label("To", exact=True)).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Clear").click()
    page.get_by_label("Confidence").fill("0.7")
    expect(count).to_have_text("62 triples in 62 articles")


def test_the_search_finds_names_without_accents_and_words_of_the_evidence(opened: Visit) -> None:
    opened.go("triples")
    search, count = opened.page.locator("#search"), opened.page.locator("#count")
    search.fill("emile TRIP")
    expect(count).to_have_text("1 triple in 1 article")
    search.fill("nothing like it")
    expect(count).to_have_text("0 triples in 0 articles")
    expect(opened.page.locator("#triple-pager [role=status]")).to_have_text("none")


def test_verdicts_can_be_filtered(opened: Visit) -> None:
    opened.go("triples")
    opened.page.get_by_label("Against gold").select_option("made up")
    expect(opened.page.locator("#triple-table tbody tr")).to_have_count(1)
    expect(opened.page.locator("#triple-table .verdict")).to_have_text("made up")


def test_headings_sort_and_say_so_and_undated_come_last(opened: Visit) -> None:
    opened.go("triples")
    page = opened.page
    date = page.locator("#triple-table th", has_text="Date")
    date.get_by_role("button").click()
    expect(date).to_have_attribute("aria-sort", "descending")
    dates = page.locator("#triple-table tbody td:nth-child(4)")
    assert dates.all_inner_texts()[:4] == ["5 March 2024", "4 March 2024", "May 2022", ""]
    date.get_by_role("button").press("Enter")
    expect(date).to_have_attribute("aria-sort", "ascending")
    assert dates.all_inner_texts()[:4] == ["May 2022", "4 March 2024", "5 March 2024", ""]


def test_long_tables_come_a_page_at_a_time(opened: Visit) -> None:
    opened.go("triples")
    page = opened.page
    expect(page.locator("#triple-table tbody tr")).to_have_count(50)
    pager = page.locator("#triple-pager")
    pager.get_by_role("button", name="Next").click()
    expect(page.locator("#triple-table tbody tr")).to_have_count(13)
    expect(pager.locator("[role=status]")).to_have_text("51–63 of 63")
    expect(pager.get_by_role("button", name="Next")).to_have_attribute("aria-disabled", "true")
    pager.get_by_role("combobox").select_option("100")
    expect(page.locator("#triple-table tbody tr")).to_have_count(63)


def test_a_number_of_the_overview_opens_its_triples(opened: Visit) -> None:
    opened.go("overview")
    opened.page.get_by_role("button", name="visited, planned: 1; show them").click()
    expect(opened.page.locator("#triples-heading")).to_be_focused()
    assert first_column(opened.page, "triple-table") == [MAVRIC]


def test_the_timeline_tells_planned_from_called_off_and_filters(opened: Visit) -> None:
    opened.go("overview")
    page = opened.page
    page.get_by_text("The timeline as a table").click()
    rows = page.locator("#timeline-table tr").all_inner_texts()
    assert [row.split("\t")[0] for row in rows[1:]] == ["May 2022", "March 2024"]
    assert rows[2].split("\t")[1:] == ["1", "–", "–", "–", "1"]
    expect(page.locator("#timeline-note")).to_contain_text("60 triples without a date")
    bars = page.locator("#timeline .mark-rect path")
    expect(bars).to_have_count(3)
    bars.first.click()
    expect(page.locator("#from")).to_have_value("2022-05-01")
    expect(page.locator("#count")).to_contain_text("1 triple in 1 article")


def test_from_the_graph_to_the_evidence_and_back(opened: Visit) -> None:
    opened.go("actors")
    page = opened.page
    expect(page.locator("#graph-note")).to_contain_text("4 actors drawn of the 4 that match")
    page.locator("#graph[data-drawn]").wait_for()
    # The canvas is clicked where the network says that the actor stands.
    spot = page.evaluate(
        f"""(name) => {{
            const network = {NETWORK}; network.fit({{ animation: false }});
            const node = network.body.data.nodes.get().find((one) => one.label === name);
            return network.canvasToDOM(network.getPosition(node.id)); }}""",
        MAVRIC,
    )
    page.locator("#graph").click(position=spot)
    panel = page.locator("#graph-panel")
    expect(panel.get_by_role("heading")).to_have_text(MAVRIC)
    panel.locator("a.quote", has_text="🕊").click()
    expect(page.locator("#article-heading")).to_have_text("Talks in Kessa")
    evidence = page.locator("mark.evidence")
    assert "".join(evidence.all_text_contents()) == f"{ORLAN} met {MAVRIC} 🕊 in Kessa."
    expect(page.locator("mark.trigger.chosen")).to_have_text("met")
    assert page.locator("mark.argument.chosen").all_text_contents() == [ORLAN, MAVRIC]
    page.go_back()
    expect(page.locator("#actors")).to_be_visible()


NETWORK = "document.getElementById('graph').network"


def test_buttons_zoom_the_graph_and_the_wheel_does_not(opened: Visit) -> None:
    opened.go("actors")
    page = opened.page
    page.locator("#graph[data-drawn]").wait_for()
    before = page.evaluate(f"{NETWORK}.getScale()")
    page.get_by_role("button", name="Closer").click()
    assert page.evaluate(f"{NETWORK}.getScale()") > before
    page.locator("#graph").hover()
    page.mouse.wheel(0, 200)
    page.get_by_role("button", name="Farther").click()
    assert page.evaluate(f"{NETWORK}.getScale()") == pytest.approx(before)


def test_text_and_triples_are_linked_both_ways(opened: Visit) -> None:
    opened.go("article/kessa")
    page = opened.page
    expect(page.locator("mark.evidence")).to_have_count(0)
    page.get_by_role("link", name="Triple 2:").click()
    card = page.locator(".card.chosen")
    expect(card).to_contain_text("cancelled")
    expect(card).to_be_focused()
    page.locator(".card", has_text="met").get_by_role("link", name="Evidence").click()
    expect(page.locator("mark.evidence").first).to_be_focused()
    expect(page.locator("mark.trigger.chosen")).to_have_text("met")
    page.locator("mark.trigger", has_text="called off").click()
    expect(page.locator("mark.trigger.chosen")).to_have_text("called off")


def test_gold_and_what_was_found_can_be_told_apart(opened: Visit) -> None:
    opened.go("article/kessa")
    page = opened.page
    expect(page.locator(".tally")).to_have_text("Against gold: 1 right, 0 with a wrong status, 1 made up, 0 missed.")
    assert page.locator(".card .verdict").all_inner_texts() == ["right", "made up"]
    page.get_by_label("the gold labels").check()
    expect(page.locator("mark.trigger")).to_have_count(2)
    page.get_by_label("Triggers and arguments").uncheck()
    expect(page.locator("mark.trigger").first).to_have_css("background-color", "rgba(0, 0, 0, 0)")


def test_pairs_can_be_read_without_the_graph(opened: Visit) -> None:
    opened.go("actors")
    opened.page.get_by_role("button", name="Ana Mavric and Jan Orlan: show their triples").or_(
        opened.page.get_by_role("button", name="Jan Orlan and Ana Mavric: show their triples")
    ).press("Enter")
    expect(opened.page.locator("#graph-panel .card")).to_have_count(1)


def test_articles_are_found_by_their_text(opened: Visit) -> None:
    opened.go("articles")
    opened.page.locator("#article-search").fill("visit kessa")
    expect(opened.page.locator("#article-count")).to_have_text("1 article")
    opened.page.get_by_role("link", name="Plans").click()
    expect(opened.page.locator("#article-text")).to_contain_text("will visit Kessa in May.")
    assert opened.page.title() == "Plans – Communiqué"


def test_a_case_shows_its_life_with_links_and_says_what_is_not_here(opened: Visit) -> None:
    opened.go("cases")
    assert opened.page.locator(".step-name").all_inner_texts() == ["announced", "called off"]
    expect(opened.page.locator(".step").nth(1)).to_contain_text("gone (not on this page)")
    opened.page.locator(".step").first.get_by_role("link").click()
    expect(opened.page.locator("#article-heading")).to_have_text("Plans")


@pytest.mark.parametrize("address", ["article/nowhere", "article/%E0%A4%A", "constructor", "article", "count", ""])
def test_an_address_that_is_none_opens_the_overview(opened: Visit, address: str) -> None:
    opened.go(address)
    expect(opened.page.locator("#overview")).to_be_visible()


VIEWS = ("overview", "triples", "actors", "articles", "article/kessa", "cases", "scores")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_view_is_accessible_in_light_and_dark(browser: Browser, path: Path, scheme: str) -> None:
    """axe-core's rules of WCAG 2 A and AA: names of controls, landmarks, tables, contrast and more."""
    for opened in visit(browser, path, color_scheme=scheme, reduced_motion="reduce"):
        for address in VIEWS:
            opened.go(address)
            opened.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            found = Axe().run(opened.page)
            assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found.response["violations"]] == [], address


def test_the_check_of_accessibility_sees_what_is_not(opened: Visit) -> None:
    """Else the two tests around this one could not fail."""
    opened.go("articles")
    opened.page.evaluate(
        "document.getElementById('article-search').parentElement.replaceWith(document.createElement('input'))"
    )
    opened.page.evaluate("document.documentElement.style.setProperty('--muted', '#ddd')")
    found = {violation["id"] for violation in Axe().run(opened.page).response["violations"]}
    assert {"label", "color-contrast"} <= found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_chosen_evidence_is_legible(browser: Browser, path: Path, scheme: str) -> None:
    for opened in visit(browser, path, color_scheme=scheme, reduced_motion="reduce"):
        opened.go("article/kessa")
        opened.page.locator(".card").first.get_by_role("link", name="Evidence").click()
        opened.page.get_by_label("Name them").check()
        found = Axe().run(opened.page, options={"runOnly": ["color-contrast"]})
        assert [v["nodes"][0]["html"] for v in found.response["violations"]] == []


def test_the_theme_can_be_switched_and_is_kept(opened: Visit) -> None:
    opened.go("overview")
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    light = opened.page.evaluate(paper)
    opened.page.get_by_label("Theme").select_option("dark")
    dark = opened.page.evaluate(paper)
    assert dark != light
    opened.page.reload()
    assert opened.page.evaluate(paper) == dark


def test_the_keyboard_skips_to_the_content(opened: Visit) -> None:
    opened.go("")
    opened.page.keyboard.press("Tab")
    skip = opened.page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    skip.press("Enter")
    expect(opened.page.locator("#main")).to_be_focused()
    expect(opened.page.locator("#overview")).to_be_visible()


def test_nothing_is_wider_than_a_phone(browser: Browser, path: Path) -> None:
    for opened in visit(browser, path, viewport={"width": 360, "height": 740}):
        for address in VIEWS:
            opened.go(address)
            assert opened.page.evaluate("document.documentElement.scrollWidth") <= 360, address


def test_the_timeline_fits_on_paper(opened: Visit) -> None:
    opened.go("overview")
    chart = opened.page.locator("#timeline svg")
    chart.wait_for()
    opened.page.emulate_media(media="print")
    opened.page.set_viewport_size({"width": 640, "height": 900})
    assert opened.page.evaluate("document.querySelector('#timeline svg').getBoundingClientRect().right") <= 640


def test_print_leaves_out_controls_and_the_drawing_of_the_graph(opened: Visit) -> None:
    opened.go("actors")
    opened.page.emulate_media(media="print")
    for hidden in (".tabs", "#search", "#graph", "#pair-pager"):
        expect(opened.page.locator(hidden)).to_be_hidden()
    expect(opened.page.locator("#pair-table")).to_be_visible()
    assert opened.page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_a_hostile_article_changes_only_what_is_shown(browser: Browser, tmp_path: Path, ontology: Ontology) -> None:
    path = write_page(tmp_path, (hostile(),), ontology)
    for opened in visit(browser, path):
        page = opened.page
        for address in ("overview", "triples", "actors", "articles"):
            opened.go(address)
        page.get_by_role("link", name="</script>").click()
        expect(page.locator("#article-heading")).to_have_text(HOSTILE)
        expect(page.locator("#article-meta")).to_contain_text("javascript:alert(3)")
        assert page.locator("a[href^='javascript:']").count() == 0
        page.locator(".card").get_by_role("link", name="Evidence").click()
        expect(page.locator("mark.trigger.chosen")).to_have_text("met")
        assert page.locator("main img, main b, main script").count() == 0


def test_only_web_addresses_become_links(opened: Visit) -> None:
    opened.go("article/kessa")
    link = opened.page.locator("#article-meta a")
    expect(link).to_have_attribute("href", "https://example.org/kessa")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
