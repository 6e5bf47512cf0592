"""Find bank accounts in a text, and leave them out of what is kept: sort code with account number, and IBAN.

However they are spaced and spelt: whoever wants an account to be overlooked writes it in another way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

LEFT_OUT = "(bank details left out)"

# What may stand within a number: spaces, dashes, points, and what nobody sees.
_GAP = r"[\s\u00ad\u200b-\u200f\u2060\ufeff./\-\u2010-\u2015\u2212]"
_CODE = rf"(\d{{2}}{_GAP}?\d{{2}}{_GAP}?\d{{2}})(?!\d)"
_NUMBER = rf"(\d{{4}}{_GAP}?\d{{4}}|\d{{7}})(?!\d)"
_SORT_CODE = re.compile(rf"\b(?:sort{_GAP}{{0,3}}(?:code)?|s/c)\b\D{{0,20}}{_CODE}", re.IGNORECASE)
_ACCOUNT = re.compile(rf"\b(?:a/c|acc(?:ount|t)?)\b\D{{0,20}}{_NUMBER}", re.IGNORECASE)
# Without a word for either: the dashes and the eight figures behind them tell what it is.
_PAIR = re.compile(rf"(?<![\d-])(\d{{2}}([-\u2010-\u2015\u2212])\d{{2}}\2\d{{2}})(?!\d)[\s,;:/|]{{1,5}}{_NUMBER}")
_IBAN = re.compile(rf"(?<![A-Z0-9])[A-Z]{{2}}{_GAP}?\d{{2}}", re.IGNORECASE)
_CALLED_IBAN = re.compile(r"\bIBAN\b(?:\s*(?:no\b\.?|number))?\W{0,4}(?=[A-Z]{2}\s?\d{2})", re.IGNORECASE)
_GAPS = re.compile(f"{_GAP}+")
_MOST_GAPS = 2
_VALUES = {ord(sign): str(int(sign, 36)) for sign in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
# How long the numbers of each country are (ISO 13616).
_LENGTHS = {
    country: length
    for length, countries in {
        15: "NO", 16: "BE", 18: "DK FI NL", 19: "SI", 20: "AT EE LT LU", 21: "CH HR LI LV", 22: "BG DE GB GE IE ME RS",
        23: "AE GI IL", 24: "AD CZ ES MD RO SE SK", 25: "PT", 26: "IS TR", 27: "FR GR IT MC SM", 28: "AL CY HU PL",
        29: "UA", 31: "MT",
    }.items()
    for country in countries.split()
}  # fmt: skip
_MOST_CHARACTERS = 50_000


_NEW = re.compile(
    r"(?<!\byour )\b(?:new|changed|updated|different|revised|amended)\s+(?:\w+\s+){0,2}"
    r"(?:bank\w*|sort\s+code|iban|account\s+(?:details|number)|payment\s+details)\b"
    r"|\b(?:our|a)\s+new\s+account\b(?!\s+manager)|\bchanged\s+(?:our\s+)?banks?\b"
    r"|\b(?:bank|account|payment)\s+details\s+(?:have|has|are|were|will)\s+(?:\w+\s+){0,2}chang",
    re.IGNORECASE,
)
# Many firms write below each mail that theirs never change.
_NOT_NEW = re.compile(r"\b(?:not|never|cannot|if|any|beware)\b|n['’]t\b", re.IGNORECASE)


def speaks_of_new_account(text: str) -> bool:
    """Whether a sentence says that the bank details are others now."""
    sentences = re.split(r"[.!?]\s|\n\s*\n", text[:_MOST_CHARACTERS])
    return any(_NEW.search(each) and not _NOT_NEW.search(each) for each in sentences)


def find_accounts(text: str) -> frozenset[str]:
    """Return the bank accounts that a text names, always written the same way.

    A British IBAN holds sort code and account number, and is the same account.
    """
    searched = _plain_signs(text[:_MOST_CHARACTERS])
    found = {iban[8:] if iban.startswith("GB") else iban for _, _, iban in _ibans(searched)}
    found |= {_account(pair[1], pair[3]) for pair in _PAIR.finditer(searched)}
    accounts = list(_ACCOUNT.finditer(searched))
    for code in _SORT_CODE.finditer(searched) if accounts else ():
        at = code.start(1)
        found.add(_account(code[1], min(accounts, key=lambda each: abs(each.start(1) - at))[1]))
    return frozenset(found)


def hide_accounts(text: str) -> str:
    """Return a text without the numbers of bank accounts."""
    searched = _plain_signs(text)
    spans = [(start, end) for start, end, _ in _ibans(searched)]
    # Also one with a slip in it is left out.
    called = [each.end() for each in _CALLED_IBAN.finditer(searched)]
    spans += [(at, end) for at in called if (iban := _signs_at(searched, at)) and (end := _end_of(searched, at, iban))]
    spans += [span for pair in _PAIR.finditer(searched) for span in (pair.span(1), pair.span(3))]
    codes = [each.span(1) for each in _SORT_CODE.finditer(searched)]
    if codes:
        spans += [*codes, *(each.span(1) for each in _ACCOUNT.finditer(searched))]
    return _without(text, spans)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    kept, at = [], 0
    for start, end in sorted(spans):
        if start >= at:
            kept += [text[at:start], LEFT_OUT]
        at = max(at, end)
    return "".join((*kept, text[at:]))


def _plain_signs(text: str) -> str:
    """The text with plain figures and letters for wide ones, each in its place."""
    if text.isascii():
        return text
    plain = {sign: unicodedata.normalize("NFKC", sign) for sign in set(text)}
    return text.translate({ord(sign): one for sign, one in plain.items() if len(one) == 1})


def _ibans(text: str) -> Iterator[tuple[int, int, str]]:
    """The IBANs whose check digits fit, each with its begin and its end."""
    for found in _IBAN.finditer(text):
        iban = _signs_at(text, found.start())
        if iban and _is_iban(iban) and (end := _end_of(text, found.start(), iban)):
            yield found.start(), end, iban


def _signs_at(text: str, start: int) -> str:
    """As many signs from here on as an IBAN of its country has, without what stands between them; else nothing."""
    length = _LENGTHS.get(text[start : start + 2].upper(), 0)
    signs = _GAPS.sub("", text[start : start + (1 + _MOST_GAPS) * length])[:length].upper()
    return signs if len(signs) == length and signs.isascii() and signs.isalnum() else ""


def _end_of(text: str, start: int, iban: str) -> int:
    """Where a number ends; 0 where more signs follow, for then it is a part of something longer."""
    at = start
    for _ in iban:
        gap = _GAPS.match(text, at)
        at = (gap.end() if gap else at) + 1
    return 0 if text[at : at + 1].isalnum() else at


def _account(code: str, number: str) -> str:
    return _figures(code) + _figures(number).rjust(8, "0")


def _figures(number: str) -> str:
    return "".join(sign for sign in number if sign.isdecimal())


def _is_iban(iban: str) -> bool:
    """Whether the check digits fit (ISO 7064, mod 97-10)."""
    return int((iban[4:] + iban[:4]).translate(_VALUES)) % 97 == 1
