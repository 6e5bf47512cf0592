"""What the built-in mails say, to whom."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailtick.incidents import notices
from mailtick.incidents.commands import words_of
from mailtick.incidents.incident import IncidentType, State
from mailtick.incidents.notices import TranscriptLine
from mailtick.incidents.people import Person, Role
from mailtick.incidents.samples import (
    AMIR_SHAH,
    BRIGHTBOARD,
    CLAIRE_BROWN,
    DESK,
    INCIDENT,
    SAMPLES,
    SANDRA_KEMP,
    TOM_WHITFIELD,
)
from mailtick.incidents.told_mails import LostMail
from mailtick.templating import Rendered, Templates

TEMPLATES = Templates()
MAILS = sorted(SAMPLES)
ABOUT_NONE = (
    "held_list",
    "noted",
    "proposal",
    "received",
    "reminders",
    "sign_in",
    "stock_list",
    "triage_list",
    "visit_sheet",
    "weekly_summary",
    "work_list",
)
ABOUT_AN_INCIDENT = [name for name in MAILS if name not in ABOUT_NONE]
TO_A_REQUESTER = [
    "acknowledgement",
    "job_news",
    "known_fault",
    "out_of_hours",
    "question",
    "resolved",
    "still_asking",
    "temporary_fix",
    "update",
]
PRYOR = Person(9, "Mrs Janet Pryor", "janet.pryor@saltmarshprimary.example", frozenset({Role.FINANCE}))
HOSTILE = "<script>alert(1)</script><img src=x onerror=y>"

# Every fact that somebody who sees one half of the mail only must find in it.
FACTS = {
    "acknowledgement": ["Board does not turn on", "Mrs Brown's class", "Display and AV", "P3, normal: teaching or work",
                        "Mon 9 Nov 08:12", "Mr Amir Shah", "answer you by Tue 17 Nov 14:02", "just reply",
                        "01632 960100"],
    "advice": ["ICT-1041", "Display and AV", "Is a panel of six years worth a repair for £342?", "01632 960100"],
    "alert": ["The mail to BrightBoard AV came back", "User unknown.", "Correct it.", "Mrs Claire Brown"],
    "approval": ["supply and fit a power board", "£285.00 + £57.00 VAT = £342.00", "Q-3318", "Thursday 17 December",
                 "BrightBoard AV", "ICT-1041", "Mrs Sandra Kemp", "loan projector is in Room 5", "yes", "no",
                 "ask <your question>", "Nothing is ordered until you have answered"],
    "chase": ["Job 7741", "Board does not turn on", "Mrs Brown's class", "You promised to be here by Mon 16 Nov 17:00",
              "The class has no board.", "C4", "Please tell us when you come"],
    "withdrawal": ["Job 7741", "Board does not turn on", "Mrs Brown's class", "ICT-1041 is not needed any more",
                   "Please close your job"],
    "visit_sheet": ["Tuesday 24 November", "Mrs Brown's class", "ICT-1041", "Board does not turn on", "Job 7741",
                    "1041 fixed", "1042 part ordered, 2 weeks", "1043 temp fix"],
    "order": ["PO-26-0311", "supply and fit a power board", "£285.00 + £57.00 VAT = £342.00", "Q-3318", "Job 7741",
              "ICT-1041", "Friday suits us.", "Please quote PO-26-0311"],
    "asked": ["How ICT-1041 stands", "Board does not turn on (Mrs Brown's class)", "with Mr Amir Shah",
              "by Thu 19 Nov 16:30"],
    "assignment": ["Mrs Brown's class", "P3, normal", "claire.brown@saltmarshprimary.example", "panels go to Mr Shah",
                   "Board in my room won't turn on again. C", "#start", "#resolve <what was done>", "#wait <question>",
                   "#second <provider> <why>", "#note <text>", "#tell <text>"],
    "handover": ["Saltmarsh Primary School", "Mrs Brown's class", "Board in my room won't turn on again. C",
                 "No power light. Other sockets work.", "Please quote ICT-1041", "ict@saltmarshprimary.example",
                 "01632 960100", "Monday to Thursday 08:00-16:30"],
    "held_list": ["mo.rahman77@personalmail.example", "its Mo", "Tue 17 Nov 14:02", "is not known here",
                  "Hall speakers no sound at all", "ICT-1050 (possible)", "N new for NAME", "N to NUMBER", "N block",
                  "41 more", "Your rules have dropped 2 mails within a week"],
    "job_news": ["BrightBoard AV comes on Tuesday 17 November, first thing.", "Board does not turn on", "just reply"],
    "known_fault": ["Board does not turn on", "Mon 9 Nov 08:12", "Mr Amir Shah", "You are on its list"],
    "more_news": ["Miss Priya Nair", "Board does not turn on", "mails keep coming", "for an hour",
                  "mailtick show ICT-1041"],
    "out_of_hours": ["Board does not turn on", "The desk is shut now and opens on Tue 17 Nov 08:00", "answer you by",
                     "If it cannot wait:", "Use another room, or go on without it.", "just reply"],
    "noted": ["it is noted", "Move Laptop cabinet LapCabby 16H to Hall store", "Somebody looks at it"],
    "proposal": ["Mr Colin Webb", "moved stuff", "SP-0019", "Library → Hall store", "may be any of SP-0016, SP-0017",
                 "The bank account is another one than before", "confirm, but location=…", "decline", "undo"],
    "question": ["Is the small red light below the board on?", "Mrs Sandra Kemp", "Please just reply"],
    "restricted": ["a restricted P3", "for few to see", "ask the ICT desk", "01632 960100"],
    "received": ["your mail is with us", "may be a new one", "you will hear from us"],
    "reminders": ["Last day to give notice on Copier lease and service C2", "Thursday 31 December",
                  "Friday 18 December, the last day the office is open", "Past their day and still open", "£1,368.00",
                  "C2 renew 1y", "C2 cancel sent", "D01 paid 1368.00", "The cancellation of C2",
                  "we give notice to end the contract"],
    "resolved": ["BrightBoard fitted a new power board", "Fri 20 Nov 11:40", "Is it still wrong? Just reply"],
    "split": ["it holds 2 matters", "ICT-1041: Board flickers", "ICT-1060: Laptop battery", "[ICT-1060]"],
    "stock_list": ["Mrs Brown's class", "SP-0037", "Promethean ActivPanel 9", "SP-0044", "all here", "SP-0037 missing",
                   "extra SP-0044", "We have not heard from you"],
    "still_asking": ["cannot go on before we know", "Is the small red light below the board on?", "just reply",
                     "nothing by Tuesday 1 December"],
    "sign_in": ["https://desk.saltmarshprimary.example/sign-in/kJ3", "15 minutes", "did not ask"],
    "taken_off": ["Board does not turn on", "Mrs Sandra Kemp", "the name of Mrs Claire Brown", "just reply"],
    "team_news": ["The engineer comes on Tuesday", "Their number is Job 7741.", "Visit 17 Nov.", "BrightBoard AV"],
    "temporary_fix": ["A loan projector is in Room 5.", "by Friday 20 November", "does not hold", "Mr Amir Shah"],
    "transcript": ["#place Y3", "The place is Mrs Brown's class.", "#priorty 2", "did you mean #priority?"],
    "undelivered": ["job@brightboard.example", "[ICT-1041] New job: Board", "the address does not exist",
                    "Correct the address and send again", "#second BBA to RIGHT-ADDRESS:"],
    "update": ["The engineer comes on Tuesday 17 November", "Mrs Sandra Kemp", "just reply"],
    "triage_list": ["ICT-1041 Board does not turn on", "The board in my room", "P3", "Boards, pictures and sound",
                    "Mr Amir Shah (first level)", "N y", "N assign NAME", "N not ict", "3 more"],
    "work_list": ["P3", "ICT-1041", "Board does not turn on", "Mrs Brown's class", "due Tue 17 Nov 14:02", "#resolve"],
    "weekly_summary": ["16-22 November", "Mr Whitfield: yes or no", "13 of 14", "BrightBoard AV: 1 done", "ICT-1042",
                       "No sound in the hall", "Fenland ICT Support", "9 days", "35 in"],
}  # fmt: skip


class Shown(HTMLParser):
    """What a reader of the HTML sees, and the tags and attributes that make it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def render(name: str, **changes: object) -> Rendered:
    return TEMPLATES.render(name, {**SAMPLES[name], **changes})


