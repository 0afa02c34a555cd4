"""Names of persons: which forms in one article are one person, and what that person is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.people import cluster, fullest, words_of
from pipeline.records import Mention


def mentions(*names: str) -> list[Mention]:
    """Mentions in text order, ten characters apart."""
    starts = [sum(len(name) + 10 for name in names[:number]) for number in range(len(names))]
    return [Mention("a1", start, start + len(name), name, "PERSON") for start, name in zip(starts, names, strict=True)]


def people(*names: str) -> list[list[str]]:
    return [[mention.text for mention in group] for group in cluster(mentions(*names))]


@pytest.mark.parametrize(
    "forms",
    [
        ("Ilham Aliyev", "Aliyev"),
        ("Aliyev", "Ilham Aliyev"),  # a headline before the full name
        ("Ilham Aliyev", "Aliyev’s", "Aliyev's", "Aliyev"),
        ("Nikol Pashinian", "Pashinyan"),  # another transliteration
        ("Ursula von der Leyen", "von der Leyen"),
        ("Ursula von der Leyen", "Leyen"),
        ("Charles de Gaulle", "De Gaulle", "de Gaulle"),
        ("Mohammed bin Salman", "bin Salman"),
        ("Bashar al-Assad", "Assad", "al-Assad", "Bashar Assad"),
        ("Ferdinand Marcos Jr.", "Marcos", "Marcos Jr."),
        ("Xi Jinping", "Xi"),
        ("Kim Jong Un", "Kim"),
        ("Shinzo Abe", "Abe Shinzo", "Abe"),
        ("Luiz Inácio Lula da Silva", "Lula", "Lula da Silva", "Luiz Inacio Lula da Silva"),
        ("George W. Bush", "George Bush", "Bush"),
        ("J. D. Vance", "JD Vance", "Vance"),
        ("Recep Tayyip Erdoğan", "Erdogan", "Tayyip Erdogan"),
        ("Aleksandar Vučić", "Vucic"),
        ("Pope Francis", "Francis"),
        ("King Abdullah", "Abdullah"),
    ],
)
def test_forms_of_one_person(forms: tuple[str, ...]) -> None:
    assert people(*forms) == [list(forms)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Bill Clinton", "Hillary Clinton"),
        ("Mahmoud Abbas", "Mahmoud Ahmadinejad"),
        ("Kim Jong Un", "Kim Yo Jong"),
        ("Aliyev", "Putin"),
        ("Ilham Aliyev", "Heydar Aliyev"),
        ("Park Geun-hye", "Park Chung-hee"),
        ("Lavrov", "Lavric"),
        ("Abe", "Ape"),
    ],
)
def test_two_persons_stay_two(first: str, second: str) -> None:
    assert people(first, second) == [[first], [second]]


def test_a_surname_that_two_share_is_the_one_named_last_before_it() -> None:
    assert people("Bill Clinton", "Clinton", "Hillary Clinton", "Clinton") == [
        ["Bill Clinton", "Clinton"],
        ["Hillary Clinton", "Clinton"],
    ]


def test_a_surname_in_a_headline_is_the_one_named_first_behind_it() -> None:
    assert people("Clinton", "Bill Clinton", "Hillary Clinton")[0] == ["Clinton", "Bill Clinton"]


def test_the_person_named_last_is_the_one_whose_last_mention_is_nearest() -> None:
    found = people("Bill Clinton", "Hillary Clinton", "Bill Clinton", "Clinton")
    assert found == [["Bill Clinton", "Bill Clinton", "Clinton"], ["Hillary Clinton"]]


def test_a_surname_comes_before_a_first_name_that_is_nearer() -> None:
    assert people("John Kelly", "Kelly Ayotte", "Kelly") == [["John Kelly", "Kelly"], ["Kelly Ayotte"]]


def test_surnames_alone_are_one_person_without_a_full_name() -> None:
    assert people("Aliyev", "Pashinian", "Aliyev") == [["Aliyev", "Aliyev"], ["Pashinian"]]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Bashar al-Assad’s", ("bashar", "assad")),
        ("Martin Luther King Jr.", ("martin", "luther", "king")),
        ("John Paul II", ("john", "paul")),
        ("Sir Keir Starmer", ("keir", "starmer")),
        ("King", ("king",)),
        ("Müller", ("muller",)),
        ("“Lula”", ("lula",)),
    ],
)
def test_words_that_are_compared(name: str, words: tuple[str, ...]) -> None:
    assert words_of(name) == words


@pytest.mark.parametrize(
    ("forms", "name"),
    [
        (("Aliyev", "Ilham Aliyev’s", "Aliyev"), "Ilham Aliyev"),
        (("Lula", "Luiz Inácio Lula da Silva", "Lula da Silva"), "Luiz Inácio Lula da Silva"),
        (("Marcos", "Ferdinand Marcos Jr."), "Ferdinand Marcos Jr."),
        (("George Bush", "George W. Bush"), "George W. Bush"),
        (("Ilham\nAliyev",), "Ilham Aliyev"),
        (("Nikol Pashinian", "Nikol Pashinyan"), "Nikol Pashinian"),
        (("Michel",), "Michel"),
    ],
)
def test_a_person_is_called_by_the_fullest_form(forms: tuple[str, ...], name: str) -> None:
    assert fullest(mentions(*forms)) == name


@given(
    st.lists(
        st.sampled_from(["Ilham Aliyev", "Aliyev", "Heydar Aliyev", "Xi", "Xi Jinping", "Jr.", "Mr. Xi", "—", "’s"]),
        max_size=8,
    )
)
def test_every_mention_that_holds_a_name_is_in_one_group(names: list[str]) -> None:
    found = cluster(mentions(*names))
    named = [mention.start for mention in mentions(*names) if words_of(mention.text)]
    assert sorted(mention.start for group in found for mention in group) == named
    assert all(group == sorted(group, key=lambda mention: mention.start) for group in found)
    assert [group[0].start for group in found] == sorted(group[0].start for group in found)
