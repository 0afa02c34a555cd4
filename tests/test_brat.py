"""brat standoff to labels; whatever is wrong is said with file and line."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.brat import parse_standoff, render_standoff
from pipeline.records import Labels
from pipeline.relations import Ontology

TEXT = "Aliyev, Pashinian Meet\n\nThe two leaders met on Tuesday. Baku cancelled more such talks with Yerevan in October.\n"


def span(text: str, occurrence: int = 0) -> str:
    starts = [match.start() for match in re.finditer(re.escape(text), TEXT)]
    return f"{starts[occurrence]} {starts[occurrence] + len(text)}\t{text}"


GOOD = "\n".join(
    [
        f"T1\tPERSON {span('Aliyev')}",
        f"T2\tPERSON {span('Pashinian')}",
        f"T3\tmet {span('met')}",
        f"T4\tDATE {span('Tuesday')}",
        f"T5\tGPE {span('Baku')}",
        f"T6\tcancelled {span('cancelled')}",
        f"T7\tOCCASION {span('more such talks')}",
        f"T8\tGPE {span('Yerevan')}",
        f"T9\tROLE {span('two leaders')}",
        "E1\tmet:T3 Side:T9 Time:T4",
        "A1\tStatus E1 occurred",
        "E2\tcancelled:T6 Subject:T5 Object:T8 Occasion:T7",
        "A2\tStatus E2 occurred",
        "N1\tReference T1 Actor:Ilham_Aliyev\tIlham Aliyev",
        "N2\tReference T9 Actor:Ilham_Aliyev\tIlham Aliyev",
        "N3\tReference T9 Actor:Nikol_Pashinian\tNikol Pashinian",
        "N4\tReference T4 EDTF:2023-12-26\t2023-12-26",
        "N5\tReference T5 Actor:Azerbaijan\tAzerbaijan",
        "N6\tReference T8 Actor:Armenia\tArmenia",
        "",
    ]
)


def read(content: str, ontology: Ontology, text: str = TEXT) -> Labels:
    return parse_standoff(content, text, "a1", "seeds/a1.ann", ontology)


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1
    return GOOD.replace(old, new)


def test_mentions_come_in_text_order_with_names_and_dates(ontology: Ontology) -> None:
    mentions = read(GOOD, ontology).mentions
    assert [(m.text, m.label) for m in mentions] == [
        ("Aliyev", "PERSON"),
        ("Pashinian", "PERSON"),
        ("two leaders", "ROLE"),
        ("Tuesday", "DATE"),
        ("Baku", "GPE"),
        ("more such talks", "OCCASION"),
        ("Yerevan", "GPE"),
    ]
    assert all(TEXT[m.start : m.end] == m.text for m in mentions)
    assert mentions[0].names == ("Ilham Aliyev",)
    assert mentions[1].names == ()
    assert mentions[3].edtf == "2023-12-26"


def test_a_group_stands_for_all_its_names(ontology: Ontology) -> None:
    met = read(GOOD, ontology).events[0]
    assert [a.names for a in met.of("Side")] == [("Ilham Aliyev", "Nikol Pashinian")]


def test_events_come_with_trigger_status_and_arguments(ontology: Ontology) -> None:
    met, cancelled = read(GOOD, ontology).events
    assert (met.relation, met.status, met.trigger, met.of("Time")[0].edtf) == ("met", "occurred", "met", "2023-12-26")
    assert TEXT[cancelled.trigger_start : cancelled.trigger_end] == cancelled.trigger == "cancelled"
    assert [(a.role, a.text, a.names) for a in cancelled.arguments] == [
        ("Subject", "Baku", ("Azerbaijan",)),
        ("Object", "Yerevan", ("Armenia",)),
        ("Occasion", "more such talks", ()),
    ]


def test_a_name_without_note_stands_for_itself(ontology: Ontology) -> None:
    content = changed("Side:T9", "Side:T1 Side2:T2")
    assert [a.names for a in read(content, ontology).events[0].of("Side")] == [("Ilham Aliyev",), ("Pashinian",)]


def test_numbered_roles_are_the_role(ontology: Ontology) -> None:
    content = changed("Object:T8", "Object:T8 Object2:T1 Object13:T2")
    assert [a.role for a in read(content, ontology).events[1].arguments] == [
        "Subject",
        "Object",
        "Object",
        "Object",
        "Occasion",
    ]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(ontology: Ontology) -> None:
    assert read("\ufeff" + GOOD.replace("\n", "\r\n"), ontology) == read(GOOD, ontology)


def test_notes_and_blank_lines_are_passed_over(ontology: Ontology) -> None:
    content = "\n\n" + GOOD + "#1\tAnnotatorNotes T1\tsure?\n#\tanything goes\n   \n"
    assert read(content, ontology) == read(GOOD, ontology)


def test_coreferent_mentions_share_names(ontology: Ontology) -> None:
    content = changed(
        "N6\tReference T8 Actor:Armenia\tArmenia\n", "*\tEquiv T2 T8\nN6\tReference T2 Actor:X\tArmenia\n"
    )
    labels = read(content, ontology)
    assert {m.text: m.names for m in labels.mentions}["Yerevan"] == ("Armenia",)
    assert labels.events[1].of("Object")[0].names == ("Armenia",)


def test_coreference_leaves_names_that_are_told(ontology: Ontology) -> None:
    labels = read(GOOD + "*\tEquiv T1 T2 T8\n", ontology)
    assert {m.text: m.names for m in labels.mentions if m.label in ("PERSON", "GPE")} == {
        "Aliyev": ("Ilham Aliyev",),
        "Pashinian": ("Ilham Aliyev",),
        "Baku": ("Azerbaijan",),
        "Yerevan": ("Armenia",),
    }


def test_a_span_over_a_line_end_is_written_with_a_space(ontology: Ontology) -> None:
    for end in ("\n", "\r\n"):
        text = f"Ilham{end}Aliyev spoke."
        covered = text[: len(end) + 11].replace("\n", " ").replace("\r", " ")
        (mention,) = read(f"T1\tPERSON 0 {len(covered)}\t{covered}\n", ontology, text).mentions
        assert mention.text == text[: len(covered)]


def test_offsets_count_code_points(ontology: Ontology) -> None:
    text = "😀 الرئيس met 🇦🇿 Aliyev"
    start = text.index("Aliyev")
    (mention,) = read(f"T1\tPERSON {start} {start + 6}\tAliyev", ontology, text).mentions
    assert (mention.start, mention.text) == (16, "Aliyev")


def test_an_occasion_may_contain_mentions(ontology: Ontology) -> None:
    content = changed(span("more such talks"), span("more such talks with Yerevan"))
    assert read(content, ontology).events[1].of("Occasion")[0].text == "more such talks with Yerevan"


def test_one_word_may_trigger_two_events(ontology: Ontology) -> None:
    content = GOOD + "E3\tmet:T3 Side:T1 Side2:T2\nA3\tStatus E3 planned\n"
    events = read(content, ontology).events
    assert [event.trigger for event in events] == ["met", "met", "cancelled"]
    assert len({event.event_id for event in events}) == 3


def test_a_party_may_be_subject_and_object_beside_another(ontology: Ontology) -> None:
    content = changed("Subject:T5 Object:T8", "Subject:T5 Subject2:T8 Object:T5 Object2:T8")
    assert len(read(content, ontology).events[1].arguments) == 5


def test_a_call_off_by_nobody_may_have_one_party_and_an_occasion(ontology: Ontology) -> None:
    content = changed("Subject:T5 Object:T8 Occasion", "Side:T5 Occasion")
    assert [a.role for a in read(content, ontology).events[1].arguments] == ["Side", "Occasion"]


def test_an_empty_file_has_no_labels(ontology: Ontology) -> None:
    assert read("", ontology) == Labels()


WRONG = {
    "no annotation": ("T1\tPERSON", "X1\tPERSON", 1, "expected an annotation such as"),
    "no number": ("T1\tPERSON", "T\tPERSON", 1, "expected an annotation such as"),
    "spaces for a tab": ("T1\tPERSON", "T1 PERSON", 1, "expected an annotation such as"),
    "an id twice": ("T2\tPERSON", "T1\tPERSON", 2, "T1 is used twice (first on line 1)"),
    "a relation of brat": ("E1\tmet:T3 Side:T9 Time:T4", "R1\tmet Arg1:T1 Arg2:T2", 10, "R1: brat relations are not used here"),
    "two fragments": ("DATE 47 54\t", "DATE 47 49;50 54\t", 4, "T4: expected 'LABEL START END' (one contiguous span)"),
    "no number as offset": ("DATE 47 54\t", "DATE 47 ²\t", 4, "T4: expected 'LABEL START END'"),
    "an unknown label": ("T4\tDATE", "T4\tDAY", 4, "T4: unknown label 'DAY'; expected PERSON, ORG"),
    "a span off the text": ("DATE 47 54\t", "DATE 47 999\t", 4, f"T4: span 47-999 is off the text, which has {len(TEXT)} characters"),
    "an empty span": ("DATE 47 54\t", "DATE 47 47\t", 4, "T4: span 47-47 is off the text"),
    "a text that changed": ("PERSON 0 6\tAliyev", "PERSON 0 6\tAlijew", 1, "T1: 'Alijew' is not at 0-6 (found 'Aliyev'); was the text changed"),
    "a trigger of two words": ("met 40 43\tmet", "met 40 46\tmet on", 3, "T3: expected a trigger of one word, found 'met on'"),
    "a trigger without event": ("E1\tmet:T3 Side:T9 Time:T4\nA1\tStatus E1 occurred\n", "", 3, "T3: is a trigger (met) that no event has"),
    "an event of nothing": ("E1\tmet:T3 Side:T9 Time:T4", "E1\tmet", 10, "E1: expected 'relation:T1 Role:T2 ...', found 'met'"),
    "an event without trigger": ("E1\tmet:T3 ", "E1\tmet:T33 ", 10, "E1: its trigger T33 does not exist"),
    "an unknown relation": ("E1\tmet:T3", "E1\tkissed:T3", 10, "E1: unknown relation 'kissed'; expected met, "),
    "a trigger of another relation": ("E1\tmet:T3", "E1\tspoke_with:T3", 10, "E1: expected a trigger labelled spoke_with, found T3 labelled met"),
    "an event without status": ("A1\tStatus E1 occurred\n", "", 10, "E1: has no status; expected a line 'A1<tab>Status E1 occurred'"),
    "an unknown status": ("A1\tStatus E1 occurred", "A1\tStatus E1 rumoured", 11, "A1: unknown status 'rumoured'; expected occurred, planned"),
    "another attribute": ("A1\tStatus E1 occurred", "A1\tNegation E1", 11, "A1: expected 'Status E1 occurred', found 'Negation E1'"),
    "a status of nothing": ("A1\tStatus E1", "A1\tStatus E7", 11, "A1: E7 is no event of this file"),
    "two statuses": ("A2\tStatus E2", "A2\tStatus E1", 13, "A2: E1 has a status already: occurred"),
    "an unknown role": ("Time:T4", "When:T4", 10, "E1: unknown role 'When'; expected Subject, Object"),
    "a role that the relation lacks": ("Side:T9", "Subject:T9", 10, "E1: met has no role Subject; expected Occasion, Place"),
    "a role of nothing": ("Time:T4", "Time:T44", 10, "E1: Time is T44, which is no mention of this file"),
    "an event as argument": ("Time:T4", "Time:E2", 10, "E1: Time is E2, which is no mention of this file"),
    "a person as time": ("Time:T4", "Time:T1", 10, "E1: Time is T1 ('Aliyev'), labelled PERSON"),
    "a date as party": ("Side:T9", "Side:T4", 10, "E1: Side is T4 ('Tuesday'), labelled DATE"),
    "a person as occasion": ("Occasion:T7", "Occasion:T1", 12, "E2: Occasion is T1 ('Aliyev'), labelled PERSON"),
    "an occasion as party": ("Object:T8", "Object:T7", 12, "E2: Object is T7 ('more such talks'), labelled OCCASION"),
    "an occasion of a meeting": ("Time:T4", "Occasion:T7", 10, "E1: Occasion is T7 ('more such talks'), labelled OCCASION"),
    "a date without value": ("N4\tReference T4 EDTF:2023-12-26\t2023-12-26\n", "", 10, "E1: Time T4 ('Tuesday') has no EDTF value; add an N line"),
    "a group without names": ("N2\tReference T9 Actor:Ilham_Aliyev\tIlham Aliyev\nN3\tReference T9 Actor:Nikol_Pashinian\tNikol Pashinian\n", "", 10, "E1: Side T9 ('two leaders') has no canonical name; add an N line"),
    "one side": ("N3\tReference T9 Actor:Nikol_Pashinian\tNikol Pashinian\n", "", 10, "E1: met needs two different sides, found ['Ilham Aliyev']"),
    "nobody": ("Subject:T5 Object:T8 ", "", 12, "E2: cancelled has nobody in a role Subject or Side"),
    "a side beside a subject": ("Object:T8", "Side:T8", 12, "E2: cancelled has both Subject and Side"),
    "no object": ("Object:T8 Occasion:T7", "", 12, "E2: cancelled has no Object"),
    "one party and no occasion": ("Subject:T5 Object:T8 Occasion:T7", "Side:T5", 12, "E2: cancelled has no second party and no Occasion"),
    "a party as its own object": ("N6\tReference T8 Actor:Armenia\tArmenia", "N6\tReference T8 Actor:A\tAzerbaijan", 12, "E2: cancelled has Azerbaijan as Subject and Object"),
    "a wrong date": ("EDTF:2023-12-26\t", "EDTF:26.12.2023\t", 17, "N4: expected an EDTF date such as 2023-12-26, found '26.12.2023'"),
    "another knowledge base": ("Actor:Azerbaijan\t", "Wikidata:Q227\t", 18, "N5: expected Actor: with a name after a tab, or EDTF:"),
    "a name left out": ("Actor:Azerbaijan\tAzerbaijan", "Actor:Azerbaijan", 18, "N5: expected Actor: with a name after a tab"),
    "no reference": ("N5\tReference T5 Actor", "N5\tT5 Actor", 18, "N5: expected 'Reference T1 Actor:KEY<tab>name'"),
    "a name of nothing": ("N5\tReference T5 ", "N5\tReference T55 ", 18, "N5: T55 is no mention of this file"),
    "a name of a trigger": ("N5\tReference T5 ", "N5\tReference T6 ", 18, "N5: T6 is no mention of this file"),
    "a name of a date": ("N5\tReference T5 ", "N5\tReference T4 ", 4, "T4: has the canonical name 'Azerbaijan', but is labelled DATE"),
    "a date of a place": ("N5\tReference T5 Actor:Azerbaijan", "N5\tReference T5 EDTF:2023", 5, "T5: has an EDTF value, but is labelled GPE; expected DATE"),
    "two dates of one mention": ("N5\tReference T5 Actor:Azerbaijan", "N5\tReference T4 EDTF:2023", 18, "N5: T4 has another EDTF value already: 2023-12-26"),
    "another chain": ("N6\tReference T8 Actor:Armenia\tArmenia", "*\tSame T1 T2", 19, " expected 'Equiv T1 T2 ...', found 'Same T1 T2'"),
    "a chain of one": ("N6\tReference T8 Actor:Armenia\tArmenia", "*\tEquiv T1", 19, " expected 'Equiv T1 T2 ...'"),
    "a chain with nothing": ("N6\tReference T8 Actor:Armenia\tArmenia", "*\tEquiv T1 T77", 19, " T77 is no mention of this file"),
    "mentions that overlap": ("PERSON 8 17\tPashinian", "PERSON 0 17\tAliyev, Pashinian", 2, " mentions 'Aliyev' (0-6) and 'Aliyev, Pashinian' (0-17) overlap"),
    "an occasion over an edge": ("OCCASION 71 86\tmore such talks", "OCCASION 83 94\tlks with Ye", 8, " overlap; only an OCCASION may contain others"),
    "the same mention twice": ("OCCASION 71 86\tmore such talks\n", "OCCASION 71 86\tmore such talks\nT70\tOCCASION 71 86\tmore such talks\n", 8, " overlap"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_with_file_and_line(case: str, ontology: Ontology) -> None:
    old, new, line, message = WRONG[case]
    with pytest.raises(ValueError, match=re.escape(f"seeds/a1.ann:{line}:")) as caught:
        read(changed(old, new), ontology)
    assert message in str(caught.value)


def test_directed_relations_outside_the_cancel_family_need_an_object(ontology: Ontology) -> None:
    text = "Baku hosted the CIS summit."
    content = "T1\tGPE 0 4\tBaku\nT2\thosted 5 11\thosted\nT3\tEVENT 16 26\tCIS summit\nE1\thosted:T2 Subject:T1 Occasion:T3\nA1\tStatus E1 occurred\n"
    with pytest.raises(ValueError, match=r"a1\.ann:4: E1: hosted has no Object"):
        read(content, ontology, text)


@given(st.text(st.sampled_from("TEAN12*#\t :met PERSON0Status\r"), max_size=60))
def test_any_line_is_read_or_refused_with_file_and_line(ontology: Ontology, content: str) -> None:
    try:
        read(content, ontology)
    except ValueError as error:
        assert re.match(r"seeds/a1\.ann:1: ", str(error))  # noqa: PT017


def problems(content: str, ontology: Ontology, text: str = TEXT) -> list[str]:
    with pytest.raises(ValueError, match=r"a1\.ann") as caught:
        read(content, ontology, text)
    return str(caught.value).splitlines()


def test_everything_that_is_wrong_in_a_file_is_said_in_its_order(ontology: Ontology) -> None:
    content = changed("T1\tPERSON 0 6\tAliyev", "T1\tPERSON 0 6\tAlijew")
    content = content.replace("A1\tStatus E1 occurred\n", "").replace("EDTF:2023-12-26\t", "EDTF:Tuesday\t")
    content = content.replace("Object:T8", "Object:T88") + "Z\n"
    assert [problem.split(": ")[0:2] for problem in problems(content, ontology)] == [
        ["seeds/a1.ann:1", "T1"],
        ["seeds/a1.ann:11", "E2"],
        ["seeds/a1.ann:16", "N4"],
        ["seeds/a1.ann:19", "expected an annotation such as 'T1<tab>PERSON 0 6<tab>Aliyev', found 'Z'"],
    ]


def test_what_hangs_on_a_wrong_line_is_not_said_too(ontology: Ontology) -> None:
    """A wrong mention is one problem, not one more for each event, name and chain that points to it."""
    content = changed("T9\tROLE", "T9\tROLES") + "*\tEquiv T9 T1\n"
    assert len(problems(content, ontology)) == 1
    assert len(problems(changed("E1\tmet:T3 Side", "E1\tmet:T3 Side Side"), ontology)) == 1
    assert len(problems(changed("Status E1 occurred", "Status E1 perhaps"), ontology)) == 1


def test_a_deleted_mention_that_an_event_still_needs_is_named(ontology: Ontology) -> None:
    found = problems(changed(f"T8\tGPE {span('Yerevan')}\n", ""), ontology)
    assert found == [
        "seeds/a1.ann:11: E2: Object is T8, which is no mention of this file",
        "seeds/a1.ann:18: N6: T8 is no mention of this file",
    ]


def test_triggers_that_overlap_are_read_and_a_trigger_in_a_mention_too(ontology: Ontology) -> None:
    """One word may tell two relations; the word may lie in an occasion."""
    content = GOOD + f"T20\tspoke_with {span('met')}\nE3\tspoke_with:T20 Side:T1 Side2:T2\nA3\tStatus E3 planned\n"
    assert {e.relation for e in read(content, ontology).events} == {"met", "spoke_with", "cancelled"}


def test_labels_are_written_as_they_are_read(ontology: Ontology) -> None:
    labels = read(GOOD + "E3\tmet:T3 Side:T1 Side2:T2\nA3\tStatus E3 planned\n", ontology)
    written = render_standoff(labels)
    assert read(written, ontology) == labels
    assert render_standoff(read(written, ontology)) == written
    assert "Side:T1 Side2:T2" in written
    assert render_standoff(Labels()) == ""


def test_a_span_over_a_line_end_is_written_on_one_line(ontology: Ontology) -> None:
    text = "Ilham\r\nAliyev spoke."
    labels = read("T1\tPERSON 0 13\tIlham  Aliyev\n", ontology, text)
    assert read(render_standoff(labels), ontology, text) == labels


def test_what_a_model_is_not_sure_of_is_noted(ontology: Ontology) -> None:
    labels = read(GOOD, ontology)
    unsure = Labels(labels.mentions, (replace(labels.events[0], score=0.514), labels.events[1]))
    assert render_standoff(unsure).endswith("#1\tAnnotatorNotes E1\tconfidence 0.51\n")
    assert read(render_standoff(unsure), ontology) == labels
