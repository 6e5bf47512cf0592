"""A firm writes on its job: what is recorded at once, what a person confirms, and who hears of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.incident import State
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.proposals.acts import ProposalWord
from mailtick.registers.changing import NotKept
from mailtick.rounds.act import act
from mailtick.rounds.deliver import deliver
from mailtick.rounds.proposals import decide, tell_proposals
from mailtick.store.approvals import all_approvals
from mailtick.store.database import Database
from mailtick.store.people import person_by_address
from mailtick.store.tables import DiaryRow, HandoverRow, ProposalRow, WaitRow
from tests.rounds.commanding import KEMP, SHAH, command, log, run, standing, written
from tests.support.desks import SetClock, letter, make_desk
from tests.support.lookup import proof
from tests.support.smtp_sink import SmtpSink

KEV = "Kev <jobs@brightboard.example>"
VISIT = "We've raised Job 7741. Engineer booked Tues 17th, first call. Kev"


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock, smtp_sink: SmtpSink) -> Iterator[Desk]:
    """BrightBoard has Mrs Brown's board since Monday 16 November, 09:00."""
    desk = make_desk(school, smtp_sink.port, clock)
    run(desk, letter())
    act(desk, "1041", "second", "BBA dead")
    while deliver(desk):
        pass
    yield desk
    desk.sender.close()


def writes(desk: Desk, text: str, subject: str = "Your call", *, is_proven: bool = True) -> None:
    run(desk, letter(KEV, subject, text, headers=proof(KEV) if is_proven else {}))


def job(desk: Desk) -> HandoverRow:
    with desk.database.reading() as session:
        return session.scalars(select(HandoverRow)).one()


def visits(desk: Desk) -> list[tuple[date, str, date | None]]:
    with desk.database.reading() as session:
        rows = session.scalars(select(DiaryRow).where(DiaryRow.about == "ICT-1041", DiaryRow.retired_on.is_(None)))
        return [(row.on, row.what, row.done_on) for row in rows]


def wait(desk: Desk) -> WaitRow:
    with desk.database.reading() as session:
        return session.scalars(select(WaitRow).order_by(WaitRow.id.desc())).first() or WaitRow()


def proposed(desk: Desk, state: str = "open") -> list[int]:
    with desk.database.reading() as session:
        rows = session.scalars(select(ProposalRow).where(ProposalRow.state == state).order_by(ProposalRow.id))
        return [row.id for row in rows]


def say(desk: Desk, number: int, word: ProposalWord) -> str:
    with desk.database.writing() as session:
        person = person_by_address(session, "sandra.kemp@saltmarshprimary.example")
        assert person is not None
        return decide(session, desk, number, word, (), person)


def test_a_visit_is_recorded_at_once_and_those_it_is_for_hear_when(desk: Desk) -> None:
    writes(desk, VISIT)
    assert (job(desk).state, job(desk).job_reference) == ("scheduled", "Job 7741")
    assert visits(desk) == [(date(2026, 11, 17), "BrightBoard AV comes for ICT-1041, first thing", None)]
    assert wait(desk).follow_up_at == datetime(2026, 11, 17, 16, 30, tzinfo=UTC)
    ((to, subject, text),) = written(desk, "job_news")
    assert to == "claire.brown@saltmarshprimary.example"
    assert subject == "[ICT-1041] BrightBoard AV comes on Tuesday 17 November, first thing"
    assert "7741" not in text
    assert "Kev" not in text
    assert written(desk, "team_news") == []
    said = [(field, text) for event, field, text in log(desk) if event == "handover"][-1]
    assert said == (
        "visit on Tuesday 17 November, first thing",
        'they wrote: "Engineer booked Tues 17th, first call."',
    )


def test_what_is_told_twice_is_recorded_and_told_of_once(desk: Desk) -> None:
    writes(desk, VISIT)
    writes(desk, "As I said, engineer booked Tues 17th, first call. Kev", "Job 7741")
    assert len(visits(desk)) == len(written(desk, "job_news")) == 1


def test_a_visit_on_another_day_takes_the_place_of_the_first(desk: Desk) -> None:
    writes(desk, VISIT)
    writes(desk, "Sorry, the engineer is unwell. The visit is rescheduled for Thurs 19th at 10am.", "Job 7741")
    assert [day for day, _, _ in visits(desk)] == [date(2026, 11, 19)]
    assert job(desk).promised_at == datetime(2026, 11, 19, 10, 0, tzinfo=UTC)


def test_what_was_recorded_at_once_can_be_taken_back(desk: Desk) -> None:
    writes(desk, VISIT)
    (number,) = proposed(desk, "confirmed")
    say(desk, number, ProposalWord.UNDO)
    assert (job(desk).state, job(desk).promised_at, visits(desk)) == ("accepted", None, [])
    assert wait(desk).follow_up_at != datetime(2026, 11, 17, 16, 30, tzinfo=UTC)


