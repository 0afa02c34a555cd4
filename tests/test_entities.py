"""entities: which mentions are one actor, by what name, and whom a capital, a role or a pronoun stands for."""

import re
from collections.abc import Callable, Sequence

import pytest

from pipeline.actors import Directory, argument_names
from pipeline.documents import Document
from pipeline.gazetteer import Gazetteer
from pipeline.records import Argument, Entity, Mention, MentionLabel, Role
from pipeline.stages.entities import resolve_all

Parsed = Callable[..., Document]
Marked = tuple[Document, list[Mention]]
MARK = re.compile(r"\[(?P<words>[^\]|]+)\|(?P<label>[A-Z]+)\]")


@pytest.fixture(scope="module")
def marked(parsed: Parsed) -> Callable[..., Marked]:
    """A function from a text with marks, ``[Baku|GPE]``, to its parse and mentions; further arguments are the article's."""

    def marked(text: str, **known: str) -> Marked:
        plain, mentions, last = "", [], 0
        for match in MARK.finditer(text):
            plain += text[last : match.start()]
            label: MentionLabel = match["label"]  # type: ignore[assignment]
            mentions.append(Mention("a1", len(plain), len(plain) + len(match["words"]), match["words"], label))
            plain += match["words"]
            last = match.end()
        return parsed(plain + text[last:], **known), mentions

    return marked


def linked(case: Marked, gazetteer: Gazetteer) -> list[tuple[str, list[str]]]:
    """For each mention, in text order, the names of the entities it belongs to."""
    document, mentions = case
    entities = resolve_all([document], {"a1": mentions}, gazetteer)
    return [(m.text, [e.name for e in entities if m.mention_id in e.mention_ids]) for m in mentions]


def entity(case: Marked, gazetteer: Gazetteer, name: str) -> Entity:
    (found,) = [e for e in resolve_all([case[0]], {"a1": case[1]}, gazetteer) if e.name == name]
    return found


def acting(case: Marked, gazetteer: Gazetteer, role: Role = "Subject") -> list[list[str]]:
    """For each mention what it stands for in a role; a place where it is visited."""
    document, mentions = case
    directory = Directory.of(resolve_all([document], {"a1": mentions}, gazetteer), mentions)
    arguments = [Argument(role, m.start, m.end, m.text, m.label) for m in mentions]
    return [list(argument_names(argument, directory, place=role == "Place")) for argument in arguments]


def names(case: Marked, gazetteer: Gazetteer) -> Sequence[list[str]]:
    return [own for _, own in linked(case, gazetteer)]


def test_a_last_name_is_the_person_of_the_full_name(marked: Callable[..., Marked], gazetteer: Gazetteer) -> None:
    case = marked("[Aliyev|PERSON] Speaks\n\n[Ilham Aliyev|PERSON] spoke. [Aliyev|PERSON] left.")
    assert names(case, gazetteer) == [["Ilham Aliyev"]] * 3
    assert entity(case, gazetteer, "Ilham Aliyev").aliases == ("Aliyev", "Ilham Aliyev")


def test_states_have_one_name_and_one_key_in_every_article(marked: Callable[..., Marked], gazetteer: Gazetteer) -> None:
    case = marked("[U.S.|GPE] officials and [American|NORP] diplomats of the [United States|GPE] met.")
    assert names(case, gazetteer) == [["United States"]] * 3
    found = entity(case, gazetteer, "United States")
    assert (found.entity_id, found.country, len(found.mention_ids)) == ("state:USA", "USA", 3)


@pytest.mark.parametrize(
    ("words", "acts_as", "visited_as"),
    [
        ("[Baku|GPE]", "Azerbaijan", "Baku"),
        ("[Kremlin|FAC]", "Russia", "Kremlin"),
        ("[White House|FAC]", "United States", "White House"),
        ("[Downing Street|FAC]", "United Kingdom", "Downing Street"),
        ("[Azerbaijan|GPE]", "Azerbaijan", "Azerbaijan"),
        ("[Geneva|GPE]", "Geneva", "Geneva"),
    ],
)
def test_a_capital_or_seat_that_acts_is_its_government_and_a_place_where_it_is_visited(
    marked: Callable[..., Marked], gazetteer: Gazetteer, words: str, acts_as: str, visited_as: str
) -> None:
    case = marked(f"{words} accused its neighbour on Tuesday.")
    assert acting(case, gazetteer) == [[acts_as]]
    assert acting(case, gazetteer, "Place") == [[visited_as]]


