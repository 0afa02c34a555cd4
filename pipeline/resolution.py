"""Mentions of one article to the actors that a reader would write down.

Names first (persons by :mod:`pipeline.people`, states and bodies by the gazetteer), then roles (titles, office-holders),
then groups and pronouns, in text order. Where the text does not say, nothing is linked. Which actor a capital or seat is
depends on what it does in an event; :func:`pipeline.actors.actor_name` decides that.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline import people
from pipeline.documents import Document
from pipeline.gazetteer import Entry, Gazetteer, normalise
from pipeline.records import Entity, Mention, MentionLabel

_HISTORIC: Final = {
    "state:RUS": ("state:SUN", "1991-12-26"),
    "state:SRB": ("state:YUG", "2003-02-04"),
    "state:CZE": ("state:CSK", "1993-01-01"),
}
"""Capitals and seats whose state was another one before a day."""

_STATE_OFFICES: Final = frozenset(
    "ministry government cabinet embassy army military administration presidency department office chancellery palace consulate "
    "mission junta regime navy authorities leadership".split()
)
_GENERIC: Final = frozenset(
    "official leader man woman diplomat head figure politician statesman visitor guest host aide".split()
)
_PARTIES: Final = frozenset(
    "side party country nation neighbour neighbor government state power rival delegation capital team ally enemy camp foe group faction "
    "negotiator mediator delegate".split()
)
_NUMBERS: Final = {"both": 2, "two": 2, "pair": 2, "duo": 2, "three": 3, "trio": 3, "four": 4, "five": 5}
_SINGULAR_PERSON: Final = frozenset("he him his himself she her hers herself".split())
_PLURAL: Final = frozenset("they them their theirs themselves".split())
_THING: Final = frozenset("it its itself".split())
_RELATIVE: Final = frozenset("who whom whose which that".split())
_REACH: Final = 3
"""How many sentences back an antecedent may stand."""


@dataclass(slots=True, eq=False)
class Actor:
    """One thing in the world, while its mentions are being gathered."""

    key: str
    name: str
    label: MentionLabel
    country: str | None = None
    role: str | None = None
    acts_for: str | None = None
    mentions: list[Mention] = field(default_factory=list)
    offices: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Place:
    """A mention with its tokens."""

    mention: Mention
    first: int
    last: int
    root: int
    sentence: int


def resolve(document: Document, mentions: Sequence[Mention], gazetteer: Gazetteer) -> tuple[Entity, ...]:
    """The entities of an article, in order of first mention; a group's mention belongs to each member.

    Args:
        document: the article.
        mentions: its mentions, pronouns included, dates and occasions too (these are no entities).
        gazetteer: states and bodies.
    """
    return _Resolver(document, mentions, gazetteer).entities()


class _Resolver:
    def __init__(self, document: Document, mentions: Sequence[Mention], gazetteer: Gazetteer) -> None:
        self.document = document
        self.gazetteer = gazetteer
        self.actors: dict[str, Actor] = {}
        self.links: dict[tuple[int, int], list[Actor]] = {}
        self.places = [self._place(mention) for mention in sorted(mentions, key=lambda m: (m.start, m.end))]
        self._link_persons()
        self._link_names()
        self._link_titles()
        for place in self.places:
            if place.mention.label == "ROLE" and not self._linked(place):
                self._link(place, self._holders(place))
            elif place.mention.label == "PRONOUN":
                self._link(place, self._antecedents(place))

    def entities(self) -> tuple[Entity, ...]:
        found = []
        for actor in self.actors.values():
            if actor.mentions or any(other.acts_for == actor.key for other in self.actors.values()):
                aliases = tuple(dict.fromkeys(m.text for m in sorted(actor.mentions, key=lambda m: m.start)))
                ids = tuple(m.mention_id for m in sorted(actor.mentions, key=lambda m: m.start))
                found.append(
                    Entity(
                        self.document.article.doc_id,
                        actor.key,
                        actor.name,
                        actor.label,
                        actor.country,
                        actor.role,
                        actor.acts_for,
                        aliases,
                        ids,
                    )
                )
        return tuple(found)

    # -- links ------------------------------------------------------------------------------------------------------

    def _place(self, mention: Mention) -> _Place:
        first, last = self.document.covering(mention.start, mention.end)
        last = max(last, first + 1)
        first, last = min(first, len(self.document.tokens) - 1), min(last, len(self.document.tokens))
        root = self.document.root_of(first, last)
        return _Place(mention, first, last, root, self.document.tokens[root].sentence)

    def _linked(self, place: _Place) -> list[Actor]:
        return self.links.get((place.mention.start, place.mention.end), [])

    def _link(self, place: _Place, actors: Iterable[Actor]) -> None:
        listed = list(dict.fromkeys(actors))
        if listed:
            self.links[place.mention.start, place.mention.end] = listed
            for actor in listed:
                actor.mentions.append(place.mention)

    def _actor(
        self, key: str, name: str, label: MentionLabel, country: str | None = None, acts_for: str | None = None
    ) -> Actor:
        return self.actors.setdefault(key, Actor(key, name, label, country, acts_for=acts_for))

    def _state(self, entry: Entry) -> Actor:
        return self._actor(entry.key, entry.name, "GPE" if entry.key.startswith("state:") else "ORG", entry.country)

    # -- names ------------------------------------------------------------------------------------------------------

    def _link_persons(self) -> None:
        persons = [place for place in self.places if place.mention.label == "PERSON"]
        at = {place.mention.start: place for place in persons}
        for group in people.cluster([place.mention for place in persons]):
            name = people.fullest(group)
            key = f"person:{'-'.join(people.words_of(name)) or normalise(name)}"
            actor = self._actor(key, name, "PERSON")
            for mention in group:
                self._link(at[mention.start], [actor])

    def _link_names(self) -> None:
        for place in self.places:
            if place.mention.label in ("GPE", "FAC", "LOC", "EVENT"):
                self._link(place, [self._named(place)])
        for place in self.places:
            if place.mention.label == "NORP":
                self._link(place, self._nationality(place))
        for place in self.places:
            if place.mention.label == "ORG":
                self._link(place, [self._named(place)])

    def _named(self, place: _Place) -> Actor:
        mention = place.mention
        text = re.sub(r"['’]s$", "", mention.text)
        entries = self.gazetteer.find(text)
        own = next((e for e in entries if e.kind in ("state", "body")), None)
        if own is not None:
            actor = self._state(own)
            if own.kind == "body" and len(text) > len(actor.name if actor.mentions else "") and mention.label == "ORG":
                actor.name = text if len(text.split()) > 1 or text.isupper() else actor.name
            return actor
        seat = next((e for e in entries if e.kind == "seat"), None) or next(
            (e for e in entries if e.kind == "capital"), None
        )
        adjective = next((e for e in entries if e.kind == "adjective"), None)
        if seat is None and adjective is not None and mention.label == "GPE":
            return self._state(adjective)
        acts_for = self._historic(seat) if seat else None
        country = seat.country if seat else None
        if mention.label == "ORG" and acts_for is None:
            acts_for, country = self._office_of_state(place)
        if mention.label == "ORG" and (longer := self._long_form(text)) is not None:
            return longer
        kind = "body" if mention.label == "ORG" else "event" if mention.label == "EVENT" else "place"
        return self._actor(f"{kind}:{normalise(text)}", text, mention.label, country, acts_for)

    def _historic(self, entry: Entry) -> str:
        former = _HISTORIC.get(entry.key)
        date = self.document.article.date
        if former and date and date < former[1]:
            self._state(self.gazetteer.names[former[0]])
            return former[0]
        self._state(self.gazetteer.names[entry.key])
        return entry.key

    def _long_form(self, text: str) -> Actor | None:
        """The body whose initials this acronym is, or whose name this one is the whole beginning or end of."""
        letters = re.sub(r"[^A-Za-z]", "", text)
        for actor in self.actors.values():
            if actor.label != "ORG" or actor.name == text:
                continue
            words = [word for word in re.split(r"[\s-]+", actor.name) if word[:1].isupper()]
            if (
                letters.isupper()
                and 1 < len(letters) == len(words)
                and all(w[0] == c for w, c in zip(words, letters, strict=True))
            ):
                return actor
        return None

    def _office_of_state(self, place: _Place) -> tuple[str | None, str | None]:
        """A ministry, army or government is its state's: told before it, in its name, or behind *of*."""
        words = {word.lower() for word in place.mention.text.split()}
        if not words & _STATE_OFFICES:
            return None, None
        for word in place.mention.text.replace("’s", "").split():
            entry = next((e for e in self.gazetteer.find(word) if e.kind in ("adjective", "state")), None)
            if entry:
                return self._state(entry).key, entry.country
        for actor in self._modifiers(place):
            return actor.key, actor.country
        return None, None

    def _nationality(self, place: _Place) -> list[Actor]:
        text = re.sub(r"['’]s$", "", place.mention.text)
        entries = self.gazetteer.find(text)
        entry = next((e for e in entries if e.kind in ("adjective", "state", "body")), None)
        if entry:
            return [self._state(entry)]
        return [actor for actor in [self._invented(text)] if actor] or [
            self._actor(f"group:{normalise(text)}", text, "NORP")
        ]

    def _invented(self, adjective: str) -> Actor | None:
        """The place of this article, unknown to the gazetteer, whose name the adjective is made from."""
        word = normalise(adjective)
        best: tuple[int, Actor] | None = None
        for actor in self.actors.values():
            name = normalise(actor.name)
            if actor.label == "GPE" and actor.key.startswith("place:") and " " not in name:
                common = _common_prefix(word, name)
                if common >= max(3, len(name) - 3) and common >= len(word) - 5 and (best is None or common > best[0]):
                    best = (common, actor)
        return best[1] if best else None

    # -- roles ------------------------------------------------------------------------------------------------------

    def _link_titles(self) -> None:
        """A role right before or behind a person's name is that person's: *President X*, *X, the president*."""
        for left, right in zip(self.places, self.places[1:], strict=False):
            if left.sentence != right.sentence:
                continue
            between = [token.text.lower() for token in self.document.tokens[left.last : right.first]]
            if left.mention.label == "ROLE" and right.mention.label == "PERSON" and between in ([], [","], ["-"]):
                self._entitle(left, right)
            elif (
                left.mention.label == "PERSON"
                and right.mention.label == "ROLE"
                and between
                in (
                    [","],
                    [",", "the"],
                    [",", "a"],
                    [",", "an"],
                    [",", "its"],
                    [",", "his"],
                    [",", "her"],
                    [",", "their"],
                )
            ):
                self._entitle(right, left)
        for first, middle, last in zip(self.places, self.places[1:], self.places[2:], strict=False):
            between = [token.text.lower() for token in self.document.tokens[first.last : middle.first]]
            ahead = [token.text.lower() for token in self.document.tokens[middle.last : last.first]]
            if (
                first.mention.label == "PERSON"
                and middle.mention.label in ("NORP", "GPE", "ORG")
                and last.mention.label == "ROLE"
                and first.sentence == last.sentence
                and between in ([","], [",", "the"], [",", "a"], [",", "an"])
                and ahead in ([], ["'s"], ["’s"])
            ):
                self._entitle(last, first)

    def _entitle(self, role: _Place, person: _Place) -> None:
        if self._linked(role):
            return
        holders = self._linked(person)
        self._link(role, holders)
        for actor in holders:
            actor.offices.add(_office(role.mention.text))
            states = [a for a in self._modifiers(role) if a.key.startswith(("state:", "place:")) and a.label == "GPE"]
            if states and actor.country is None:
                actor.country = states[0].country
            if states and not any(office.startswith("@") for office in actor.offices):
                actor.offices.add(f"@{states[0].key}")
            if actor.role is None:
                actor.role = f"{role.mention.text} of {states[0].name}" if states else role.mention.text

    def _modifiers(self, place: _Place) -> list[Actor]:
        """Who a role or office belongs to: nationalities, states or bodies right before it or behind *of*."""
        before: list[Actor] = []
        edge = place.first
        for other in reversed([p for p in self.places if p.last <= place.first and p.sentence == place.sentence]):
            gap = [token.text.lower() for token in self.document.tokens[other.last : edge]]
            if other.mention.label not in ("NORP", "GPE", "ORG", "FAC") or any(word not in _GLUE for word in gap):
                break
            before = [*self._linked(other), *before]
            edge = other.first
        if before:
            return [self._acting(actor) for actor in before]
        after = next((p for p in self.places if p.first >= place.last and p.sentence == place.sentence), None)
        if after and after.mention.label in ("GPE", "ORG", "NORP"):
            gap = [token.text.lower() for token in self.document.tokens[place.last : after.first]]
            if gap in (["of"], ["of", "the"], ["for"], ["for", "the"], ["from"], ["from", "the"], ["in"]):
                return [self._acting(actor) for actor in self._linked(after)]
        return []

    def _acting(self, actor: Actor) -> Actor:
        return self.actors.get(actor.acts_for or "", actor)

    def _holders(self, place: _Place) -> list[Actor]:
        """Whom a role that stands alone means: the named holder, else the state or body it acts for."""
        owners = self._modifiers(place)
        token = self.document.tokens[place.root]
        plural = token.tag in ("NNS", "NNPS") or any(
            word in _NUMBERS for word in normalise(place.mention.text).split()[:1]
        )
        if plural:
            return owners or self._members(place)
        office = _office(place.mention.text)
        persons = self._recent("PERSON", place, reach=None)
        if owners:
            named = [
                p
                for p in persons
                if f"@{owners[0].key}" in p.offices and any(_same_office(office, o) for o in p.offices)
            ]
            return named[:1] or owners[:1]
        if _head(office) in _STATE_OFFICES:
            return [a for a in self._recent("GPE", place, reach=1) if a.key.startswith("state:")][:1]
        named = [p for p in persons if any(_same_office(office, o) for o in p.offices)]
        if named:
            return named[:1]
        if _head(office) in _GENERIC:
            return self._recent("PERSON", place, reach=1)[:1]
        return []

    def _members(self, place: _Place) -> list[Actor]:
        """The two (or as many as told) last named actors of the group's kind; nothing for a group without number."""
        words = normalise(place.mention.text).split()
        before = self.document.tokens[place.first - 1].text.lower() if place.first else ""
        count = next((_NUMBERS[word] for word in (*words, before) if word in _NUMBERS), 0)
        head = self.document.tokens[place.root].lemma
        if count == 0 and before not in ("the", "their", "these"):
            return []
        count = count or 2
        if head in _PARTIES:
            found = self._recent_parties(place)
        else:
            office = _head(_office(place.mention.text))
            everyone = self._recent("PERSON", place, reach=_REACH)
            same = [p for p in everyone if any(_head(o) == _singular(office) for o in p.offices)]
            found = same if len(same) >= count else everyone
        return found[:count] if len(found) >= count else []

    def _recent_parties(self, place: _Place) -> list[Actor]:
        states = [
            a
            for a in self._recent_any(place, reach=_REACH)
            if a.label in ("GPE", "ORG", "PERSON", "NORP")
            and (a.key.startswith(("state:", "body:", "person:")) or a.label == "GPE")
        ]
        acting = [self._acting(a) for a in states if a.label != "PERSON"]
        return list(dict.fromkeys(acting)) or [a for a in states if a.label == "PERSON"]

    # -- pronouns ---------------------------------------------------------------------------------------------------

    def _antecedents(self, place: _Place) -> list[Actor]:
        word = place.mention.text.lower()
        if word in _RELATIVE:
            return self._relative(place)
        if word in _SINGULAR_PERSON:
            return self._salient(place, ("PERSON",))[:1]
        if word in _THING:
            return [self._acting(a) for a in self._salient(place, ("GPE", "ORG"))][:1]
        if word in _PLURAL:
            return self._plural(place)
        return []

    def _relative(self, place: _Place) -> list[Actor]:
        """What the relative clause hangs on, else the mention right before the pronoun."""
        token = self.document.tokens[place.root]
        verb = token
        for _ in range(4):
            if verb.dep == "relcl" or verb.head == verb.index:
                break
            verb = self.document.tokens[verb.head]
        if verb.dep == "relcl":
            covering = [
                p for p in self.places if p.first <= verb.head < p.last and self._linked(p) and p.last <= place.first
            ]
            if covering:
                return self._linked(covering[-1])
        before = [p for p in self.places if p.last <= place.first and p.sentence == place.sentence and self._linked(p)]
        if before and place.first - before[-1].last <= 1:
            return self._linked(before[-1])
        return []

    def _plural(self, place: _Place) -> list[Actor]:
        for sentence in range(place.sentence, place.sentence - _REACH, -1):
            groups = [
                p for p in self.places if p.sentence == sentence and p.last <= place.first and len(self._linked(p)) > 1
            ]
            if groups:
                return self._linked(groups[-1])
            joined = self._coordinated(sentence, place)
            if joined:
                return joined
        return []

    def _coordinated(self, sentence: int, place: _Place) -> list[Actor]:
        """Actors joined by *and*, or subject and *with*-object, in a sentence before the pronoun."""
        named = [
            p for p in self.places
            if p.sentence == sentence and p.last <= place.first and p.mention.label in ("PERSON", "GPE", "ORG") and self._linked(p)
        ]  # fmt: skip
        for left in named:
            right = [
                p
                for p in named
                if self.document.tokens[p.root].dep == "conj" and self.document.tokens[p.root].head == left.root
            ]
            if right:
                return [self._acting(a) for p in (left, *right) for a in self._linked(p)]
        persons = list(dict.fromkeys(a for p in named if p.mention.label == "PERSON" for a in self._linked(p)))
        return persons if len(persons) == 2 else []

    def _salient(self, place: _Place, labels: tuple[str, ...]) -> list[Actor]:
        """Actors named before, the likeliest antecedent first: near sentences, then subjects, then the latest."""
        scored: dict[Actor, float] = {}
        head = self.document.tokens[place.root].head
        for other in self.places:
            distance = place.sentence - other.sentence
            if other.last > place.first or not 0 <= distance <= _REACH:
                continue
            token = self.document.tokens[other.root]
            if (
                token.head == head
                and token.dep != "poss"
                and distance == 0
                and place.mention.text.lower() in ("him", "her", "it", "them")
            ):
                continue
            subject = token.dep in ("nsubj", "nsubjpass")
            value = (
                -1.0 * distance + (0.9 if subject else 0.0) + (0.001 * other.first / max(1, len(self.document.tokens)))
            )
            for actor in self._linked(other):
                if actor.label in labels and len(self._linked(other)) == 1:
                    scored[actor] = max(scored.get(actor, -99.0), value)
        return sorted(scored, key=lambda actor: -scored[actor])

    def _recent(self, label: str, place: _Place, reach: int | None) -> list[Actor]:
        return [actor for actor in self._recent_any(place, reach) if actor.label == label]

    def _recent_any(self, place: _Place, reach: int | None) -> list[Actor]:
        """Distinct actors, the latest named before first; in a headline those named behind it follow."""
        before = [
            p for p in self.places if p.last <= place.first and (reach is None or place.sentence - p.sentence <= reach)
        ]
        after = [p for p in self.places if p.first >= place.last] if reach is None or place.sentence == 0 else []
        found = [actor for p in (*reversed(before), *after) for actor in self._linked(p)]
        return list(dict.fromkeys(found))


_GLUE: Final = frozenset(
    {
        "'s",
        "’s",
        "'",
        "’",
        "and",
        ",",
        "-",
        "–",
        "or",
        "then",
        "former",
        "the",
        "acting",
        "deputy",
        "new",
        "top",
        "senior",
        "own",
        "main",
    }
)


def _office(text: str) -> str:
    return normalise(text)


def _head(office: str) -> str:
    words = office.split()
    return words[-1] if words else ""


def _singular(word: str) -> str:
    return word[:-3] + "man" if word.endswith("men") else word.removesuffix("s")


def _same_office(left: str, right: str) -> bool:
    if right.startswith("@"):
        return False
    if left == right:
        return True
    a, b = left.split(), right.split()
    return bool(a) and bool(b) and a[-1] == b[-1] and (set(a) <= set(b) or set(b) <= set(a))


def _common_prefix(left: str, right: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
