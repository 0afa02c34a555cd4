"""IOB2: the mentions of articles as one tagged token a line; it carries no events, names, dates or nested spans.

Token, tab, tag; a blank line between sentences; lines ``# doc_id = x`` begin an article. See Tjong Kim Sang and Veenstra
(1999), Representing text chunks.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pipeline.documents import Document
from pipeline.markup import Advice, Markup, labels_of
from pipeline.records import MENTION_LABELS, Article, Labels
from pipeline.relations import Ontology

_ADVICE: Final = Advice(status="", value="add it in the label file")
_FLAT: Final = tuple(label for label in MENTION_LABELS if label != "OCCASION")


def render_article(document: Document, labels: Labels, draft: bool) -> str:
    """The lines of one article, with a blank line at the end."""
    tags = ["O"] * len(document.tokens)
    for mention in labels.mentions:
        if mention.label in _FLAT:
            first, last = document.covering(mention.start, mention.end)
            tags[first:last] = [f"B-{mention.label}", *[f"I-{mention.label}"] * (last - first - 1)]
    lines = [f"# doc_id = {document.article.doc_id}", *(["# draft = true"] if draft else [])]
    for sentence in document.sentences:
        span = range(sentence.first, sentence.last)
        lines += [*(f"{document.tokens[index].text}\t{tags[index]}" for index in span), ""]
    return "".join(f"{line}\n" for line in lines)


@dataclass(slots=True)
class _Tagged:
    """The tokens of one article with their tags, and the line of each."""

    line: int
    tokens: list[tuple[int, str, str]] = field(default_factory=list)


def read_iob2(
    path: Path, articles: Mapping[str, Article], current: Mapping[str, Labels], ontology: Ontology
) -> tuple[dict[str, Labels], list[str]]:
    """Labels by article, with everything that is wrong: the mentions of the file, all else as it is now.

    A mention that stays keeps its names and its date. What an event needs and the file no longer has is a problem.
    """
    found: dict[str, Labels] = {}
    problems: list[str] = []
    for doc_id, tagged in _articles(path, problems).items():
        if doc_id not in articles:
            problems.append(f"{path}:{tagged.line}: there is no article {doc_id!r}")
            continue
        try:
            spans = list(_spans(path, tagged, articles[doc_id]))
            markup = _with_events(spans, current.get(doc_id, Labels()), f"{path}:{tagged.line}: {doc_id}", ontology)
            found[doc_id] = labels_of(markup, articles[doc_id].text, doc_id, ontology)
        except ValueError as error:
            problems += str(error).splitlines()
    return found, problems


def _articles(path: Path, problems: list[str]) -> dict[str, _Tagged]:
    tagged: dict[str, _Tagged] = {}
    own: _Tagged | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        token, tab, tag = line.rpartition("\t")
        if tab and own is not None:
            own.tokens.append((number, token.split("\t")[0], tag.strip()))
        elif line.startswith("# doc_id = "):
            doc_id = line.removeprefix("# doc_id = ").strip()
            if doc_id in tagged:
                problems.append(f"{path}:{number}: {doc_id} stands twice (first on line {tagged[doc_id].line})")
            own = tagged[doc_id] = _Tagged(number)
        elif tab:
            problems.append(f"{path}:{number}: expected a line '# doc_id = ID' before the first token")
        elif line.strip() and not line.startswith("#"):
            problems.append(f"{path}:{number}: expected 'token<tab>tag', found {line!r}")
    return tagged


def _spans(path: Path, tagged: _Tagged, article: Article) -> Iterator[tuple[int, str, int, int]]:
    """Line, label, start and end of each mention; tokens are found in the text one after the other."""
    position = 0
    span: tuple[int, str, int, int] | None = None
    for line, token, tag in tagged.tokens:
        start = article.text.find(token, position)
        if not token or start < 0 or article.text[position:start].strip("\ufeff \t\r\n\v\f\xa0\u2028\u2029"):
            near = article.text[position : position + 20]
            raise ValueError(f"{path}:{line}: expected the next words of {article.doc_id} ({near!r}), found {token!r}")
        position = start + len(token)
        prefix, _, label = tag.partition("-")
        if prefix == "I" and span and span[1] == label:
            span = (*span[:3], position)
            continue
        if span:
            yield span
        if tag != "O" and (prefix != "B" or label not in _FLAT):
            raise ValueError(f"{path}:{line}: expected O, B-LABEL, or I-LABEL behind the same label, found {tag!r}")
        span = (line, label, start, position) if tag != "O" else None
    if span:
        yield span
    if rest := article.text[position:].strip("\ufeff \t\r\n"):
        raise ValueError(f"{path}:{tagged.line}: {article.doc_id} ends early; expected {rest[:20]!r} next")


def _with_events(spans: Iterable[tuple[int, str, int, int]], current: Labels, where: str, ontology: Ontology) -> Markup:
    markup = Markup(_ADVICE)
    told = {_key(m.label, m.start, m.end): m for m in current.mentions}
    nested = [(0, str(m.label), m.start, m.end) for m in current.mentions if m.label == "OCCASION"]
    for line, label, start, end in (*spans, *nested):
        key = _key(label, start, end)
        markup.spans[key], markup.places[key] = (label, start, end), (line, f"{where}: {label} {start}-{end}")
        if key in told and told[key].names:
            markup.names[key] = list(told[key].names)
        if key in told and (value := told[key].edtf):
            markup.dates[key] = value
    for number, event in enumerate(current.events):
        trigger = _key(event.relation, event.trigger_start, event.trigger_end)
        key = f"event {number}"
        markup.places[trigger] = (0, where)
        markup.places[key] = (0, f"{where}: {event.relation} {event.trigger!r} at {event.trigger_start}")
        markup.spans[trigger] = (event.relation, event.trigger_start, event.trigger_end)
        fillers = [(str(a.role), _key(a.label, a.start, a.end)) for a in event.arguments]
        markup.events[key] = [(event.relation, trigger), *fillers]
        markup.statuses[key] = event.status
    return markup


def _key(label: str, start: int, end: int) -> str:
    return f"{label} {start}-{end}"
