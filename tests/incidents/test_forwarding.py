"""Whose matter is a mail that the team passes on: its writer's where that is plain, else it is asked."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from mailtick.incidents.actions import (
    AddEntry,
    ChangeReporter,
    Decision,
    Event,
    Hold,
    NoticeKind,
    Notify,
    OpenIncident,
    ProviderAnswered,
)
from mailtick.incidents.decide import Release
from mailtick.incidents.incident import State
from mailtick.incidents.notices import TranscriptLine
from mailtick.incidents.people import Person
from mailtick.incidents.samples import AMIR_SHAH, BRIGHTBOARD, CLAIRE_BROWN, SANDRA_KEMP
from tests.incidents.deciding import BROWN, DUNN, KEMP, SHAH, decided, each, only, told
from tests.support.desks import letter
from tests.support.lookup import DOMAIN, GARETH_LLOYD, PRIYA_NAIR, School, our_id, proof

LLOYDS = f"Gareth Lloyd <gareth.lloyd@{DOMAIN}>"


def gmail(author: str, text: str = "The projector in Rowan hums.", comment: str = "Another one for Amir") -> str:
    return (
        f"{comment}\n\n---------- Forwarded message ---------\nFrom: {author}\n"
        f"Date: Mon, 16 Nov 2026 at 07:48\nSubject: projector\nTo: Leah Dunn <leah.dunn@{DOMAIN}>\n\n{text}"
    )


def forward(text: str, sender: str = DUNN, subject: str = "Fwd: projector", **headers: str) -> bytes:
    return letter(sender, subject, text, headers={**proof(sender), **headers})


def line(decision: Decision) -> TranscriptLine:
    """What whoever passed it on is told."""
    (found,) = [one for one in each(decision, Notify) if one.notice is NoticeKind.TRANSCRIPT]
    return found.transcript[-1]


def acknowledged(decision: Decision) -> tuple[tuple[Person, ...], str]:
    (found,) = [one for one in each(decision, Notify) if one.notice is NoticeKind.ACKNOWLEDGEMENT]
    return found.to, found.by


def test_a_mail_that_the_team_passes_on_is_its_writer_s() -> None:
    decision = decided(forward(gmail(LLOYDS)))
    opened = only(decision, OpenIncident)
    assert (opened.reporter, opened.channel) == (GARETH_LLOYD, "on_behalf")
    assert opened.text == "The projector in Rowan hums."
    # What stood above it is the forwarder's, and for the team.
    assert (opened.comment, opened.passed_on_by) == ("Another one for Amir", "Ms Leah Dunn")
    note = only(decision, AddEntry)
    assert (note.text, note.is_internal) == ("Ms Leah Dunn wrote above it: Another one for Amir", True)
    assert opened.on_behalf_by is not None
    assert "the passed-on mail is from gareth.lloyd@" in opened.because
    assert acknowledged(decision) == ((GARETH_LLOYD,), "Ms Leah Dunn")
    assert told(decision)[-1] == (NoticeKind.TRANSCRIPT, "leah.dunn")
    assert not line(decision).is_question
    assert line(decision).outcome.startswith("logged for Mr Gareth Lloyd: ")
    assert "answer with #for" in line(decision).outcome


def test_a_passed_on_mail_of_somebody_new_of_the_school_is_theirs_too() -> None:
    opened = only(decided(forward(gmail(f"New Teacher <new.teacher@{DOMAIN}>"))), OpenIncident)
    assert (opened.reporter.id, opened.reporter.name) == (0, "New Teacher")


LANGUAGES = {
    "German Outlook": "-----Ursprüngliche Nachricht-----\nVon: {a}\nGesendet: Montag, 16. November 2026 07:55\n"
    "An: Leah Dunn\nBetreff: projector\n\nThe projector in Rowan hums.",
    "French": "-------- Message transféré --------\nSujet : projector\nDate : Mon, 16 Nov 2026 07:55:00 +0000\n"
    "De : {a}\nPour : Leah Dunn\n\nThe projector in Rowan hums.",
    "Polish": "---------- Wiadomość przekazana dalej ----------\nOd: {a}\nData: pon., 16 lis 2026, 07:55\n"
    "Temat: projector\nDo: Leah Dunn\n\nThe projector in Rowan hums.",
    "English Outlook": "________________________________\nFrom: {a}\nSent: 16 November 2026 07:55\nTo: Leah Dunn\n"
    "Subject: projector\n\nThe projector in Rowan hums.",
}


@pytest.mark.parametrize("block", LANGUAGES.values(), ids=LANGUAGES)
def test_it_is_read_in_other_languages_and_layouts(block: str) -> None:
    prefix = {"Von": "WG: ", "De ": "TR: ", "Od:": "PD: "}
    subject = next((each for key, each in prefix.items() if key in block), "FW: ")
    opened = only(decided(forward(block.format(a=LLOYDS), subject=f"{subject}projector")), OpenIncident)
    assert opened.reporter == GARETH_LLOYD
    assert "The projector in Rowan hums." in opened.text


def attached(*authors: str, text: str = "Please see to this.") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = DUNN, f"ict@{DOMAIN}", "Fwd: projector"
    for name, value in proof(DUNN).items():
        mail[name] = value
    mail["Message-ID"] = "<outer@mail.example>"
    mail.set_content(text)
    for number, author in enumerate(authors):
        inner = EmailMessage()
        inner["From"], inner["Subject"], inner["Message-ID"] = author, "projector", f"<inner{number}@mail.example>"
        inner["Date"] = "Mon, 16 Nov 2026 07:55:00 +0000"
        inner.set_content("It hums.")
        mail.add_attachment(inner)
    return mail.as_bytes()


def test_a_mail_passed_on_as_an_attachment_is_its_writer_s() -> None:
    assert only(decided(attached(LLOYDS)), OpenIncident).reporter == GARETH_LLOYD


def test_several_attached_mails_of_one_writer_are_theirs_and_of_two_are_asked_about() -> None:
    assert only(decided(attached(LLOYDS, LLOYDS)), OpenIncident).reporter == GARETH_LLOYD
    decision = decided(attached(LLOYDS, BROWN))
    assert only(decision, OpenIncident).reporter.name == "Ms Leah Dunn"
    assert "mails of several people: Gareth Lloyd, Mrs Claire Brown. Whose is it?" in line(decision).outcome


def test_of_a_forward_of_a_forward_the_outermost_writer_counts() -> None:
    inner = gmail(BROWN, "My board is dark.", "Look at that")
    assert only(decided(forward(gmail(LLOYDS, inner))), OpenIncident).reporter == GARETH_LLOYD


@pytest.mark.parametrize("name", ["Gareth Lloyd", "Lloyd, Gareth", "Mr G Lloyd Gareth", "Mr Lloyd", "GARETH LLOYD"])
def test_a_name_alone_that_means_one_person_is_enough_and_it_is_said(name: str) -> None:
    if name == "Mr G Lloyd Gareth":
        # An initial that the list has not is another person, for all that is known.
        assert line(decided(forward(gmail(name)))).is_question
        return
    decision = decided(forward(gmail(name)))
    assert only(decision, OpenIncident).reporter == GARETH_LLOYD
    assert f"shows the name {name} alone, and no address" in line(decision).outcome


UNCLEAR = {
    "an address from outside": ("Joe <joe@elsewhere.example>", "joe@elsewhere.example is not known here. Whose is it?"),
    "a private address of a known name": (
        "Gareth Lloyd <gazza@home.example>",
        "gazza@home.example is not known here; perhaps it is Mr Gareth Lloyd's. Whose is it?",
    ),
    "a name of nobody": ("Joe Bloggs", "it shows no address, and nobody here is called Joe Bloggs"),
    "a first name": ("Gareth", "nobody here is called Gareth"),
    "a name of two": ("Priya Nair", "several people are called Priya Nair"),
}


@pytest.mark.parametrize(("author", "why"), UNCLEAR.values(), ids=UNCLEAR)
def test_where_it_is_not_plain_whose_it_is_it_stays_theirs_and_is_asked(author: str, why: str) -> None:
    school = School()
    school.people.append(Person(50, "Mr Priya Nair", f"p.nair@{DOMAIN}", PRIYA_NAIR.roles))
    decision = decided(forward(gmail(author)), school)
    opened = only(decision, OpenIncident)
    assert (opened.reporter.name, opened.on_behalf_by) == ("Ms Leah Dunn", None)
    # What was passed on is in it all the same.
    assert "The projector in Rowan hums." in opened.text
    assert line(decision).is_question
    assert why in line(decision).outcome
    assert {address for _, address in told(decision)} == {"leah.dunn"}


def test_a_forward_that_does_not_prove_who_sent_it_writes_to_nobody_else() -> None:
    decision = decided(letter(DUNN, "Fwd: projector", gmail(LLOYDS)))
    assert only(decision, OpenIncident).reporter.name == "Ms Leah Dunn"
    assert {address for _, address in told(decision)} == {"leah.dunn"}
    assert "it seems to be Mr Gareth Lloyd's, and sender verified: no" in line(decision).outcome


def test_first_level_passes_on_as_well_and_is_sent_to_the_coordinator_with_questions() -> None:
    assert only(decided(forward(gmail(LLOYDS), SHAH)), OpenIncident).reporter == GARETH_LLOYD
    assert "Ask the coordinator" in line(decided(forward(gmail("joe@elsewhere.example"), SHAH))).outcome


def test_a_mail_that_anybody_else_forwards_is_theirs() -> None:
    text = gmail(
        "IT Support <it-helpdesk@offlce365-login.example>", "Keep my password: http://x.example", "Is this real?"
    )
    decision = decided(forward(text, BROWN, "FW: URGENT Your Office 365 password expires today"))
    assert only(decision, OpenIncident).reporter == CLAIRE_BROWN
    assert acknowledged(decision) == ((CLAIRE_BROWN,), "")
    assert {address for _, address in told(decision)} == {"claire.brown"}


def test_passing_on_one_s_own_mail_or_one_of_the_desk_is_no_forward_of_somebody_else_s() -> None:
    for author in (DUNN, f"ICT <ict@{DOMAIN}>"):
        decision = decided(forward(gmail(author)))
        assert only(decision, OpenIncident).reporter.name == "Ms Leah Dunn"
        assert acknowledged(decision)[1] == ""
        assert [kind for kind, _ in told(decision)] == [NoticeKind.ACKNOWLEDGEMENT]


def test_words_above_a_passed_on_mail_are_obeyed_and_for_wins() -> None:
    decision = decided(forward(gmail(LLOYDS, comment="#place Y1\nAs you see")))
    opened = only(decision, OpenIncident)
    assert (opened.reporter, opened.place) == (GARETH_LLOYD, "Miss Nair's class")
    assert (opened.text, opened.comment) == ("The projector in Rowan hums.", "As you see")
    opened = only(decided(forward(gmail(LLOYDS, comment="#for Miss Nair\nShe told him"))), OpenIncident)
    assert opened.reporter == PRIYA_NAIR
    assert (opened.text, opened.comment) == ("The projector in Rowan hums.", "She told him")


# E03: what somebody was told on the phone.


def test_what_is_logged_for_somebody_says_by_whom() -> None:
    decision = decided(forward("#for priya.nair\n#place Y1\nPriya rang at 1pm", KEMP, "phone"))
    assert acknowledged(decision) == ((PRIYA_NAIR,), SANDRA_KEMP.name)


# A firm's mail.


@pytest.fixture
def school() -> School:
    """1041 is Mrs Brown's, with Mr Shah; BrightBoard has it, as Job 7741."""
    school = School()
    school.add_handover(school.add_incident(), BRIGHTBOARD, "Job 7741")
    return school


