"""The records that every part of the pipeline speaks in, gold and predicted alike.

Offsets are Unicode code points, half-open, into :attr:`Article.text`, which nobody changes after ingest. This module
imports nothing of ours.
"""

import hashlib
from dataclasses import dataclass
from typing import Final, Literal, get_args

Split = Literal["train", "dev", "test", "example"]
Status = Literal["occurred", "planned", "negated", "uncertain"]
MentionLabel = Literal[
    "PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "DATE", "EVENT", "ROLE", "PRONOUN", "OCCASION"
]  # fmt: skip
Role = Literal["Subject", "Object", "Side", "Place", "Time", "Due", "NewDate", "Occasion", "Source"]
ObjectKind = Literal["entity", "occasion"]

SPLITS: Final[tuple[Split, ...]] = get_args(Split)
STATUSES: Final[tuple[Status, ...]] = get_args(Status)
MENTION_LABELS: Final[tuple[MentionLabel, ...]] = get_args(MentionLabel)
ROLES: Final[tuple[Role, ...]] = get_args(Role)
DATE_ROLES: Final[frozenset[Role]] = frozenset({"Time", "Due", "NewDate"})
ACTOR_ROLES: Final[frozenset[Role]] = frozenset({"Subject", "Object", "Side"})
TAGGED_LABELS: Final[tuple[MentionLabel, ...]] = MENTION_LABELS[:9]
"""The labels that the mention tagger predicts; pronouns and occasions are proposed from the parse."""


def content_id(prefix: str, *parts: object) -> str:
    """An id that depends on content only: the same parts give the same id on every machine."""
    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}_{digest[:16]}"


@dataclass(frozen=True, slots=True)
class Article:
    """One article as stored, with what is known about it; ``date`` is ISO 8601 or None where nothing tells it."""

    doc_id: str
    text: str
    date: str | None = None
    date_source: Literal["given", "dateline", "text"] | None = None
    split: Split | None = None
    labelled: bool = False
    source: str | None = None
    url: str | None = None
    fictional: bool | None = None

    @property
    def title(self) -> str:
        """The first line, without white space or a byte order mark around it."""
        return self.text.partition("\n")[0].strip("\ufeff \t\r")

    @property
    def sha256(self) -> str:
        """Of the text in UTF-8; tells whether a labelled text was changed."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class Token:
    """A token of the parse; ``head`` is the index, within the article, of its syntactic head (itself at a root)."""

    index: int
    sentence: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str
    """spaCy's own opinion in BIO form: ``B-PERSON``, ``I-PERSON`` or ``O``."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: characters ``start`` to ``end``, tokens ``first`` to ``last`` (half-open)."""

    index: int
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names something. ``names`` (gold only) are the canonical names it stands for, ``edtf`` a date's value."""

    doc_id: str
    start: int
    end: int
    text: str
    label: MentionLabel
    score: float = 1.0
    names: tuple[str, ...] = ()
    edtf: str | None = None

    @property
    def mention_id(self) -> str:
        """From article, span and label."""
        return content_id("m", self.doc_id, self.start, self.end, self.label)


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor, place or body of one article, under its canonical name.

    ``entity_id`` is the same in every article where the thing is plainly the same (``state:AZE``, ``body:NATO``);
    ``acts_for`` is the id of the state or body whose government it stands for when it acts (Baku, the Kremlin).
    """

    doc_id: str
    entity_id: str
    name: str
    label: str
    country: str | None = None
    role: str | None = None
    acts_for: str | None = None
    aliases: tuple[str, ...] = ()
    mention_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Argument:
    """What fills a role of an event: the mention, and what it stands for in that role."""

    role: Role
    start: int
    end: int
    text: str
    label: MentionLabel
    names: tuple[str, ...] = ()
    edtf: str | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Event:
    """One telling of an event: a trigger word, its relation and status, and the arguments; ``score`` is a confidence."""

    doc_id: str
    relation: str
    status: Status
    trigger_start: int
    trigger_end: int
    trigger: str
    arguments: tuple[Argument, ...] = ()
    score: float = 1.0

    @property
    def event_id(self) -> str:
        """From article, trigger span, relation and the arguments' spans (one word may tell two events)."""
        spans = sorted((a.role, a.start, a.end) for a in self.arguments)
        return content_id("e", self.doc_id, self.trigger_start, self.trigger_end, self.relation, spans)

    def of(self, *roles: Role) -> tuple[Argument, ...]:
        """The arguments in any of these roles, in order."""
        return tuple(argument for argument in self.arguments if argument.role in roles)


@dataclass(frozen=True, slots=True)
class Labels:
    """What is labelled (or predicted) in one article: its mentions, and its events with arguments among them."""

    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that says so."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Triple:
    """Subject, relation, object with circumstances. Dates are EDTF; None where the article does not tell.

    Gold rows written by hand may come without ids and evidence offsets (``evidence`` None).
    """

    doc_id: str
    subject: str
    relation: str
    object: str
    status: Status
    object_kind: ObjectKind = "entity"
    initiator_told: bool | None = None
    date: str | None = None
    occasion: str | None = None
    occasion_date: str | None = None
    new_date: str | None = None
    place: str | None = None
    source: str | None = None
    confidence: float = 1.0
    evidence: Evidence | None = None
    further_evidence: tuple[Evidence, ...] = ()
    event_id: str = ""

    @property
    def triple_id(self) -> str:
        """From article, relation, ends, status and dates: two meetings of one pair on two days are two triples."""
        ends = (self.subject, self.relation, self.object, self.status)
        return content_id("t", self.doc_id, *ends, self.date, self.occasion_date)