def flat(text: str) -> str:
    return " ".join(text.replace("\n>", "\n").split())


def test_every_mail_has_its_facts_listed_here() -> None:
    assert sorted(FACTS) == MAILS


@pytest.mark.parametrize("name", MAILS)
def test_text_and_html_each_hold_every_fact(name: str) -> None:
    rendered = render(name)
    shown = flat("".join(Shown(rendered.html).words))

    for fact in FACTS[name]:
        assert fact in flat(rendered.text) or fact.upper() in flat(rendered.text)
        assert fact in shown


@pytest.mark.parametrize("name", ABOUT_AN_INCIDENT)
def test_the_number_opens_the_subject_and_stands_near_the_top(name: str) -> None:
    rendered = render(name)

    assert rendered.subject.startswith("[ICT-1041] ")
    # In an alert the headline comes first.
    lines = rendered.text.splitlines()[: 8 if name == "alert" else 3]
    assert "ICT-1041" in "".join(lines)


@pytest.mark.parametrize("name", MAILS)
def test_the_text_is_at_most_two_screens_of_72_columns(name: str) -> None:
    lines = render(name).text.splitlines()

    assert len(lines) <= 60
    assert max(map(len, lines)) <= 72
    assert "\n\n\n" not in render(name).text


@pytest.mark.parametrize("name", MAILS)
def test_html_loads_nothing_and_runs_nothing(name: str) -> None:
    html = render(name).html
    if name == "sign_in":
        # It is made to be opened, and is the one link.
        html = html.replace(str(SAMPLES[name]["link"]), "").replace(' href=""', "")
    shown = Shown(html)

    assert not re.search(r"https?:|//|url\(|@import", re.sub(r"<!--.*?-->", "", html))
    assert not {"script", "img", "link", "style", "iframe", "object", "form"} & set(shown.tags)
    assert not {"src", "href", "class", "background"} & {key for key, _ in shown.attributes}


