"""NewsML-G2, NITF, ninjs and HTML: where each field stands, and what is text and what is not."""

from __future__ import annotations

import json

import pytest
from reader_samples import html_loads

NAR = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'


def nitf(content: str, head: str = "", body_head: str = "") -> str:
    return (
        f"<nitf><head>{head}</head><body><body.head>{body_head}</body.head>"
        f"<body.content>{content}</body.content></body></nitf>"
    )


def news_item(content: str, meta: str = "") -> str:
    return f'<newsItem {NAR} guid="g">{meta}<contentSet>{content}</contentSet></newsItem>'


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param("<p>One.</p><p>Two.</p>", "One.\n\nTwo.", id="paragraphs"),
        pytest.param("<p>One\n   line\tof  text. </p>", "One line of text.", id="white space of the mark-up"),
        pytest.param("<p>10&#160;000 in S&#227;o Tom&#233;</p>", "10\u00a0000 in São Tomé", id="no-break space stays"),
        pytest.param(
            "<p><person>A. Sample</person>, <em>who</em> left.</p>", "A. Sample, who left.", id="inline elements"
        ),
        pytest.param("<hl2>Talks</hl2><p>They met.</p>", "Talks\n\nThey met.", id="headings inside are text"),
        pytest.param(
            "<p>One.</p><media><media-caption>No.</media-caption></media><p>Two.</p>", "One.\n\nTwo.", id="media"
        ),
        pytest.param("<block><p>One.</p></block>tail", "One.\n\ntail", id="text between blocks"),
        pytest.param("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo", id="lists"),
        pytest.param("<p>One<br/>two</p>", "One two", id="line break"),
        pytest.param("<pre>a\n  b</pre>", "a\n  b", id="preformatted"),
        pytest.param("<!-- no --><p>One<!-- no -->.</p>", "One.", id="comments"),
        pytest.param("<p>a &lt;b&gt; &amp; c</p>", "a <b> & c", id="escapes"),
        pytest.param("<p>" + "<em>" * 3000 + "deep" + "</em>" * 3000 + "</p>", "deep", id="deep nesting"),
    ],
)
def test_nitf_text(read, content, text):
    assert read({"a.xml": nitf(content)})[0].text == text


@pytest.mark.parametrize(
    ("head", "body_head", "field", "value"),
    [
        pytest.param('<docdata><doc-id id-string="d7"/></docdata>', "", "id", "d7", id="id"),
        pytest.param("", "", "id", "a.xml", id="id from the file"),
        pytest.param("<title>T</title>", "", "title", "T", id="title of the head"),
        pytest.param("<title>T</title>", "<hedline><hl1>H</hl1></hedline>", "title", "H", id="headline goes first"),
        pytest.param('<docdata><date.issue norm="20260303"/></docdata>', "", "published", "2026-03-03", id="issue"),
        pytest.param(
            '<pubdata date.publication="20260303T0815"/>', "", "published", "2026-03-03T08:15:00", id="pubdata"
        ),
        pytest.param(
            "", '<dateline><story.date norm="20260303"/></dateline>', "published", "2026-03-03", id="dateline"
        ),
        pytest.param('<pubdata name="Sample Post"/>', "", "publisher", "Sample Post", id="publisher"),
        pytest.param("", "<distributor>Sample Wire</distributor>", "publisher", "Sample Wire", id="distributor"),
        pytest.param('<pubdata ex-ref="https://sample.example/1"/>', "", "url", "https://sample.example/1", id="url"),
    ],
)
def test_nitf_fields(read, head, body_head, field, value):
    assert getattr(read({"a.xml": nitf("<p>Text.</p>", head, body_head)})[0], field) == value


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(
            "<inlineXML><html><head><title>No</title></head><body><p>A</p><p>B</p></body></html></inlineXML>",
            "A\n\nB",
            id="XHTML",
        ),
        pytest.param(f"<inlineXML>{nitf('<p>A</p>')}</inlineXML>", "A", id="NITF"),
        pytest.param(
            '<inlineData contenttype="text/plain">  A\n B </inlineData>', "  A\n B ", id="plain text as it is"
        ),
        pytest.param(
            '<inlineData contenttype="text/html">&lt;p&gt;A&lt;/p&gt;&lt;p&gt;B</inlineData>', "A\n\nB", id="HTML"
        ),
        pytest.param("<inlineXML/><inlineData>A</inlineData>", "A", id="the first that is filled"),
    ],
)
def test_newsml_text(read, content, text):
    assert read({"a.xml": news_item(content)})[0].text == text


@pytest.mark.parametrize(
    ("meta", "field", "value"),
    [
        pytest.param("", "id", "g", id="guid"),
        pytest.param(
            "<itemMeta><versionCreated>2026-03-03</versionCreated></itemMeta>", "published", "2026-03-03", id="version"
        ),
        pytest.param(
            "<itemMeta><versionCreated>2028-01-01</versionCreated></itemMeta>"
            "<contentMeta><contentCreated>2026-03-03</contentCreated></contentMeta>",
            "published",
            "2026-03-03",
            id="content goes before version",
        ),
        pytest.param('<itemMeta><provider qcode="p:SAMPLE"/></itemMeta>', "publisher", "SAMPLE", id="provider by code"),
        pytest.param(
            '<itemMeta><provider literal="Sample"/></itemMeta>', "publisher", "Sample", id="provider as written"
        ),
        pytest.param("<contentMeta><headline>H <b>x</b></headline></contentMeta>", "title", "H x", id="headline"),
        pytest.param('<contentMeta><language tag="fr"/></contentMeta>', "language", "fr", id="language"),
    ],
)
def test_newsml_fields(read, meta, field, value):
    assert getattr(read({"a.xml": news_item("<inlineData>A</inlineData>", meta)})[0], field) == value


