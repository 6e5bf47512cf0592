"""History from an archive: the mails' own dates, nothing sent, nothing twice."""

from __future__ import annotations

import contextlib
import mailbox
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest
from sqlalchemy import func, select

from mailtick.desk import Desk
from mailtick.incidents.incident import State
from mailtick.rounds.act import act
from mailtick.rounds.import_mail import arrival, import_mail
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.tables import HandoverRow, IncidentRow, LogEntryRow, MailRow, MailState, OutgoingRow
from mailtick.transport.archive import NoArchive, OldMail, open_archive
from tests.support.desks import DESK_ADDRESS, MONDAY, letter, make_desk, put_in
from tests.support.lookup import proof

pytestmark = pytest.mark.both_databases

MARCH = datetime(2024, 3, 4, 9, 30, tzinfo=UTC)
BROWN = "Claire Brown <claire.brown@saltmarshprimary.example>"
SURE: dict[str, object] = {
    "name": "Boards",
    "when": {"text": "board"},
    "then": {"hand_over": "BBA", "sure": True, "notify": ["coordinator"]},
}


@pytest.fixture
def desk(school: Database) -> Desk:
    return make_desk(school, rules=[SURE])


def old_letters() -> list[bytes]:
    """A report, the old desk's answer to it, thanks for that, a stranger's mail, an absence."""
    first, answer = "<report@mail.saltmarshprimary.example>", "<answer@saltmarshprimary.example>"
    at = [MARCH + timedelta(hours=each) for each in range(5)]
    return [
        letter(BROWN, message_id=first, sent_at=at[0]),
        letter(f"ICT <{DESK_ADDRESS}>", "Re: board", "We look", BROWN, answer, {"In-Reply-To": first}, at[1]),
        letter(BROWN, "Re: board", "Any news?", headers={"In-Reply-To": answer}, sent_at=at[2]),
        letter("Mo <mo@personalmail.example>", "its Mo", "No sound", sent_at=at[3]),
        letter(BROWN, "Automatic reply", headers={"Auto-Submitted": "auto-replied"}, sent_at=at[4]),
    ]


def mbox(folder: Path, raws: Iterable[bytes]) -> Path:
    path = folder / "old.mbox"
    with contextlib.closing(mailbox.mbox(path)) as box:
        for raw in raws:
            box.add(raw)
    return path


def maildir(folder: Path, raws: Iterable[bytes]) -> Path:
    path = folder / "old"
    box = mailbox.Maildir(path)
    for raw in raws:
        box.add(raw)
    return path


def imported(desk: Desk, path: Path, open_since: date | None = None, *, dry_run: bool = False) -> dict[str, int]:
    with open_archive(path, lambda head: arrival(head, desk.clock())) as (_, mails):
        return import_mail(desk, mails, open_since, dry_run=dry_run).as_json()


def count(desk: Desk, row: type[IncidentRow | MailRow | OutgoingRow | HandoverRow]) -> int:
    with desk.database.reading() as session:
        return session.scalar(select(func.count()).select_from(row)) or 0


def only_incident(desk: Desk) -> IncidentRow:
    with desk.database.reading() as session:
        return session.scalars(select(IncidentRow)).one()


@pytest.mark.parametrize("make", [mbox, maildir])
def test_history_stands_with_its_own_dates_and_nothing_is_sent(desk: Desk, tmp_path: Path, make: type[object]) -> None:
    path = make(tmp_path, reversed(old_letters()))  # type: ignore[call-arg]  # both take a folder and mails
    assert isinstance(path, Path)
    assert imported(desk, path) == {"mails": 5, "incidents": 1, "filed": 2, "known": 0, "kept": 2}
    incident = only_incident(desk)
    assert (incident.number, incident.received_at, incident.created_at) == (1041, MARCH, MARCH)
    assert (incident.state, incident.closed_at) == (State.CLOSED, MARCH + timedelta(hours=2))
    with desk.database.reading() as session:
        entries = list(session.scalars(select(LogEntryRow).order_by(LogEntryRow.id)))
    assert [entry.at for entry in entries if entry.event == "mail"] == [
        MARCH + timedelta(hours=1),
        MARCH + timedelta(hours=2),
    ]
    assert all(entry.because.startswith("imported") for entry in entries)
    assert (count(desk, OutgoingRow), count(desk, HandoverRow)) == (0, 0)


def test_what_nobody_can_decide_on_any_more_is_kept_and_not_held(desk: Desk, tmp_path: Path) -> None:
    imported(desk, mbox(tmp_path, old_letters()))
    with desk.database.reading() as session:
        states = dict(session.execute(select(MailRow.state, func.count()).group_by(MailRow.state)).all())
        reason = session.scalars(select(MailRow.held_reason).where(MailRow.state == MailState.DROPPED)).one()
    assert states == {MailState.PROCESSED: 4, MailState.DROPPED: 1}
    assert reason.startswith("imported, and kept only: mo@personalmail.example is not known here")


