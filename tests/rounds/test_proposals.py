"""What becomes of a proposal: who hears of it, and what confirm, decline and undo do to the registers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.proposals.acts import ProposalWord
from mailtick.incidents.proposals.proposal import Proposal, ProposalKind, Write
from mailtick.registers import REGISTERS, proposing
from mailtick.registers.agenda import agenda
from mailtick.registers.changing import Author, NotKept, change, find
from mailtick.rounds.act import person_at_the_keyboard
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.process import process
from mailtick.rounds.proposals import decide, tell_proposals
from mailtick.store import kept
from mailtick.store.database import Database
from mailtick.store.registers import changes_of
from mailtick.store.tables import IncidentRow, MailRow, OutgoingRow
from mailtick.store.tables.base import Base
from tests.rounds.reminding import text_of
from tests.support.desks import MONDAY, letter, make_desk, put_in
from tests.support.lookup import proof

pytestmark = pytest.mark.both_databases

COL = "Colin Webb <colin.webb@saltmarshprimary.example>"
KEMP = "Sandra Kemp <sandra.kemp@saltmarshprimary.example>"
MOVED = "FYI moved the old laptop cabinet and the 2 spare PCs out the library into the hall store. Col"
BY_NAME = {register.name: register for register in REGISTERS}


@pytest.fixture
def desk(school: Database) -> Desk:
    """A desk whose registers hold the whole school."""
    return make_desk(school)


def arrive(desk: Desk, sender: str, subject: str, text: str, headers: dict[str, str] | None = None) -> None:
    put_in(desk, letter(sender, subject, text, headers={**proof(sender), **(headers or {})}))
    process(desk)


def answer(desk: Desk, text: str, sender: str = KEMP, *, is_proven: bool = True) -> str:
    """Answer the newest mail of a proposal, and return what the desk writes back."""
    with desk.database.reading() as session:
        sent = session.scalars(select(OutgoingRow).where(OutgoingRow.template == "proposal")).all()[-1]
        headers = {"In-Reply-To": f"<{sent.message_id}>", **(proof(sender) if is_proven else {})}
    put_in(desk, letter(sender, f"Re: {sent.subject}", text, headers=headers))
    process(desk)
    return mails_to(desk, sender.partition("<")[2].strip(">"))[-1]


def mails_to(desk: Desk, address: str) -> list[str]:
    with desk.database.reading() as session:
        rows = session.scalars(select(OutgoingRow).where(OutgoingRow.recipient == address).order_by(OutgoingRow.id))
        return [row.raw.decode() for row in rows]


def cell(desk: Desk, register: str, key: str, column: str) -> object:
    with desk.database.reading() as session:
        return find(session, BY_NAME[register], key)[1][column]


def say(desk: Desk, word: ProposalWord, *cells: tuple[str, str], number: int = 1, by: str = "") -> str:
    with desk.database.writing() as session:
        person = person_at_the_keyboard(session, StoreLookup(session, "ICT"), by)
        return decide(session, desk, number, word, cells, person)


def test_an_order_that_is_told_of_twice_is_one_proposal_and_is_told_again_where_it_differs(desk: Desk) -> None:
    janet = "Janet Pryor <janet.pryor@saltmarshprimary.example>"
    told = "Order placed with BrightBoard for 4 monitors, PO-26-0311, arriving Tues 24 Nov. Total £400 inc VAT."
    for text, mails in ((told, 1), (told, 0), (told.replace("Tues 24", "Wed 25"), 1)):
        arrive(desk, janet, "monitors", text)
        assert tell_proposals(desk) == mails
    with desk.database.reading() as session:
        assert len(kept.all_proposals(session)) == 1
    second = mails_to(desk, "sandra.kemp@saltmarshprimary.example")[-1]
    text = text_of(second.encode())
    assert "Arrives: Wednesday 25 November 2026 (the first mail said Tuesday 24 November 2026)" in " ".join(
        text.split()
    )
    answer(desk, "confirm, but delivery.on=2026-11-25, due_on=2026-12-18")
    assert cell(desk, "implementations", "N1", "order_number") == "PO-26-0311"


def test_the_coordinator_hears_of_it_and_the_sender_gets_a_word(desk: Desk) -> None:
    arrive(desk, COL, "moved stuff", MOVED)
    assert tell_proposals(desk) == 1
    assert tell_proposals(desk) == 0
    assert "it is noted: Move 3 pieces" in mails_to(desk, "colin.webb@saltmarshprimary.example")[0]
    (mail,) = mails_to(desk, "sandra.kemp@saltmarshprimary.example")
    for words in ("SP-0019", "SP-0016", "SP-0017", "Hall store", "confirm", "decline"):
        assert words in mail
    with desk.database.reading() as session:
        assert session.scalars(select(IncidentRow)).all() == []
        assert session.scalars(select(MailRow.incident_id)).all() == [None]


def test_that_nothing_proves_who_told_of_it_is_said(desk: Desk) -> None:
    put_in(desk, letter(COL, "moved stuff", MOVED))
    process(desk)
    tell_proposals(desk)
    (mail,) = mails_to(desk, "sandra.kemp@saltmarshprimary.example")
    assert "nothing proves that Mr Colin Webb wrote it" in " ".join(mail.replace("=\r\n", "").split())


def test_bank_details_stand_nowhere_but_in_the_mail_itself(desk: Desk) -> None:
    account = "S/C 60-16-13 A/C 31926819"
    bill = "Invoice FI-1. Net £100.00 VAT £20.00 Total £120.00, due 24 December 2026."
    for sender in (
        "accounts@fenlandict.example",
        "claire.brown@saltmarshprimary.example",
        "stranger@elsewhere.example",
    ):
        arrive(desk, sender, f"Invoice FI-1 {account}", f"{bill}\n{account}\nGB29 NWBK 6016 1331 9268 19")
    tell_proposals(desk)
    with desk.database.reading() as session:
        for table in Base.metadata.sorted_tables:
            for line in session.execute(select(table)).mappings():
                kept = " ".join(
                    each.decode("latin-1") if isinstance(each, bytes) else str(each) for each in line.values()
                )
                assert "31926819" not in kept, table.name
                assert "9268 19" not in kept, table.name


def test_one_word_by_mail_records_all_three_moves_and_the_new_place(desk: Desk) -> None:
    arrive(desk, COL, "moved stuff", MOVED)
    tell_proposals(desk)
    assert "written: HALL-STORE, SP-0019, SP-0016, SP-0017" in answer(desk, "confirm\n\nSandra")
    for tag in ("SP-0019", "SP-0016", "SP-0017"):
        assert cell(desk, "assets", tag, "location") == "HALL-STORE"
    assert cell(desk, "locations", "hall store", "origin") == "own"
    with desk.database.reading() as session:
        (move,) = changes_of(session, "assets", "SP-0019")[-1:]
    assert (move.old, move.new, move.who, move.because, move.mail_id) == (
        "LIB", "HALL-STORE", "Mrs Sandra Kemp", "proposal 1", 2,
    )  # fmt: skip


def test_with_another_place_no_new_one_is_made(desk: Desk) -> None:
    arrive(desk, COL, "moved stuff", MOVED)
    tell_proposals(desk)
    answer(desk, "confirm, but location=stage")
    assert cell(desk, "assets", "SP-0019", "location") == "HALL"
    with pytest.raises(NotKept):
        cell(desk, "locations", "hall store", "name")


def test_undo_puts_everything_back_and_the_word_may_be_said_again(desk: Desk) -> None:
    arrive(desk, COL, "moved stuff", MOVED)
    tell_proposals(desk)
    answer(desk, "confirm")
    assert "taken back" in answer(desk, "undo")
    assert cell(desk, "assets", "SP-0016", "location") == "LIB"
    assert cell(desk, "locations", "HALL-STORE", "retired_on") == MONDAY.date()
    say(desk, ProposalWord.CONFIRM)
    assert cell(desk, "assets", "SP-0016", "location") == "HALL-STORE"
    assert cell(desk, "locations", "HALL-STORE", "retired_on") is None


def test_what_somebody_changed_since_is_not_taken_back(desk: Desk) -> None:
    arrive(desk, COL, "moved stuff", MOVED)
    say(desk, ProposalWord.CONFIRM)
    with desk.database.writing() as session:
        change(session, BY_NAME["assets"], "SP-0016", {"location": "SUITE"}, Author("Ms Dunn", "by hand", MONDAY))
    with pytest.raises(NotKept, match="SP-0016: Place is SUITE now"):
        say(desk, ProposalWord.UNDO)
    assert cell(desk, "assets", "SP-0019", "location") == "HALL-STORE"


def test_a_declined_proposal_writes_nothing_and_can_be_opened_again(desk: Desk) -> None:
    arrive(desk, COL, "moved stuff", MOVED)
    tell_proposals(desk)
    assert "nothing was written" in answer(desk, "decline")
    assert cell(desk, "assets", "SP-0016", "location") == "LIB"
    with pytest.raises(NotAllowed, match="is declined already"):
        say(desk, ProposalWord.CONFIRM)
    say(desk, ProposalWord.UNDO)
    say(desk, ProposalWord.CONFIRM)
    assert cell(desk, "assets", "SP-0016", "location") == "HALL-STORE"


def test_a_second_confirm_changes_nothing(desk: Desk) -> None:
    arrive(desk, COL, "moved stuff", MOVED)
    tell_proposals(desk)
    answer(desk, "confirm")
    assert "is confirmed already" in answer(desk, "confirm")


def test_two_people_who_confirm_at_once_write_it_once(desk: Desk) -> None:
    arrive(desk, COL, "moved stuff", MOVED)

    def confirm(_: int) -> str:
        try:
            return say(desk, ProposalWord.CONFIRM)
        except NotAllowed as error:
            return str(error)

    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(confirm, range(4)))
    assert sum(each.startswith("written: HALL-STORE") for each in said) == 1
    assert sum("is confirmed already" in each for each in said) == 3
    with desk.database.reading() as session:
        assert [each.column for each in changes_of(session, "assets", "SP-0019")].count("location") == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("confirm, but colour=red", 'it has no column "colour"'),
        ("confirm, but location=nowhere", 'there is no place "nowhere"'),
        ("confirm, but printer.location=LIB", 'it has no "printer"'),
        ("confirm, but location=", 'nothing stands behind "location'),
        ("I will look tomorrow", "it begins with no word that I know"),
    ],
)
def test_what_cannot_be_done_is_said_and_leaves_it_open(desk: Desk, text: str, said: str) -> None:
    arrive(desk, COL, "moved stuff", MOVED)
    tell_proposals(desk)
    assert said in " ".join(answer(desk, text).split())
    with desk.database.reading() as session:
        assert [row.state for row in kept.open_proposals(session)] == ["open"]
        assert session.scalars(select(IncidentRow)).all() == []


def test_nobody_confirms_but_those_whose_word_it_is(desk: Desk) -> None:
    arrive(desk, COL, "moved stuff", MOVED)
    for by in ("amir.shah", "janet.pryor", "colin.webb"):
        with pytest.raises(NotAllowed, match="for coordinator and deputy"):
            say(desk, ProposalWord.CONFIRM, by=by)


def test_a_place_that_is_not_plain_must_be_given(desk: Desk) -> None:
    arrive(desk, COL, "moved", "Moved the visitor sign-in tablet to reception")
    with pytest.raises(NotKept, match="confirm it with location=…"):
        say(desk, ProposalWord.CONFIRM)
    say(desk, ProposalWord.CONFIRM, ("location", "YR"))
    assert cell(desk, "assets", "SP-0024", "location") == "YR"


def test_an_invoice_for_what_is_paid_already_leaves_it_paid_and_a_second_one_is_refused(desk: Desk) -> None:
    cells = (("invoice", "APS-901"), ("state", "matched"))
    write = Write("payment", "payments", cells, "D08")
    invoice = Proposal(ProposalKind.PAYMENT, "Invoice APS-901", (), (write,))
    other = replace(invoice, writes=(replace(write, cells=(("invoice", "APS-902"),)),))
    by = Author("Mrs Janet Pryor", "proposal 1", MONDAY)
    with desk.database.writing() as session:
        change(session, BY_NAME["payments"], "D08", {"state": "paid", "paid_on": "2026-11-17"}, by)
        proposing.confirm(session, invoice, (), by, ())
        with pytest.raises(NotKept, match="D08 has the invoice APS-901 already"):
            proposing.confirm(session, other, (), by, ())
    assert (cell(desk, "payments", "D08", "state"), cell(desk, "payments", "D08", "invoice")) == ("paid", "APS-901")


@pytest.mark.parametrize("text", ["confirm nothing yet", "confirm, but location is LIB", "confirm\nbut not the PCs"])
def test_a_word_that_is_taken_back_beside_it_writes_nothing(desk: Desk, text: str) -> None:
    arrive(desk, COL, "moved stuff", MOVED)
    tell_proposals(desk)
    assert "nothing is done" in " ".join(answer(desk, text).split())
    assert cell(desk, "assets", "SP-0019", "location") == "LIB"


def test_a_confirmed_order_stands_in_every_register_and_is_taken_back_as_a_whole(desk: Desk) -> None:
    pryor = "Janet Pryor <janet.pryor@saltmarshprimary.example>"
    text = (
        "Order placed with Fenland for 12 x iPad 10th gen + cases, PO-26-0309, arriving Tues 24 Nov. Total £4,188 inc "
        "VAT, invoice due 24 December. For Y2 and Y3. Please diarise. J"
    )
    arrive(desk, pryor, "iPads", text)
    tell_proposals(desk)
    assert "written: N1" in answer(desk, "confirm, but title=New iPads")
    assert cell(desk, "implementations", "N1", "title") == "New iPads"
    for tag in ("SP-0061", "SP-0072"):
        assert cell(desk, "assets", tag, "status") == "expected"
        assert cell(desk, "assets", tag, "implementation") == "N1"
    with desk.database.reading() as session:
        entries = agenda(session, date(2026, 11, 24), date(2026, 12, 24), MONDAY.date())
    ours = [(each.kind, each.on, each.act_by, each.net_pence) for each in entries if each.about == "N1"]
    assert ours == [
        ("delivery", date(2026, 11, 24), None, None),
        ("payment", date(2026, 12, 24), date(2026, 12, 18), 349000),
    ]
    say(desk, ProposalWord.UNDO)
    for register, key in (("implementations", "N1"), ("assets", "SP-0072"), ("tasks", "T1")):
        assert cell(desk, register, key, "retired_on") == MONDAY.date()
