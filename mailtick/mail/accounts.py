"""Find bank accounts in a text, and leave them out of what is kept: sort code with account number, and IBAN."""

from __future__ import annotations

import re

LEFT_OUT = "(bank details left out)"

_SORT_CODE = re.compile(r"\bsort\s*code\b\W{0,4}(\d{2}[-\s]?\d{2}[-\s]?\d{2})(?!\d)", re.IGNORECASE)
_ACCOUNT = re.compile(
    r"\b(?:a/c|acc(?:ount|t)?)\b\.?\s*(?:no\b\.?|number|num\b\.?|#)?\W{0,4}(\d{4}\s?\d{4}|\d{7})(?!\d)", re.IGNORECASE
)
# Country, two check digits, then letters and digits, often in groups of four (ISO 13616).
_IBAN = re.compile(r"\b([A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?)\b")
# Also one with a slip in it is left out.
_CALLED_IBAN = re.compile(r"\bIBAN\b\W{0,4}([A-Z]{2}\d{2}[A-Z0-9 ]{10,30}[A-Z0-9])")
_MOST_CHARACTERS = 50_000


def find_account(text: str) -> str:
    """Return the bank account that a text names, always written the same way; empty where it names none.

    A British IBAN holds sort code and account number, and is the same account.
    """
    searched = text[:_MOST_CHARACTERS]
    if iban := next((each for each in map(_plain, _IBAN.findall(searched)) if _is_iban(each)), ""):
        return iban[8:] if iban.startswith("GB") else iban
    sort_code, account = _SORT_CODE.search(searched), _ACCOUNT.search(searched)
    return _plain(sort_code[1]) + _plain(account[1]).rjust(8, "0") if sort_code and account else ""


def hide_accounts(text: str) -> str:
    """Return a text without the numbers of bank accounts."""
    hidden = _IBAN.sub(lambda found: LEFT_OUT if _is_iban(_plain(found[1])) else found[0], text)
    hidden = _CALLED_IBAN.sub(lambda found: found[0].replace(found[1], LEFT_OUT), hidden)
    if not _SORT_CODE.search(hidden):
        return hidden
    for pattern in (_SORT_CODE, _ACCOUNT):
        hidden = pattern.sub(lambda found: found[0].replace(found[1], LEFT_OUT), hidden)
    return hidden


def _plain(number: str) -> str:
    return re.sub(r"[-\s]", "", number)


def _is_iban(iban: str) -> bool:
    """Whether the check digits fit (ISO 7064, mod 97-10)."""
    if not 15 <= len(iban) <= 34:
        return False
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 == 1
