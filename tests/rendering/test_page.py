"""The page of a report: whole in itself, every text escaped, every field tied to its words."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from coded_records import TEXT, coded, event, span
from khaldun.records import Actor, CodedReport
from khaldun.rendering.page import IndexEntry, index_page, report_page

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>&amp;'
VOID = {"meta", "br", "img", "link", "input", "hr"}


class Page(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {"article": "", "script": "", "style": "", "title": "", "h1": ""}
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data):
        for tag in self.texts:
            if tag in self.open:
                self.texts[tag] += data

    def values(self, attribute: str) -> list[str]:
        return [found[attribute] or "" for _, found in self.tags if attribute in found]


def page_of(report: CodedReport) -> Page:
    page = Page(report_page(report))
    assert page.open == [], "every element is closed"
    return page


def test_the_text_stands_unaltered():
    assert page_of(coded()).texts["article"] == TEXT


def test_it_loads_nothing():
    page = page_of(coded())
    assert not page.values("src")
    assert not {tag for tag, _ in page.tags} & {"link", "img", "iframe", "object"}
    assert "url(" not in page.texts["style"]
    assert "@import" not in page.texts["style"]
    assert page.values("href") == ["https://news.example/1"], "only the link to the report itself"


def test_its_policy_admits_its_own_script_and_style_alone():
    page = page_of(coded())
    [policy] = [found["content"] or "" for _, found in page.tags if found.get("http-equiv")]
    assert policy.startswith("default-src 'none'")
    for kind in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256(page.texts[kind].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy


def test_every_field_with_words_lights_them():
    page = page_of(coded())
    lit = {key for keys in page.values("data-keys") for key in keys.split()}
    fields = page.values("data-lights")
    for name in ("type", "actor", "recipient", "date", "place", "deaths", "attribution", "sentence"):
        assert f"e1-{name}" in lit
        assert f"e1-{name}" in fields
    assert all(found.get("tabindex") == "0" for _, found in page.tags if "data-lights" in found), "by keyboard too"


def test_overlapping_words_belong_to_every_field():
    page = page_of(coded())
    assert any({"e1-deaths", "e1-recipient", "e1-sentence"} <= set(keys.split()) for keys in page.values("data-keys"))


def test_words_are_labelled_without_colour():
    assert "actor 1" in page_of(coded(events=(event(evidence=()),))).values("data-tag")


@pytest.mark.parametrize("field", ["text", "title", "publisher", "published", "url", "id", "language"])
def test_what_a_report_says_is_text(field: str):
    evil = coded(events=(), **{field: EVIL})
    page = page_of(evil)
    assert [tag for tag, _ in page.tags].count("script") == 1, "only our own"
    assert not any(re.match("on", name) for _, found in page.tags for name in found)
    if field in {"title", "text"}:
        assert page.texts["h1" if field == "title" else "article"] == EVIL


def test_what_an_event_says_is_text():
    evil = event(actor=(Actor(span=span("Gunmen"), name=EVIL),), rule=EVIL, provenance=(("actor", EVIL),), id=EVIL)
    page = page_of(coded(events=(evil,)))
    assert [tag for tag, _ in page.tags].count("script") == 1


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", " javascript:alert(1)"])
def test_only_web_addresses_become_links(url: str):
    assert page_of(coded(url=url)).values("href") == []


def test_no_event_and_no_title():
    page = page_of(coded(events=(), title=None, language=None))
    assert page.texts["h1"] == "r1"
    assert "e1-type" not in page.values("data-lights")


def test_right_to_left_text_and_line_breaks_are_kept():
    text = "قُتل 12 شخصا\r\nin Zamfara\u00a0😀"
    assert page_of(coded(text=text, events=())).texts["article"] == text


def test_index_leads_to_every_page():
    page = Page(index_page([IndexEntry.of("00001-r1.html", coded(title=EVIL)), IndexEntry.of("00002.html", coded())]))
    assert page.values("href") == ["00001-r1.html", "00002.html"]
    assert "script" not in [tag for tag, _ in page.tags]