def hostile_context(name: str) -> Mapping[str, object]:
    person = replace(CLAIRE_BROWN, name=HOSTILE)
    incident = replace(
        INCIDENT, title=HOSTILE, place=HOSTILE, category=HOSTILE, reporter=person, affected=(person,), assignee=person,
        first_text=HOSTILE, resolution=HOSTILE,
    )  # fmt: skip
    texts = {key: HOSTILE for key, value in SAMPLES[name].items() if isinstance(value, str)}
    return {**SAMPLES[name], **texts, "to": person, "desk": replace(DESK, name=HOSTILE), "incident": incident}


@pytest.mark.parametrize("name", MAILS)
def test_a_hostile_title_or_name_stays_words(name: str) -> None:
    shown = Shown(TEMPLATES.render(name, hostile_context(name)).html)

    assert not {"script", "img"} & set(shown.tags)
    assert HOSTILE in "".join(shown.words)


@given(words=st.text())
def test_no_title_adds_a_tag_to_the_html(words: str) -> None:
    usual = Shown(render("acknowledgement").html)
    shown = Shown(render("acknowledgement", incident=replace(INCIDENT, title=words or "x")).html)

    assert shown.tags == usual.tags


@pytest.mark.parametrize("name", TO_A_REQUESTER)
def test_a_requester_never_sees_a_providers_address_or_the_teams_words(name: str) -> None:
    waiting = replace(INCIDENT, state=State.WAITING_PROVIDER)
    rendered = render(name, incident=waiting)

    for half in (rendered.subject, rendered.text, rendered.html):
        assert BRIGHTBOARD.address not in half
        assert AMIR_SHAH.address not in half
        assert "#" not in re.sub(r"&#\d+;|#[0-9a-f]{6}", "", half)


@pytest.mark.parametrize("name", TO_A_REQUESTER)
def test_nothing_in_a_requesters_mail_looks_like_quoted_text_or_a_signature(name: str) -> None:
    lines = render(name).text.splitlines()

    assert not [line for line in lines if line.startswith(">") or line.strip() in ("--", "__", "***")]
    assert not [line for line in lines if re.match(r"(From|To|Sent|On .* wrote):", line)]


def test_a_request_is_called_a_request() -> None:
    rendered = render("acknowledgement", incident=replace(INCIDENT, type=IncidentType.REQUEST))

    assert "your request is with us" in rendered.text
    assert "your request is with us" in rendered.html