KEV = "Kev <kev@brightboard.example>"


def test_a_firm_s_mail_that_is_passed_on_goes_onto_its_job_for_the_team(school: School) -> None:
    decision = decided(forward(gmail(KEV, "Job 7741: engineer on Tuesday, £90", "FYI"), KEMP), school)
    entry = only(decision, AddEntry)
    assert (entry.incident, entry.event, entry.is_internal) == (41, Event.MAIL, True)
    assert entry.text == "FYI\n\nJob 7741: engineer on Tuesday, £90"
    assert "mail from BrightBoard AV, passed on by Mrs Sandra Kemp" in entry.because
    assert only(decision, ProviderAnswered).is_human
    assert told(decision) == [(NoticeKind.TEAM_NEWS, "amir.shah"), (NoticeKind.TRANSCRIPT, "sandra.kemp")]
    assert "it was not sent to Mrs Claire Brown" in line(decision).outcome
    assert not each(decision, OpenIncident)


def test_a_firm_s_mail_that_names_no_job_is_held_with_the_reason(school: School) -> None:
    decision = decided(forward(gmail(KEV, "We come on Tuesday"), KEMP), school)
    assert only(decision, Hold).because.startswith(
        "Mrs Sandra Kemp passes on a mail of BrightBoard AV, and nothing in it tells which job it is about"
    )
    assert len(decision.actions) == 1
    held = decided(forward(gmail(KEV, "We come on Tuesday"), KEMP), school, release=Release(SANDRA_KEMP, 41))
    assert "passed on by Mrs Sandra Kemp" in only(held, AddEntry).because