def test_a_quote_that_is_taken_back_takes_back_what_was_asked_about_it(desk: Desk) -> None:
    writes(desk, "Q-3318: supply and fit power board £285.00 + VAT. Valid 30 days. OK to proceed? Kev")
    (number,) = proposed(desk, "confirmed")
    say(desk, number, ProposalWord.UNDO)
    assert job(desk).quoted_net_pence is None
    assert standing(desk).state is State.IN_PROGRESS
    with desk.database.reading() as session:
        assert all_approvals(session, open_alone=True) == []
    assert "what was asked about their quote is taken back with it" in [text for _, _, text in log(desk)]
    with pytest.raises(NotAllowed, match="nobody was asked to approve anything"):
        act(desk, "1041", "order", "BBA PO-26-0311")


def test_that_they_were_there_is_recorded_and_their_visit_is_done(desk: Desk, clock: SetClock) -> None:
    writes(desk, VISIT)
    clock.now = datetime(2026, 11, 17, 10, 5, tzinfo=UTC)
    writes(desk, "Engineer on site 07:40, more tomorrow.", "Job 7741")
    assert job(desk).on_site_at == datetime(2026, 11, 17, 7, 40, tzinfo=UTC)
    assert [done for _, _, done in visits(desk)] == [date(2026, 11, 17)]


def test_a_quote_is_recorded_and_put_to_the_owner_once(desk: Desk) -> None:
    writes(desk, "Q-3318: supply and fit power board £285.00 + VAT. Valid 30 days. OK to proceed? Kev")
    row = job(desk)
    assert (row.quote_number, row.quoted_net_pence, row.quoted_vat_pence) == ("Q-3318", 28500, 5700)
    assert row.quote_valid_until == date(2026, 12, 16)
    ((to, subject, text),) = written(desk, "approval")
    assert to == "tom.whitfield@saltmarshprimary.example"
    assert (
        subject
        == '[ICT-1041] Please decide: £342.00 for "Board in my room won\'t turn on again", as BrightBoard AV quoted'
    )
    assert "Asked by" not in text
    assert "£285.00 + £57.00 VAT = £342.00" in text
    assert "Q-3318" in text
    assert not written(desk, "team_news")
    assert standing(desk).state is State.WAITING_APPROVAL
    writes(desk, "Our quote again: Q-3318: supply and fit power board £285.00 + VAT. OK to proceed? Kev")
    assert len(written(desk, "approval")) == 1
    writes(desk, "Prices went up: Q-3390, supply and fit power board £310.00 + VAT. OK to proceed? Kev")
    assert len(written(desk, "approval")) == 2


def test_the_price_again_without_its_number_is_no_other_quote(desk: Desk) -> None:
    """As a confirmation of an order has it."""
    writes(desk, "Q-3318: supply and fit power board £285.00 + VAT. Valid 30 days. OK to proceed? Kev")
    writes(desk, "Thank you for your order PO-26-0311, £285.00 + VAT.")
    assert job(desk).quote_number == "Q-3318"
    assert len(written(desk, "approval")) == 1


def test_who_confirms_a_quote_is_told_how_it_goes_on(desk: Desk) -> None:
    writes(desk, "Quote Q-3318: from £285.00 + VAT. OK to proceed? Kev")
    (number,) = proposed(desk, "open")
    assert not written(desk, "approval")
    assert "#ask-approval and what it is for puts the quote to who decides" in say(desk, number, ProposalWord.CONFIRM)
    act(desk, "1041", "ask-approval", "a new power board")
    assert "£342.00" in written(desk, "approval")[0][1]


def test_a_quote_whose_sums_do_not_agree_is_laid_before_the_coordinator(desk: Desk) -> None:
    writes(desk, "Quotation Q-9: net £285.00, VAT £57.00, total £300.00. OK to proceed?")
    assert job(desk).quote_number == ""
    assert len(proposed(desk)) == 1


def test_done_is_proposed_and_counts_from_the_minute_of_their_mail(desk: Desk, clock: SetClock) -> None:
    clock.now = said_at = datetime(2026, 11, 18, 11, 30, tzinfo=UTC)
    writes(desk, "Power board fitted, tested with Mrs Brown 11:15, all good.", "Job complete")
    assert (job(desk).done_at, standing(desk).state) == (None, State.WAITING_PROVIDER)
    tell_proposals(desk)
    ((to, subject, text),) = written(desk, "proposal")
    assert (to, subject) == ("sandra.kemp@saltmarshprimary.example", "Please confirm: BrightBoard AV on ICT-1041: done")
    assert "Power board fitted, tested with Mrs Brown 11:15, all good." in text
    clock.now = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
    (number,) = proposed(desk)
    say(desk, number, ProposalWord.CONFIRM)
    assert (job(desk).state, job(desk).done_at, job(desk).accepted_at) == ("done", said_at, clock.now)
    assert (wait(desk).to_at, standing(desk).state) == (said_at, State.IN_PROGRESS)
    assert written(desk, "resolved") == []


