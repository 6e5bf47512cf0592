"""What kind of paper a firm sent about money, by its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum


class PaperKind(StrEnum):
    INVOICE = "an invoice"
    CREDIT_NOTE = "a credit note"
    STATEMENT = "a statement of account"
    REMINDER = "a reminder"
    PRO_FORMA = "a pro forma invoice"
    ORDER = "a confirmation of an order"
    REMITTANCE = "a remittance advice"
    QUOTE = "a quote"


# In this order: a reminder speaks of an invoice, an invoice of the quote that it follows.
_WORDS = (
    (PaperKind.CREDIT_NOTE, r"credit\s+(?:note|memo)"),
    (PaperKind.PRO_FORMA, r"pro[-\s]?forma"),
    (PaperKind.REMITTANCE, r"remittance(?:\s+advice)?"),
    (PaperKind.STATEMENT, r"statement(?:\s+of\s+account)?|account\s+statement"),
    (
        PaperKind.REMINDER,
        r"(?:payment\s+)?reminder|overdue|past\s+due|final\s+(?:notice|demand)|outstanding\s+invoices?",
    ),
    (
        PaperKind.ORDER,
        r"order\s+(?:confirmation|acknowledge?ment)|sales\s+order|delivery\s+note|dispatch(?:ed)?\s+note",
    ),
    (PaperKind.INVOICE, r"(?:(?:tax|vat|sales|our)\s+)*invoice"),
    (PaperKind.QUOTE, r"quot(?:e|ation)|estimate"),
)
_ANYWHERE = tuple((kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for kind, words in _WORDS)
_AT_THE_BEGINNING = tuple((kind, re.compile(rf"\s*(?:{words})\b", re.IGNORECASE)) for kind, words in _WORDS)
_BEGINNING = dict(_AT_THE_BEGINNING)
_INVOICE = dict(_ANYWHERE)[PaperKind.INVOICE]
_ATTACHED = re.compile(
    r"\b(?:attached|enclosed|find|here(?:\s+i|['’]?)s|with\s+this|sending\s+you)\b[^.\n]{0,60}|^\W*invoice\b[^.\n]{0,40}"
    r"|\binvoice\s+\S*\d\S*\s+(?:is\s+)?attached\b",
    re.IGNORECASE | re.MULTILINE,
)
_NOT_YET = re.compile(
    r"\b(?:will|shall|to)\s+(?:be\s+)?(?:invoiced?|follow|send|sent|raise)|\bno\s+invoice", re.IGNORECASE
)
_HEADING_LINES = 12


def paper_kind(subject: str, file_names: Iterable[str], papers: Iterable[str], body: str) -> PaperKind | None:
    """Return what a mail brings; None where it brings no such paper. `papers` are the texts of its files.

    The subject and the names of files say it, or how a paper begins, or what the body says is attached.
    """
    named = "\n".join((subject, *(re.sub(r"[_.-]+", " ", name) for name in file_names)))
    told = "\n".join(_ATTACHED.findall(body[:2000]))
    headings = [
        line for text in papers for line in [each for each in text.split("\n") if each.strip()][:_HEADING_LINES]
    ]
    if _offers_first(headings) and not _INVOICE.search(named):
        return PaperKind.QUOTE
    for (kind, anywhere), (_, beginning) in zip(_ANYWHERE, _AT_THE_BEGINNING, strict=True):
        if anywhere.search(named) or any(beginning.match(line) for line in headings):
            return kind
        if anywhere.search(told) and not _NOT_YET.search(body[:2000]):
            return kind
    return None


def _offers_first(headings: list[str]) -> bool:
    """Whether a paper is headed as a quote, and says only below what it has to say of an invoice."""
    first = next((line for line in headings if any(each.match(line) for each in _BEGINNING.values())), "")
    return _BEGINNING[PaperKind.QUOTE].match(first) is not None
