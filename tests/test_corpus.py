"""Articles, labels and gold as users keep them: what is read, what is rejected alone, what is refused as a whole."""

import datetime as dt
import logging
import os
import re
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.corpus import read_articles, read_labels, write_rejections
from pipeline.gold import GOLD_COLUMNS, read_gold
from pipeline.intake import MAX_CHARACTERS, Rejection
from pipeline.records import Article, Evidence, Triple
from pipeline.relations import Ontology

TEXT = (
    "Leaders Hold Talks\n\nThe president of Azerbaijan met the prime minister of Armenia on Tuesday, officials said.\n"
)
GERMAN = "Treffen in Berlin\n\nDie Außenministerin hat am Dienstag in Berlin ihren Kollegen getroffen und mit ihm gesprochen.\n"
FULL_LINE = "a1,2023-12-26,Azatutyun,https://a.org,en,false,test\n"


def folder(path: Path, *, index: str | bytes | None = None, **texts: str | bytes) -> Path:
    for name, text in (texts or {"a1": TEXT}).items():
        (path / f"{name}.txt").write_bytes(text if isinstance(text, bytes) else text.encode())
    if index is not None:
        (path / "articles.csv").write_bytes(index if isinstance(index, bytes) else index.encode())
    return path


def only(path: Path, text: str | bytes) -> Article:
    corpus = read_articles(folder(path, a1=text))
    assert corpus.rejections == ()
    return corpus.articles[0]


def reason(path: Path, text: str | bytes) -> str:
    corpus = read_articles(folder(path, a1=text))
    assert corpus.articles == ()
    (rejection,) = corpus.rejections
    assert (rejection.doc_id, rejection.path) == ("a1", str(path / "a1.txt"))
    return rejection.reason


# -- texts ---------------------------------------------------------------------------------------------------------


def test_a_text_is_all_that_a_user_must_give(tmp_path: Path) -> None:
    article = only(tmp_path, TEXT)
    assert article == Article("a1", TEXT)
    assert article.title == "Leaders Hold Talks"


def test_articles_come_in_order_of_id_and_bad_ones_do_not_stop_good_ones(tmp_path: Path) -> None:
    corpus = read_articles(folder(tmp_path, b=TEXT, c=b"", a=TEXT, d=b"\xff\xfe"))
    assert [article.doc_id for article in corpus.articles] == ["a", "b"]
    assert [rejection.doc_id for rejection in corpus.rejections] == ["c", "d"]


def test_one_file_can_be_read_alone(tmp_path: Path) -> None:
    assert [a.doc_id for a in read_articles(folder(tmp_path) / "a1.txt").articles] == ["a1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"Talks in S\xe3o Paulo\n\nThe two met.", "expected UTF-8, found byte 0xe3 at position 10"),
        ("Talks".encode("utf-16"), "expected UTF-8, found byte 0xff at position 0"),
        (b"", "empty: expected a title, a blank line and a body"),
        (b"\xef\xbb\xbf \r\n\t\n", "empty: expected a title, a blank line and a body"),
        ("1 2 3 ... !\n\n— 😀 —", "no sentence: expected text with letters"),
        (GERMAN, "in another language: German; expected English"),
        ("a" * (MAX_CHARACTERS + 1), "too long: 1,000,001 characters; expected at most 1,000,000"),
    ],
    ids=["latin-1", "utf-16", "empty", "white space", "no letters", "german", "too long"],
)
def test_what_cannot_be_read_is_rejected_with_the_reason(tmp_path: Path, text: str | bytes, expected: str) -> None:
    assert reason(tmp_path, text) == expected


