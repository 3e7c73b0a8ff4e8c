"""A user's files over ours: rows with the same key are replaced, others added, faults named."""

from __future__ import annotations

import pytest

from khaldun.codebooks.overlays import layered_table, layered_toml, overlays_for
from khaldun.errors import CodebookError

HEADER = "# id: {id}\n# version: 1\n# language: en\n# licence: own\n# origin: a desk\n"
TOML = '[codebook]\nid = "{id}"\nversion = "1"\nlanguage = "en"\nlicence = "own"\norigin = "a desk"\n'


@pytest.fixture
def write(tmp_path):
    def write(name, text, *, identifier="things", head=HEADER):
        path = tmp_path / name
        path.write_text(head.format(id=identifier) + text)
        return path

    return write


def values(table):
    return [(row["key"], row["value"]) for row in table.rows]


@pytest.mark.parametrize(
    ("user", "new_first", "expected"),
    [
        pytest.param("b\t9\n", False, [("a", "1"), ("a", "2"), ("b", "9")], id="one row replaced in its place"),
        pytest.param("a\t9\n", False, [("a", "9"), ("b", "3")], id="all rows of a key replaced"),
        pytest.param("c\t9\n", False, [("a", "1"), ("a", "2"), ("b", "3"), ("c", "9")], id="new key at the end"),
        pytest.param("c\t9\n", True, [("c", "9"), ("a", "1"), ("a", "2"), ("b", "3")], id="new key first"),
        pytest.param("b\t8\n", True, [("a", "1"), ("a", "2"), ("b", "8")], id="a known key keeps its place"),
    ],
)
def test_layered_table(write, user, new_first, expected):
    ours = write("ours.tsv", "key\tvalue\na\t1\na\t2\nb\t3\n")
    theirs = write("theirs.tsv", "key\tvalue\n" + user)
    table = layered_table(ours, columns=("key", "value"), key=("key",), overlays=(theirs,), new_first=new_first)
    assert values(table) == expected


def test_a_csv_may_lie_over_a_tsv(write):
    ours = write("ours.tsv", "key\tvalue\na\t1\n")
    theirs = write("theirs.csv", 'key,value\na,"1,5"\n')
    assert values(layered_table(ours, columns=("key", "value"), key=("key",), overlays=(theirs,))) == [("a", "1,5")]


def test_files_of_other_ids_are_left_alone(write):
    ours = write("ours.tsv", "key\tvalue\na\t1\n")
    other = write("other.tsv", "unlike\ncolumns\n", identifier="elsewhere")
    assert values(layered_table(ours, columns=("key", "value"), key=("key",), overlays=(other,))) == [("a", "1")]
    assert overlays_for("elsewhere", (other,)) == (other,)


def test_a_faulty_user_file_is_named(write):
    ours = write("ours.tsv", "key\tvalue\na\t1\n")
    theirs = write("theirs.tsv", "key\tcolour\na\t1\n")
    with pytest.raises(CodebookError) as error:
        layered_table(ours, columns=("key", "value"), key=("key",), overlays=(theirs,))
    assert (error.value.file, error.value.line, error.value.key) == (str(theirs), 6, "value")


def test_toml_is_merged_by_key_and_by_name(write):
    ours = write("ours.toml", '[rules]\nlimit = 3\n[[word]]\nname = "a"\nweight = 1\nnote = "kept"\n', head=TOML)
    theirs = write(
        "theirs.toml",
        '[rules]\nlimit = 4\n[[word]]\nname = "a"\nweight = 2\n[[word]]\nname = "b"\nweight = 5\n',
        head=TOML,
    )
    content = layered_toml(ours, overlays=(theirs,))[1]
    assert content == {
        "rules": {"limit": 4},
        "word": [{"name": "a", "weight": 2, "note": "kept"}, {"name": "b", "weight": 5}],
    }


@pytest.mark.parametrize(
    ("user", "problem"),
    [
        pytest.param("rules = 1\n", "a number, where ours is a table", id="no table"),
        pytest.param('[rules]\nlimit = "3"\n', "a string, where ours is a number", id="no number"),
        pytest.param("[rules]\nwords = [1]\n", "a list of a number, where ours is a list of a string", id="list"),
        pytest.param("[rules]\nnew = true\n", "true or false, where ours is a list of a string or a number", id="new"),
        pytest.param("[[word]]\nname = 1\n", "a number, where ours is a string", id="in an array of tables"),
    ],
)
def test_a_value_of_another_sort_is_refused(write, user, problem):
    ours = write("ours.toml", '[rules]\nlimit = 3\nwords = ["a"]\n[[word]]\nname = "a"\n', head=TOML)
    head, user = (user + TOML, "") if user.startswith("rules") else (TOML, user)
    theirs = write("theirs.toml", user, head=head)
    with pytest.raises(CodebookError, match=problem):
        layered_toml(ours, overlays=(theirs,))


def test_a_key_of_a_table_on_the_same_level_is_no_stranger(write):
    ours = write("ours.toml", '[frame.a]\nactor = ["x"]\n[frame.b]\nactor = ["x"]\npool = true\n', head=TOML)
    theirs = write("theirs.toml", "[frame.a]\npool = true\nactor = []\n", head=TOML)
    assert layered_toml(ours, overlays=(theirs,))[1]["frame"]["a"] == {"actor": [], "pool": True}


def test_check_sees_each_file_before_they_are_merged(write):
    ours, theirs = (
        write("ours.toml", "[rules]\nlimit = 3\n", head=TOML),
        write("theirs.toml", "[rules]\nlimit = 4\n", head=TOML),
    )
    seen = []
    layered_toml(ours, check=lambda path, content: seen.append((path, content["rules"]["limit"])), overlays=(theirs,))
    assert seen == [(ours, 3), (theirs, 4)]
