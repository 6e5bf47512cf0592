"""What raises a matter by itself, and what does not: sentences as people write them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mailtick.incidents.actions import AddEntry, JoinIncident, NoticeKind, Notify, OpenIncident, SetField
from mailtick.incidents.decide import decide
from mailtick.incidents.floors import FLOORS, told_in
from mailtick.incidents.incident import Priority, State
from mailtick.incidents.kept import DiaryLine, KnownRegisters
from mailtick.incidents.rules import read_rules
from mailtick.incidents.samples import AMIR_SHAH, CLAIRE_BROWN
from mailtick.incidents.school_days import SchoolDays
from mailtick.mail.classify import classify
from mailtick.mail.parse import parse_mail
from tests.incidents import floor_sentences
from tests.incidents.deciding import BROWN, KEMP, decided, only, told
from tests.support.desks import letter
from tests.support.lookup import School, make_policy, our_id, proof

LONDON = ZoneInfo("Europe/London")


def opened(
    text: str,
    subject: str = "help",
    at: str = "2026-11-16 10:30",
    school: School | None = None,
    rules: list[dict[str, object]] | None = None,
    sender: str = BROWN,
) -> OpenIncident:
    """The incident that a mail opens; Monday 16 November 2026, half past ten, unless it says otherwise."""
    moment = datetime.fromisoformat(at).replace(tzinfo=LONDON)
    mail = parse_mail(letter(sender, subject, text))
    policy = make_policy(rules=read_rules(rules or [])[0])
    return only(decide(mail, classify(mail), school or School(), policy, moment, moment), OpenIncident)


CLICKED = "somebody clicked what they suspect now, or gave a password away there"
MALWARE = "there is malware on a computer"
GONE = "a device is lost or stolen"
FILTER = "the web is not filtered"
SAFEGUARDING = "somebody cannot use the system for concerns about children"
REGISTERS = "registers cannot be taken, an hour before a session or in its first 45 minutes"
EVENT = "an assembly, exam, visit or inspection is still to come today, or tomorrow"
DEADLINE = "a census or payroll is due within three open days, by the mail or the diary"

RAISED = [
    # Phishing that was clicked.
    ("I clicked on the link in that phishing mail, sorry", "HH P1", CLICKED),
    ("Is this real? I clicked it and then it wanted my password.", "HH P1", CLICKED),
    ("I didn't know it was a scam and clicked the link.", "HH P1", CLICKED),
    ("I'm not sure if I clicked it. It was a fake mail from the bank", "HH P1", CLICKED),
    ("That mail was not genuine. I typed my password in before I noticed", "HH P1", CLICKED),
    ("Janet opened the attachment of a dodgy email this morning", "HH P1", CLICKED),
    # Malware.
    ("I think I have got a virus on my laptop", "HH P1", MALWARE),
    ("The office PC is infected with ransomware!", "HH P1", MALWARE),
    ("Sophos says there is malware on my computer", "HH P1", MALWARE),
    ("My laptop has a virus, what do I do?", "HH P1", MALWARE),
    # Lost and stolen.
    ("My laptop has been stolen from my car", "HH P1", GONE),
    ("laptop stolen", "HH P1", GONE),
    ("I can't work as my school laptop was nicked over the weekend", "HH P1", GONE),
    ("I have lost my iPad, can’t find it anywhere", "HH P1", GONE),
    ("Somebody stole two of the Year 5 tablets", "HH P1", GONE),
    ("I left my work laptop on the train", "HH P1", GONE),
    ("The memory stick with the reports has gone missing.", "HH P1", GONE),
    ("What do I do, my laptop was stolen?", "HH P1", GONE),
    ("My laptop was stolen on Friday and has not been found.", "HH P1", GONE),
    # Filtering.
    ("The web filtering is off, Year 6 are on all sorts", "HH P1", FILTER),
    ("Smoothwall isn't working", "HH P1", FILTER),
    ("There is no internet filtering on the new iPads", "HH P1", FILTER),
    ("Pupils can get on adult sites on the trolley", "HH P1", FILTER),
    # The safeguarding system.
    ("I can't get into CPOMS", "HM P2", SAFEGUARDING),
    ("MyConcern is down", "HM P2", SAFEGUARDING),
    ("The safeguarding software won't let me in since this morning", "HM P2", SAFEGUARDING),
    ("Locked out of cpoms again", "HM P2", SAFEGUARDING),
    # What is about to begin.
    ("No sound in the hall and the assembly is at 2 today", "MH P2", EVENT),
    ("Projector dead, we have an exam at 9am tomorrow", "MH P2", EVENT),
    ("The board is blank. Ofsted inspection starts tomorrow.", "MH P2", EVENT),
    ("Sound is off, author visit at 11.30", "MH P2", EVENT),
    ("Hall projector flickers, assembly in half an hour", "MH P2", EVENT),
    # Returns and pay.
    ("The census export fails, it is due on Wednesday", "MH P2", DEADLINE),
    ("Payroll will not open and it has to go by 5pm today", "MH P2", DEADLINE),
    ("BACS file is rejected. Deadline tomorrow!", "MH P2", DEADLINE),
]


@pytest.mark.parametrize(("text", "graded", "because"), RAISED, ids=[each[0][:40] for each in RAISED])
def test_what_cannot_wait_is_raised_and_says_why(text: str, graded: str, because: str) -> None:
    incident = opened(text)
    assert f"{incident.impact}{incident.urgency} {incident.priority}" == graded
    assert because in incident.because


NOT_RAISED = [
    "I got a phishing mail and did not click on anything",
    "The link in the scam mail was not clicked",
    "Nobody clicked the link, but is it a scam?",
    "I clicked the report button on a suspicious email",
    "I clicked the link to the class page and it is blank",
    "I entered my password and it says it is wrong",
    "Should I have clicked on this? It looks fake, so I left it",
    "Please remind everybody not to click links in phishing mails",
    "A virus is going round Year 2 and half the class is off, can the laptop trolley stay with us",
    "Sophos blocked a virus on my laptop",
    "Our anti-virus licence ends on Friday",
    "How do I know if I have got a virus on my laptop?",
    "The laptop has lost its charger",
    "I lost my work on the laptop",
    "What happens when a laptop is stolen?",
    "Could we have a poster about what to do if an iPad gets lost",
    "We have found the laptop that was stolen last week",
    "My laptop was stolen. It has been handed in at the office.",
    "The laptop has not been stolen after all, Amir had it",
    "Is filtering still on for the iPads?",
    "Filtering is on and fine but the wifi is slow",
    "The web filter blocks the maths site, please turn the filter off for it",
    "The spam filter is not working, I get so much junk",
    "The filtering isn't off, it is only slow",
    "This mail has been scanned for viruses by our computers. The mouse is stuck",
    "Please could we have a CPOMS login for Miss Reed",
    "I can't open the CPOMS training slides",
    "CPOMS was down but it is working again now",
    "The school assembly film from last Tuesday at 9 will not play",
    "We have assembly every day at 11.30 and the screen is dim",
    "The exam on Friday at 9am needs the hall screen, it is a bit dim",
    "Sound is crackling since the assembly at 9 this morning",
    "The census screen looks odd, no hurry, it is due on 4 December",
    "The cash register in the kitchen will not open",
    "I cannot register for the course",
    "URGENT!!! PRINTER IN Y3 IS BROKEN AGAIN. FIX IT NOW",
    "The head wants this done at once, the board flickers",
    "This is an emergency, my mouse does not work!!!!",
]


def lines(block: str) -> list[str]:
    return [line.strip() for line in block.strip().splitlines()]


def raised_by(text: str) -> list[str]:
    """Which floors hold for a text, on that Monday."""
    moment = datetime(2026, 11, 16, 10, 30, tzinfo=LONDON)
    told = told_in("help", text, moment, SchoolDays(), make_policy().sessions, KnownRegisters())
    return [floor.when for floor in FLOORS if floor.said(told)]


@pytest.mark.parametrize("when", floor_sentences.RAISED)
def test_there_are_many_ways_to_say_it(when: str) -> None:
    assert [text for text in lines(floor_sentences.RAISED[when]) if when not in raised_by(text)] == []


def test_much_only_sounds_like_it() -> None:
    assert [text for text in lines(floor_sentences.NOT_RAISED) if raised_by(text)] == []


@pytest.mark.parametrize("text", NOT_RAISED, ids=[each[:40] for each in NOT_RAISED])
def test_what_only_sounds_like_it_raises_nothing(text: str) -> None:
    incident = opened(text)
    # What can wait, and what is wished for, is less urgent than that.
    assert f"{incident.impact}{incident.urgency} {incident.priority}" in ("MM P3", "ML P4", "LL P5")


@pytest.mark.parametrize(
    ("at", "is_raised"),
    [
        ("2026-11-16 07:48", True),
        ("2026-11-16 08:50", True),
        ("2026-11-16 09:29", True),
        ("2026-11-16 09:31", False),
        ("2026-11-16 11:00", False),
        ("2026-11-16 13:20", True),
        ("2026-11-15 08:50", False),
    ],
)
def test_registers_cannot_wait_while_they_are_taken(at: str, is_raised: bool) -> None:
    incident = opened("wifi down in rowan again cant do registers", subject="rowan", at=at)
    assert (REGISTERS in incident.because, incident.priority) == (is_raised, Priority.P2 if is_raised else Priority.P3)


def test_an_event_is_only_raised_as_long_as_it_is_to_come() -> None:
    text = "No sound in the hall, the assembly is at 9"
    assert opened(text, at="2026-11-16 08:10").priority is Priority.P2
    assert opened(text, at="2026-11-16 10:10").priority is Priority.P3


def test_a_deadline_may_stand_in_the_diary_alone() -> None:
    def diary(day: date) -> School:
        return School(kept=KnownRegisters(all_diary=(DiaryLine(day, "School census return"),)))

    near, far = diary(date(2026, 11, 19)), diary(date(2026, 11, 20))
    incident = opened("The census export stops with an error", school=near)
    assert (incident.urgency, incident.priority) == ("H", Priority.P2)
    assert "the diary has School census return, Thursday 19 November" in incident.because
    assert opened("The census export stops with an error", school=far).priority is Priority.P3
    assert opened("The printer is jammed", school=near).priority is Priority.P3


def rule(**then: object) -> list[dict[str, object]]:
    return [{"name": "laptops", "when": {"text": "laptop"}, "then": then}]


def test_what_a_rule_has_set_stays() -> None:
    assert opened("My laptop was stolen", rules=rule(priority="P4")).priority is Priority.P4
    assert opened("No sound, assembly at 2 today, my laptop", rules=rule(urgency="L")).urgency == "L"


def test_a_rule_about_the_impact_of_laptops_does_not_make_a_theft_small() -> None:
    incident = opened("My laptop was stolen", rules=rule(impact="L"))
    assert (incident.impact, incident.priority) == ("L", Priority.P1)
    assert f'P1: {GONE} ("laptop was stolen")' in incident.because


def test_what_a_rule_says_already_needs_no_reason() -> None:
    assert GONE not in opened("My laptop was stolen", rules=rule(impact="H", urgency="H")).because


REQUEST: list[dict[str, object]] = [{"name": "wishes", "when": {"text": "please"}, "then": {"type": "request"}}]


@pytest.mark.parametrize(
    ("text", "priority"),
    [
        ("Please put Clicker on my laptop", "P5"),
        ("Please put Clicker on my laptop. Not urgent but before Christmas would be lovely", "P5"),
        ("Please put Clicker on my laptop by Friday", "P4"),
        ("Please put Clicker on my laptop, I need it on Monday", "P4"),
        ("Please put Clicker on my laptop, I need it tomorrow", "P4"),
        ("Please put Clicker on my laptop before the 20th", "P4"),
        ("Please put Clicker on my laptop before the 24th", "P5"),
        ("Please put Clicker on my laptop by 1 December", "P5"),
        ("Please put Clicker on my laptop, it need not be by Friday", "P5"),
        ("PLEASE PUT CLICKER ON MY LAPTOP NOW!!! URGENT", "P5"),
    ],
)
def test_a_request_can_wait_unless_it_is_needed_soon(text: str, priority: str) -> None:
    assert opened(text, rules=REQUEST).priority == priority


def test_a_theft_stays_a_theft_in_a_request() -> None:
    assert opened("Please get me another laptop, mine: school laptop stolen", rules=REQUEST).priority is Priority.P1


def test_of_a_lost_device_the_coordinator_hears_until_when_a_breach_has_to_be_told() -> None:
    mail = parse_mail(letter(BROWN, "laptop", "My laptop has been stolen from my car"))
    moment = datetime(2026, 11, 16, 10, 30, tzinfo=LONDON)
    decision = decide(mail, classify(mail), School(), make_policy(), moment, moment)
    assert (NoticeKind.TEAM_NEWS, "sandra.kemp") in told(decision)
    assert "at the latest until Thursday 19 November 10:30" in only(decision, AddEntry).text


def test_a_forged_mail_that_is_passed_on_raises_nothing() -> None:
    forwarded = (
        "Is this for us?\n\n---- Forwarded message ----\nFrom: IT <it@offlce365.example>\nDate: Mon, 16 Nov 2026\n"
        "Subject: Virus\nTo: claire.brown@saltmarshprimary.example\n\n"
        "Your laptop has a virus. Somebody clicked a phishing link. Your laptop was stolen.\n"
    )
    assert opened(forwarded, subject="FW: Your computer has a virus").priority is Priority.P3


def test_what_the_coordinator_passes_on_for_a_colleague_counts() -> None:
    forwarded = (
        "---- Forwarded message ----\nFrom: Claire Brown <claire.brown@saltmarshprimary.example>\n"
        "Date: Mon, 16 Nov 2026\nSubject: laptop\nTo: sandra.kemp@saltmarshprimary.example\n\nMy laptop was stolen\n"
    )
    proven = letter(KEMP, "FW: laptop", forwarded, headers=proof(KEMP))
    mail = parse_mail(proven)
    moment = datetime(2026, 11, 16, 10, 30, tzinfo=LONDON)
    incident = only(decide(mail, classify(mail), School(), make_policy(), moment, moment), OpenIncident)
    assert (incident.reporter, incident.priority) == (CLAIRE_BROWN, Priority.P1)


def test_a_p1_is_not_lost_among_the_reports_of_a_smaller_fault() -> None:
    school = School()
    known = school.add_incident(category="Network and internet", reporter=AMIR_SHAH, priority=Priority.P3)
    assert known.is_open
    raw = letter(BROWN, "wifi", "The web filtering is off since the wifi was changed")
    mail = parse_mail(raw)
    moment = known.received_at + timedelta(minutes=10)
    decision = decide(mail, classify(mail), school, make_policy(), moment, moment)
    assert only(decision, OpenIncident).priority is Priority.P1
    school.add_incident(category="Network and internet", reporter=AMIR_SHAH, priority=Priority.P1)
    only(decide(mail, classify(mail), school, make_policy(), moment, moment), JoinIncident)


@pytest.mark.parametrize("state", [State.ASSIGNED, State.WAITING_REQUESTER, State.RESOLVED])
def test_of_an_answer_that_tells_of_a_p1_the_coordinator_hears(state: State) -> None:
    school = School()
    incident = school.add_incident(state=state, title="laptop stolen?", priority=Priority.P3)
    cited = {"In-Reply-To": f"<{our_id(school.add_sent(incident, CLAIRE_BROWN))}>"}
    alarming = decided(letter(BROWN, "Re: laptop stolen?", "Yes, my laptop was stolen", headers=cited), school)
    assert (NoticeKind.ALERT, "sandra.kemp") in told(alarming)
    alert = next(each for each in alarming.actions if isinstance(each, Notify) and each.notice is NoticeKind.ALERT)
    assert alert.because == "An answer tells of a P1"
    assert f'It says that {GONE} ("laptop was stolen").' in alert.lines
    assert not [each for each in alarming.actions if isinstance(each, SetField) and each.field == "priority"]
    calm = decided(letter(BROWN, "Re: laptop stolen?", "No, it was not stolen, Amir has it", headers=cited), school)
    assert (NoticeKind.ALERT, "sandra.kemp") not in told(calm)
