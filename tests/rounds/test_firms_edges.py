"""What firms and their records leave unsaid: money that is no sterling, hours nobody understands, firms out of use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select, update

from mailtick.desk import Desk
from mailtick.incidents.approval_answers import other_amount
from mailtick.incidents.approvals import Price
from mailtick.incidents.firm_jobs import why_not_hours
from mailtick.incidents.incident import State
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.proposals.invoices import read_invoice
from mailtick.mail.amounts import read_amounts
from mailtick.mail.money import foreign_amounts
from mailtick.registers.firm_hours import hours_not_understood
from mailtick.rounds.act import act
from mailtick.rounds.deliver import deliver
from mailtick.store.approvals import all_approvals
from mailtick.store.database import Database
from mailtick.store.tables import ProposalRow, ProviderRow
from tests.rounds.commanding import run, standing, written
from tests.support.desks import SetClock, letter, make_desk
from tests.support.lookup import proof
from tests.support.smtp_sink import SmtpSink

KEV = "Kev <jobs@brightboard.example>"
QUOTE = "Q-3318: supply and fit a power board £285.00 + VAT. Valid 30 days. OK to proceed? Kev"


@pytest.fixture
def desk(school: Database, smtp_sink: SmtpSink) -> Iterator[Desk]:
    """BrightBoard has Mrs Brown's board."""
    desk = make_desk(school, smtp_sink.port, SetClock())
    run(desk, letter())
    act(desk, "1041", "second", "BBA dead")
    while deliver(desk):
        pass
    yield desk
    desk.sender.close()


def writes(desk: Desk, text: str) -> None:
    run(desk, letter(KEV, "[ICT-1041]", text, headers=proof(KEV)))


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("That is 285 EUR.", ("285 EUR",)),
        ("EUR 285 all in", ("EUR 285",)),
        ("Total €285,00", ("€285,00",)),
        ("€ 1.285,00 or $300", ("€ 1.285,00", "$300")),
        ("285.50 euros", ("285.50 euros",)),
        ("£285.00 and 12 boards in Europe", ()),
        ("INV-2026-285 of euroserve", ()),
    ],
)
def test_money_that_is_no_sterling_is_known_as_such_and_never_read_as_pounds(
    text: str, amounts: tuple[str, ...]
) -> None:
    assert foreign_amounts(text) == amounts
    read = read_amounts(f"Total: {text}")
    assert (read.net, read.vat) == (None, None)


@pytest.mark.parametrize("total", ["€342.00", "342.00 EUR", "EUR 342.00", "€342,00"])
def test_an_invoice_in_euros_is_kept_and_says_so(total: str) -> None:
    read = read_invoice(f"Invoice BB-5512\nTotal: {total}\nDue 20 December 2026", date(2026, 11, 20))
    assert (read.net, read.vat, read.gross, read.has_amounts) == (None, None, None, True)
    assert read.unsure == (f"it names {total}, which is no sterling; say in pounds what is to be paid",)


def test_a_price_in_euros_is_told_to_the_team_and_asked_of_nobody(desk: Desk) -> None:
    writes(desk, "A new power board would be 285 EUR. Regards, Kev")
    assert "It names 285 EUR, which is no sterling" in written(desk, "team_news")[-1][2]
    with desk.database.reading() as session:
        assert all_approvals(session, open_alone=False) == []
        assert session.scalars(select(ProposalRow.id)).all() == []


@pytest.mark.parametrize("said", ["285 EUR new board", "€285,00 new board", "EUR 285.00 + VAT board"])
def test_whoever_decides_is_not_asked_for_euros_as_if_they_were_pounds(desk: Desk, said: str) -> None:
    with pytest.raises(NotAllowed, match="is no sterling; say in pounds"):
        act(desk, "1041", "ask-approval", said)


def test_a_yes_to_euros_is_none_to_pounds() -> None:
    assert other_amount("yes, €342.00 is fine", Price(28500, 5700)) == "€342.00"
    assert other_amount("yes, 342 EUR is fine", Price(28500, 5700)) == "342 EUR"
    assert other_amount("yes, £342.00 is fine", Price(28500, 5700)) == ""


def test_what_is_fixed_for_now_stays_so_while_whoever_decides_is_asked(desk: Desk) -> None:
    act(desk, "1041", "temp", "Loan projector until 24 Nov 2026")
    writes(desk, QUOTE)
    assert standing(desk).state is State.TEMPORARY_FIX
    assert len(written(desk, "approval")) == 1
    act(desk, "1041", "approve", "", "tom.whitfield")
    assert standing(desk).state is State.TEMPORARY_FIX
    act(desk, "1041", "ask-approval", "£40.00 a longer cable")
    assert (standing(desk).state, len(written(desk, "approval"))) == (State.TEMPORARY_FIX, 2)


@pytest.mark.parametrize("word", ["order", "second"])
def test_a_firm_that_is_out_of_use_gets_nothing_any_more(desk: Desk, word: str) -> None:
    act(desk, "1041", "ask-approval", "£285.00 + VAT new power board")
    act(desk, "1041", "approve", "", "tom.whitfield")
    with desk.database.writing() as session:
        session.execute(update(ProviderRow).where(ProviderRow.code == "BBA").values(retired_on=date(2026, 11, 1)))
    with pytest.raises(NotAllowed, match="BrightBoard AV is out of use"):
        act(desk, "1041", word, "BBA PO-26-0311")


@pytest.mark.parametrize("hours", ["", "Mon-Fri 08:00-17:00", "24/7", "Mon-Thu 8am-5pm, Fri 08:00-16:00"])
def test_hours_that_are_understood_need_no_word(hours: str) -> None:
    assert why_not_hours(hours) == ""


def test_hours_that_are_not_understood_are_named_with_what_is_counted_instead(desk: Desk) -> None:
    with desk.database.writing() as session:
        session.execute(update(ProviderRow).where(ProviderRow.code == "BBA").values(hours="nine to fiveish"))
        (words,) = hours_not_understood(session)
    assert words.startswith("the hours of BBA are counted as Mon-Fri 09:00-17:00, since they are not understood: ")
    assert '`mailtick register set providers BBA hours="…"` corrects it' in words
