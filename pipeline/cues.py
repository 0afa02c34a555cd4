"""What the parse says of a candidate trigger and of each candidate argument, as strings that a model hashes.

Dependency paths between trigger and argument are the classic evidence for relations (Bunescu and Mooney, 2005); with few
labelled articles they carry what the encoder cannot learn from so little.
"""

import zlib
from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.candidates import Candidate, Filler, forms
from pipeline.documents import Document
from pipeline.records import Token
from pipeline.relations import Ontology

BUCKETS: Final = 1 << 14
_CLAUSE: Final = frozenset(
    {
        "neg",
        "aux",
        "auxpass",
        "prt",
        "prep",
        "mark",
        "advmod",
        "xcomp",
        "dobj",
        "nsubj",
        "nsubjpass",
        "agent",
        "det",
        "poss",
        "amod",
        "pobj",
        "attr",
        "acomp",
        "dative",
        "oprd",
        "csubj",
    }
)
_LEXICAL: Final = frozenset(
    {"neg", "aux", "auxpass", "prt", "prep", "mark", "advmod", "det", "agent", "amod", "dobj", "xcomp"}
)
_NEAR: Final = 4
_TAKERS: Final = {
    "PERSON": "actor", "GPE": "actor", "ORG": "actor", "NORP": "actor", "ROLE": "actor", "PRONOUN": "pronoun",
    "DATE": "date", "OCCASION": "occasion", "EVENT": "occasion", "FAC": "place", "LOC": "place",
}  # fmt: skip
_CONJUNCTION: Final = frozenset({"conj", "appos"})


def hashed(cues: Iterable[str]) -> tuple[int, ...]:
    """Bucket numbers from 1; 0 pads."""
    return tuple(1 + zlib.crc32(cue.encode("utf-8")) % (BUCKETS - 1) for cue in cues)


def trigger_cues(candidate: Candidate, ontology: Ontology) -> list[str]:
    """The word, the relations it may tell, its clause: auxiliaries, negation, particles, governors."""
    document, token = candidate.document, candidate.document.tokens[candidate.trigger]
    cues = [f"lemma={token.lemma}", f"tag={token.tag}", f"dep={token.dep}", f"lemma+tag={token.lemma}/{token.tag}"]
    word = next((form for form in forms(token) if form in ontology.lexicon), token.lemma)
    cues += [f"word={word}", *(f"may={name}" for name in ontology.lexicon.get(word, ()))]
    cues += ["title"] if token.sentence == 0 else []
    for child in (document.tokens[index] for index in document.children[token.index]):
        if child.dep in _CLAUSE:
            word = child.lemma if child.dep in _LEXICAL else child.pos
            cues += [f"child={child.dep}:{word}", f"{token.lemma}+child={child.dep}:{word}"]
    cues += _governors(document, token)
    cues += _takers(candidate)
    for step in (-2, -1, 1, 2):
        index = token.index + step
        if candidate.window[0] <= index < candidate.window[1]:
            near = document.tokens[index].lemma
            cues += [f"near{step}={near}"]
    return cues


def _takers(candidate: Candidate) -> list[str]:
    """The kinds of names around the trigger and where they hang: who meets whom is an event, who meets a deadline is not."""
    document, trigger = candidate.document, candidate.trigger
    sentence = document.tokens[trigger].sentence
    cues = []
    here = [f for f in candidate.fillers if document.tokens[f.root].sentence == sentence and f.mention.label in _TAKERS]
    for filler in here:
        steps = path(document, trigger, filler.root)
        kind = _TAKERS[filler.mention.label]
        plain = " ".join(step for step in steps if not step.endswith(tuple(_CONJUNCTION)))
        if 0 < len(steps) <= _NEAR:
            cues.append(f"taker={kind} {plain}")
        if len(steps) <= _NEAR:
            cues.append(f"near={kind}")
    cues.append(f"actors={min(sum(_TAKERS[f.mention.label] == 'actor' for f in here), 3)}")
    return list(dict.fromkeys(cues))


def _governors(document: Document, token: Token) -> list[str]:
    cues, current = [], token
    for height in range(3):
        head = document.tokens[current.head]
        if head.index == current.index:
            break
        cues += [f"up{height}={current.dep}:{head.lemma}", f"up={head.lemma}"]
        for child in document.children[head.index]:
            word = document.tokens[child]
            if word.dep in ("neg", "aux") or (word.dep == "prt"):
                cues.append(f"up{height}+{word.dep}={word.lemma}")
        current = head
    return cues