def test_a_message_names_the_line_of_each_item(read):
    items = news_item("<inlineData>A</inlineData>").replace('"g"', '"g1"') + "\n" + news_item("")
    reports = read({"a.xml": f"<newsMessage {NAR}>\n{items}\n</newsMessage>"})
    assert [(r.id, r.text) for r in reports] == [("g1", "A"), ("g", "")]
    assert reports[1].problems == ("a.xml:3: no text",)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param({"body_text": "A", "headline": "H"}, {"text": "A", "title": "H"}, id="1.x"),
        pytest.param({"body_main": "A", "headline_main": "H"}, {"text": "A", "title": "H"}, id="1.x, main"),
        pytest.param({"body_xhtml": "<p>A</p><p>B</p>"}, {"text": "A\n\nB"}, id="1.x, XHTML"),
        pytest.param({"body_xhtml": "<p>A</p>", "body_text": "B"}, {"text": "B"}, id="plain text goes first"),
        pytest.param(
            {
                "bodies": [{"role": "rich", "value": "<p>A</p>"}, {"role": "main", "value": "B"}],
                "headlines": [{"role": "main", "value": "H"}],
                "infosources": [{"name": "Sample Wire"}],
                "contentcreated": "2026-03-03",
            },
            {"text": "B", "title": "H", "publisher": "Sample Wire", "published": "2026-03-03"},
            id="2.x",
        ),
        pytest.param(
            {
                "versionCreated": "2026-03-03T08:15:00Z",
                "bodies": [{"role": "main", "contentType": "text/html", "value": "<p>A &amp; B</p>"}],
                "rightsInfo": {"copyrightHolder": "Sample Wire"},
                "language": "en",
            },
            {"text": "A & B", "published": "2026-03-03T08:15:00Z", "publisher": "Sample Wire", "language": "en"},
            id="3.x",
        ),
    ],
)
@pytest.mark.parametrize("file", ["a.json", "a.jsonl", "a.ninjs"])
def test_ninjs(read, file, item, expected):
    line = {"uri": "urn:sample:1", **item}
    (report,) = read({file: json.dumps(line, indent=None if file == "a.jsonl" else 1)})
    assert report.id == "urn:sample:1"
    assert {key: getattr(report, key) for key in expected} == expected


def test_a_ninjs_picture_has_no_text(read):
    (report,) = read({"a.ninjs": '{"uri": "u", "type": "picture", "versioncreated": "2026-03-03"}'})
    assert report.problems == ("a.ninjs: no text",)


PAGE = """<!DOCTYPE html><html{lang}><head><title>{title}</title>{meta}</head><body><nav><a href="/">Home</a></nav>
<article><h1>Nine flee</h1><p>Nine people fled the town of Sample on Monday, the mayor said, after shots were heard.</p>
<p>Two of them reached the border, where guards gave them water and sent them on to a school.</p></article>
<footer>Copyright 2019 Sample</footer></body></html>"""


@pytest.mark.skipif(not html_loads(), reason="trafilatura lacks a part (lxml_html_clean)")
class TestHtml:
    def test_text_without_title_and_frame(self, read):
        (report,) = read({"a.html": PAGE.format(lang="", title="Nine flee", meta="")})
        assert report.title == "Nine flee"
        assert report.text.split("\n\n") == [
            "Nine people fled the town of Sample on Monday, the mayor said, after shots were heard.",
            "Two of them reached the border, where guards gave them water and sent them on to a school.",
        ]

    @pytest.mark.parametrize(
        ("lang", "meta", "field", "value"),
        [
            pytest.param("", "", "published", None, id="no date: the copyright year is none"),
            pytest.param(
                "", '<meta property="article:published_time" content="2026-03-03">', "published", "2026-03-03", id="d"
            ),
            pytest.param(
                "",
                '<meta property="article:published_time" content="2031-03-03">',
                "published",
                "2031-03-03",
                id="future",
            ),
            pytest.param(
                "", '<meta property="og:site_name" content="Sample Post">', "publisher", "Sample Post", id="site"
            ),
            pytest.param(
                "",
                '<link rel="canonical" href="https://sample.example/a">',
                "url",
                "https://sample.example/a",
                id="url",
            ),
            pytest.param(' lang="fr"', "", "language", "fr", id="language"),
        ],
    )
    def test_fields(self, read, lang, meta, field, value):
        assert getattr(read({"a.html": PAGE.format(lang=lang, title="T", meta=meta)})[0], field) == value

    def test_a_declared_encoding(self, read):
        page = PAGE.format(lang="", title="T", meta='<meta charset="windows-1251">').replace("Sample", "Самара")
        (report,) = read({"a.html": page.encode("cp1251")})
        assert "town of Самара" in report.text
        assert not report.problems


def test_html_without_its_extractor_is_a_problem(read, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
    (report,) = read({"a.html": PAGE.format(lang="", title="T", meta="")})
    assert report.problems[0].startswith("a.html: HTML cannot be read, as trafilatura does not load")
