from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailtick.mail.message import Kind
from mailtick.reports.facts import MailFacts
from mailtick.reports.mail_balance import PART_WORDS, MailPart, balance, part_of
from tests.reports.saltmarsh import FACTS


def test_every_part_has_words() -> None:
    assert set(PART_WORDS) == set(MailPart)


def test_the_mails_of_the_week_balance() -> None:
    counts = {part.value: count for part, count in balance(FACTS.mails).items() if count}
    assert counts == {"incidents": 12, "added": 12, "joined": 3, "automatic": 3, "spam": 1}


@pytest.mark.parametrize(
    ("mail", "part"),
    [
        pytest.param(MailFacts("received", "", frozenset()), "waiting", id="not processed yet"),
        pytest.param(MailFacts("held", "new", frozenset()), "held", id="held for a person"),
        pytest.param(MailFacts("dropped", "new", frozenset()), "spam", id="set aside by a person"),
        pytest.param(MailFacts("processed", "new", frozenset({"opened", "sent"})), "incidents", id="a new matter"),
        pytest.param(MailFacts("processed", "reply", frozenset({"mail", "opened"})), "incidents", id="new after long"),
        pytest.param(MailFacts("processed", "new", frozenset({"joined", "sent"})), "joined", id="me too"),
        pytest.param(MailFacts("processed", "reply", frozenset({"state"}), has_words=True), "commands", id="a # word"),
        pytest.param(MailFacts("processed", "reply", frozenset(), has_words=True), "commands", id="a refused # word"),
        pytest.param(MailFacts("processed", "reply", frozenset({"mail"})), "added", id="an answer"),
        pytest.param(MailFacts("processed", "reply", frozenset({"note"})), "added", id="a note of the team"),
        pytest.param(MailFacts("processed", "auto_reply", frozenset({"automatic"})), "automatic", id="out of office"),
        pytest.param(MailFacts("processed", "new", frozenset({"automatic"})), "automatic", id="a machine's news"),
        pytest.param(MailFacts("processed", "list", frozenset(), is_ignored=True), "spam", id="a newsletter"),
        pytest.param(MailFacts("processed", "list", frozenset({"automatic"})), "automatic", id="a list of a provider"),
        pytest.param(MailFacts("processed", "loop", frozenset(), is_ignored=True), "automatic", id="a loop"),
        pytest.param(MailFacts("processed", "new", frozenset(), proposes=True), "registers", id="a move or an invoice"),
        pytest.param(
            MailFacts("processed", "new", frozenset({"mail"}), proposes=True), "added", id="done, and its bill"
        ),
        pytest.param(MailFacts("processed", "new", frozenset()), "unexplained", id="no trace at all"),
    ],
)
def test_a_mail_became_one_thing(mail: MailFacts, part: str) -> None:
    assert part_of(mail) == part


ANY_MAIL = st.builds(
    MailFacts,
    state=st.sampled_from(["received", "processed", "held", "dropped"]),
    kind=st.sampled_from(["", *Kind]),
    events=st.frozensets(
        st.sampled_from(["opened", "mail", "automatic", "note", "state", "joined", "sent", "bounced"])
    ),
    has_words=st.booleans(),
    is_ignored=st.booleans(),
)


@given(st.lists(ANY_MAIL))
def test_the_parts_sum_to_the_whole(mails: list[MailFacts]) -> None:
    assert sum(balance(mails).values()) == len(mails)