def filler_cues(candidate: Candidate, filler: Filler) -> list[str]:
    """Kind and form of the argument, its path from the trigger, distance and surroundings."""
    document, tokens = candidate.document, candidate.document.tokens
    trigger, root = tokens[candidate.trigger], tokens[filler.root]
    label = filler.mention.label
    cues = [f"label={label}", f"dep={root.dep}", f"label+dep={label}/{root.dep}"]
    if label in ("PRONOUN", "ROLE"):
        cues.append(f"word={root.lemma}")
    before = tokens[filler.first - 1].lemma if filler.first else "^"
    after = tokens[filler.last].lemma if filler.last < len(tokens) else "$"
    cues += [f"before={before}", f"after={after}", f"before+label={before}/{label}"]
    cues += _adjacent(candidate, filler)
    if root.sentence != trigger.sentence:
        return [
            *cues,
            "previous",
            f"previous+{label}/{root.dep}",
            f"previous+{trigger.lemma}/{label}",
            *_rank(candidate, filler),
        ]
    distance = filler.first - trigger.index if filler.first > trigger.index else filler.last - 1 - trigger.index
    side = "after" if distance > 0 else "before"
    cues += [
        f"side={side}",
        f"side+label={side}/{label}",
        f"distance={side}{_bucket(abs(distance))}",
        f"side+lemma={side}/{trigger.lemma}",
    ]
    steps = path(document, trigger.index, root.index)
    plain = [step for step in steps if not step.endswith(tuple(_CONJUNCTION))]
    whole, collapsed = " ".join(steps), " ".join(plain)
    cues += [f"step={step}" for step in steps]
    cues += [
        f"path={whole}",
        f"short={collapsed}",
        f"path+lemma={trigger.lemma} {collapsed}",
        f"path+label={label} {collapsed}",
    ]
    cues += [f"length={_bucket(len(steps))}", *_rank(candidate, filler)]
    if steps:
        cues += [f"first={steps[0]}", f"last={steps[-1]}", f"ends={steps[0]} {steps[-1]}"]
    return cues


def _adjacent(candidate: Candidate, filler: Filler) -> list[str]:
    """A role or nationality that only stands before a name is no argument of its own; a role with a name behind it is a title."""
    cues = []
    for other in candidate.fillers:
        if other.mention.label == "OCCASION":
            continue
        if 0 <= other.first - filler.last <= 1 and other is not filler:
            cues.append(f"followed={filler.mention.label}+{other.mention.label}")
        if 0 <= filler.first - other.last <= 1 and other is not filler:
            cues.append(f"preceded={other.mention.label}+{filler.mention.label}")
    return cues


def _rank(candidate: Candidate, filler: Filler) -> list[str]:
    """How many fillers of the same label stand between the trigger and this one."""
    same = [f for f in candidate.fillers if f.mention.label == filler.mention.label and f is not filler]
    low, high = sorted((candidate.trigger, filler.root))
    between = sum(low < f.root < high for f in same)
    return [f"between={filler.mention.label}/{min(between, 3)}"]


def _bucket(number: int) -> str:
    return str(number) if number < 4 else "4-6" if number < 7 else "7-12" if number < 13 else "13+"


def path(document: Document, start: int, end: int) -> list[str]:
    """Dependency steps from one token to another: ``<dep`` up, ``>dep`` down; prepositions and verbs by word.

    Empty where both are the same token or in different trees.
    """
    above, below = _ancestors(document, start), _ancestors(document, end)
    common = next((index for index in above if index in below), None)
    if common is None:
        return []
    tokens = document.tokens
    up = [f"<{tokens[index].dep}" for index in above[: above.index(common)]]
    top = [f"^{tokens[common].lemma}"] if common not in (start, end) and tokens[common].pos in ("VERB", "AUX") else []
    down = [_down(tokens[index]) for index in reversed(below[: below.index(common)])]
    return [*up, *top, *down]


def _down(token: Token) -> str:
    return f">{token.dep}:{token.lemma}" if token.dep in ("prep", "agent") else f">{token.dep}"


def _ancestors(document: Document, index: int) -> list[int]:
    line = [index]
    while (head := document.tokens[line[-1]].head) != line[-1] and head not in line:
        line.append(head)
    return line


def spread(values: Sequence[Sequence[int]]) -> list[list[int]]:
    """Rows of bucket numbers padded with 0 to one width (at least 1)."""
    width = max((len(row) for row in values), default=1) or 1
    return [[*row, *([0] * (width - len(row)))] for row in values]
