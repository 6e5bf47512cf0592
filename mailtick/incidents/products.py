"""Which software a text names, by the products on the list of licences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from mailtick.incidents.kept import LicenceName

_BRACKET = re.compile(r"\s*\([^()]*\)")
# What a name is left out with: "Clicker" for "Clicker 8", "Jamf" for "Jamf School".
_EDITION = re.compile(
    r"\s+(?:v?\d+(?:\.\d+)*|professional|pro|education|school|standard|premium|enterprise|upgrade|edition)$",
    re.IGNORECASE,
)


_FIRST_WORD = re.compile(r"\w+")


def product_named(text: str, licences: Sequence[LicenceName]) -> str:
    """The first product that a text names; empty for none."""
    return next((each.product for each, _ in products_named(text, licences)), "")


def products_named(text: str, licences: Sequence[LicenceName]) -> Iterator[tuple[LicenceName, re.Pattern[str]]]:
    """The licences of which a text names the product, whole or without version and edition, and by which words.

    Where a version is named, the others of the same name are not meant.
    """
    words = frozenset(_FIRST_WORD.findall(text.casefold()))
    licences = [each for each in licences if _first_word(each) in words]
    whole = {each.ref: _word(_whole(each)) for each in licences}
    meant = [each for each in licences if whole[each.ref].search(text)]
    shorts = {_short(each) for each in meant}
    for each in licences:
        if each in meant:
            yield each, whole[each.ref]
        elif _short(each) not in shorts and len(_short(each)) > 2 and _word(_short(each)).search(text):
            yield each, _word(_short(each))


@lru_cache(maxsize=4096)
def _first_word(licence: LicenceName) -> str:
    """The word with which every name of it begins, whole or short."""
    found = _FIRST_WORD.search(_whole(licence))
    return found[0] if found else ""


def _whole(licence: LicenceName) -> str:
    return _BRACKET.sub("", licence.product).strip().casefold()


def _short(licence: LicenceName) -> str:
    name = _whole(licence)
    while found := _EDITION.search(name):
        name = name[: found.start()]
    return name


@lru_cache(maxsize=4096)
def _word(name: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(part) for part in name.split())
    return re.compile(rf"(?<!\w){words}(?!\w)" if words else r"(?!)", re.IGNORECASE)
