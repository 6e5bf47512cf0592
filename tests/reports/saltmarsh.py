"""The week of 16 to 22 November 2026 at Saltmarsh Primary, as facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from mailtick.incidents.incident import IncidentType, Priority, State
from mailtick.reports.facts import Coming, HandoverFacts, IncidentFacts, MailFacts, StateChange, WeekFacts
from mailtick.reports.week import Week

LONDON = ZoneInfo("Europe/London")
WEEK = Week(date(2026, 11, 16), LONDON)


def at(day: int, clock: str) -> datetime:
    """A moment of November 2026; London keeps GMT all month."""
    return datetime.fromisoformat(f"2026-11-{day:02} {clock}").replace(tzinfo=UTC)


def moves(*steps: tuple[int, str, State]) -> tuple[StateChange, ...]:
    """The changes of an incident that begins as new: day, time, state."""
    olds = [State.NEW, *(state for _, _, state in steps)]
    return tuple(StateChange(at(day, clock), old, new) for old, (day, clock, new) in zip(olds, steps, strict=False))


def incident(
    number: int,
    opened_at: datetime,
    changes: Sequence[StateChange] = (),
    *,
    priority: Priority = Priority.P3,
    category: str = "",
    place: str = "",
    type_: IncidentType = IncidentType.INCIDENT,
    title: str = "",
    assignee: str = "Mr Amir Shah",
    handovers: tuple[HandoverFacts, ...] = (),
    joined_at: tuple[datetime, ...] = (),
    is_restricted: bool = False,
) -> IncidentFacts:
    """An incident with what matters here; all else is ordinary."""
    return IncidentFacts(
        number=number,
        type=type_,
        title=title or f"Matter {number}",
        state=changes[-1].new if changes else State.NEW,
        priority=priority,
        category=category,
        place=place,
        channel="mail",
        received_at=opened_at,
        opened_at=opened_at,
        changes=tuple(changes),
        reporter="Mrs Claire Brown",
        assignee=assignee,
        handovers=handovers,
        joined_at=joined_at,
        last_entry_at=changes[-1].at if changes else opened_at,
        is_restricted=is_restricted,
    )


def given(code: str, name: str, day: int, clock: str, done_at: datetime | None = None) -> HandoverFacts:
    return HandoverFacts(code, name, at(day, clock), done_at, is_ended=done_at is not None)


def mails(count: int, *events: str, kind: str = "new", state: str = "processed", **more: bool) -> list[MailFacts]:
    return [MailFacts(state=state, kind=kind, events=frozenset(events), **more)] * count


REQUEST = IncidentType.REQUEST
FENLAND = ("FEN", "Fenland ICT Support")
_WITH_PROVIDER, _RESOLVED, _CLOSED = State.WAITING_PROVIDER, State.RESOLVED, State.CLOSED

INCIDENTS = (
    incident(
        1041,
        at(9, "08:12"),
        moves(
            (9, "11:00", _WITH_PROVIDER),
            (17, "08:05", State.WAITING_APPROVAL),
            (17, "09:20", _WITH_PROVIDER),
            (18, "08:35", State.TEMPORARY_FIX),
            (20, "11:40", _RESOLVED),
        ),
        category="Display and AV",
        place="Mrs Brown's class",
        handovers=(given("BBA", "BrightBoard AV", 9, "11:00", at(20, "11:30")),),
    ),
    incident(
        1042,
        at(9, "10:40"),
        moves((9, "11:10", State.WAITING_APPROVAL)),
        priority=Priority.P5,
        category="Software and online services",
        place="Library",
        type_=REQUEST,
        title="Clicker on three more laptops",
    ),
    incident(1043, at(10, "13:05"), moves((12, "10:30", _RESOLVED), (17, "16:30", _CLOSED))),
    incident(
        1044,
        at(13, "09:30"),
        moves((13, "10:15", _WITH_PROVIDER), (20, "09:30", _RESOLVED)),
        priority=Priority.P2,
        handovers=(given("HMS", "Horizon MIS Support", 13, "10:15", at(20, "08:40")),),
    ),
    incident(
        1045,
        at(16, "07:48"),
        moves((16, "08:06", _WITH_PROVIDER), (16, "10:45", _RESOLVED), (16, "10:55", _CLOSED)),
        priority=Priority.P1,
        category="Network and internet",
        place="Whole school",
        handovers=(given("CBS", "County Broadband for Schools", 16, "08:06", at(16, "10:42")),),
        joined_at=(at(16, "07:52"), at(16, "07:58"), at(16, "08:15")),
    ),
    incident(
        1046,
        at(16, "09:02"),
        moves((17, "09:05", _RESOLVED), (20, "16:00", _CLOSED)),
        priority=Priority.P4,
        category="Display and AV",
        place="Mrs Finch's class",
    ),
    incident(
        1047,
        at(16, "09:02"),
        moves((17, "10:00", _WITH_PROVIDER)),
        priority=Priority.P4,
        category="Computers and tablets",
        place="Mrs Finch's class",
        title="Teacher laptop battery lasts 20 minutes",
        handovers=(given(*FENLAND, 17, "10:00"),),
    ),
    incident(
        1048,
        at(16, "09:02"),
        moves((16, "10:25", State.WAITING_APPROVAL), (19, "13:10", _WITH_PROVIDER)),
        priority=Priority.P5,
        category="Computers and tablets",
        place="Mrs Finch's class",
        type_=REQUEST,
        title="15 pairs of headphones",
        handovers=(given(*FENLAND, 19, "13:10"),),
    ),
    incident(
        1049,
        at(16, "11:20"),
        moves((16, "11:26", _WITH_PROVIDER), (16, "12:55", _RESOLVED), (19, "16:30", _CLOSED)),
        priority=Priority.P1,
        category="Security",
        place="Miss Nair's class",
        handovers=(given(*FENLAND, 16, "11:26", at(16, "12:40")),),
        is_restricted=True,
    ),
    incident(
        1050,
        at(16, "13:10"),
        moves((17, "09:10", _WITH_PROVIDER), (18, "10:20", _RESOLVED), (18, "12:02", _CLOSED)),
        category="Printing and copying",
        place="School office",
        handovers=(given("APS", "Anglia Print Solutions", 17, "09:10", at(18, "10:05")),),
    ),
    incident(
        1051,
        at(17, "10:25"),
        moves((18, "09:40", _WITH_PROVIDER)),
        priority=Priority.P4,
        category="Computers and tablets",
        place="Mr Hargreaves's class",
        handovers=(given(*FENLAND, 18, "09:40"),),
    ),
    incident(
        1052,
        at(17, "14:02"),
        moves((18, "08:25", State.TEMPORARY_FIX)),
        priority=Priority.P2,
        category="Display and AV",
        place="Hall",
        title="No sound in hall",
    ),
    incident(
        1053,
        at(17, "15:40"),
        moves((18, "08:20", State.WAITING_REQUESTER), (19, "09:50", _RESOLVED)),
        priority=Priority.P4,
        category="Software and online services",
        place="Miss Nair's class",
    ),
    incident(
        1054,
        at(17, "16:58"),
        moves((18, "08:40", _RESOLVED), (18, "08:50", _CLOSED)),
        priority=Priority.P2,
        category="Accounts and passwords",
        place="Ms Marsh's class",
    ),
    incident(
        1055,
        at(18, "11:15"),
        moves((18, "11:32", State.WAITING_APPROVAL), (19, "11:55", _RESOLVED)),
        priority=Priority.P4,
        category="Accounts and passwords",
        place="Ms Marsh's class",
        type_=REQUEST,
    ),
    incident(
        1056,
        at(19, "08:10"),
        moves((19, "09:08", _WITH_PROVIDER)),
        category="Network and internet",
        place="Mr Lloyd's class",
        title="Wi-Fi drops every afternoon",
        handovers=(given(*FENLAND, 19, "09:08"),),
    ),
    incident(
        1057,
        at(19, "10:30"),
        moves((19, "10:45", _WITH_PROVIDER), (19, "14:45", _RESOLVED), (19, "15:05", _CLOSED)),
        category="Files and backup",
        place="Library",
        handovers=(given(*FENLAND, 19, "10:45", at(19, "14:40")),),
    ),
    incident(
        1058,
        at(20, "15:55"),
        moves((20, "16:20", _RESOLVED)),
        category="Information",
        place="School office",
        type_=REQUEST,
    ),
)

FACTS = WeekFacts(
    week=WEEK,
    prefix="ICT",
    coordinator="Mrs Sandra Kemp",
    incidents=INCIDENTS,
    mails=(
        *mails(12, "opened", "sent"),
        *mails(12, "mail"),
        *mails(3, "joined"),
        *mails(1, "automatic", kind="auto_reply"),
        *mails(1, "bounced", kind="bounce"),
        *mails(1, kind="auto_reply", is_ignored=True),
        *mails(1, kind="list", is_ignored=True),
    ),
    coming=(Coming(date(2026, 11, 24), "Fenland fortnightly visit 09:00-12:00"),),
)
