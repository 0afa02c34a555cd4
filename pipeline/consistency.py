"""What one article agrees on: a name has one label in it, and is found wherever it stands."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from pipeline.documents import Document
from pipeline.records import Mention, MentionLabel, Token

_VOTING: Final = frozenset({"PERSON", "ORG", "GPE"})
_PRONOUN_TAGS: Final = frozenset({"PRP", "PRP$", "WP", "WDT", "WP$"})
_COUNTED: Final = frozenset("two three both pair duo trio".split())
_PRONOUNS: Final = frozenset(
    "he she it they him her them his hers its their theirs himself herself itself themselves who whom whose which that "
    "we us our i my me".split()
)


def vote(document: Document, mentions: Sequence[Mention], min_score: float) -> list[Mention]:
    """One label for every form of a name over the article, by the sum of scores; then the forms not yet found.

    A person's last name is the same name as the full one. Mentions under ``min_score`` are left out, but vote.
    """
    votes: dict[str, dict[MentionLabel, float]] = defaultdict(lambda: defaultdict(float))
    for mention in mentions:
        if mention.label in _VOTING:
            votes[_form(mention)][mention.label] += mention.score
    winners: dict[str, MentionLabel] = {
        form: max(sorted(scores), key=lambda label: scores[label]) for form, scores in votes.items()
    }
    kept = [
        _relabelled(mention, winners.get(_form(mention), mention.label)) if mention.label in _VOTING else mention
        for mention in mentions
        if mention.score >= min_score and _is_name(mention)
    ]
    return sorted([*kept, *_unfound(document, kept)], key=lambda mention: mention.start)


def _is_name(mention: Mention) -> bool:
    """Marks and single letters are no names; a person has at least two letters."""
    return sum(character.isalnum() for character in mention.text) > (mention.label in ("PERSON", "ORG", "GPE"))


def _form(mention: Mention) -> str:
    return mention.text.replace("’s", "").strip()


def _relabelled(mention: Mention, label: MentionLabel) -> Mention:
    return Mention(mention.doc_id, mention.start, mention.end, mention.text, label, mention.score)


def _unfound(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """Last names of persons found by their full name, where no mention covers them."""
    names = {
        mention.text.split()[-1]: mention for mention in mentions if mention.label == "PERSON" and " " in mention.text
    }
    taken = [False] * len(document.tokens)
    for mention in mentions:
        for index in range(*document.covering(mention.start, mention.end)):
            taken[index] = True
    return [
        Mention(document.article.doc_id, token.start, token.end, token.text, "PERSON", names[token.text].score * 0.9)
        for token in document.tokens
        if token.text in names and not taken[token.index] and len(token.text) > 2 and token.text[0].isupper()
    ]


def pronouns(document: Document) -> list[Mention]:
    """Personal, possessive and relative pronouns: a closed class, proposed from the tags, never trained on."""
    return [
        Mention(document.article.doc_id, token.start, token.end, token.text, "PRONOUN")
        for token in document.tokens
        if (token.tag in _PRONOUN_TAGS and token.text.lower() in _PRONOUNS) or _stands_alone(document, token)
    ]


def _stands_alone(document: Document, token: Token) -> bool:
    """*the two*, *both*, *the pair* for persons told before: a number or group word that counts no noun."""
    if token.text.lower() not in _COUNTED or token.dep in ("nummod", "compound", "predet", "preconj", "cc", "appos"):
        return False
    following = document.tokens[token.index + 1] if token.index + 1 < len(document.tokens) else None
    return following is None or (
        following.pos not in ("NOUN", "PROPN", "ADJ", "NUM") and following.text not in ("of", "-", "’s", "'s")
    )


def with_pronouns(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """Labelled mentions and all pronouns: only those pronouns that are arguments are labelled."""
    spans = {(mention.start, mention.end) for mention in mentions}
    return [*mentions, *(mention for mention in pronouns(document) if (mention.start, mention.end) not in spans)]
