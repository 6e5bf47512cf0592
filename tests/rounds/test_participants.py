"""Participants through a desk: kept, told in copies that look alike, taken off; in the bytes that go out."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from email.utils import getaddresses

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.incident import Incident
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.people import Provider
from mailtick.rounds.act import act, find_incident, release
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.incidents import log_of
from mailtick.store.people import add_provider
from mailtick.store.tables import MailRow, MailState, OutgoingRow
from tests.support.desks import DESK_ADDRESS, SetClock, letter, make_desk, put_in
from tests.support.lookup import proof

pytestmark = pytest.mark.both_databases

SCHOOL = "saltmarshprimary.example"
BROWN, LLOYD, MARSH = (f"{name}@{SCHOOL}" for name in ("claire.brown", "gareth.lloyd", "zoe.marsh"))


@pytest.fixture
def desk(school: Database) -> Desk:
    return make_desk(school, clock=SetClock())


def run(desk: Desk, *raws: bytes) -> None:
    put_in(desk, *raws)
    while process(desk):
        pass


def written(desk: Desk, template: str) -> list[tuple[str, EmailMessage]]:
    """(recipient, mail) of what was written from a template."""
    with desk.database.reading() as session:
        rows = session.scalars(select(OutgoingRow).where(OutgoingRow.template == template).order_by(OutgoingRow.id))
        return [(row.recipient, email.message_from_bytes(row.raw, policy=email.policy.default)) for row in rows]


def addresses(mail: EmailMessage, name: str) -> list[str]:
    return [address for _, address in getaddresses([str(value) for value in mail.get_all(name, [])])]


def standing(desk: Desk, reference: str = "1041") -> Incident:
    with desk.database.reading() as session:
        return find_incident(StoreLookup(session, "ICT"), reference)


def test_all_copies_show_the_same_to_and_cc_and_have_an_id_and_a_token_of_their_own(desk: Desk) -> None:
    run(desk, letter(headers={"Cc": f"Gareth Lloyd <{LLOYD}>, Mum <mum@home.example>, {MARSH}"}))
    assert [recipient for recipient, _ in written(desk, "acknowledgement")] == [BROWN]
    assert "Cc" not in written(desk, "acknowledgement")[0][1]
    act(desk, "1041", "tell", "The engineer comes on Tuesday.")
    copies = written(desk, "update")
    assert [recipient for recipient, _ in copies] == [BROWN, LLOYD, MARSH]
    for _, mail in copies:
        assert (addresses(mail, "To"), addresses(mail, "Cc")) == ([BROWN], [LLOYD, MARSH])
        # A copy says the same as what it is a copy of.
        assert "Dear Mrs Brown" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # it has a text
    assert len({str(mail["Message-ID"]) for _, mail in copies}) == 3
    assert len({str(mail["Reply-To"]) for _, mail in copies}) == 3
    with desk.database.reading() as session:
        rows = list(session.scalars(select(OutgoingRow).where(OutgoingRow.template == "update")))
        for row in rows:
            assert not any(other.token in row.raw.decode() for other in rows if other is not row)


def test_a_participant_s_answer_to_their_copy_is_filed_and_they_stay_a_participant(desk: Desk) -> None:
    run(desk, letter(headers={"Cc": LLOYD}))
    act(desk, "1041", "tell", "The engineer comes on Tuesday.")
    copy = next(mail for recipient, mail in written(desk, "update") if recipient == LLOYD)
    answer = {"In-Reply-To": str(copy["Message-ID"]), "Cc": f"{BROWN}, {copy['Reply-To']}, {MARSH}"}
    run(desk, letter(f"Gareth Lloyd <{LLOYD}>", "Re: News", "Mine needs one as well.", headers=answer))
    incident = standing(desk)
    assert [person.address for person in incident.affected] == [BROWN]
    assert [(one.address, one.field) for one in incident.participants] == [(LLOYD, "cc"), (MARSH, "cc")]
    with desk.database.reading() as session:
        log = log_of(session, incident.id)
        assert "Mine needs one as well." in [entry.text.strip() for entry in log]
        changes = [entry for entry in log if entry.field == "participants"]
        assert [entry.new for entry in changes] == [f"Mr Gareth Lloyd <{LLOYD}> (cc)", f"Ms Zoe Marsh <{MARSH}> (cc)"]
        assert all("went to them as well" in entry.because for entry in changes)


def test_whoever_was_taken_off_is_not_brought_back_by_a_cc_but_by_a_word(desk: Desk) -> None:
    run(desk, letter(headers={"Cc": LLOYD}))
    act(desk, "1041", "without", "gareth.lloyd")
    run(desk, letter(subject="Re: [ICT-1041] board", text="And now it hums.", headers={"Cc": LLOYD}))
    assert standing(desk).participants == ()
    act(desk, "1041", "also", "gareth.lloyd")
    assert [(one.address, one.field) for one in standing(desk).participants] == [(LLOYD, "also")]


def test_a_reply_all_to_thirty_makes_one_copy_each_and_no_more(desk: Desk) -> None:
    thirty = [f"teacher{number}@{SCHOOL}" for number in range(30)]
    first = "<first@mail.saltmarshprimary.example>"
    run(desk, letter(message_id=first, headers={"Cc": ", ".join(thirty)}))
    before = len(written(desk, "acknowledgement"))
    # Everybody answers everybody, the desk with them.
    for one in thirty:
        others = ", ".join([BROWN, *(other for other in thirty if other != one)])
        run(desk, letter(one, "Re: board", f"{one} says: not me!", headers={"In-Reply-To": first, "Cc": others}))
    incident = standing(desk)
    assert sorted(one.address for one in incident.participants) == sorted(thirty)
    assert [person.address for person in incident.affected] == [BROWN]
    with desk.database.reading() as session:
        assert {row.incident_id for row in session.scalars(select(MailRow))} == {incident.id}
        to = [row.recipient for row in session.scalars(select(OutgoingRow))]
    assert len(written(desk, "acknowledgement")) == before == 1
    # Nothing went to any of the thirty by itself.
    assert not {*to} & {*thirty}
    act(desk, "1041", "resolve", "New board")
    assert sorted(recipient for recipient, _ in written(desk, "resolved")) == sorted([BROWN, *thirty])


def test_a_list_that_has_written_before_takes_no_part(desk: Desk) -> None:
    headers = {"List-Id": "<heads.county.example>", "List-Post": "<mailto:heads@county.example>"}
    run(desk, letter("heads@county.example", "Heads' news", "This week", headers=headers))
    run(desk, letter(headers={"Cc": f"heads@county.example, {LLOYD}"}))
    assert [one.address for one in standing(desk).participants] == [LLOYD]


def test_merging_brings_the_participants_along(desk: Desk) -> None:
    run(
        desk,
        letter(headers={"Cc": LLOYD}),
        letter(MARSH, "sound", "No sound", headers={"Cc": f"{BROWN}, x@home.example"}),
    )
    act(desk, "1042", "merge", "1041")
    assert [one.address for one in standing(desk).participants] == [LLOYD, "x@home.example"]


def test_the_desk_never_takes_part_in_what_it_is_written_to(desk: Desk) -> None:
    run(desk, letter(to=f"{LLOYD}, {DESK_ADDRESS}", headers={"Cc": f"ICT+1041.k7f3k7f3k7f3k7f3k7f3@{SCHOOL.upper()}"}))
    assert [(one.address, one.field) for one in standing(desk).participants] == [(LLOYD, "to")]


def test_one_bad_address_stops_nobody_s_mail(school: Database) -> None:
    desk = make_desk(school)
    put_in(desk, letter(headers={"Cc": "zo\u00eb@saltmarshprimary.example"}))
    put_in(desk, letter("a b <\u00e9@saltmarshprimary.example>", "wifi", "no wifi"))
    while process(desk):
        pass
    act(desk, "1041", "tell", "The engineer comes on Tuesday")
    act(desk, "1042", "tell", "Somebody looks")
    with desk.database.reading() as session:
        sent = list(session.scalars(select(OutgoingRow.recipient).order_by(OutgoingRow.id)))
        states = set(session.scalars(select(MailRow.state)))
    assert sent == ["claire.brown@saltmarshprimary.example"] * 2
    assert states == {MailState.PROCESSED}


def test_news_go_to_where_somebody_wrote_from_and_nobody_else_sees_that_address(desk: Desk) -> None:
    """Who writes from home may not get at the school's mail."""
    run(desk, letter("Zoe <zoe@home.example>", "wifi", "The wifi is off in Elder"))
    released = release(desk, 1, reporter="zoe.marsh")
    assert released.noted == "zoe@home.example"
    act(desk, "1041", "tell", "Somebody comes at ten.")
    ((recipient, mail),) = written(desk, "update")
    assert (recipient, addresses(mail, "To")) == ("zoe@home.example", ["zoe@home.example"])
    assert mail.get_content_type() == "multipart/alternative"
    run(desk, letter(f"Gareth <{LLOYD}>", "wifi", "No wifi in Rowan", headers={"Cc": BROWN}))
    act(desk, "1041", "tell", "It is mended.")
    copies = written(desk, "update")[1:]
    assert "zoe@home.example" in [recipient for recipient, _ in copies]
    assert all("zoe@home.example" not in addresses(mail, "To") for _, mail in copies)
    (hers,) = [mail for recipient, mail in copies if recipient == "zoe@home.example"]
    assert "Dear Ms Marsh," in hers.as_string()
    # What is for few goes to the address on the list.
    act(desk, "1041", "restrict", "yes")
    act(desk, "1041", "tell", "zoe.marsh: Only for you.")
    assert written(desk, "update")[-1][0] == MARSH


@pytest.mark.parametrize("address", ["a]@x.example", "\u00e9@x.example", "x@y@z.example"])
def test_a_malformed_address_after_a_word_stops_neither_the_mail_nor_its_other_words(desk: Desk, address: str) -> None:
    run(desk, letter())
    with desk.database.writing() as session:
        add_provider(session, Provider("FEN", "Fenland", "support@fenlandict.example", frozenset()))
    text = f"#second FEN to {address}: no light\n#for {address}\n#also {address}\n#note Rang them"
    headers = proof("sandra.kemp@saltmarshprimary.example")
    run(desk, letter("Sandra Kemp <sandra.kemp@saltmarshprimary.example>", "[ICT-1041]", text, headers=headers))
    ((_, answer),) = written(desk, "transcript")
    said = answer.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # it has a text
    assert said.count("NOT DONE") == 3
    assert "is no address that mail can be sent to" in said
    with desk.database.reading() as session:
        assert set(session.scalars(select(MailRow.state))) == {MailState.PROCESSED}
        assert "Rang them" in [entry.text for entry in log_of(session, standing(desk).id)]
    with pytest.raises(NotAllowed, match="is no address that mail can be sent to"):
        act(desk, "1041", "second", f"FEN to {address}: no light")