def test_a_second_run_adds_nothing(desk: Desk, tmp_path: Path) -> None:
    path = mbox(tmp_path, old_letters())
    imported(desk, path)
    before = count(desk, MailRow), count(desk, IncidentRow)
    assert imported(desk, path) == {"mails": 5, "incidents": 0, "filed": 0, "known": 5, "kept": 0}
    assert (count(desk, MailRow), count(desk, IncidentRow)) == before


def test_a_dry_run_says_the_same_and_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    path = mbox(tmp_path, old_letters())
    said = imported(desk, path, dry_run=True)
    assert (count(desk, MailRow), count(desk, IncidentRow)) == (0, 0)
    assert imported(desk, path) == said


def test_an_import_that_broke_off_is_completed_by_the_next_one(desk: Desk, tmp_path: Path) -> None:
    many = [letter(BROWN, f"board {number}", sent_at=MARCH + timedelta(days=number)) for number in range(120)]
    path = mbox(tmp_path, many)

    def broken() -> Iterator[OldMail]:
        with open_archive(path, lambda head: arrival(head, desk.clock())) as (_, mails):
            yield from islice(mails, 70)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_mail(desk, broken())
    assert imported(desk, path)["known"] == 50
    assert count(desk, IncidentRow) == 120
    with desk.database.reading() as session:
        assert set(session.scalars(select(IncidentRow.state))) == {State.CLOSED}


def test_what_was_written_on_a_day_or_later_may_stay_open(desk: Desk, tmp_path: Path) -> None:
    imported(desk, mbox(tmp_path, old_letters()), MARCH.date())
    assert only_incident(desk).state is State.NEW


def test_an_answer_that_comes_now_finds_the_imported_incident(desk: Desk, tmp_path: Path) -> None:
    path = mbox(tmp_path, old_letters()[:3])
    imported(desk, path, MARCH.date())
    put_in(desk, letter(BROWN, "Re: board", "Still dark", headers={"In-Reply-To": "<answer@saltmarshprimary.example>"}))
    while process(desk):
        pass
    assert count(desk, IncidentRow) == 1
    # It goes on by mail: another run does not close it.
    imported(desk, path)
    assert only_incident(desk).state is not State.CLOSED


def test_an_old_mail_about_a_living_incident_is_filed_and_moves_nothing(desk: Desk, tmp_path: Path) -> None:
    put_in(desk, letter(BROWN, "printer", "The printer is jammed", message_id="<live@mail.saltmarshprimary.example>"))
    while process(desk):
        pass
    act(desk, "1041", "resolve", "Paper taken out")
    written = count(desk, OutgoingRow)
    old = letter(BROWN, "Re: [ICT-1041] printer", "Thanks, works", sent_at=MARCH)
    assert imported(desk, mbox(tmp_path, [old]))["filed"] == 1
    assert only_incident(desk).state is State.RESOLVED
    assert count(desk, OutgoingRow) == written


@pytest.mark.parametrize(
    "word", ["#assign amir.shah", "#tell It comes on Friday", "#nonsense", "#second BBA it is dark"]
)
def test_an_old_mail_of_which_nothing_is_done_stands_on_its_incident_all_the_same(
    desk: Desk, tmp_path: Path, word: str
) -> None:
    kemp = "Sandra Kemp <sandra.kemp@saltmarshprimary.example>"
    raws = [
        letter(BROWN, sent_at=MARCH),
        letter(kemp, "[ICT-1041]", word, headers=proof(kemp), sent_at=MARCH + timedelta(hours=1)),
    ]
    assert imported(desk, mbox(tmp_path, raws))["kept"] == 0
    with desk.database.reading() as session:
        assert {row.incident_id for row in session.scalars(select(MailRow))} == {only_incident(desk).id}
        assert len(list(session.scalars(select(LogEntryRow).where(LogEntryRow.mail_id == 2)))) >= 1


def test_when_an_old_mail_came_is_what_its_server_wrote_else_its_date_and_never_later_than_now() -> None:
    received = b"Received: from a by b; Mon, 04 Mar 2024 09:30:00 +0000\n"
    dated = b"Date: Tue, 05 Mar 2024 10:00:00 +0100\n"
    assert arrival(received + dated + b"\nx", MONDAY) == MARCH
    assert arrival(dated + b"\nx", MONDAY) == datetime(2024, 3, 5, 9, 0, tzinfo=UTC)
    assert arrival(b"Date: Fri, 31 Dec 9999 23:59:59 -1200\n\nx", MONDAY) == MONDAY
    assert arrival(b"Subject: no date\n\nx", MONDAY) == MONDAY


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda folder: folder / "nowhere.mbox", "cannot be read: No such file"),
        (lambda folder: folder, "is no Maildir: it has no folders cur and new"),
        (lambda folder: _written(folder / "a.txt", b"Hello"), "is no mbox file"),
        (lambda folder: _written(folder / "empty.mbox", b""), "is no mbox file"),
    ],
    ids=["missing", "a folder", "a text", "empty"],
)
def test_what_is_no_archive_is_one_sentence(tmp_path: Path, make: object, sentence: str) -> None:
    assert callable(make)
    with pytest.raises(NoArchive, match=sentence), open_archive(make(tmp_path), lambda _: MONDAY):
        pass


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
