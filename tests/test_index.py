"""``articles.csv``: drafts are marked and nothing else changes."""

from pathlib import Path

import pytest

from pipeline.index import is_draft, mark_drafts, read_index


def test_the_file_is_made_where_there_is_none(tmp_path: Path) -> None:
    mark_drafts(tmp_path / "articles.csv", {"a": True, "b,c": False})
    assert (tmp_path / "articles.csv").read_bytes() == b'id,draft\na,true\n"b,c",false\n'
    assert [path.name for path in tmp_path.iterdir()] == ["articles.csv"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("id\na\n", "id,draft\na,true\nb,false\n"),
        ("", "id,draft\na,true\nb,false\n"),
        ("draft,id\nfalse,a\n,b\ntrue,c\n", "draft,id\ntrue,a\nfalse,b\ntrue,c\n"),
        (" ID , Note\na,x\n\nb\n", " ID , Note,draft\na,x,true\n\nb,,false\n"),
        ("\ufeffid,date\r\na,2024-01-02\r\n", "\ufeffid,date,draft\r\na,2024-01-02,true\r\nb,,false\r\n"),
        ('date,id\n2024-01-02,"a"\n', "date,id,draft\n2024-01-02,a,true\n,b,false\n"),
        (
            'id,note\nz,"two\nlines, ""and"" quotes"\n',
            'id,note,draft\nz,"two\nlines, ""and"" quotes",\na,,true\nb,,false\n',
        ),
        ("id,é\na,Łódź 😀\n", "id,é,draft\na,Łódź 😀,true\nb,,false\n"),
    ],
)
def test_other_columns_their_order_and_the_kind_of_file_are_kept(tmp_path: Path, before: str, after: str) -> None:
    path = tmp_path / "articles.csv"
    path.write_bytes(before.encode())
    mark_drafts(path, {"a": True, "b": False})
    assert path.read_bytes().decode() == after


def test_what_is_marked_is_read(tmp_path: Path) -> None:
    path = tmp_path / "articles.csv"
    mark_drafts(path, {"a": True, "b": False})
    rows = read_index(path, {"a", "b", "c"})
    assert {doc_id: is_draft(row) for doc_id, row in rows.items()} == {"a": True, "b": False}
    mark_drafts(path, {"a": False})
    assert not any(is_draft(row) for row in read_index(path, None).values())


def test_a_draft_is_true_or_false(tmp_path: Path) -> None:
    (tmp_path / "articles.csv").write_text("id,draft\na,TRUE\nb,maybe\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"articles\.csv:3: draft: expected true or false, found 'maybe'"):
        read_index(tmp_path / "articles.csv", None)


def test_a_damaged_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "articles.csv"
    path.write_bytes(b"id\n\xff\n")
    with pytest.raises(ValueError, match="expected UTF-8"):
        mark_drafts(path, {"a": True})
    assert path.read_bytes() == b"id\n\xff\n"
