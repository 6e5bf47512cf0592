"""Words by mail as people and their mail programs write them, and what comes back to whoever wrote them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mailtick.desk import Desk
from mailtick.incidents.incident import State
from mailtick.rounds.act import act
from mailtick.store.database import Database
from tests.rounds.commanding import KEMP, LLOYD, SHAH, command, log, run, say, standing, written
from tests.support.desks import SetClock, letter, make_desk
from tests.support.lookup import proof

_QUOTED = "ICT-1041 is for you:\nTo answer, reply with one of these words at the very top:\n#start\n#note <text>"
_OUTLOOK = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body lang=EN-GB><div class=WordSection1>
<p class=MsoNormal><span style='font-size:11.0pt'>#start<o:p></o:p></span></p>
<p class=MsoNormal><b>#Place:</b>&nbsp;Y5<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal>On my way.<o:p></o:p></p><p class=MsoNormal>Amir Shah<o:p></o:p></p>
<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b>From:</b> ICT desk &lt;ict@saltmarsh\
primary.example&gt;<br><b>Sent:</b> 16 November 2026 09:00<br><b>To:</b> Amir Shah<br><b>Subject:</b> For you: board
</p></div><p class=MsoNormal>#resolve &lt;what was done&gt;</p></div></body></html>"""
_OUTLOOK_TEXT = """#start
#Place:\u00a0Y5

On my way.
Amir Shah

From: ICT desk <ict@saltmarshprimary.example>
Sent: 16 November 2026 09:00
To: Amir Shah <amir.shah@saltmarshprimary.example>
Subject: For you: board

#resolve <what was done>
"""
_GMAIL = """<div dir="ltr"><div><b>#start</b></div><div># place Y5</div><div><br></div><div>On my way.</div></div><br>
<div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Mon, 16 Nov 2026 at 09:00, ICT desk
&lt;<a href="mailto:ict@saltmarshprimary.example">ict@saltmarshprimary.example</a>&gt; wrote:<br></div>
<blockquote class="gmail_quote">#resolve &lt;what was done&gt;</blockquote></div>"""
_GMAIL_TEXT = """*#start*
# place Y5

On my way.

On Mon, 16 Nov 2026 at 09:00, ICT desk <ict@saltmarshprimary.example> wrote:

> #resolve <what was done>
"""
_APPLE = """<html><head></head><body dir="auto"><ul><li>#start</li><li>#place&nbsp;Y5</li></ul><div><br></div>
<div>On my way.</div><br><div dir="ltr">Sent from my iPhone</div><div dir="ltr"><br><blockquote type="cite">On 16 Nov
2026, at 09:00, ICT desk &lt;ict@saltmarshprimary.example&gt; wrote:<br><br></blockquote></div>
<blockquote type="cite"><div dir="ltr">#resolve &lt;what was done&gt;</div></blockquote></body></html>"""
_APPLE_TEXT = """#start
#place Y5

On my way.

Sent from my iPhone

> On 16 Nov 2026, at 09:00, ICT desk <ict@saltmarshprimary.example> wrote:
>
> #resolve <what was done>
"""


@pytest.fixture
def desk(school: Database) -> Desk:
    desk = make_desk(school, clock=SetClock())
    run(desk, letter())
    act(desk, "1041", "assign", "amir.shah")
    return desk


def _html_alone(html: str) -> bytes:
    raw = letter(SHAH, "RE: [ICT-1041] For you: board", "-", headers=proof(SHAH))
    head = raw.partition(b"\n\n")[0].replace(b"text/plain", b"text/html")
    return head + b"\n\n" + html.encode()


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(command(_OUTLOOK_TEXT, SHAH, html=_OUTLOOK), id="Outlook"),
        pytest.param(_html_alone(_OUTLOOK), id="Outlook, HTML alone"),
        pytest.param(command(_GMAIL_TEXT, SHAH, html=_GMAIL), id="Gmail"),
        pytest.param(_html_alone(_GMAIL), id="Gmail, HTML alone"),
        pytest.param(command(_APPLE_TEXT, SHAH, html=_APPLE), id="Apple Mail"),
        pytest.param(_html_alone(_APPLE), id="Apple Mail, HTML alone, as a list"),
        pytest.param(command("1. #start\n2) #place Y5\n\nOn my way."), id="a numbered list"),
        pytest.param(command("\ufeff#\u00a0START :\n\n_#Place_: Y5\n-- \nAmir\n#note sig"), id="odd signs, signature"),
        pytest.param(command(f"#start\n#place Y5\n\n-----Original Message-----\n{_QUOTED}"), id="quoted below"),
    ],
)
def test_words_are_understood_as_mail_programs_write_them(desk: Desk, raw: bytes) -> None:
    run(desk, raw)
    incident = standing(desk)
    assert (incident.state, incident.place) == (State.IN_PROGRESS, "Mr Lloyd's class")
    ((_, subject, text),) = written(desk, "transcript")
    assert "Your words: done" in subject
    # Neither what is quoted nor the signature was a word.
    assert "not done" not in text.lower()


