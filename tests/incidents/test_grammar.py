"""One grammar for all replies: a slip of the keyboard is understood, and never makes another word of a word."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailtick.incidents import approval_answers, reminders, stock_answer, visit_report
from mailtick.incidents.approval_answers import read_approval
from mailtick.incidents.approvals import Answer
from mailtick.incidents.grammar import word_at
from mailtick.incidents.lines import read_lines
from mailtick.incidents.lists import VOCABULARIES, ListKind
from mailtick.incidents.proposals import answering
from mailtick.incidents.proposals.acts import ProposalWord
from mailtick.incidents.proposals.answering import read_answer

# What may be said in each of our mails, as people spell it.
SPELLINGS: dict[str, Mapping[str, str]] = {
    **{kind.value: each.spellings for kind, each in VOCABULARIES.items()},
    "proposal": answering.WORDS,
    "reminder": {each: each for each in reminders.WORDS},
    "stock": stock_answer.SPELLINGS,
    "visit": visit_report.DONE_WORDS,
    "approval": approval_answers.WORDS,
}


def slips(word: str) -> Iterator[str]:
    """All that one slip makes of a word."""
    for at in range(len(word) + 1):
        before, behind = word[:at], word[at:]
        for letter in string.ascii_lowercase:
            yield before + letter + behind
            if behind:
                yield before + letter + behind[1:]
        if behind:
            yield before + behind[1:]
        if len(behind) > 1:
            yield before + behind[1] + behind[0] + behind[2:]


@pytest.mark.parametrize("name", SPELLINGS)
def test_no_slip_makes_another_word_of_a_word(name: str) -> None:
    spellings = SPELLINGS[name]
    for spelling, word in spellings.items():
        if not spelling.replace(" ", "").isalpha():
            continue
        for said in slips(spelling):
            found = word_at(said, spellings)
            # A single letter that becomes another one is no slip that anybody could tell from what was meant.
            is_another_spelling = found is not None and found.is_exact and found.word != word
            assert found is None or found.word == word or is_another_spelling, f"{said} for {spelling}"


@pytest.mark.parametrize(
    ("said", "meant"),
    [("confrim", "confirm"), ("conirm", "confirm"), ("comfirm", "confirm"), ("declien", "decline"), ("unod", "undo")],
)
def test_a_slip_in_an_answer_to_a_proposal_is_understood(said: str, meant: str) -> None:
    read = read_answer(said)
    assert read is not None
    assert read.word == ProposalWord(meant)


@pytest.mark.parametrize("said", ["none", "gone", "said", "drops off", "not", "now", "noon", "yet", "yell", "ye"])
def test_a_word_of_its_own_is_no_slip(said: str) -> None:
    assert not any(
        found for spellings in SPELLINGS.values() if (found := word_at(said, spellings)) and not found.is_exact
    )


def test_a_slip_in_an_answer_to_a_question_is_understood_and_its_meaning_stays() -> None:
    for said in ("Aproved", "approevd, thanks", "Agreeed"):
        assert read_approval(said).answer is Answer.YES
    for said in ("Declned - too dear", "rejceted", "Refussed"):
        assert read_approval(said).answer is Answer.NO


@given(st.sampled_from(sorted({*answering.WORDS, *approval_answers.WORDS})), st.data())
def test_no_slip_turns_a_yes_into_a_no(word: str, data: st.DataObject) -> None:
    said = data.draw(st.sampled_from(sorted(set(slips(word)))))
    if len(word) > 1:
        yes = {Answer.YES: Answer.NO, Answer.NO: Answer.YES}
        meant = read_approval(word).answer
        assert meant is None or read_approval(said).answer is not yes.get(meant)
        proposal = read_answer(word)
        read = read_answer(said)
        assert proposal is None or read is None or read.word == proposal.word


@pytest.mark.parametrize("kind", ListKind)
def test_an_unknown_line_comes_back_with_what_is_possible(kind: ListKind) -> None:
    (line,) = read_lines("1 banana", VOCABULARIES[kind], 3).unread
    assert line.as_written == "1 banana"
    assert VOCABULARIES[kind].possible in line.why


def test_an_answer_to_a_reminder_with_no_word_of_its_comes_back_and_is_no_matter() -> None:
    assert reminders.read_answer("D04 banana").unread == ("D04 banana",)
    read = reminders.read_answer("D04 snoze 1w\nC2 banana")
    assert [(each.reference, each.word, each.argument) for each in read.words] == [("D04", "snooze", "1w")]
    assert read.unread == ("C2 banana",)
    assert reminders.read_answer("Y3 lamp is dead again and nobody comes") == reminders.Read(())


def test_slips_in_a_stock_check_and_in_a_report_of_a_visit() -> None:
    assert [(each.word, each.tags) for each in stock_answer.read_lines("37 mising\nextrra 41")] == [
        ("missing", ("37",)),
        ("extra", ("41",)),
    ]
    assert word_at("repiared, new fuse", visit_report.DONE_WORDS) is not None
