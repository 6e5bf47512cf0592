"""Which software a text names, by the products on the list of licences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mailtick.incidents.kept import LicenceName

_BRACKET = re.compile(r"\s*\([^()]*\)")
# What a name is left out with: "Clicker" for "Clicker 8", "Jamf" for "Jamf School".
_EDITION = re.compile(
    r"\s+(?:v?\d+(?:\.\d+)*|professional|pro|education|school|standard|premium|enterprise|upgrade|edition)$",
    re.IGNORECASE,
)


def product_named(text: str, licences: Sequence[LicenceName]) -> str:
    """The first product that a text names; empty for none."""
    return next((each.product for each, _ in products_named(text, licences)), "")


def products_named(text: str, licences: Sequence[LicenceName]) -> Iterator[tuple[LicenceName, re.Pattern[str]]]:
    """The licences of which a text names the product, whole or without version and edition, and by which words.

    Where a version is named, the others of the same name are not meant.
    """
    whole = {each.ref: _word(_whole(each)) for each in licences}
    meant = [each for each in licences if whole[each.ref].search(text)]
    shorts = {_short(each) for each in meant}
    for each in licences:
        if each in meant:
            yield each, whole[each.ref]
        elif _short(each) not in shorts and len(_short(each)) > 2 and _word(_short(each)).search(text):
            yield each, _word(_short(each))


def _whole(licence: LicenceName) -> str:
    return _BRACKET.sub("", licence.product).strip().casefold()


def _short(licence: LicenceName) -> str:
    name = _whole(licence)
    while found := _EDITION.search(name):
        name = name[: found.start()]
    return name


def _word(name: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(part) for part in name.split())
    return re.compile(rf"(?<!\w){words}(?!\w)" if words else r"(?!)", re.IGNORECASE)
