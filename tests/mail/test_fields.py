"""Header fields as they really come: addresses, ids, parameters, encoded words."""

from __future__ import annotations

import pytest

from mailtick.mail.fields import parse_addresses, parse_date, parse_ids, parse_parameters

ADDRESSES = {
    "bare": ("a@b.example", [("a@b.example", "")]),
    "named": ("Anna B <a@b.example>", [("a@b.example", "Anna B")]),
    "quoted comma": ('"B, Anna" <a@b.example>, c@d.example', [("a@b.example", "B, Anna"), ("c@d.example", "")]),
    "old comment": ("a@b.example (Anna B)", [("a@b.example", "Anna B")]),
    "group": ("Team: a@b.example, C <c@d.example>;", [("a@b.example", ""), ("c@d.example", "C")]),
    "empty group": ("undisclosed-recipients:;", []),
    "encoded name with a comma": ("=?utf-8?Q?B=2C_Anna?= <a@b.example>", [("a@b.example", "B, Anna")]),
    "a name that decodes to an address": (
        "=?utf-8?Q?=3Cx=40y=2Eexample=3E?= <a@b.example>",
        [("a@b.example", "<x@y.example>")],
    ),
    "quotes that never close": ('"Anna <a@b.example>, c@d.example', [("a@b.example", "Anna"), ("c@d.example", "")]),
    "semicolons for commas": ("a@b.example; c@d.example", [("a@b.example", ""), ("c@d.example", "")]),
    "blanks around the dot": ("a@b . example", [("a@b.example", "")]),
    "stray commas": (", a@b.example,,", [("a@b.example", "")]),
    "escaped quotes": ('"Anna \\"the\\" B" <a@b.example>', [("a@b.example", 'Anna "the" B')]),
    "a bracket inside a comment": ("Anna(a \\) b) <a(her account)@b.example>", [("a@b.example", "Anna")]),
    "all of it encoded": ("=?utf-8?B?QW5uYSA8YUBiLmV4YW1wbGU+?=", [("a@b.example", "Anna")]),
    "square brackets": ("Anna [a@b.example]", [("a@b.example", "Anna")]),
    "a bracket that never closes": ("c@d.example, <a@b.example", [("c@d.example", ""), ("a@b.example", "")]),
    "no brackets": ('"Anna B" a@b.example', [("a@b.example", "Anna B")]),
    "quotes inside the brackets": ('Anna <"a@b.example">', [("a@b.example", "Anna")]),
    "a comma without quotes": ("Brown, Anna <a@b.example>", [("a@b.example", "Brown, Anna")]),
    "a local user before a person": ("root, Anna <a@b.example>", [("root", ""), ("a@b.example", "Anna")]),
    "two brackets": ("Anna <a@b.example> <c@d.example>", [("a@b.example", "Anna")]),
    "a literal domain": ("a@[192.0.2.1]", [("a@[192.0.2.1]", "")]),
    "nothing": ("", []),
}
PARAMETERS = {
    "plain": ("text/plain; charset=utf-8", {"charset": "utf-8"}),
    "quoted": ('a/b; name="x; y"', {"name": "x; y"}),
    "continued": ('a/b; name*0="sto"; name*1=rung', {"name": "storung"}),
    "encoded": ("a/b; name*=utf-8''st%C3%B6", {"name": "stö"}),
    "continued and encoded": ("a/b; name*0*=utf-8''st%C3%B6; name*1*=r%20x; name*2=.pdf", {"name": "stör x.pdf"}),
    "encoded word": ('a/b; name="=?utf-8?Q?st=C3=B6?="', {"name": "stö"}),
    "twice": ("a/b; boundary=x; boundary=y", {"boundary": "x"}),
    "a path of Windows": ('a/b; name="C:\\new\\x.txt"', {"name": "C:\\new\\x.txt"}),
    "nonsense": (";;; charset=", {"charset": ""}),
    "a forgotten semicolon": ("text/html charset=utf-8", {"charset": "utf-8"}),
    "a forgotten semicolon further on": ("a/b; name=a b.pdf size=12", {"name": "a b.pdf", "size": "12"}),
    "a comma for a semicolon": ("text/plain, charset=utf-8", {"charset": "utf-8"}),
    "a colon for an equals sign": ("text/plain; charset:utf-8", {"charset": "utf-8"}),
    "a comment after the type": ("text/plain (hello); charset=utf-8", {"charset": "utf-8"}),
    "an encoded word without quotes": ("a/b; name==?utf-8?B?w6QucGRm?=", {"name": "ä.pdf"}),
    "an empty encoding beside a plain one": ("a/b; name*=utf-8''; name=x.txt", {"name": "x.txt"}),
    "both forms": ("a/b; name=x.txt; name*=utf-8''%C3%A4.txt", {"name": "ä.txt"}),
    "a comment behind a name": ("a/b; name=report.pdf (the new one)", {"name": "report.pdf"}),
    "a name that ends in brackets": ("a/b; name=report (1)", {"name": "report (1)"}),
    "nothing before the parameters": ("filename=a.pdf", {"filename": "a.pdf"}),
    "single quotes": ("a/b; charset='utf-8'", {"charset": "utf-8"}),
    "a boundary with a blank at its end": ('a/b; boundary="x "', {"boundary": "x "}),
}


@pytest.mark.parametrize(("value", "expected"), ADDRESSES.values(), ids=ADDRESSES.keys())
def test_addresses_are_read(value: str, expected: list[tuple[str, str]]) -> None:
    assert [(each.addr, each.name) for each in parse_addresses(value)] == expected


@pytest.mark.parametrize(("value", "expected"), PARAMETERS.values(), ids=PARAMETERS.keys())
def test_parameters_are_read(value: str, expected: dict[str, str]) -> None:
    assert dict(parse_parameters(value)[1]) == expected


def test_ids_are_read_even_folded_and_without_brackets() -> None:
    assert parse_ids("<a@b> <c@d>\t<e\n f@g> <a@b>") == ("a@b", "c@d", "ef@g")
    assert parse_ids("a@b (comment) c@d") == ("a@b", "c@d")
    assert parse_ids("garbage") == ()


def test_a_date_without_zone_is_utc_and_a_broken_one_is_none() -> None:
    moment = parse_date("Mon, 9 Nov 2026 08:12:00")
    assert moment is not None
    assert moment.isoformat() == "2026-11-09T08:12:00+00:00"
    assert parse_date("Tue, 99 Foo 20999 99:99:99 +9999") is None


@pytest.mark.parametrize(
    "value",
    ["2026-11-16T08:00:00Z", "2026-11-16 08:00:00", "Mon, 16 Nov 2026 08.00.00 +0000", "16 Nov 26 09:00 +0100 (CET)"],
)
def test_a_date_is_read_in_the_forms_that_programs_write(value: str) -> None:
    moment = parse_date(value)
    assert moment is not None
    assert moment.timestamp() == 1794816000