def test_a_capital_of_a_former_state_acts_for_the_state_of_its_day(
    marked: Callable[..., Marked], gazetteer: Gazetteer
) -> None:
    text = "[Moscow|GPE] accused its neighbour on Tuesday."
    assert acting(marked(text, date="1985-03-11"), gazetteer) == [["Soviet Union"]]
    assert acting(marked(text, date="1992-03-11"), gazetteer) == [["Russia"]]
    assert acting(marked(text), gazetteer) == [["Russia"]]


def test_a_named_office_holder_wins_over_the_state(marked: Callable[..., Marked], gazetteer: Gazetteer) -> None:
    case = marked(
        "[Armenian|NORP] [Prime Minister|ROLE] [Nikol Pashinian|PERSON] spoke. The [Armenian|NORP] [prime minister|ROLE] left."
    )
    assert names(case, gazetteer)[1:3] == [["Nikol Pashinian"]] * 2
    assert names(case, gazetteer)[-1] == ["Nikol Pashinian"]
    found = entity(case, gazetteer, "Nikol Pashinian")
    assert (found.country, found.role) == ("ARM", "Prime Minister of Armenia")


def test_an_unnamed_office_holder_is_the_state(marked: Callable[..., Marked], gazetteer: Gazetteer) -> None:
    case = marked("The [Armenian|NORP] [foreign minister|ROLE] met [Israeli|NORP] [officials|ROLE].")
    assert names(case, gazetteer) == [["Armenia"], ["Armenia"], ["Israel"], ["Israel"]]


def test_the_holder_of_another_office_is_another_person(marked: Callable[..., Marked], gazetteer: Gazetteer) -> None:
    case = marked(
        "[Armenian|NORP] [Prime Minister|ROLE] [Nikol Pashinian|PERSON] spoke. The [Armenian|NORP] [foreign minister|ROLE] left."
    )
    assert names(case, gazetteer)[-1] == ["Armenia"]


def test_his_counterpart_with_a_name_is_that_person(marked: Callable[..., Marked], gazetteer: Gazetteer) -> None:
    case = marked(
        "[Jeyhun Bayramov|PERSON] withdrew from a meeting with his [Armenian|NORP] [counterpart|ROLE] [Ararat Mirzoyan|PERSON]."
    )
    assert names(case, gazetteer)[2] == ["Ararat Mirzoyan"]


def test_two_leaders_are_the_two_named_last(marked: Callable[..., Marked], gazetteer: Gazetteer) -> None:
    case = marked(
        "[Ilham Aliyev|PERSON] and [Nikol Pashinian|PERSON] spoke. The [two leaders|ROLE] met in [Brussels|GPE]."
    )
    assert sorted(names(case, gazetteer)[2]) == ["Ilham Aliyev", "Nikol Pashinian"]


def test_a_group_that_is_not_told_is_nobody(marked: Callable[..., Marked], gazetteer: Gazetteer) -> None:
    case = marked("[Ilham Aliyev|PERSON] spoke. The [two leaders|ROLE] met.")
    assert names(case, gazetteer)[1] == []


def test_a_pronoun_is_the_subject_before_it(marked: Callable[..., Marked], gazetteer: Gazetteer) -> None:
    case = marked(
        "[Ilham Aliyev|PERSON] received [Nikol Pashinian|PERSON] in the palace. [He|PRONOUN] later flew to [Prague|GPE]."
    )
    assert names(case, gazetteer)[2] == ["Ilham Aliyev"]