def test_an_unknown_place_is_asked_for_and_empty_facts_leave_no_line() -> None:
    rendered = render("acknowledgement", incident=replace(INCIDENT, place="", category="", assignee=None))

    assert "Please tell us the room or place" in rendered.text
    assert "Category" not in rendered.text + rendered.html
    assert re.search(r"Who has it +the desk\n", rendered.text)


@pytest.mark.parametrize("name", ["acknowledgement", "out_of_hours"])
def test_where_the_charter_lies_stands_at_the_end_of_each_acknowledgement(name: str) -> None:
    address = f"https://school.example/{'our-helpdesk/' * 8}charter"
    rendered = render(name, desk=replace(DESK, charter=address))
    assert f"\nWhat you can expect of us: {address}\n" in rendered.text.replace("us:\n", "us: ")
    assert f'href="{address}"' in rendered.html
    assert "What you can expect" not in render(name).text + render(name).html


def test_who_did_not_report_it_reads_who_did() -> None:
    rendered = render("acknowledgement", to=AMIR_SHAH)

    assert "Reported by  Mrs Claire Brown" in rendered.text
    assert "Reported by" not in render("acknowledgement").text


def test_a_desk_without_telephone_and_hours_says_nothing_of_them() -> None:
    for name in MAILS:
        rendered = render(name, desk=replace(DESK, phone="", hours=""))
        assert "ring" not in rendered.text.split()
        assert "Telephone" not in rendered.text + rendered.html


READERS = {
    "first level, on what is theirs": (AMIR_SHAH, "#tell goes to Mrs Claire Brown"),
    "coordinator": (SANDRA_KEMP, "#resolve says that it is done"),
    "owner": (TOM_WHITFIELD, "A reply to this mail is kept as a note for the team."),
    "finance": (PRYOR, "If you know more, just reply to this mail"),
}


@pytest.mark.parametrize(("reader", "words"), READERS.values(), ids=READERS)
@pytest.mark.parametrize("name", ["team_news", "alert"])
def test_news_name_the_words_that_their_reader_may_use(name: str, reader: Person, words: str) -> None:
    rendered = render(name, to=reader, words=words_of(reader, INCIDENT))

    for half in (flat(rendered.text), flat("".join(Shown(rendered.html).words))):
        assert words in half
        assert ("#" in half) == ("#" in words)


def test_a_firm_s_mail_can_be_released_and_nobody_else_s() -> None:
    assert "#release shows them this firm's mail" in flat(render("team_news").text)
    assert "#release" not in render("team_news", is_providers=False).text


def test_a_known_fault_shows_all_its_places_and_is_not_called_dealt_with_while_it_is_new() -> None:
    places = ("Mrs Brown's class", "Hall")
    known = replace(INCIDENT, places=places, state=State.NEW)

    rendered = render("known_fault", incident=known)
    assert "2 places so far: Mrs Brown's class, Hall" in flat(rendered.text)
    assert "dealt with" not in rendered.text + rendered.html
    assert "being dealt with" in render("known_fault").text
    for name in ("team_news", "assignment", "handover", "update", "resolved", "alert", "more_news"):
        assert "Mrs Brown's class, Hall" in flat(render(name, incident=known).text)


def test_what_somebody_has_said_of_the_place_holds_alone() -> None:
    assert replace(INCIDENT, places=("Hall", "Library"), place="Whole school").where == "Whole school"
    assert replace(INCIDENT, places=("Hall", "Library"), place="Hall").shown_place == "2 places"


def test_an_alert_says_its_number_once_in_the_subject_and_what_it_is_about() -> None:
    subject = render("alert", headline="P1 now, reported from 3 places").subject

    assert subject == "[ICT-1041] P1 now, reported from 3 places: Board does not turn on"


def test_an_assignment_without_a_text_says_so_and_shows_no_word_that_is_not_theirs() -> None:
    rendered = render("assignment", incident=replace(INCIDENT, first_text=""), words=("note",))

    for half in (flat(rendered.text), flat("".join(Shown(rendered.html).words))):
        assert "There was no text in the mail." in half
        assert "#note" in half
        assert "#resolve" not in half