def test_a_million_characters_can_be_read(tmp_path: Path) -> None:
    text = (TEXT + "The leaders of the two states met and talked to the press. " * 20_000)[:MAX_CHARACTERS]
    assert len(only(tmp_path, text).text) == 1_000_000


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + TEXT,
        TEXT.replace("\n", "\r\n"),
        "Talks 😀👨‍👩‍👧\n\nThe president of Egypt, الرئيس عبد الفتاح السيسي, met the king of Jordan 🇯🇴 in the palace.\n",
        "\u202bTalks\u202c\n\nThe two leaders of the region met\u00a0in the capital\u2028and talked to the press.\x85\n",
        "A line\n\n\n\nThe body of the article after more blank lines \t \n",
        "Cafe\u0301 Talks\n\nThe name of the cafe\u0301 where the two met is not told to the press.",
    ],
    ids=["byte order mark", "windows", "emoji and arabic", "odd spaces", "blank lines", "combining accents"],
)
def test_the_text_is_the_file_code_point_by_code_point(tmp_path: Path, text: str) -> None:
    assert only(tmp_path, text).text == text == (tmp_path / "a1.txt").read_bytes().decode("utf-8")


def test_an_article_without_title_is_read_as_it_stands(tmp_path: Path) -> None:
    article = only(tmp_path, "\n\n" + TEXT)
    assert (article.title, article.text) == ("", "\n\n" + TEXT)


def test_a_title_may_be_all_there_is(tmp_path: Path) -> None:
    assert only(tmp_path, "Leaders of Egypt and Jordan meet").title == "Leaders of Egypt and Jordan meet"


def test_the_date_comes_from_the_text_where_the_index_has_none(tmp_path: Path) -> None:
    dateline = TEXT.replace("The president", "BAKU, December 26, 2023 (AFP) - The president")
    article = only(tmp_path, dateline)
    assert (article.date, article.date_source) == ("2023-12-26", "dateline")


def test_an_article_is_labelled_if_a_label_file_stands_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a1.ann").touch()
    corpus = read_articles(folder(tmp_path, a1=TEXT, a2=TEXT))
    assert [(article.labelled, article.split) for article in corpus.articles] == [(True, "train"), (False, None)]


@pytest.mark.parametrize("name", ["nowhere", "a1.csv"])
def test_a_source_that_does_not_exist_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=f"{name}: no such file or folder"):
        read_articles(tmp_path / name)


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "a1.md").write_text(TEXT, encoding="utf-8")
    with pytest.raises(ValueError, match=r"expected articles named <id>\.txt, found none"):
        read_articles(tmp_path)


def test_one_file_is_described_by_the_index_beside_it_but_has_no_split(tmp_path: Path) -> None:
    index = "id,date,source,split\na1,2023-12-26,Azatutyun,test\ngone,,,\n"
    path = folder(tmp_path, index=index) / "a1.txt"
    expected = Article("a1", TEXT, "2023-12-26", "given", source="Azatutyun")
    assert read_articles(path).articles == (expected,)
    (tmp_path / "a1.ann").touch()
    (article,) = read_articles(path).articles
    assert (article.split, article.labelled) == (None, True)


def test_the_end_of_the_name_may_be_in_capitals(tmp_path: Path, ontology: Ontology) -> None:
    for name in ("a1.TXT", "a2.Txt", "a2-b.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    (tmp_path / "a1.ann").touch()
    corpus = read_articles(folder(tmp_path, index="id,date\na1,2023-12-26\n", a0=TEXT))
    assert [article.doc_id for article in corpus.articles] == ["a0", "a1", "a2", "a2-b"]
    assert corpus.articles[1].date == "2023-12-26"
    assert list(read_labels(tmp_path, corpus.articles, ontology)) == ["a1"]


def test_of_two_texts_with_one_id_one_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "a1.TXT").write_text("Another text", encoding="utf-8")
    corpus = read_articles(folder(tmp_path))
    assert corpus.articles == (Article("a1", TEXT),)
    assert corpus.rejections == (Rejection("a1", str(tmp_path / "a1.TXT"), "duplicate id 'a1': a1.txt is read"),)