def test_they_are_those_joined_before(marked: Callable[..., Marked], gazetteer: Gazetteer) -> None:
    case = marked("[Ilham Aliyev|PERSON] and [Nikol Pashinian|PERSON] spoke. [They|PRONOUN] met again.")
    assert sorted(names(case, gazetteer)[2]) == ["Ilham Aliyev", "Nikol Pashinian"]


def test_who_is_the_name_before_it(marked: Callable[..., Marked], gazetteer: Gazetteer) -> None:
    case = marked("[Charles Michel|PERSON], [who|PRONOUN] brokered the talks, met [Ilham Aliyev|PERSON].")
    assert names(case, gazetteer)[1] == ["Charles Michel"]


def test_a_pronoun_without_antecedent_is_nobody(marked: Callable[..., Marked], gazetteer: Gazetteer) -> None:
    assert names(marked("[He|PRONOUN] met [them|PRONOUN]."), gazetteer) == [[], []]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The [Armenian|NORP] [Foreign Ministry|ORG] denied it.", "Armenia"),
        ("[Germany|GPE]’s [Foreign Ministry|ORG] denied it.", "Germany"),
        ("The [Foreign Ministry|ORG] of [Egypt|GPE] denied it.", "Egypt"),
        ("The [Turkish government|ORG] denied it.", "Türkiye"),
    ],
)
def test_a_ministry_acts_for_its_state(
    marked: Callable[..., Marked], gazetteer: Gazetteer, text: str, state: str
) -> None:
    case = marked(text)
    (number,) = [i for i, mention in enumerate(case[1]) if mention.label == "ORG"]
    expected = gazetteer.names[str(gazetteer.key_of(state))].name
    assert acting(case, gazetteer)[number] == [expected]


def test_a_party_keeps_its_own_name(marked: Callable[..., Marked], gazetteer: Gazetteer) -> None:
    case = marked("The [Bright Future Party|ORG] met [Baku|GPE].")
    assert acting(case, gazetteer)[0] == ["Bright Future Party"]


def test_an_acronym_is_the_body_whose_initials_it_is(marked: Callable[..., Marked], gazetteer: Gazetteer) -> None:
    case = marked("The [Northern Lakes Compact|ORG] met. The [NLC|ORG] agreed.")
    assert names(case, gazetteer) == [["Northern Lakes Compact"]] * 2


def test_an_invented_state_has_its_people(marked: Callable[..., Marked], gazetteer: Gazetteer) -> None:
    case = marked("[Zubrovka|GPE] accused its neighbour. [Zubrovkan|NORP] [officials|ROLE] left.")
    assert names(case, gazetteer)[1:] == [["Zubrovka"], ["Zubrovka"]]


def test_dates_and_occasions_are_no_actors(marked: Callable[..., Marked], gazetteer: Gazetteer) -> None:
    case = marked("[Baku|GPE] cancelled [the talks|OCCASION] on [Tuesday|DATE].")
    assert names(case, gazetteer)[1:] == [[], []]


def test_each_article_has_entities_of_its_own(parsed: Parsed, gazetteer: Gazetteer) -> None:
    documents = [parsed("Baku spoke.", "a"), parsed("Nobody spoke.", "b"), parsed("Baku spoke.", "c")]
    mentions = {doc_id: [Mention(doc_id, 0, 4, "Baku", "GPE")] for doc_id in ("a", "c")}
    found = resolve_all(documents, mentions, gazetteer)
    assert sorted({entity.doc_id for entity in found}) == ["a", "c"]
    assert {e.entity_id for e in found if e.doc_id == "a"} == {e.entity_id for e in found if e.doc_id == "c"}


def test_every_state_or_body_that_is_acted_for_is_there(marked: Callable[..., Marked], gazetteer: Gazetteer) -> None:
    document, mentions = marked("[Baku|GPE] met the [Kremlin|FAC] and the [EU|ORG] in [Brussels|GPE].")
    found = resolve_all([document], {"a1": mentions}, gazetteer)
    ids = {entity.entity_id for entity in found}
    assert {entity.acts_for for entity in found if entity.acts_for} <= ids
    assert len(ids) == len(found)
