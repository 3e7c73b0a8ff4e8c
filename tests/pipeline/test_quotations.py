"""Quotation marks: balanced, nested, odd, missing and of every kind."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from khaldun.pipeline.quotations import find_quotations

BLANK = spacy.blank("en")


def quoted(text: str) -> list[str]:
    doc = BLANK(text)
    return [doc[q.start : q.end].text for q in find_quotations(doc)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('He said "we go" and left.', ['"we go"'], id="straight"),
        pytest.param("He said “we go” and left.", ["“we go”"], id="curly"),
        pytest.param("He said ``we go'' and left.", ["``we go''"], id="old wire style"),
        pytest.param("He said ''we go'' and left.", ["''we go''"], id="two apostrophes"),
        pytest.param("He said «we go» and left.", ["«we go»"], id="guillemets"),
        pytest.param("He said „we go“ and left.", ["„we go“"], id="low opener, high closer"),
        pytest.param("“She said “stay” to us,” he said.", ["“She said “stay” to us,”"], id="nested, same marks"),
        pytest.param('"A," he said. "B."', ['"A,"', '"B."'], id="two quotations of straight marks"),
        pytest.param("Mayor: ‘Ban them’ now", ["‘Ban them’"], id="single marks of a headline"),
        pytest.param("The farmers' union and the boys' club", [], id="apostrophes are no marks"),
        pytest.param("It's the rebels' camp, isn't it", [], id="contractions are no marks"),
        pytest.param("“One.\n\n“Two.”", ["“One.", "“Two.”"], id="a paragraph without closing mark"),
        pytest.param('"One.\n"Two."', ['"One.', '"Two."'], id="the same over single line breaks"),
        pytest.param('It ended" and went on.', [], id="a stray closer is no quotation"),
        pytest.param("No marks at all.", [], id="none"),
        pytest.param("", [], id="empty"),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_open_quotation_is_not_closed() -> None:
    found = find_quotations(BLANK("“One.\n\n“Two.”"))
    assert [q.closed for q in found] == [False, True]


def test_single_marks_are_marked() -> None:
    found = find_quotations(BLANK("‘Ban them’ “now”"))
    assert [q.single for q in found] == [True, False]


@given(st.text(alphabet="ab .,\n\"'“”‘’«»„`()", max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_marks_give_ordered_quotations_in_the_text(text: str) -> None:
    doc = BLANK(text)
    found = find_quotations(doc)
    assert all(0 <= q.start < q.end <= len(doc) for q in found)
    assert [q.start for q in found] == sorted(q.start for q in found)
