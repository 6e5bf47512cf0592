"""Held mail by reply: the list numbers its mails, and lines such as "1 new" say what becomes of each."""

from __future__ import annotations

import email
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default

import pytest
from sqlalchemy import delete, select

from mailtick.desk import Desk
from mailtick.rounds.act import drop
from mailtick.rounds.process import process
from mailtick.rounds.tell_held import tell_held
from mailtick.store.database import Database
from mailtick.store.tables import IncidentRow, MailRow, MailState, OutgoingRow, PersonRoleRow
from tests.support.desks import SetClock, letter, make_desk, put_in
from tests.support.lookup import proof

pytestmark = pytest.mark.both_databases

KEMP = "Sandra Kemp <sandra.kemp@saltmarshprimary.example>"
DUNN = "Leah Dunn <leah.dunn@saltmarshprimary.example>"
BROWN = "Claire Brown <claire.brown@saltmarshprimary.example>"
MO = "Mo Rahman <mo.rahman77@personalmail.example>"
FORGED = "mx.saltmarshprimary.example; dmarc=fail header.from=saltmarshprimary.example"
SHOP = "Toner Town <offers@toner.example>"


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    return make_desk(school, clock=clock)


def come_in(desk: Desk, *mails: bytes) -> None:
    put_in(desk, *mails)
    while process(desk):
        pass


def hold(desk: Desk, *senders: str) -> None:
    come_in(desk, *(letter(sender, f"mail {n}", f"This is what I write, {n}.") for n, sender in enumerate(senders, 1)))


def mails_to(desk: Desk, template: str, local: str = "sandra.kemp") -> list[EmailMessage]:
    with desk.database.reading() as session:
        query = select(OutgoingRow).where(OutgoingRow.template == template, OutgoingRow.recipient.startswith(local))
        rows = session.scalars(query.order_by(OutgoingRow.id)).all()
        return [email.message_from_bytes(row.raw, policy=default) for row in rows]


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def list_of(desk: Desk) -> EmailMessage:
    tell_held(desk)
    return mails_to(desk, "held_list")[-1]


def reply(desk: Desk, to: EmailMessage, text: str, sender: str = KEMP, *, is_proven: bool = True) -> str:
    """Answer a mail of the desk, and return what it writes back, in one line."""
    before = len(mails_to(desk, "transcript", sender.partition("<")[2].partition("@")[0]))
    headers = {"In-Reply-To": str(to["Message-ID"]), **(proof(sender) if is_proven else {})}
    come_in(desk, letter(sender, f"Re: {to['Subject']}", text, headers=headers))
    answers = mails_to(desk, "transcript", sender.partition("<")[2].partition("@")[0])
    assert len(answers) <= before + 1
    return " ".join(text_of(answers[-1]).split()) if len(answers) > before else ""


def states(desk: Desk, *senders: str) -> list[MailState]:
    with desk.database.reading() as session:
        query = select(MailRow).order_by(MailRow.id)
        return [row.state for row in session.scalars(query) if any(row.from_address in each for each in senders)]


def references(desk: Desk) -> list[str]:
    with desk.database.reading() as session:
        return [
            f"ICT-{row.number} {row.title}" for row in session.scalars(select(IncidentRow).order_by(IncidentRow.id))
        ]


def test_the_list_shows_of_each_mail_what_is_needed_to_decide(desk: Desk) -> None:
    hold(desk, MO)
    said = " ".join(text_of(list_of(desk)).split())
    assert "No. 1: mail 1" in said
    assert "From mo.rahman77@personalmail.example, Mon 16 Nov" in said
    assert "| This is what I write, 1." in said
    assert "Held mo.rahman77@personalmail.example is not known here" in said
    assert "N new" in said


def test_several_lines_in_one_reply_are_done_and_answered_in_one_mail(desk: Desk) -> None:
    come_in(desk, letter(BROWN, "Board", "The board is dark."))
    hold(desk, MO, SHOP, "Kim <kim@elsewhere.example>", "Win <win@prizes.example>")
    said = reply(desk, list_of(desk), "3 -> 1041\n1 new\n2. Drop advert\n\n4 block\n\nThanks\nSandra")
    assert "done 1 new taken up as ICT-1042, mail 1" in said
    assert "done 2 drop advert set aside for good" in said
    assert "done 3 to 1041 put onto ICT-1041, The board is dark" in said
    assert "done 4 block set aside; nobody is shown what win@prizes.example writes any more" in said
    assert references(desk) == ["ICT-1041 The board is dark", "ICT-1042 mail 1"]
    assert states(desk, SHOP) == [MailState.DROPPED]


