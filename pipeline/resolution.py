"""Mentions of one article to the actors that a reader would write down.

Names first (persons by :mod:`pipeline.people`, states and bodies by the gazetteer), then roles (titles, office-holders),
then groups and pronouns, in text order. Where the text does not say, nothing is linked. Which actor a capital or seat is
depends on what it does in an event; :func:`pipeline.actors.actor_name` decides that.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline import gender, people
from pipeline.documents import Document
from pipeline.gazetteer import Entry, Gazetteer, normalise
from pipeline.gender import Gender
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
_INSURGENTS: Final = frozenset("rebel insurgent guerrilla militant separatist opposition militia fighter".split())
_GROUP_WORDS: Final = frozenset(
    "company firm bank group club union federation association council party movement organisation organization "
    "daily newspaper paper network bloc alliance front league committee".split()
)
_LEADERS: Final = frozenset(
    "leader chief head ruler strongman visitor guest host official chairman boss figure".split()
)
_SYNONYMS: Final = {
    "premier": "prime minister", "pm": "prime minister", "majesty": "king", "monarch": "king", "pontiff": "pope",
    "foreign secretary": "foreign minister", "head of state": "president", "colleague": "counterpart",
}  # fmt: skip
_SINGULAR_PERSON: Final = frozenset("he him his himself she her hers herself".split())
_COUNTED: Final = frozenset("two three both pair duo trio".split())
_PLURAL: Final = frozenset("they them their theirs themselves".split())
_THING: Final = frozenset("it its itself".split())
_RELATIVE: Final = frozenset("who whom whose which that".split())
_FAR: Final = 1.0
_SUBJECT: Final = 0.9
_ASIDE: Final = 0.3
_TOPIC: Final = 0.5
"""Weights of salience, in sentences: a subject is as good as one sentence nearer. Chosen on the training articles."""
_WHERE: Final = frozenset("in at to from near into outside around through across toward towards via".split())
_OBJECTS: Final = frozenset("him her it them".split())
_LONG_NAME: Final = 4
"""From how many words on a name is no short form of another."""
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
    gender: Gender | None = None


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
        self._tell_genders()
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
        if mention.label == "ORG" and (whole := self._whole_name(place, text)) is not None:
            return whole
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

    def _whole_name(self, place: _Place, text: str) -> Actor | None:
        """The body of this article whose longer name holds this short form (*the union*, *the Front*, *Pelmar*).

        A bare kind (*the company*) that is in no name is the body named last before it.
        """
        words = set(normalise(text).split())
        bodies = [p for p in self.places if p.mention.label == "ORG" and p is not place]
        longer = [p for p in bodies if words < set(normalise(p.mention.text).split())]
        before = [p for p in longer if p.first < place.first] or longer[-1:]
        if before and (text.islower() or len(words) < _LONG_NAME):
            return (self._linked(before[-1]) or [self._named(before[-1])])[0]
        if text.islower() and words & _GROUP_WORDS:
            named = [p for p in bodies if p.first < place.first and not p.mention.text.islower()]
            return (self._linked(named[-1]) or [self._named(named[-1])])[0] if named else None
        return None

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
        owners = self._owners(place)
        token = self.document.tokens[place.root]
        plural = token.tag in ("NNS", "NNPS") or any(
            word in _NUMBERS for word in normalise(place.mention.text).split()[:1]
        )
        office = _office(place.mention.text)
        persons = self._recent("PERSON", place, reach=None)
        if plural:
            return self._holders_of(_singular_office(office), owners, persons) if owners else self._members(place)
        if owners:
            return self._holders_of(office, owners[:1], persons)
        if _head(office) in _STATE_OFFICES:
            return self._states()[:1]
        named = [p for p in persons if any(_same_office(office, o) for o in p.offices)]
        if named:
            return named[:1]
        if _head(office) in _GENERIC:
            return self._recent("PERSON", place, reach=1)[:1]
        return []

    def _owners(self, place: _Place) -> list[Actor]:
        """The states or bodies of a role, all of them where several are joined: *negotiators from Moscow and Kyiv*."""
        owners = self._modifiers(place)
        found = [p for p in self.places if p.first >= place.last and p.sentence == place.sentence]
        if (
            len(owners) != 1
            or not found
            or self._linked(found[0]) == []
            or self._acting(self._linked(found[0])[0]) is not owners[0]
        ):
            return owners
        edge = found[0].last
        for other in found[1:]:
            gap = [token.text.lower() for token in self.document.tokens[edge : other.first]]
            if (
                other.mention.label not in ("GPE", "NORP", "ORG")
                or not gap
                or any(word not in (",", "and", "the") for word in gap)
            ):
                break
            owners = [*owners, *(self._acting(actor) for actor in self._linked(other))]
            edge = other.last
        return owners

    def _holders_of(self, office: str, owners: Sequence[Actor], persons: Sequence[Actor]) -> list[Actor]:
        """For each state or body the named person of that office, if the article names one, else itself."""
        found = []
        for owner in owners:
            own = [p for p in persons if f"@{owner.key}" in p.offices]
            free = [p for p in persons if not any(o.startswith("@") for o in p.offices)]
            named = [p for p in (*own, *free) if any(_same_office(office, o) for o in p.offices)]
            if not named and _head(office) in _LEADERS:
                named = sorted(own, key=lambda actor: -len(actor.mentions))
            found.append(named[0] if named else owner)
        return found

    def _states(self) -> list[Actor]:
        """What acts as a state in the article, most often first: nationalities, and places that are not merely where."""
        acting: dict[Actor, int] = {}
        for place in self.places:
            token = self.document.tokens[place.root]
            where = token.dep == "pobj" and self.document.tokens[token.head].lemma in _WHERE
            if place.mention.label in ("GPE", "NORP", "FAC") and not where:
                for actor in self._linked(place):
                    state = self._acting(actor)
                    if state.label == "GPE":
                        acting[state] = acting.get(state, 0) + 1
        return sorted(acting, key=lambda actor: -acting[actor])

    def _members(self, place: _Place) -> list[Actor]:
        """The two (or as many as told) actors of the group's kind that the sentences before are about; none without number."""
        words = normalise(place.mention.text).split()
        before = self.document.tokens[place.first - 1].text.lower() if place.first else ""
        count = next((_NUMBERS[word] for word in (*words, before) if word in _NUMBERS), 0)
        head = self.document.tokens[place.root].lemma
        if count == 0 and before not in ("the", "their", "these"):
            return []
        if head in _INSURGENTS:
            return self._recent("ORG", place, reach=None)[:1]
        count = count or 2
        if head in _PARTIES:
            found = self._recent_parties(place)
        else:
            office = _head(_office(place.mention.text))
            everyone = self._recent("PERSON", place, reach=_REACH)
            same = [p for p in everyone if any(_head(o) == _singular(office) for o in p.offices)]
            found = same if len(same) >= count else everyone
        own = self._subjects(place)
        found = [actor for actor in found if actor not in own]
        found.sort(key=lambda actor: -len(actor.mentions))
        return found[:count] if len(found) >= count else []

    def _subjects(self, place: _Place) -> list[Actor]:
        """Who is the subject of the clause that a group is an object of: *Merkel invited both men* leaves her out."""
        token = self.document.tokens[place.root]
        if token.dep in ("nsubj", "nsubjpass"):
            return []
        verb = self.document.tokens[token.head]
        below: set[int] = set()
        for _ in range(4):
            below |= {
                i for i in self.document.children[verb.index] if self.document.tokens[i].dep in ("nsubj", "nsubjpass")
            }
            if below and verb.pos in ("VERB", "AUX"):
                break
            if verb.head == verb.index:
                break
            verb = self.document.tokens[verb.head]
        return [actor for p in self.places if p.root in below for actor in self._linked(p)]

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
        if word in _COUNTED:
            return self._members(place)
        if word in _SINGULAR_PERSON:
            told = gender.of_pronoun(word)
            return [a for a in self._salient(place, ("PERSON",)) if a.gender in (None, told)][:1]
        if word in _THING:
            return [self._acting(a) for a in self._salient(place, ("GPE", "ORG"))][:1]
        if word in _PLURAL:
            return self._plural(place)
        return []

    def _tell_genders(self) -> None:
        for actor in self.actors.values():
            if actor.label == "PERSON":
                words = [word for office in actor.offices for word in office.split()]
                before = [
                    self.document.tokens[p.first - 1].text
                    for p in self.places
                    if p.first and actor in self._linked(p) and p.mention.label == "PERSON"
                ]
                actor.gender = gender.of_words([*before, *words]) or gender.of_name(
                    actor.name, self.gazetteer.first_names
                )
        votes: dict[Actor, list[Gender]] = {}
        for place in self.places:
            told = gender.of_pronoun(place.mention.text) if place.mention.label == "PRONOUN" else None
            if told:
                near = [
                    p
                    for p in self.places
                    if p.mention.label == "PERSON" and 0 <= place.sentence - p.sentence <= 1 and p.last <= place.first
                ]
                persons = {a for p in near for a in self._linked(p)}
                if len(persons) == 1:
                    votes.setdefault(persons.pop(), []).append(told)
        for actor, told_genders in votes.items():
            if actor.gender is None and len(set(told_genders)) == 1:
                actor.gender = told_genders[0]

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
        persons = [a for a in self._recent("PERSON", place, reach=2) if a not in self._subjects(place)]
        if len(persons) > 1:
            return sorted(persons, key=lambda actor: -len(actor.mentions))[:2]
        return [self._acting(a) for a in self._salient(place, ("ORG", "GPE"))][:1]

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
        """Actors named before, the likeliest antecedent first.

        Near sentences, subjects and what the article is about count for an actor (salience as in Lappin and Leass, 1994);
        who is the subject of the pronoun's own clause is not its object.
        """
        scored: dict[Actor, float] = {}
        barred = self._subjects(place) if place.mention.text.lower() in _OBJECTS else []
        for other in self.places:
            distance = place.sentence - other.sentence
            if other.last > place.first or not 0 <= distance <= _REACH:
                continue
            value = self._salience(other, distance)
            for actor in self._linked(other):
                if actor.label in labels and len(self._linked(other)) == 1 and actor not in barred:
                    scored[actor] = max(scored.get(actor, -99.0), value + _TOPIC * math.log(1 + len(actor.mentions)))
        return sorted(scored, key=lambda actor: -scored[actor])

    def _salience(self, place: _Place, distance: int) -> float:
        token = self.document.tokens[place.root]
        value = -_FAR * distance + 0.001 * place.first / max(1, len(self.document.tokens))
        if token.dep in ("nsubj", "nsubjpass"):
            value += _SUBJECT
        elif token.dep in ("poss", "compound", "appos", "nmod"):
            value -= _ASIDE
        return value

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
    """An office as it is compared: ``Minister of Foreign Affairs`` by its head ``minister``; *premier* as *prime minister*."""
    office = re.split(r" (?:of|for) ", normalise(text))[0]
    office = _SYNONYMS.get(office, office)
    return _SYNONYMS.get(_head(office), office)


def _singular_office(office: str) -> str:
    words = [word for word in office.split() if word not in _NUMBERS]
    return " ".join([*words[:-1], _singular(words[-1])]) if words else office


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
