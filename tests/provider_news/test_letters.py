"""The mails of the firms are enough, and real ones."""

from __future__ import annotations

from collections import Counter

from mailtick.mail.parse import parse_mail
from mailtick.mail.reply import has_new_text
from tests.provider_news.letters import ABOUT, held_out, written_against

ALL = [*written_against(), *held_out()]
KINDS = ["visit", "eta", "quote", "on_order", "on_site", "done", "not_covered", "returned", "planned", "invoice"]


def test_ten_firms_and_more_write_eight_mails_of_each_kind() -> None:
    counted = Counter(kind for letter in ALL for kind in letter.news if kind not in ABOUT)
    assert len({letter.firm for letter in ALL}) >= 10
    assert {kind: count for kind in KINDS if (count := counted[kind]) < 8} == {}
    assert sum(not letter.is_human for letter in ALL) >= 8
    assert sum(letter.is_human and not letter.says_nothing for letter in ALL) >= 72


def test_twenty_mails_and_more_say_nothing_that_is_news() -> None:
    assert sum(letter.says_nothing for letter in ALL) >= 20


def test_a_third_of_the_mails_or_nearly_so_is_held_out() -> None:
    assert len(held_out()) * 3.3 > len(ALL)


def test_every_mail_reads_as_one_with_words_and_no_name_stands_twice() -> None:
    assert [letter.name for letter in ALL if not has_new_text(parse_mail(letter.raw))] == []
    assert [name for name, count in Counter(letter.name for letter in ALL).items() if count > 1] == []