def test_what_is_no_file_is_rejected_alone(tmp_path: Path) -> None:
    (tmp_path / "d.txt").mkdir()
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    corpus = read_articles(folder(tmp_path))
    assert corpus.articles == (Article("a1", TEXT),)
    assert [(rejection.doc_id, rejection.reason) for rejection in corpus.rejections] == [
        ("d", "a directory; expected a text file"),
        ("link", "a link to a file that does not exist"),
        ("pipe", "neither a file nor a directory; expected a text file"),
    ]


def test_a_file_that_the_system_does_not_let_read_is_rejected_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:  # the tests may run as root, who can read a file of mode 000
        if path.name == "a2.txt":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    corpus = read_articles(folder(tmp_path, a1=TEXT, a2=TEXT))
    assert corpus.articles == (Article("a1", TEXT),)
    assert corpus.rejections == (Rejection("a2", str(tmp_path / "a2.txt"), "cannot be read: Permission denied"),)


def test_other_files_are_counted_and_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("a1.ann", "visual.conf", "a1.lab", "notes.md", "a2.ANN"):
        (tmp_path / name).touch()
    (tmp_path / "more").mkdir()
    with caplog.at_level(logging.WARNING):
        read_articles(folder(tmp_path, index="id\na1\n"))
    assert caplog.messages == [f"{tmp_path}: passed over 3 other files: a2.ANN, more, notes.md"]


def test_a_few_of_many_other_files_are_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for number in range(7):
        (tmp_path / f"{number}.md").touch()
    read_articles(folder(tmp_path))
    assert caplog.messages == [f"{tmp_path}: passed over 7 other files: 0.md, 1.md, 2.md, 3.md, 4.md, ..."]


