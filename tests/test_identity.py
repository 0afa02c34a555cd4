"""identity: who is who across articles."""

from pipeline.identity import Actor, Sighting, identify


def ids(*sightings: Sighting) -> list[str]:
    found = identify(sightings, gap_years=15)
    return [found[s.doc_id, s.key].actor_id for s in sightings]


def person(doc: str, name: str, country: str | None = None, year: int | None = 2020) -> Sighting:
    return Sighting(doc, f"person:{name}", name, country, year)


def test_forms_of_one_name_are_one_person_under_the_fullest() -> None:
    sightings = [
        person("a", "Biden"),
        person("b", "Joe Biden", "USA"),
        person("c", "Joe R. Biden", "USA"),
        person("d", "Joe Biden"),
    ]
    found = identify(sightings, gap_years=15)
    assert (
        found["a", "person:Biden"]
        == found["d", "person:Joe Biden"]
        == Actor("person:joe-r-biden:USA", "Joe R. Biden", "USA")
    )


def test_transliterations_and_surnames_first() -> None:
    assert len(set(ids(person("a", "Nikol Pashinian"), person("b", "Nikol Pashinyan")))) == 1
    assert len(set(ids(person("a", "Xi Jinping"), person("b", "Xi")))) == 1
    assert (
        len(set(ids(person("a", "Recep Tayyip Erdogan"), person("b", "Recep Tayyip Erdoğan"), person("c", "Erdoğan"))))
        == 1
    )


def test_namesakes_of_states_times_and_initials_are_apart() -> None:
    assert len(set(ids(person("a", "Karim Mansour", "DZA"), person("b", "Karim Mansour", "JOR")))) == 2
    assert len(set(ids(person("a", "George Bush", year=1990), person("b", "George Bush", year=2007)))) == 2
    assert len(set(ids(person("a", "George W. Bush"), person("b", "George H. W. Bush")))) == 2


def test_who_fits_two_stays_apart_from_both() -> None:
    assert len(set(ids(person("a", "Bill Clinton"), person("b", "Hillary Clinton"), person("c", "Clinton")))) == 3
    assert len(set(ids(person("a", "Joe Biden"), person("b", "Joseph Biden"), person("c", "Biden")))) == 3
    assert len(set(ids(person("a", "Ana Ruiz", "PER"), person("b", "Ana Ruiz", "CHL"), person("c", "Ana Ruiz")))) == 3


def test_states_and_bodies_keep_their_keys_and_an_unresolved_name_joins_the_body() -> None:
    state, body = (
        Sighting("a", "state:USA", "United States", "USA"),
        Sighting("a", "body:baltmar lines", "Baltmar Lines"),
    )
    unresolved = Sighting("b", "name:baltmar lines", "Baltmar Lines")
    assert ids(state, body, unresolved) == ["state:USA", "body:baltmar lines", "body:baltmar lines"]


def test_the_order_of_sightings_changes_nothing() -> None:
    sightings = [
        person("a", "Biden"),
        person("b", "Joe Biden", "USA"),
        person("c", "Karim Mansour", "DZA"),
        person("d", "Mansour"),
        person("e", "Karim Mansour", "JOR", 1990),
    ]
    assert identify(sightings, 15) == identify(sightings[::-1], 15)
