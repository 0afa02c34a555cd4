"""Labels on characters to labels on tokens; a label off the token grid is refused."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.documents import Document
from pipeline.records import Labels


def check_grid(documents: Mapping[str, Document], labels: Mapping[str, Labels], folder: Path) -> None:
    """Refuse labels whose mentions or triggers do not begin and end with a token.

    Raises:
        ValueError: all of them, one a line, with the file, the span and the tokens there.
    """
    problems = [f"{folder / doc_id}.ann: {problem}" for doc_id, _, _, problem in off_grid(documents, labels)]
    if problems:
        raise ValueError("\n".join(problems))


def off_grid(documents: Mapping[str, Document], labels: Mapping[str, Labels]) -> Iterator[tuple[str, int, int, str]]:
    """Mentions and triggers that do not begin and end with a token: article, span, and the problem in words."""
    for doc_id, one in labels.items():
        for start, end, text in (
            *((mention.start, mention.end, mention.text) for mention in one.mentions),
            *((event.trigger_start, event.trigger_end, event.trigger) for event in one.events),
        ):
            if documents[doc_id].span(start, end) is None:
                grid = documents[doc_id].token_grid(start, end)
                yield doc_id, start, end, f"{text!r} at {start}-{end} is not on the token grid (found {grid})"