def test_nothing_is_said_where_all_files_are_expected(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    read_articles(folder(tmp_path, index="id\na1\n"))
    assert caplog.messages == []


# -- articles.csv --------------------------------------------------------------------------------------------------


def test_what_the_index_tells_is_kept(tmp_path: Path) -> None:
    index = "id,date,source,url,language,fictional,split\n" + FULL_LINE
    (tmp_path / "a1.ann").touch()
    corpus = read_articles(folder(tmp_path, index=index))
    expected = Article("a1", TEXT, "2023-12-26", "given", "test", True, "Azatutyun", "https://a.org", False)
    assert (corpus.articles, corpus.unlabelled_splits) == ((expected,), ())


@pytest.mark.parametrize("split", ["train", "dev", "test", "example"])
def test_an_article_without_labels_has_no_split(tmp_path: Path, split: str) -> None:
    corpus = read_articles(folder(tmp_path, index=f"id,split\na1,{split}\na2,\n", a1=TEXT, a2=TEXT))
    assert corpus.articles == (Article("a1", TEXT), Article("a2", TEXT))
    reason = f"a1: split '{split}': expected labels, found no a1.ann"
    assert corpus.unlabelled_splits == (Rejection("a1", str(tmp_path / "articles.csv"), reason),)


@pytest.mark.parametrize(
    "index",
    [
        "\ufeffid,date\r\na1,2023-12-26\r\n",
        "remark,date,id\nx,2023-12-26,a1\n",
        'id,source,date\na1,"Yerevan, Azatutyun",2023-12-26\n',
        "id,date,source\n a1 , 2023-12-26 ,\n",
        "ID , Date,SOURCE\na1,2023-12-26,\n",
        "id,date,source\n,,\na1,2023-12-26,\n , ,\n\n,,,,\n",
        "id,date,,\na1,2023-12-26,,\n",
    ],
    ids=[
        "excel",
        "further columns",
        "quoted comma",
        "spaces",
        "capitals",
        "rows without a value",
        "columns without a name",
    ],
)
def test_the_index_may_come_from_a_spreadsheet(tmp_path: Path, index: str) -> None:
    assert read_articles(folder(tmp_path, index=index)).articles[0].date == "2023-12-26"


def test_every_column_of_the_index_is_optional(tmp_path: Path) -> None:
    assert read_articles(folder(tmp_path, index="id\na1\n")).articles == (Article("a1", TEXT),)
    assert read_articles(folder(tmp_path, index="id,date,fictional,split\na1,,,\n")).articles == (Article("a1", TEXT),)


def test_the_date_that_is_given_wins_over_the_dateline(tmp_path: Path) -> None:
    text = TEXT.replace("The president", "BAKU, December 26, 2023 (AFP) - The president")
    (article,) = read_articles(folder(tmp_path, index="id,date\na1,2024-01-02\n", a1=text)).articles
    assert (article.date, article.date_source) == ("2024-01-02", "given")


@pytest.mark.parametrize(
    ("index", "message"),
    [
        ("id,date\na1,\na7,2023-12-26\n", r"articles\.csv:3: unknown id 'a7': there is no a7\.txt beside it"),
        ("id,date\na1,26.12.2023\n", r"articles\.csv:2: date: expected a day such as 2023-12-26, found '26\.12\.2023'"),
        ("id,date\na1,2023-02-29\n", r"articles\.csv:2: date: expected a day such as 2023-12-26, found '2023-02-29'"),
        ("id,date\na1,2023-12\n", r"articles\.csv:2: date: expected a day"),
        ("id,date\na1,2023/2024\n", r"articles\.csv:2: date: expected a day"),
        ("id,date\na1,\na1,2023-12-26\n", r"articles\.csv:3: duplicate id 'a1'"),
        (
            "id,source,date\na1,Yerevan, Azatutyun,2023-12-26\n",
            r"articles\.csv:2: more fields than columns; quote a field",
        ),
        (
            "id,split\na1,training\n",
            r"articles\.csv:2: split: expected train, dev, test, example or nothing, found 'training'",
        ),
        ("id,fictional\na1,maybe\n", r"articles\.csv:2: fictional: expected true or false, found 'maybe'"),
        ("id,date, Date \na1,,2023-12-26\n", r"articles\.csv:1: duplicate column 'date'"),
        ("id,ID\na1,a1\n", r"articles\.csv:1: duplicate column 'id'"),
        ("name,date\na1,\n", r"articles\.csv:1: expected a column 'id', found \['name', 'date'\]"),
        ("", r"articles\.csv:1: expected a column 'id'"),
        ("id,date\n,2023-12-26\n", r"articles\.csv:2: unknown id ''"),
        (b"id,source\na1,S\xe3o Paulo\n", r"articles\.csv: expected UTF-8, found byte 0xe3"),
        ('id,source\na1,"' + "x" * 200_000, r"articles\.csv: is not CSV: field larger than field limit"),
    ],
)
def test_a_wrong_index_is_refused_by_file_and_line(tmp_path: Path, index: str | bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_articles(folder(tmp_path, index=index))


def test_an_article_that_the_index_says_is_in_another_language_is_rejected(tmp_path: Path) -> None:
    corpus = read_articles(folder(tmp_path, index="id,language\na1,de\na2,en-GB\n", a1=TEXT, a2=TEXT))
    assert [article.doc_id for article in corpus.articles] == ["a2"]
    assert corpus.rejections[0].reason == "in another language: articles.csv says 'de'; expected English"


# -- parquet -------------------------------------------------------------------------------------------------------


def table(path: Path, **columns: list[Any]) -> Path:
    pq.write_table(pa.table(columns), path / "articles.parquet")
    return path / "articles.parquet"


def test_a_parquet_file_needs_id_and_text(tmp_path: Path) -> None:
    assert read_articles(table(tmp_path, id=["b", "a"], text=[TEXT, TEXT])).articles == (
        Article("a", TEXT),
        Article("b", TEXT),
    )


def test_a_title_of_its_own_becomes_the_first_line(tmp_path: Path) -> None:
    body = TEXT.partition("\n\n")[2]
    path = table(tmp_path, id=["a", "b"], text=[body, TEXT], title=["Leaders Hold Talks", None])
    assert [article.text for article in read_articles(path).articles] == [TEXT, TEXT]


@pytest.mark.parametrize(
    "date", ["2023-12-26", dt.date(2023, 12, 26), dt.datetime(2023, 12, 26, 23, 59)], ids=["text", "date", "timestamp"]
)
def test_dates_may_be_text_days_or_times(tmp_path: Path, date: object) -> None:
    articles = read_articles(table(tmp_path, id=["a", "b"], text=[TEXT, TEXT], date=[date, None])).articles
    assert [(article.date, article.date_source) for article in articles] == [("2023-12-26", "given"), (None, None)]


def test_numbers_can_be_ids(tmp_path: Path) -> None:
    assert [a.doc_id for a in read_articles(table(tmp_path, id=[7, 12], text=[TEXT, TEXT])).articles] == ["12", "7"]


def test_rows_that_cannot_be_read_are_rejected_one_by_one(tmp_path: Path) -> None:
    path = table(tmp_path, id=list("abcd"), text=[TEXT, None, "", TEXT], date=["soon", None, None, "2023-12-26"])
    corpus = read_articles(path)
    assert [article.doc_id for article in corpus.articles] == ["d"]
    assert [(r.doc_id, r.reason) for r in corpus.rejections] == [
        ("a", "date: expected a day such as 2023-12-26, found 'soon'"),
        ("b", "text: expected a string, found NoneType"),
        ("c", "empty: expected a title, a blank line and a body"),
    ]


@pytest.mark.parametrize(
    "empty",
    [[None, None], [float("nan")] * 2, ["", " "], ["None", "NaN"], ["nan", "<NA>"], ["NaT", "NaT"]],
    ids=["null", "nan", "empty", "text", "text of pandas", "text of a time"],
)
def test_an_empty_cell_tells_nothing(tmp_path: Path, empty: list[Any]) -> None:
    columns = dict.fromkeys(("title", "date", "source", "url", "language", "fictional"), empty)
    assert read_articles(table(tmp_path, id=["a", "b"], text=[TEXT, TEXT], **columns)).articles == (
        Article("a", TEXT),
        Article("b", TEXT),
    )


def test_a_time_that_is_not_told_is_no_date(tmp_path: Path) -> None:
    column = pa.array([dt.datetime(2023, 12, 26), None], pa.timestamp("ns"))
    pq.write_table(pa.table({"id": ["a", "b"], "text": [TEXT, TEXT], "date": column}), tmp_path / "a.parquet")
    assert [article.date for article in read_articles(tmp_path / "a.parquet").articles] == ["2023-12-26", None]


@pytest.mark.parametrize("values", [[True, False, None], ["true", " FALSE ", ""]], ids=["bool", "text"])
def test_a_parquet_file_may_tell_what_is_fictional(tmp_path: Path, values: list[Any]) -> None:
    articles = read_articles(table(tmp_path, id=list("abc"), text=[TEXT] * 3, fictional=values)).articles
    assert [article.fictional for article in articles] == [True, False, None]


def test_a_row_that_may_be_fictional_is_rejected(tmp_path: Path) -> None:
    corpus = read_articles(table(tmp_path, id=["a"], text=[TEXT], fictional=["maybe"]))
    assert [r.reason for r in corpus.rejections] == ["fictional: expected true or false, found 'maybe'"]


def test_an_article_that_a_row_says_is_in_another_language_is_rejected(tmp_path: Path) -> None:
    corpus = read_articles(table(tmp_path, id=["a"], text=[TEXT], language=["de"]))
    assert [r.reason for r in corpus.rejections] == [
        "in another language: the column language says 'de'; expected English"
    ]


def test_ids_of_rows_lose_the_spaces_around_them(tmp_path: Path) -> None:
    assert read_articles(table(tmp_path, id=[" a "], text=[TEXT])).articles == (Article("a", TEXT),)


def test_ids_may_be_categories(tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": pa.array(["a"]).dictionary_encode(), "text": [TEXT]}), tmp_path / "a.parquet")
    assert read_articles(tmp_path / "a.parquet").articles == (Article("a", TEXT),)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"id": [1.0, 2.5], "text": [TEXT] * 2}, r"articles\.parquet: id: expected strings or integers, found double"),
        ({"id": [True], "text": [TEXT]}, r"articles\.parquet: id: expected strings or integers, found bool"),
        ({"id": ["a", " a"], "text": [TEXT] * 2}, r"articles\.parquet: duplicate id 'a'"),
        ({"id": [], "text": []}, r"articles\.parquet: expected articles, one a row, found none"),
        (
            {"id": ["a"], "body": [TEXT]},
            r"articles\.parquet: expected the columns 'id' and 'text', missing \['text'\]; found \['id', 'body'\]",
        ),
        ({"name": ["a"]}, r"missing \['id', 'text'\]"),
        ({"id": ["a", "b", "a"], "text": [TEXT] * 3}, r"articles\.parquet: duplicate id 'a'"),
        ({"id": ["a", None], "text": [TEXT] * 2}, r"articles\.parquet: row 1: id: expected a name, found nothing"),
    ],
)
def test_a_wrong_parquet_file_is_refused(tmp_path: Path, columns: dict[str, list[Any]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_articles(table(tmp_path, **columns))


def test_what_is_no_parquet_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_text(TEXT, encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.parquet: is not a parquet file"):
        read_articles(tmp_path / "x.parquet")


# -- labels --------------------------------------------------------------------------------------------------------


def test_labels_are_read_for_labelled_articles(tmp_path: Path, ontology: Ontology) -> None:
    start = TEXT.index("Azerbaijan")
    (tmp_path / "a1.ann").write_text(f"T1\tGPE {start} {start + 10}\tAzerbaijan\r\n", encoding="utf-8")
    labels = read_labels(tmp_path, read_articles(folder(tmp_path, a1=TEXT, a2=TEXT)).articles, ontology)
    assert list(labels) == ["a1"]
    assert [mention.text for mention in labels["a1"].mentions] == ["Azerbaijan"]


def test_offsets_of_labels_count_the_code_points_of_the_file(tmp_path: Path, ontology: Ontology) -> None:
    text = "\ufeff" + TEXT.replace("\n", "\r\n").replace("Leaders", "😀 الرئيس")
    start = text.index("Armenia")
    (tmp_path / "a1.ann").write_text(f"T1\tGPE {start} {start + 7}\tArmenia\n", encoding="utf-8")
    labels = read_labels(tmp_path, [only(tmp_path, text)], ontology)
    assert labels["a1"].mentions[0].text == "Armenia"


def test_all_wrong_label_files_are_named_at_once(tmp_path: Path, ontology: Ontology) -> None:
    for name, content in {
        "a1": b"T1\tDAY 0 7\tLeaders",
        "a2": b"T1\tORG 0 7\tLeader\xdf",
        "a3": b"",
        "a4": b"",
    }.items():
        (tmp_path / f"{name}.ann").write_bytes(content)
    articles = read_articles(folder(tmp_path, a1=TEXT, a2=TEXT, a3=TEXT)).articles
    with pytest.raises(ValueError, match=r"a1\.ann:1: T1: unknown label 'DAY'") as caught:
        read_labels(tmp_path, articles, ontology)
    assert "a2.ann: expected UTF-8, found byte 0xdf" in str(caught.value)
    assert "a4.ann: there is no a4.txt beside it" in str(caught.value)
    assert len(str(caught.value).splitlines()) == 3


def test_a_text_that_changed_after_labelling_is_refused(tmp_path: Path, ontology: Ontology) -> None:
    (tmp_path / "a1.ann").write_text("T1\tROLE 0 7\tLeaders\n", encoding="utf-8")
    article = only(tmp_path, "The " + TEXT)
    with pytest.raises(
        ValueError, match=r"a1\.ann:1: T1: 'Leaders' is not at 0-7 \(found 'The Lea'\); was the text changed"
    ):
        read_labels(tmp_path, [article], ontology)


# -- gold ----------------------------------------------------------------------------------------------------------

ROW = {
    "doc_id": "a1",
    "subject": "Azerbaijan",
    "relation": "cancelled",
    "object": "Armenia",
    "status": "occurred",
    "object_kind": "entity",
    "initiator_told": "true",
    "date": "2023-10",
    "occasion": "",
    "occasion_date": "",
    "new_date": "",
    "place": "",
    "source": "",
    "evidence": "",
}

MET = {"relation": "met", "initiator_told": ""}
OUTSIDE = "for met, which is outside the cancel family"


def gold(path: Path, *rows: dict[str, str], prefix: str = "", end: str = "\n") -> Path:
    lines = [",".join(GOLD_COLUMNS), *(",".join(f'"{(ROW | row)[name]}"' for name in GOLD_COLUMNS) for row in rows)]
    (path / "gold.csv").write_text(prefix + end.join(lines) + end, encoding="utf-8", newline="")
    return path / "gold.csv"


def test_gold_rows_become_triples(tmp_path: Path, ontology: Ontology) -> None:
    occasion = {
        "object": "talks",
        "object_kind": "occasion",
        "initiator_told": "FALSE",
        "date": "",
        "occasion": "more talks",
        "place": "Brussels",
    }
    path = gold(tmp_path, {}, occasion, {"relation": "met", "initiator_told": ""}, prefix="\ufeff", end="\r\n")
    assert read_gold(path, {"a1"}, ontology) == [
        Triple("a1", "Azerbaijan", "cancelled", "Armenia", "occurred", "entity", True, "2023-10"),
        Triple(
            "a1",
            "Azerbaijan",
            "cancelled",
            "talks",
            "occurred",
            "occasion",
            False,
            None,
            "more talks",
            place="Brussels",
        ),
        Triple("a1", "Azerbaijan", "met", "Armenia", "occurred", "entity", None, "2023-10"),
    ]


def test_evidence_is_found_in_the_text(tmp_path: Path, ontology: Ontology) -> None:
    sentence = TEXT.splitlines()[2]
    (triple,) = read_gold(gold(tmp_path, {"evidence": sentence}), {"a1"}, ontology, {"a1": TEXT})
    assert triple.evidence == Evidence(sentence, 20, 20 + len(sentence))
    with pytest.raises(
        ValueError, match=r"gold\.csv:2: evidence: expected a sentence of the article, found 'Nothing\.'"
    ):
        read_gold(gold(tmp_path, {"evidence": "Nothing."}), {"a1"}, ontology, {"a1": TEXT})


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"doc_id": "a7"}, "doc_id: there is no article 'a7'"),
        ({"subject": " "}, "subject: expected a name, found nothing"),
        ({"object": ""}, "object: expected a name, found nothing"),
        ({"object": "Azerbaijan"}, "object: expected another name than the subject's, found 'Azerbaijan'"),
        ({"relation": "kissed"}, "relation: expected one of met, spoke_with"),
        ({"status": "done"}, "status: expected occurred, planned, negated, uncertain; found 'done'"),
        ({"object_kind": ""}, "object_kind: expected entity or occasion, found ''"),
        ({"initiator_told": "yes"}, "initiator_told: expected true, false or nothing, found 'yes'"),
        ({"date": "October"}, "date: expected an EDTF date such as 2023-12-26, found 'October'"),
        ({"occasion_date": "2023-13"}, "occasion_date: expected an EDTF date such as 2023-12-26, found '2023-13'"),
        ({"new_date": "2023-09-20/2023-09-19"}, "new_date: expected an EDTF date"),
        ({"initiator_told": ""}, "initiator_told: expected true or false for cancelled, found nothing"),
        ({"relation": "met"}, f"initiator_told: expected nothing {OUTSIDE}; found 'true'"),
        (MET | {"occasion_date": "2023"}, f"occasion_date: expected nothing {OUTSIDE}; found '2023'"),
        (MET | {"new_date": "2023"}, f"new_date: expected nothing {OUTSIDE}; found '2023'"),
        (MET | {"object_kind": "occasion"}, f"object_kind: expected entity {OUTSIDE}; found 'occasion'"),
        ({"place": "Baku"}, "duplicate of line 2: same article, relation, ends, status and date"),
    ],
)
def test_a_wrong_gold_row_is_refused_by_line_and_column(
    tmp_path: Path, ontology: Ontology, row: dict[str, str], message: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(f"gold.csv:3: {message}")):
        read_gold(gold(tmp_path, {}, row), {"a1"}, ontology)


