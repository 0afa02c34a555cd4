"""Labels on characters to labels on tokens; a label off the token grid is refused."""

from collections.abc import Mapping
from pathlib import Path

from pipeline.documents import Document
from pipeline.records import Labels


def check_grid(documents: Mapping[str, Document], labels: Mapping[str, Labels], folder: Path) -> None:
    """Refuse labels whose mentions or triggers do not begin and end with a token.

    Raises:
        ValueError: all of them, one a line, with the file, the span and the tokens there.
    """
    problems = [
        f"{folder / doc_id}.ann: {text!r} at {start}-{end} is not on the token grid (found {documents[doc_id].token_grid(start, end)})"
        for doc_id, one in labels.items()
        for start, end, text in (
            *((mention.start, mention.end, mention.text) for mention in one.mentions),
            *((event.trigger_start, event.trigger_end, event.trigger) for event in one.events),
        )
        if documents[doc_id].span(start, end) is None
    ]
    if problems:
        raise ValueError("\n".join(problems))
