"""What a register may refer to, and which record a word means."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Collection, Iterable

from sqlalchemy.orm import Session

from mailtick.registers.register import Reference
from mailtick.store.registers import Called, names_of
from mailtick.store.tables import AssetRow, CategoryRow, ContractRow, LicenceRow, LocationRow, PersonRow, ProviderRow

PLACE = Reference("place", LocationRow, "code", ("name", "aliases"))
PERSON = Reference("person", PersonRow, "address", ("name",))
PROVIDER = Reference("provider", ProviderRow, "code", ("name",))
CONTRACT = Reference("contract", ContractRow, "ref")
LICENCE = Reference("licence", LicenceRow, "ref", ("product",))
ASSET = Reference("asset", AssetRow, "tag")
CATEGORY = Reference("category", CategoryRow, "code", ("name",))

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u0060\u00b4", "'"))


# Letters of other alphabets that nobody tells from ours by looking.
_ALIKE = str.maketrans("авекмнорстухіјѕԁһӏαεικνορτυχ", "abekmhopctyxijsdhlaeikvoptux")


def fold(name: str) -> str:
    """Return a name without regard to case, spaces and the style of its apostrophe. Source: DOMAIN.md SEED-6.

    What nobody sees, and letters that only look like ours, make no other name.
    """
    if name.isascii():
        return "".join(name.translate(_APOSTROPHES).casefold().split())
    plain = unicodedata.normalize("NFKC", name.translate(_APOSTROPHES)).casefold().translate(_ALIKE)
    return "".join(sign for sign in plain if not sign.isspace() and unicodedata.category(sign) != "Cf")


class Known:
    """The records that a reference may mean, by everything they are called."""

    def __init__(self, reference: Reference, called: Iterable[Called]) -> None:
        self._what = reference.what
        self._names: dict[str, str] = {}
        self._keys: dict[str, set[str]] = {}
        self._nearest: dict[str, str] = {}
        self._retired: dict[str, set[str]] = {}
        for each in called:
            self._names[each.key] = each.names[0] if each.names else each.key
            keys = self._keys if each.is_offered else self._retired
            # Of an address the part before the @ is enough, where only one has it.
            for word in (each.key, *each.names, *each.key.split("@")[:-1]):
                keys.setdefault(fold(word), set()).add(each.key)

    def is_retired(self, key: str) -> bool:
        return key in self.retired(key)

    def retired(self, word: str) -> list[str]:
        """Return the keys of all records out of use that were called so."""
        return sorted(self._retired.get(fold(word), ()))

    def key_of(self, word: str) -> str:
        """Return the key of the one record meant. Raises ValueError with the candidates or the nearest names."""
        keys = self.candidates(word)
        if len(keys) == 1:
            return keys[0]
        if keys:
            raise ValueError(f'"{word}" may be {" or ".join(self._shown(key) for key in keys)}; write which one')
        raise ValueError(f'there is no {self._what} "{word}"; {self._suggestion(word)}')

    def candidates(self, word: str) -> list[str]:
        """Return the keys of all records that are called so."""
        return [word] if word in self._names else sorted(self._keys.get(fold(word), ()))

    def _suggestion(self, word: str) -> str:
        if word not in self._nearest:
            near = difflib.get_close_matches(fold(word), self._keys, len(self._keys) or 1, cutoff=0)
            keys = list(dict.fromkeys(key for each in near for key in sorted(self._keys[each])))
            shown = ", ".join(self._shown(key) for key in keys[:3])
            self._nearest[word] = f"the nearest are {shown}" if shown else f"there is no {self._what} at all yet"
        return self._nearest[word]

    def _shown(self, key: str) -> str:
        return key if self._names[key] == key else f"{self._names[key]} ({key})"


def known(session: Session, reference: Reference, also: Collection[str] = ()) -> Known:
    """Read what a reference may mean. `also` are keys of records that are about to be there."""
    stored = list(names_of(session, reference.row, reference.key, reference.names))
    new = (Called(key, ()) for key in set(also) - {each.key for each in stored})
    return Known(reference, (*stored, *new))