def test_a_symmetric_row_is_a_duplicate_either_way_round(tmp_path: Path, ontology: Ontology) -> None:
    path = gold(tmp_path, MET, MET | {"subject": "Armenia", "object": "Azerbaijan"})
    with pytest.raises(ValueError, match=r"gold\.csv:3: duplicate of line 2"):
        read_gold(path, {"a1"}, ontology)


@pytest.mark.parametrize(
    "row",
    [
        {"doc_id": "a2"},
        {"relation": "postponed"},
        {"status": "planned"},
        {"date": "2023-11"},
        {"date": ""},
        {"subject": "Armenia", "object": "Azerbaijan"},
    ],
)
def test_a_row_that_differs_is_no_duplicate(tmp_path: Path, ontology: Ontology, row: dict[str, str]) -> None:
    assert len(read_gold(gold(tmp_path, {}, row), {"a1", "a2"}, ontology)) == 2


def test_all_wrong_gold_rows_are_named_at_once(tmp_path: Path, ontology: Ontology) -> None:
    path = gold(tmp_path, {"status": "done", "date": "soon"}, {}, {"relation": "kissed"})
    with pytest.raises(ValueError, match=r"gold\.csv:2: status") as caught:
        read_gold(path, {"a1"}, ontology)
    assert [line.split(": ")[0].rpartition("/")[2] for line in str(caught.value).splitlines()] == [
        "gold.csv:2",
        "gold.csv:2",
        "gold.csv:4",
    ]