def test_the_answer_opens_no_matter_of_its_own_whatever_it_says(desk: Desk) -> None:
    hold(desk, MO)
    told = list_of(desk)
    assert "no line of it begins with a number of the list" in reply(desk, told, "who is this Mo?")
    assert reply(desk, told, "Thanks!") == ""
    assert references(desk) == []


def test_a_line_that_was_decided_by_somebody_else_says_by_whom(desk: Desk) -> None:
    hold(desk, MO)
    told = list_of(desk)
    with desk.database.reading() as session:
        mail_id = session.scalars(select(MailRow.id).where(MailRow.state == MailState.HELD)).one()
    drop(desk, mail_id, "advert", by="leah.dunn")
    said = reply(desk, told, "1 new")
    assert "NOT DONE 1 new decided already: Ms Leah Dunn dropped it on Monday 16 November at 09:00" in said
    assert references(desk) == []


def test_the_same_line_twice_does_nothing_the_second_time(desk: Desk) -> None:
    hold(desk, MO)
    told = list_of(desk)
    assert "done 1 new" in reply(desk, told, "1 new")
    said = reply(desk, told, "1 new again")
    assert "decided already: Mrs Sandra Kemp took it up as ICT-1041" in said
    assert references(desk) == ["ICT-1041 mail 1"]


def test_two_words_about_one_mail_are_neither_done(desk: Desk) -> None:
    hold(desk, MO)
    assert "says two things about it" in reply(desk, list_of(desk), "1 new\n1 drop")
    assert states(desk, MO) == [MailState.HELD]


def test_numbers_mean_the_mails_of_the_list_that_is_answered(desk: Desk, clock: SetClock) -> None:
    hold(desk, MO)
    first = list_of(desk)
    drop(desk, 1, "advert")
    clock.move(timedelta(hours=2))
    come_in(desk, letter(SHOP, "toner", "Cheap!"))
    assert "decided already" in reply(desk, first, "1 drop")
    assert states(desk, SHOP) == [MailState.HELD]
    assert "done 1 drop" in reply(desk, list_of(desk), "1 drop")
    assert states(desk, SHOP) == [MailState.DROPPED]


def test_the_answer_to_what_was_not_done_goes_on_with_the_same_numbers(desk: Desk) -> None:
    come_in(desk, letter(BROWN, "Board", "The board is dark."))
    hold(desk, MO)
    told = list_of(desk)
    assert "NOT DONE 1 to 9999 there is no incident 9999" in reply(desk, told, "1 to 9999")
    assert "done 1 to 1041 put onto ICT-1041" in reply(desk, mails_to(desk, "transcript")[-1], "1 to 1041")


def test_a_mail_that_answers_no_list_does_nothing_to_held_mail(desk: Desk) -> None:
    hold(desk, MO)
    list_of(desk)
    come_in(desk, letter(KEMP, "held", "1 drop", headers=proof(KEMP)))
    assert states(desk, MO) == [MailState.HELD]


@pytest.mark.parametrize(
    ("sender", "is_proven", "why"),
    [(BROWN, True, "this list is for coordinator and deputy"), (DUNN, False, "not done: sender verified: no")],
    ids=["no right", "no proof"],
)
def test_who_has_no_right_or_proves_nothing_changes_nothing(desk: Desk, sender: str, is_proven: bool, why: str) -> None:
    hold(desk, MO)
    assert why in reply(desk, list_of(desk), "1 new", sender, is_proven=is_proven)
    assert states(desk, MO) == [MailState.HELD]


def test_the_list_itself_proves_its_reader_where_the_host_proves_nobody(desk: Desk) -> None:
    hold(desk, MO)
    assert "done 1 new" in reply(desk, list_of(desk), "1 new", is_proven=False)


def test_for_somebody_else_notes_the_address(desk: Desk) -> None:
    hold(desk, MO)
    said = reply(desk, list_of(desk), "1 new for claire.brown please")
    assert "mo.rahman77@personalmail.example is noted as an address of theirs" in said