def test_files_are_named_and_an_assignment_says_how_to_see_them() -> None:
    incident = replace(INCIDENT, files=("IMG_4471.HEIC (4.2 MB)",))

    for name in ("acknowledgement", "assignment"):
        rendered = render(name, incident=incident)
        assert "IMG_4471.HEIC (4.2 MB)" in rendered.text
        assert "IMG_4471.HEIC (4.2 MB)" in rendered.html
    assert "mailtick files ICT-1041" in render("assignment", incident=incident).text
    assert "HEIC" not in render("acknowledgement", incident=replace(incident, is_restricted=True)).text


def test_what_stood_above_a_passed_on_mail_is_for_the_team_and_named_as_whose_it_is() -> None:
    incident = replace(INCIDENT, comment="She always forgets the plug", passed_on_by="Ms Leah Dunn")

    for half in (render("assignment", incident=incident).text, render("assignment", incident=incident).html):
        assert "Ms Leah Dunn wrote above it:" in half
        assert "She always forgets the plug" in half
    for name in ("acknowledgement", "handover", "resolved", "update", "question", "known_fault"):
        assert "forgets the plug" not in render(name, incident=incident).text


def test_a_restricted_matter_is_acknowledged_without_saying_its_category_twice() -> None:
    rendered = render("acknowledgement", incident=replace(INCIDENT, is_restricted=True))
    assert "What         Display and AV" in rendered.text
    assert "Category" not in rendered.text + rendered.html


def test_whoever_wrote_from_another_address_of_theirs_is_not_told_that_they_reported_it() -> None:
    to = replace(CLAIRE_BROWN, address="claire@home.example")
    assert "Reported by" not in render("acknowledgement", to=to).text


def test_a_transcript_says_how_a_line_is_put_right() -> None:
    assert "reply to this mail with the corrected line" in flat(render("transcript").text)
    assert "send your mail again" in flat(render("transcript", incident=None).text)
    assert "or with `rest here`" in flat(render("transcript", incident=None, stock_check="T1").text)


def test_a_lost_mail_says_its_headline_once_and_shows_the_line_that_sends_it_again() -> None:
    rendered = render("undelivered")

    assert rendered.subject == "[ICT-1041] A mail to job@brightboard.example did not arrive"
    assert rendered.text.count("did not arrive") == 1
    to_the_reporter = LostMail(CLAIRE_BROWN.address, "[ICT-1041] News", "the mailbox is full")
    assert "#tell and your text" in render("undelivered", lost=to_the_reporter).text
    assert "#" not in render("undelivered", lost=to_the_reporter, incident=None, words=()).text


def test_an_alert_about_the_desk_itself_needs_no_incident() -> None:
    notice = notices.alert(SANDRA_KEMP, "The mailbox refuses our password", ("Please set it anew.",))
    rendered = render("alert", **notice.context)

    assert rendered.subject == "ICT desk: The mailbox refuses our password"
    assert "Please set it anew." in rendered.text
    assert "Number" not in rendered.text


@pytest.mark.parametrize(
    ("done", "subject"),
    [
        ((True, True), "Your words: done"),
        ((True, False), "Your words: done, with 1 not done"),
        ((False,), "Your words: nothing done"),
    ],
    ids=["all", "some", "none"],
)
def test_the_subject_of_a_transcript_tells_whether_all_was_done(done: tuple[bool, ...], subject: str) -> None:
    lines = tuple(TranscriptLine("#start", is_done, "It is so.") for is_done in done)

    assert render("transcript", lines=lines, incident=None).subject == subject


def test_the_summary_tells_each_open_incident_once() -> None:
    rendered = render("weekly_summary")
    section = rendered.text.partition("\nOPEN\n")[2].partition("\n\n")[0]

    assert [section.count(number) for number in ("ICT-1042", "ICT-1052", "ICT-1056")] == [1, 1, 1]
    assert "open on Monday 3, new 14, done 11, open now 6" in rendered.text


def test_where_the_desk_asks_how_it_was_done_a_word_answers_and_each_has_its_link() -> None:
    rendered = render("resolved", asks=True)

    assert "Reply good, so-so or poor: one word is enough." in flat(rendered.text)
    links = [value for name, value in Shown(rendered.html).attributes if name == "href"]
    assert f"mailto:{DESK.address}?subject=%5BICT-1041%5D%20so-so&body=so-so" in links