def test_some_done_some_not_is_told_each_with_its_reason(desk: Desk) -> None:
    say(desk, "#start\n#place the moon\n#note The cable looked worn.")
    ((recipient, subject, text),) = written(desk, "transcript")
    assert recipient == "sandra.kemp@saltmarshprimary.example"
    assert "Your words: done, with 1 not done" in subject
    assert '"the moon" is no place of the list' in text
    assert standing(desk).state is State.IN_PROGRESS


def test_an_unknown_word_is_answered_with_the_nearest_and_with_what_this_person_may_use(desk: Desk) -> None:
    say(desk, "#resovle New cable fitted", SHAH)
    ((_, subject, text),) = written(desk, "transcript")
    assert "Your words: nothing done" in subject
    assert "there is no such word; did you mean #resolve?" in text
    assert "#resolve <what was done> it is done; those it is for are told" in text
    assert "#merge" not in text


def test_a_mail_of_which_nothing_is_done_changes_nothing_and_is_kept(desk: Desk) -> None:
    before, length = standing(desk), len(log(desk))
    say(desk, "#frobnicate\n#priority 1 because it is mine\n\nIt is quite dark.", SHAH)
    assert standing(desk) == before
    kept, sent = log(desk)[length:]
    assert kept[2] == "#frobnicate\n#priority 1 because it is mine\n\nIt is quite dark."
    assert sent[0] == "sent"


def test_words_further_down_are_said_to_be_too_low(desk: Desk) -> None:
    say(desk, "Hi all,\nI have looked at it.\n#resolve New cable fitted\n#1 was fine", SHAH)
    ((_, _, text),) = written(desk, "transcript")
    assert standing(desk).state is State.ASSIGNED
    assert "kept as a note" in text
    assert "NOT DONE #resolve New cable fitted not done: words are read at the very top" in text


def test_words_without_an_incident_open_none_and_say_what_is_missing(desk: Desk) -> None:
    say(desk, "#resolve New cable fitted\n#frobnicate", subject="board")
    ((_, subject, text),) = written(desk, "transcript")
    assert "nothing done" in subject
    assert "#resolve needs an incident: answer a mail of the desk about it" in text
    assert "there is no such word" in text
    assert len(written(desk, "acknowledgement")) == 1


def test_a_word_that_tells_of_a_new_matter_needs_no_text_below_the_subject(desk: Desk) -> None:
    say(desk, "#priority 2 because the exam is tomorrow", subject="The printer in the library is jammed")
    assert standing(desk, "1042").title == "The printer in the library is jammed"
    assert "#priority needs an incident" in written(desk, "transcript")[0][2]


def test_a_new_matter_with_a_wrong_word_is_taken_up_all_the_same(desk: Desk) -> None:
    say(desk, "#plaec Y5\nThe projector in there hums.", subject="projector")
    assert standing(desk, "1042").title == "The projector in there hums"
    assert "did you mean #place?" in written(desk, "transcript")[0][2]


def test_too_many_words_in_one_mail_are_stopped_and_kept(desk: Desk) -> None:
    say(desk, "#tell Please wait.\n" * 6)
    assert not written(desk, "update")
    assert (
        "a mail may hold #tell 5 times, and this one holds it 6 times; it is kept" in written(desk, "transcript")[0][2]
    )
    assert log(desk)[-2][2].count("#tell Please wait.") == 6
    say(desk, "#note a\n#start\n#place Y5\n#priority 2 because\n" * 6)
    assert "a mail may hold 20 words, and this one holds 24" in written(desk, "transcript")[1][2]
    assert standing(desk).state is State.ASSIGNED


def test_the_same_over_and_over_on_one_incident_is_stopped_for_the_hour(desk: Desk) -> None:
    for time in range(11):
        say(desk, f"#note time {time}")
    assert "time 9" in log(desk)[-4][2]
    assert "you have sent 10 mails with words about ICT-1041 within the hour" in written(desk, "transcript")[-1][2]
    assert log(desk)[-2][2] == "#note time 10"
    clock = desk.clock
    assert isinstance(clock, SetClock)
    clock.move(timedelta(minutes=61))
    say(desk, "#note later")
    assert "done #note later" in written(desk, "transcript")[-1][2]


def test_a_mail_that_would_move_many_incidents_moves_none(desk: Desk) -> None:
    run(desk, *(letter(LLOYD, f"matter {number}", f"The {number}th thing is broken.") for number in range(5)))
    numbers = range(1042, 1047)
    for number in numbers:
        act(desk, str(number), "merge", "1041")
    say(desk, "".join(f"#unmerge {number}\n" for number in numbers) + "#start")
    assert "a mail may move 5 incidents, and this one would move 6" in written(desk, "transcript")[0][2]
    assert standing(desk, "1042").goes_on_as == "ICT-1041"
    say(desk, "".join(f"#unmerge {number}\n" for number in numbers), KEMP)
    assert standing(desk, "1042").goes_on_as == ""