def test_a_blocked_address_is_shown_to_nobody_until_it_is_taken_back(desk: Desk) -> None:
    hold(desk, SHOP, SHOP)
    told = list_of(desk)
    assert "set aside, with 1 more of theirs" in reply(desk, told, "1 block")
    come_in(desk, letter(SHOP, "toner again", "Cheap!"))
    assert states(desk, SHOP) == [MailState.DROPPED, MailState.DROPPED, MailState.PROCESSED]
    assert "it is held again, and offers@toner.example is not blocked any more" in reply(desk, told, "1 undo")
    come_in(desk, letter(SHOP, "toner once more", "Cheaper!"))
    assert states(desk, SHOP)[-1] is MailState.HELD


def test_somebody_of_the_school_is_never_blocked(desk: Desk) -> None:
    come_in(desk, letter(BROWN, "Board", "Dark", headers={"Authentication-Results": FORGED}))
    assert "only a stranger's address can be blocked" in reply(desk, list_of(desk), "1 block")


def test_of_many_only_so_many_are_shown_and_the_others_come_next(desk: Desk, clock: SetClock) -> None:
    hold(desk, *(f"N <n{n}@elsewhere.example>" for n in range(1, 22)))
    told = list_of(desk)
    said = text_of(told)
    assert "21 mails wait for your decision" in str(told["Subject"])
    assert "And 13 more; they come once some of these are decided." in said
    assert len(said.splitlines()) < 90
    clock.move(timedelta(hours=2))
    assert tell_held(desk) == 0
    assert "these are 8; to mean them all" in reply(desk, told, "all drop")
    reply(desk, told, "drop all 8")
    assert tell_held(desk) == 13
    assert "And 5 more" in text_of(list_of(desk))


def test_of_a_restricted_matter_neither_subject_nor_text_stands_in_the_list(desk: Desk) -> None:
    come_in(desk, letter(BROWN, "Board", "The board is dark."))
    with desk.database.writing() as session:
        session.scalars(select(IncidentRow)).one().is_restricted = True
    come_in(desk, letter(MO, "[ICT-1041] Re: a secret", "It is about Katie."))
    said = text_of(list_of(desk))
    assert "a restricted matter" in said
    assert not any(each in said for each in ("secret", "Katie"))


def test_many_mails_of_one_sender_are_one_line_and_set_aside_by_one_word(desk: Desk) -> None:
    hold(desk, *[SHOP] * 30, MO)
    told = list_of(desk)
    said = " ".join(text_of(told).split())
    assert 'Also 29 more of the same sender; "1 drop" means them, too' in said
    assert "No. 2: mail 31" in said
    assert "No. 3" not in said
    assert "done 1 drop advert set aside for good, with 29 more of the same sender" in reply(
        desk, told, "1 drop advert"
    )
    assert states(desk, SHOP) == [MailState.DROPPED] * 30
    assert states(desk, MO) == [MailState.HELD]
    assert "it is held again, and 29 more of the same sender" in reply(desk, told, "1 undo")
    assert states(desk, SHOP) == [MailState.HELD] * 30


def test_a_new_matter_is_made_of_the_one_mail_that_is_shown(desk: Desk) -> None:
    hold(desk, *[SHOP] * 5)
    reply(desk, list_of(desk), "1 new")
    assert references(desk) == ["ICT-1041 mail 1"]
    assert states(desk, SHOP).count(MailState.HELD) == 4


def test_an_owner_who_may_not_decide_is_told_and_not_asked(desk: Desk) -> None:
    with desk.database.writing() as session:
        session.execute(delete(PersonRoleRow).where(PersonRoleRow.role.in_(("coordinator", "deputy"))))
    hold(desk, MO)
    tell_held(desk)
    assert mails_to(desk, "held_list", "tom.whitfield") == []
    said = " ".join(text_of(mails_to(desk, "alert", "tom.whitfield")[-1]).split())
    assert "1 held mail waits for a decision" in said
    assert "Nobody who may decide on them is there" in said


def test_a_reply_takes_back_for_a_week_and_says_afterwards_what_does(desk: Desk, clock: SetClock) -> None:
    hold(desk, MO)
    told = list_of(desk)
    reply(desk, told, "1 drop")
    clock.now += timedelta(days=8)
    said = reply(desk, told, "1 undo")
    assert "that was more than a week ago, and a reply does not take it back any more; `mailtick held undo" in said
    assert states(desk, MO) == [MailState.DROPPED]