def test_an_unquoted_comma_in_gold_is_refused(tmp_path: Path, ontology: Ontology) -> None:
    path = gold(tmp_path, {})
    path.write_text(
        path.read_text(encoding="utf-8") + "a1,A,met,B,occurred,entity,,,,,,Baku, Azerbaijan,,\n", encoding="utf-8"
    )
    with pytest.raises(ValueError, match=r"gold\.csv:3: more fields than columns; quote a field that holds a comma"):
        read_gold(path, {"a1"}, ontology)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"doc_id,subject\na1,A\n", r"gold\.csv:1: expected the columns doc_id, .*; missing \['date'"),
        (b"", r"gold\.csv:1: expected the columns"),
        (",".join(GOLD_COLUMNS).encode() + b"\na1,S\xe3o\n", r"gold\.csv: expected UTF-8, found byte 0xe3"),
    ],
)
def test_a_gold_file_of_another_kind_is_refused(
    tmp_path: Path, ontology: Ontology, content: bytes, message: str
) -> None:
    (tmp_path / "gold.csv").write_bytes(content)
    with pytest.raises(ValueError, match=message):
        read_gold(tmp_path / "gold.csv", {"a1"}, ontology)


def test_a_missing_gold_file_is_said(tmp_path: Path, ontology: Ontology) -> None:
    with pytest.raises(ValueError, match=r"gold\.csv: no such file"):
        read_gold(tmp_path / "gold.csv", {"a1"}, ontology)


# -- rejected.csv --------------------------------------------------------------------------------------------------


def test_rejections_are_written_one_a_row(tmp_path: Path) -> None:
    write_rejections(tmp_path / "out/rejected.csv", [Rejection("a1", "in/a1.txt", 'says "no", twice')])
    assert (tmp_path / "out/rejected.csv").read_text(
        encoding="utf-8"
    ) == 'doc_id,path,reason\na1,in/a1.txt,"says ""no"", twice"\n'


def test_without_rejections_the_header_stands_alone(tmp_path: Path) -> None:
    write_rejections(tmp_path / "rejected.csv", [])
    assert (tmp_path / "rejected.csv").read_bytes() == b"doc_id,path,reason\n"