def test_a_number_of_ours_in_a_firm_s_mail_is_enough_if_they_have_it(school: School) -> None:
    raw = forward(gmail(KEV, "About ICT-1041: we come on Tuesday"), KEMP)
    assert only(decided(raw, school), AddEntry).incident == 41


def test_a_firm_s_mail_passed_on_without_proof_answers_no_job(school: School) -> None:
    decision = decided(letter(KEMP, "Fwd: projector", gmail(KEV, "Job 7741: done")), school)
    assert not each(decision, ProviderAnswered)
    assert only(decision, AddEntry).event is Event.NOTE


# Putting it right.


def word(school: School, text: str, sender: str = KEMP, by: Person = SANDRA_KEMP, **changes: object) -> Decision:
    incident = school.add_incident(1041, **changes)
    ours = our_id(school.add_sent(incident, by))
    return decided(letter(sender, "Re: [ICT-1041]", text, headers={"In-Reply-To": f"<{ours}>"}), school)


OUTCOME_OF_FOR = (
    "it is Mr Gareth Lloyd's matter now; they are told; Mrs Claire Brown is told that it is not theirs any more"
)


@pytest.mark.parametrize("name", ["gareth.lloyd", "Mr Lloyd", "Gareth Lloyd", LLOYDS, f"gareth.lloyd@{DOMAIN}"])
def test_for_makes_it_somebody_else_s_and_they_get_the_acknowledgement(name: str) -> None:
    decision = word(School(), f"#for {name}")
    assert only(decision, ChangeReporter).to == GARETH_LLOYD
    assert acknowledged(decision) == ((GARETH_LLOYD,), SANDRA_KEMP.name)
    assert line(decision) == TranscriptLine(f"#for {name}", True, OUTCOME_OF_FOR)


