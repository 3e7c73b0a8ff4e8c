"""Bytes to text: which encoding is found, and what is said where a byte does not fit."""

from __future__ import annotations

import codecs

import pytest

from khaldun.readers.decoding import binary_kind, decode, detect, is_usable
from khaldun.readers.documents import declared_encoding

RUSSIAN = "Девять человек погибли при взрыве в центре города, сообщила полиция."
FRENCH = "Le président a déclaré que l'armée s'était retirée de la région dès février, à l'aube."
ENGLISH_QUOTES = "“We left at night,” she said – “nobody’s home was safe.” “No one,” he said, “slept.” " * 4


@pytest.mark.parametrize(
    ("data", "declared", "override", "encoding"),
    [
        pytest.param(codecs.BOM_UTF8 + b"a", "cp1251", "cp1252", "utf-8", id="a mark outranks all"),
        pytest.param("añ".encode("utf-16"), None, None, "utf-16-le", id="UTF-16 by mark"),
        pytest.param("añ".encode("utf-32"), None, None, "utf-32-le", id="UTF-32 by mark"),
        pytest.param("Nine people fled".encode("utf-16-le"), None, None, "utf-16-le", id="UTF-16 without mark"),
        pytest.param("Nine people fled".encode("utf-16-be"), None, None, "utf-16-be", id="UTF-16-BE without mark"),
        pytest.param(b"caf\xe9", "cp1252", None, "cp1252", id="declared"),
        pytest.param(b"caf\xe9", "cp1252", "cp1250", "cp1250", id="the user outranks what is declared"),
        pytest.param(b"caf", "no-such", None, "utf-8", id="an unknown declaration is passed over"),
        pytest.param("Zoë fled".encode(), None, None, "utf-8", id="UTF-8"),
        pytest.param("Zoë fled".encode()[:4], None, None, "utf-8", id="UTF-8 cut inside a character"),
        pytest.param(RUSSIAN.encode("cp1251"), None, None, "cp1251", id="Cyrillic"),
        pytest.param((FRENCH * 5).encode("cp1252"), None, None, "cp1252", id="western"),
        pytest.param(ENGLISH_QUOTES.encode("cp1252"), None, None, "cp1252", id="English with quotation marks"),
        pytest.param(("Zoë " * 40).encode() + b"\xff", None, None, "utf-8", id="UTF-8 with damage"),
        pytest.param(b"One \xff byte", None, None, "utf-8", id="too thin a ground for a guess"),
    ],
)
def test_detect(data, declared, override, encoding):
    assert detect(data, declared, override=override) == encoding


@pytest.mark.parametrize(
    ("data", "encoding", "text", "line", "said"),
    [
        pytest.param("é\r\n".encode("utf-8-sig"), "utf-8", "é\r\n", 1, None, id="the mark is taken off"),
        pytest.param(
            b"A\r\nB \xff C", "utf-8", "A\r\nB � C", 2, "byte 3 of the line (0xFF) is not utf-8", id="bad byte"
        ),
        pytest.param(
            b"The caf\xe9 burnt", "utf-8", "The café burnt", 1, "was read as cp1252", id="western by its looks"
        ),
        pytest.param(b"It was \x93ours\x94", "utf-8", "It was “ours”", 1, "was read as cp1252", id="quotation marks"),
        pytest.param(b"A \xb9 mark", "utf-8", "A � mark", 1, "became U+FFFD", id="no letter, no usual mark"),
        pytest.param(b"\xe2\x82", "utf-8", "�", 1, "became U+FFFD", id="cut character"),
        pytest.param("añ".encode("utf-16-le")[:-1], "utf-16-le", "a�", 1, "is not utf-16-le", id="cut UTF-16"),
        pytest.param(b"\x81", "cp1252", "�", 1, "is not cp1252", id="undefined in the given encoding"),
    ],
)
def test_decode(data, encoding, text, line, said):
    decoded = decode(data, encoding)
    assert decoded.text == text
    assert decoded.line == line
    assert (decoded.problem is None) if said is None else said in (decoded.problem or "")


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        pytest.param(b"Nine people fled.", None, id="text"),
        pytest.param(b"", None, id="nothing"),
        pytest.param(b"DOS text\x1a", None, id="one control character"),
        pytest.param("Nine people fled.".encode("utf-16-le"), None, id="UTF-16 has zeros but is text"),
        pytest.param(b"PK\x03\x04 and more", "a ZIP archive or office document", id="zip"),
        pytest.param(bytes(range(256)), "binary data", id="many control characters"),
        pytest.param(b"a\x00b", "binary data", id="zeros"),
    ],
)
def test_binary_kind(head, kind):
    assert binary_kind(head) == kind


@pytest.mark.parametrize(
    ("head", "name"),
    [
        pytest.param(b'<meta charset="utf-8">', "utf-8", id="HTML 5"),
        pytest.param(
            b"<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>", "windows-1251", id="old"
        ),
        pytest.param(b'<?xml version="1.0" encoding="ISO-8859-1"?>', "cp1252", id="Latin-1 as the web reads it"),
        pytest.param(b'<?xml version="1.0" encoding="UTF-16"?>', None, id="UTF-16 said in single bytes is not true"),
        pytest.param(b"<html>", None, id="none"),
    ],
)
def test_declared_encoding(head, name):
    assert declared_encoding(head) == name


@pytest.mark.parametrize(("name", "usable"), [("utf-8", True), ("koi8-r", True), ("base64", False), ("x", False)])
def test_is_usable(name, usable):
    assert is_usable(name) == usable


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_wide_encodings_are_read_line_by_line(read, encoding):
    lines = '{"text": "Zoë left."}\n{"text": "Añ \\u2028 left."}\n'
    reports = read({"a.jsonl": lines.encode(encoding)})
    assert [r.text for r in reports] == ["Zoë left.", "Añ \u2028 left."]
    assert not any(r.problems for r in reports)


def test_a_broken_unit_of_utf_16_costs_one_line(read):
    good = '{"text": "Zoë left."}\n'.encode("utf-16-le")
    bad = '{"text": "A '.encode("utf-16-le") + b"\x00\xdc" + '"}\n'.encode("utf-16-le")
    reports = read({"a.jsonl": codecs.BOM_UTF16_LE + good + bad + good})
    assert [r.text for r in reports] == ["Zoë left.", "A �", "Zoë left."]
    assert [len(r.problems) for r in reports] == [0, 1, 0]


@pytest.mark.parametrize("file", ["a.txt", "a.jsonl", "a.csv"])
def test_a_whole_file_in_another_encoding(read, file):
    text = RUSSIAN * 3
    data = {"a.txt": text, "a.jsonl": f'{{"text": "{text}"}}\n', "a.csv": f'id,text\n1,"{text}"\n'}[file]
    (report,) = read({file: data.encode("cp1251")})
    assert (report.text, report.problems) == (text, ())


def test_the_encoding_can_be_given(read):
    (report,) = read({"a.txt": "Kraków – żołnierze".encode("cp1250")}, encoding="cp1250")
    assert (report.text, report.problems) == ("Kraków – żołnierze", ())