def test_y_by_mail_confirms_it(desk: Desk) -> None:
    writes(desk, "All done, tested and working. Kev", "Job 7741 complete")
    tell_proposals(desk)
    ((_, subject, _),) = written(desk, "proposal")
    with desk.database.reading() as session:
        number = session.scalars(select(ProposalRow.id)).one()
    assert number
    run(desk, command("y", KEMP, f"Re: {subject}"))
    assert job(desk).state in ("accepted", "done")


def test_done_can_be_taken_back_until_somebody_resolves_it(desk: Desk) -> None:
    writes(desk, "All done, tested and working. Kev", "Job complete")
    (number,) = proposed(desk)
    say(desk, number, ProposalWord.CONFIRM)
    say(desk, number, ProposalWord.UNDO)
    assert (job(desk).done_at, wait(desk).to_at, standing(desk).state) == (None, None, State.WAITING_PROVIDER)
    say(desk, number, ProposalWord.CONFIRM)
    act(desk, "1041", "resolve", "new power board")
    with pytest.raises(NotKept, match="was changed since"):
        say(desk, number, ProposalWord.UNDO)
    assert standing(desk).state is State.RESOLVED


def test_done_on_what_is_fixed_for_now_sets_the_hand_over_alone(desk: Desk) -> None:
    act(desk, "1041", "temp", "until 2026-11-20: loan projector")
    writes(desk, "Power board fitted, all good.", "Job complete")
    (number,) = proposed(desk)
    say(desk, number, ProposalWord.CONFIRM)
    assert (job(desk).state, standing(desk).state) == ("done", State.TEMPORARY_FIX)


def test_given_back_comes_back_to_us_when_a_person_says_so(desk: Desk) -> None:
    writes(desk, "Sorry, panels of this make are not something we touch. Returned to school.", "Your call")
    (number,) = proposed(desk)
    say(desk, number, ProposalWord.CONFIRM)
    assert (job(desk).state, job(desk).outcome, standing(desk).state) == ("returned", "returned", State.IN_PROGRESS)


def test_not_covered_is_proposed_and_the_firm_keeps_the_job(desk: Desk) -> None:
    writes(desk, "Surge damage so not covered under the warranty.", "Your call")
    (number,) = proposed(desk)
    say(desk, number, ProposalWord.CONFIRM)
    assert (job(desk).outcome, standing(desk).state) == ("not_covered", State.WAITING_PROVIDER)


def test_what_nothing_proves_is_only_proposed_and_told_once_it_is_confirmed(desk: Desk) -> None:
    writes(desk, VISIT, is_proven=False)
    assert (visits(desk), written(desk, "job_news")) == ([], [])
    (number,) = proposed(desk)
    say(desk, number, ProposalWord.CONFIRM)
    assert [day for day, _, _ in visits(desk)] == [date(2026, 11, 17)]
    assert [to for to, _, _ in written(desk, "job_news")] == ["claire.brown@saltmarshprimary.example"]


@pytest.mark.parametrize(
    "text",
    ["We could perhaps come next week.", "Would Tues 17th suit you?", "Still looking at it, more when I know."],
)
def test_where_nothing_is_news_the_team_reads_it_and_nothing_is_proposed(desk: Desk, text: str) -> None:
    writes(desk, text)
    assert (proposed(desk), proposed(desk, "confirmed"), visits(desk)) == ([], [], [])
    assert len(written(desk, "team_news")) == 1


def test_a_machine_s_receipt_is_no_answer_of_a_person(desk: Desk) -> None:
    writes(desk, "Your call has been logged under Job 7741. Please do not reply to this e-mail.")
    row = job(desk)
    assert (row.state, row.job_reference, row.first_human_reply_at) == ("acknowledged", "Job 7741", None)
    assert row.first_automatic_reply_at is not None
    assert written(desk, "team_news") == []


def test_a_question_beside_the_news_is_left_for_a_person_to_read(desk: Desk) -> None:
    writes(desk, "Engineer booked Tues 17th, first call. Which entrance should he use?")
    assert len(visits(desk)) == len(written(desk, "team_news")) == 1