def test_for_takes_somebody_from_outside_by_their_whole_address() -> None:
    to = only(word(School(), "#for Mum <mum@home.example>"), ChangeReporter).to
    assert (to.id, to.name, to.address) == (0, "Mum", "mum@home.example")


def test_what_is_done_changes_hands_without_an_acknowledgement() -> None:
    decision = word(School(), "#for gareth.lloyd", state=State.RESOLVED)
    assert only(decision, ChangeReporter).to == GARETH_LLOYD
    assert [kind for kind, _ in told(decision)] == [NoticeKind.TRANSCRIPT]


def test_whoever_had_it_before_hears_that_it_goes_on_under_another_name() -> None:
    assert (NoticeKind.TAKEN_OFF, "claire.brown") in told(word(School(), "#for gareth.lloyd"))
    for changes in ({"is_restricted": True}, {"reporter": SANDRA_KEMP}, {"state": State.RESOLVED}):
        assert NoticeKind.TAKEN_OFF not in [kind for kind, _ in told(word(School(), "#for gareth.lloyd", **changes))]


def test_for_is_for_coordinator_and_deputy() -> None:
    decision = word(School(), "#for gareth.lloyd", SHAH, AMIR_SHAH)
    assert not each(decision, ChangeReporter)
    assert "#for is for coordinator and deputy" in line(decision).outcome


def test_a_word_after_for_is_about_the_new_person() -> None:
    decision = word(School(), "#for gareth.lloyd\n#tell I have it from your colleague.")
    assert next(one.to for one in each(decision, Notify) if one.notice is NoticeKind.UPDATE) == (GARETH_LLOYD,)


def test_a_firm_s_mail_with_a_word_above_it_is_the_coordinator_s_matter_and_asks_nothing(school: School) -> None:
    decision = decided(forward(gmail(KEV, "Your contract ends", "#place Y3"), KEMP), school)
    assert only(decision, OpenIncident).reporter == SANDRA_KEMP
    assert not any(one.is_question for notify in each(decision, Notify) for one in notify.transcript)
