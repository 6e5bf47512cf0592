"""A context for each mail, of an invented school: `mailtick check` and the tests render every template with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType

from mailtick.incidents import notices
from mailtick.incidents.approval_mails import approval, order
from mailtick.incidents.approvals import Approval, AskApproval, Price
from mailtick.incidents.asking_advice import advice
from mailtick.incidents.chases import Owed, chase
from mailtick.incidents.firm_jobs import FirmJob
from mailtick.incidents.incident import Grade, Incident, IncidentType, Priority, State
from mailtick.incidents.kept import Equipment
from mailtick.incidents.list_samples import numbered_lists
from mailtick.incidents.news.mails import job_news
from mailtick.incidents.notices import AnswerBy, DeskFacts, Notice, ReminderLine, TranscriptLine, as_recipient
from mailtick.incidents.people import Person, Provider, Role
from mailtick.incidents.proposals.proposal import Proposal, ProposalKind, Write
from mailtick.incidents.service_level import Job
from mailtick.incidents.signing_in import sign_in
from mailtick.incidents.told_mails import LostMail
from mailtick.incidents.visit_sheet import SheetLine, VisitSheet, visit_sheet
from mailtick.incidents.withdrawals import withdrawal
from mailtick.incidents.work_list import WorkLine

DESK = DeskFacts(
    name="Saltmarsh Primary School",
    address="ict@saltmarshprimary.example",
    prefix="ICT",
    phone="01632 960100",
    hours="Monday to Thursday 08:00-16:30, Friday 08:00-16:00",
)


def _person(id_: int, name: str, local_part: str, role: Role, place: str = "") -> Person:
    return Person(id_, name, f"{local_part}@saltmarshprimary.example", frozenset({role}), place)


CLAIRE_BROWN = _person(1, "Mrs Claire Brown", "claire.brown", Role.REQUESTER, "Mrs Brown's class")
SANDRA_KEMP = _person(2, "Mrs Sandra Kemp", "sandra.kemp", Role.COORDINATOR)
AMIR_SHAH = _person(3, "Mr Amir Shah", "amir.shah", Role.FIRST_LEVEL)
TOM_WHITFIELD = _person(4, "Mr Tom Whitfield", "tom.whitfield", Role.OWNER)
BRIGHTBOARD = Provider(
    "BBA", "BrightBoard AV", "jobs@brightboard.example", frozenset({"brightboard.example"}), "Job ####"
)

PANEL = Equipment(
    "SP-0037",
    "Interactive panel",
    "Promethean ActivPanel 9 75in",
    "AP9-2111-0213",
    contract="C4",
    warranty_end_on=date(2026, 11, 30),
)

INCIDENT = Incident(
    id=41,
    number=1041,
    reference="ICT-1041",
    type=IncidentType.INCIDENT,
    title="Board does not turn on",
    state=State.ASSIGNED,
    category="Display and AV",
    place="Mrs Brown's class",
    impact=Grade.MEDIUM,
    urgency=Grade.MEDIUM,
    priority=Priority.P3,
    reporter=CLAIRE_BROWN,
    affected=(CLAIRE_BROWN,),
    assignee=AMIR_SHAH,
    provider=BRIGHTBOARD.name,
    received_at=datetime(2026, 11, 9, 8, 12, tzinfo=UTC),
    resolved_at=datetime(2026, 11, 20, 11, 40, tzinfo=UTC),
    closed_at=None,
    first_text="Board in my room won't turn on again. C",
    resolution="BrightBoard fitted a new power board and tested it with you at 11:15.",
    equipment=(PANEL,),
)


@dataclass(frozen=True, slots=True)
class _Volume:
    opened: int = 14
    resolved: int = 11
    open_at_start: int = 3
    open_at_end: int = 6
    incidents: int = 11
    requests: int = 3
    reopened: int = 0
    closed: int = 7
    cancelled: int = 0


@dataclass(frozen=True, slots=True)
class _Section:
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _OpenIncident:
    reference: str
    priority: str
    title: str
    place: str
    state_words: str
    with_whom: str
    age_days: int


@dataclass(frozen=True, slots=True)
class _Summary:
    """The shape of `reports.weekly.WeeklySummary`, which stands above this room."""

    week_words: str
    headline: str
    volume: _Volume
    sections: tuple[_Section, ...]
    open_incidents: tuple[_OpenIncident, ...]


SUMMARY = _Summary(
    week_words="16-22 November",
    headline="14 in, 11 done, 6 open",
    volume=_Volume(),
    sections=(
        _Section(
            "Needs somebody",
            (
                "Clicker for three laptops (ICT-1042) has waited 9 days for an answer. Mr Whitfield: yes or no",
                "Hall sound (ICT-1052) is fixed for now. Mrs Kemp: repair or replace by Tuesday 24 November",
            ),
        ),
        _Section(
            "The week",
            (
                "Answered in time: 13 of 14 (late: ICT-1050 by 25 minutes)",
                "Done in time: 11 of 12 (late: ICT-1044, census export, with Horizon MIS Support)",
            ),
        ),
        _Section("Providers", ("BrightBoard AV: 1 done, visit late", "Fenland ICT Support: 2 done, 4 with them")),
        _Section("Open", ("6 are open; the oldest has been open for 9 days",)),
        _Section("Mail", ("35 in: 12 made incidents, 12 were added, 11 were none; 0 held",)),
    ),
    open_incidents=(
        _OpenIncident(
            "ICT-1042", "P5", "Clicker on laptops 3, 7, 11", "Library", "waiting for a decision", "Mr Tom Whitfield", 9
        ),
        _OpenIncident("ICT-1052", "P2", "No sound in the hall", "Hall", "fixed for now", "Mr Amir Shah", 3),
        _OpenIncident(
            "ICT-1056", "P3", "Wi-Fi drops every afternoon", "Mr Lloyd's class", "with an outside firm",
            "Fenland ICT Support", 1,
        ),
    ),
)  # fmt: skip


REMINDER_LINES = (
    ReminderLine(
        reference="C2",
        what="Last day to give notice on Copier lease and service C2",
        on=date(2026, 12, 31),
        act_by=date(2026, 12, 18),
        amount="",
        about="",
        is_lapsed=False,
        answers=("renew 1y", "cancel sent", "ask owner", "snooze 1w"),
    ),
    ReminderLine(
        reference="D01",
        what="Purple Mash renewal, invoice 2S-88121",
        on=date(2026, 11, 13),
        act_by=None,
        amount="£1,368.00",
        about="LIC-04",
        is_lapsed=True,
        answers=("paid 1368.00", "snooze 1w"),
    ),
)
LETTER = "To: Anglia Print Solutions\n\nDear Sir or Madam,\n\nwe give notice to end the contract above."

PROPOSAL = Proposal(
    ProposalKind.MOVE,
    "Move Laptop cabinet LapCabby 16H to Hall store",
    (("SP-0019", "Laptop cabinet LapCabby 16H: Library → Hall store"), ("New place", "Hall store")),
    (
        Write("place", "locations", (("code", "HALL-STORE"), ("name", "Hall store"))),
        Write("SP-0019", "assets", (("location", "{place}"),), "SP-0019"),
    ),
    ('"a PC" may be any of SP-0016, SP-0017',),
    ("The bank account is another one than before.",),
)

_POWER_BOARD = Price(28500, 5700)
ASKED = AskApproval(
    INCIDENT.id,
    "supply and fit a power board",
    TOM_WHITFIELD,
    SANDRA_KEMP.name,
    "Mrs Sandra Kemp said so",
    _POWER_BOARD,
    BRIGHTBOARD.code,
    "Q-3318",
    date(2026, 12, 17),
    ("Meanwhile: a loan projector is in Room 5 (until 20 November 2026).",),
)
APPROVED = Approval(
    1,
    INCIDENT.id,
    ASKED.what,
    _POWER_BOARD,
    BRIGHTBOARD.code,
    "Q-3318",
    ASKED.valid_until,
    TOM_WHITFIELD,
    SANDRA_KEMP.name,
    datetime(2026, 11, 17, 8, 5, tzinfo=UTC),
    "yes",
)

JOB = FirmJob(1, BRIGHTBOARD, "Job 7741", Job(datetime(2026, 11, 9, 11, 0, tzinfo=UTC), Priority.P3), "C4", "", "")
OWED = (Owed("be here", datetime(2026, 11, 16, 17, 0, tzinfo=UTC)),)

# What first level has a right to on what is theirs.
_WORDS = ("start", "resolve", "wait", "second", "tell", "release", "note")


def _of_its_course() -> tuple[Notice, ...]:
    """What the reporter hears between the first and the last."""
    return (
        notices.question(
            INCIDENT, CLAIRE_BROWN, "Is the small red light below the board on?", SANDRA_KEMP.name, ("Yes", "No")
        ),
        notices.still_asking(
            INCIDENT, CLAIRE_BROWN, "Is the small red light below the board on?", "Tuesday 1 December"
        ),
        notices.temporary_fix(
            INCIDENT, CLAIRE_BROWN, "A loan projector is in Room 5.", AMIR_SHAH.name, "Friday 20 November"
        ),
        notices.resolved(INCIDENT, CLAIRE_BROWN, SANDRA_KEMP.name),
    )


def _acknowledgements(at: datetime) -> Iterator[Notice]:
    checks, steps = ("Look whether it is on at the wall",), ("Use another room, or go on without it.",)
    yield notices.acknowledgement(INCIDENT, CLAIRE_BROWN, answer_by=AnswerBy(at), first_checks=checks)
    shut = AnswerBy(at, datetime(2026, 11, 17, 8, 0, tzinfo=UTC))
    yield notices.acknowledgement(INCIDENT, CLAIRE_BROWN, answer_by=shut, emergency=steps, is_shut=True)


def _all_notices() -> tuple[Notice, ...]:
    at = datetime(2026, 11, 17, 14, 2, tzinfo=UTC)
    said = "The engineer comes on Tuesday 17 November, first call."
    return (
        *_acknowledgements(at),
        notices.assignment(INCIDENT, AMIR_SHAH, "rule “panels go to Mr Shah”", _WORDS),
        notices.handover(INCIDENT, BRIGHTBOARD, "No power light. Other sockets work. Under warranty, contract C4."),
        approval(INCIDENT, TOM_WHITFIELD, 1, ASKED, BRIGHTBOARD.name),
        chase(INCIDENT, as_recipient(BRIGHTBOARD), JOB, OWED, 1, "The class has no board.", SANDRA_KEMP.name),
        withdrawal(INCIDENT, BRIGHTBOARD, "Job 7741", SANDRA_KEMP.name, is_again=False, nth=1),
        order(INCIDENT, BRIGHTBOARD, APPROVED, "PO-26-0311", "Job 7741", "Friday suits us."),
        advice(INCIDENT, BRIGHTBOARD, "Is a panel of six years worth a repair for £342?"),
        notices.taken_off(INCIDENT, AMIR_SHAH, SANDRA_KEMP.name),
        notices.update(INCIDENT, CLAIRE_BROWN, said, SANDRA_KEMP.name),
        *_of_its_course(),
        notices.known_fault(INCIDENT, CLAIRE_BROWN),
        job_news(INCIDENT, CLAIRE_BROWN, (f"{BRIGHTBOARD.name} comes on Tuesday 17 November, first thing.",)),
        notices.restricted(INCIDENT, CLAIRE_BROWN),
        notices.received(CLAIRE_BROWN),
        sign_in(SANDRA_KEMP, "https://desk.saltmarshprimary.example/sign-in/kJ3", 15),
        notices.reminders(SANDRA_KEMP, REMINDER_LINES, "2026-11-20", (("C2", LETTER),)),
        notices.noted(CLAIRE_BROWN, PROPOSAL.title),
        notices.proposal(SANDRA_KEMP, 3, PROPOSAL, "Mr Colin Webb", "moved stuff"),
        notices.team_news(
            INCIDENT,
            AMIR_SHAH,
            BRIGHTBOARD.name,
            said,
            ("Their number is Job 7741.", "Visit 17 Nov."),
            _WORDS,
            is_providers=True,
        ),
        notices.more_news(INCIDENT, AMIR_SHAH, "Miss Priya Nair"),
        notices.alert(SANDRA_KEMP, "The mail to BrightBoard AV came back", ("User unknown.", "Correct it."), INCIDENT),
        notices.undelivered(
            SANDRA_KEMP,
            LostMail("job@brightboard.example", "[ICT-1041] New job: Board", "the address does not exist", "BBA"),
            INCIDENT,
            _WORDS,
        ),
        *_of_words(),
        notices.stock_list(
            CLAIRE_BROWN,
            "T12",
            "Mrs Brown's class",
            (("SP-0037", "Interactive panel: Promethean ActivPanel 9"), ("SP-0044", "Laptop: Lenovo ThinkPad L14")),
            is_chased=True,
        ),
        *numbered_lists(SANDRA_KEMP, INCIDENT, at),
        visit_sheet(VisitSheet(BRIGHTBOARD, date(2026, 11, 24), (SheetLine(INCIDENT, "Job 7741"),))),
        notices.work_list(AMIR_SHAH, (WorkLine(INCIDENT, at, is_late=False),)),
        notices.weekly_summary(TOM_WHITFIELD, "2026-W47", SUMMARY),
    )


def _of_words() -> tuple[Notice, ...]:
    """The answers to what somebody wrote to the desk as words."""
    return (
        notices.transcript(
            SANDRA_KEMP,
            (
                TranscriptLine("#place Y3", True, "The place is Mrs Brown's class."),
                TranscriptLine("#priorty 2", False, "There is no such word; did you mean #priority?", is_unknown=True),
            ),
            INCIDENT,
            ways=(("#priority <1 to 5> because <why>", "say how urgent it is"), ("#start", "work on it has begun")),
        ),
        notices.split(INCIDENT, CLAIRE_BROWN, ((INCIDENT.reference, "Board flickers"), ("ICT-1060", "Laptop battery"))),
        notices.asked(
            CLAIRE_BROWN,
            "How ICT-1041 stands",
            (
                (
                    "ICT-1041: Board does not turn on (Mrs Brown's class)",
                    "being worked on, with Mr Amir Shah; to be done by Thu 19 Nov 16:30",
                ),
            ),
            INCIDENT,
        ),
    )


def _context(notice: Notice) -> Mapping[str, object]:
    return MappingProxyType({**notice.context, "desk": DESK, "to": notice.to, "reply_to": DESK.address})


SAMPLES: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {notice.template: _context(notice) for notice in _all_notices()}
)