def test_what_they_ask_of_the_school_is_a_task_by_the_last_open_day(desk: Desk) -> None:
    writes(desk, "Please confirm within 5 days or the job will close.")
    writes(desk, "Reminder: please reply within 5 days or the job will close.", "Job")
    assert [(day, what) for day, what, _ in visits(desk)] == [
        (date(2026, 11, 20), "Answer BrightBoard AV about ICT-1041, or they close it by themselves")
    ]


def test_what_was_lent_until_it_is_mended_is_to_be_taken_back(desk: Desk) -> None:
    act(desk, "1041", "temp", "loan projector until 2026-11-20")
    writes(desk, "Power board fitted, all good.", "Job complete")
    (number,) = proposed(desk)
    say(desk, number, ProposalWord.CONFIRM)
    assert [what for _, what, _ in visits(desk)] == ["Take back: loan projector"]
    say(desk, number, ProposalWord.UNDO)
    assert (visits(desk), job(desk).done_at) == ([], None)


def test_done_before_an_agreed_visit_ends_the_rest_until_then(desk: Desk) -> None:
    act(desk, "1041", "visit", "24 Nov 2026 09:00 brightboard")
    writes(desk, "All done by remote, tested and working.", "Job complete")
    (number,) = proposed(desk)
    say(desk, number, ProposalWord.CONFIRM)
    assert (standing(desk).state, wait(desk).to_at) == (State.IN_PROGRESS, desk.clock())


def test_what_a_firm_says_on_the_telephone_counts_as_its_mail_would(desk: Desk, clock: SetClock) -> None:
    act(desk, "1041", "heard", "BBA: Job 7741, engineer booked for Tuesday at 9:00")
    assert (job(desk).job_reference, job(desk).state) == ("Job 7741", "scheduled")
    assert [day for day, _, _ in visits(desk)] == [date(2026, 11, 17)]
    assert [to for to, _, _ in written(desk, "job_news")] == ["claire.brown@saltmarshprimary.example"]
    clock.now = datetime(2026, 11, 17, 10, 0, tzinfo=UTC)
    act(desk, "1041", "heard", "All done, new power board.")
    assert (job(desk).done_at, proposed(desk), standing(desk).state) == (clock.now, [], State.IN_PROGRESS)


def test_what_the_team_passes_on_from_a_firm_is_proposed_from_the_day_it_was_written(desk: Desk) -> None:
    text = (
        "See below. Amir\n\n---------- Forwarded message ---------\nFrom: Kev <jobs@brightboard.example>\n"
        "Date: Sun, 15 Nov 2026 at 18:20\nSubject: your panel\nTo: Amir <amir.shah@saltmarshprimary.example>\n\n"
        "Hi Amir, the engineer will be with you the day after, Tues 17th at 9am. Job 7741. Kev\n"
    )
    run(desk, command(text, SHAH, "Fwd: [ICT-1041] your panel"))
    assert (visits(desk), written(desk, "job_news")) == ([], [])
    (number,) = proposed(desk)
    say(desk, number, ProposalWord.CONFIRM)
    assert [day for day, _, _ in visits(desk)] == [date(2026, 11, 17)]


def test_what_was_recorded_is_taken_back_by_a_word_in_a_mail_for_a_week(desk: Desk, clock: SetClock) -> None:
    writes(desk, VISIT)
    run(desk, command("#take-back"))
    assert (job(desk).promised_at, visits(desk)) == (None, [])
    assert "taken back; the proposal is open again" in written(desk, "transcript")[-1][2]
    with pytest.raises(NotAllowed, match="nothing that a firm told of ICT-1041 was recorded within a week"):
        act(desk, "1041", "take-back", "")


def test_after_a_week_the_word_does_not_take_it_back_any_more(desk: Desk, clock: SetClock) -> None:
    writes(desk, VISIT)
    clock.now += timedelta(days=8)
    with pytest.raises(NotAllowed, match="recorded within a week"):
        act(desk, "1041", "take-back", "")
    assert len(visits(desk)) == 1


def test_one_of_several_that_were_recorded_is_taken_back_by_its_number(desk: Desk) -> None:
    writes(desk, VISIT)
    writes(desk, "The part should be here Thursday 26th. Kev", "Job 7741")
    first, second = proposed(desk, "confirmed")
    with pytest.raises(NotAllowed, match="is none of what was recorded of ICT-1041; there is"):
        act(desk, "1041", "take-back", "99")
    act(desk, "1041", "take-back", str(first))
    assert "something of the job was changed since" in written(desk, "transcript")[-1][2]
    act(desk, "1041", "take-back", str(second))
    assert (job(desk).eta_at, len(visits(desk))) == (None, 1)
    act(desk, "1041", "take-back", str(first))
    assert visits(desk) == []
