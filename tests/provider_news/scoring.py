"""Compare what is recognised in the mails of the firms with what is news in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mailtick.incidents.news.planned import read_planned
from mailtick.incidents.news.read import is_receipt, read_news
from mailtick.incidents.proposals.invoices import read_number
from mailtick.incidents.proposals.papers import PaperKind, paper_kind
from mailtick.mail.classify import classify
from mailtick.mail.clues import find_clues
from mailtick.mail.message import ClueKind, InboundMail, Kind
from mailtick.mail.parse import parse_mail
from mailtick.mail.reply import own_lines, read_reply
from tests.provider_news.letters import ABOUT, Letter

SCHOOL = "Saltmarsh Primary School"
_MACHINES = frozenset({Kind.AUTO_REPLY, Kind.AUTOMATIC, Kind.LIST, Kind.RECEIPT, Kind.DELAY})


@dataclass(slots=True)
class Score:
    """How often a kind was recognised rightly, wrongly, and not at all; `wrong` says where."""

    right: int = 0
    too_much: int = 0
    missed: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        said = self.right + self.too_much
        return self.right / said if said else 1.0

    @property
    def recall(self) -> float:
        there = self.right + self.missed
        return self.right / there if there else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right,
            self.too_much + other.too_much,
            self.missed + other.missed,
            [*self.wrong, *other.wrong],
        )


def score(letters: Iterable[Letter]) -> dict[str, Score]:
    """Return the score of each kind of news."""
    scores: dict[str, Score] = {}
    for letter in letters:
        found, expected = recognised(letter), _expected(letter)
        for kind in sorted({*found, *expected}):
            _compare(scores.setdefault(kind, Score()), letter, kind, found.get(kind), expected.get(kind))
    return scores


def total(scores: Mapping[str, Score]) -> Score:
    return sum(scores.values(), Score())


def _compare(score: Score, letter: Letter, kind: str, found: str | None, expected: str | None) -> None:
    if found is not None and expected is not None and _is_same(kind, found, expected):
        score.right += 1
        return
    score.too_much += found is not None
    score.missed += expected is not None
    score.wrong.append(f"{letter.name}: {kind} is {expected!r}, and {found!r} was recognised")


def _is_same(kind: str, found: str, expected: str) -> bool:
    return expected.lower() in found.lower() if kind == "on_order" else found == expected


def _expected(letter: Letter) -> dict[str, str]:
    unsure = letter.news.get("unsure", [])
    stated = {kind: value for kind, value in letter.news.items() if kind not in ABOUT}
    expected = {kind: "" if value is True else str(value) for kind, value in stated.items()}
    marked = {kind: f"{value}?" if kind in unsure else value for kind, value in expected.items()}
    return {"human" if letter.is_human else "machine": "", **_parted(marked)}


def _parted(facts: dict[str, str]) -> dict[str, str]:
    """Until when a quote is valid counts by itself."""
    quote, until, day = facts.get("quote", "").partition(" until ")
    return facts | {"quote": quote, "valid_until": day} if until else facts


def recognised(letter: Letter) -> dict[str, str]:
    """What is recognised in a mail, by kind, as `news` writes it."""
    mail = parse_mail(letter.raw)
    kind = classify(mail).kind
    text = own_lines(read_reply(mail))
    bill = _bill(mail, text)
    planned = read_planned(f"{mail.subject}\n{text}", letter.at)
    news = read_news(
        mail.subject, text, letter.at, school=SCHOOL, is_bill=bill is not None, is_planned=planned is not None
    )
    is_machine = kind in _MACHINES or is_receipt(mail.subject, text)
    found = {"machine" if is_machine else "human": ""}
    found |= _parted({fact.kind.value: f"{fact}{'?' if fact.doubt else ''}" for fact in news.facts})
    found |= {"invoice": bill} if bill else {}
    found |= {"planned": f"{planned.when}"} if planned else {}
    return found | _reference(letter, mail, text)


def _reference(letter: Letter, mail: InboundMail, text: str) -> dict[str, str]:
    """Their number, where it is among those that look like one; which of several it is, the firm's own form says."""
    expected = str(letter.news.get("reference", ""))
    clues = find_clues(mail, text, "ICT", ())
    seen = {clue.value for clue in clues if clue.kind is ClueKind.PROVIDER_REFERENCE}
    return {"reference": expected} if expected and expected in seen else {}


def _bill(mail: InboundMail, text: str) -> str | None:
    names = [each.name for each in mail.attachments]
    if paper_kind(mail.subject, names, (), text) is not PaperKind.INVOICE:
        return None
    return read_number(f"{mail.subject}\n{text}")
