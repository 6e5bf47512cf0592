"""Answers to a numbered list as people write them on phones: what each line means, and what means nothing."""

from __future__ import annotations

import time

import pytest

from mailtick.incidents.lines import Read, read_lines
from mailtick.incidents.lists import VOCABULARIES, ListKind

HELD = VOCABULARIES[ListKind.HELD]


def read(text: str, count: int = 4) -> Read:
    return read_lines(text, HELD, count, "Mrs Sandra Kemp")


def said(text: str, count: int = 4) -> str:
    """As "1 new; 2,3 drop advert"."""
    return "; ".join(
        f"{','.join(map(str, each.numbers))} {each.word} {' '.join(each.rest.split())}".rstrip()
        for each in read(text, count).lines
    )


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("1 new", "1 new"),
        ("1 New.", "1 new"),
        ("1: new", "1 new"),
        ("1. new", "1 new"),
        ("1) new pls", "1 new"),
        ("1] new", "1 new"),
        ("1 - new", "1 new"),
        ("1-new", "1 new"),
        ("1 – New!", "1 new"),
        ("#1 new", "1 new"),
        ("# 1 new", "1 new"),
        ("No. 1 new", "1 new"),
        ("no 1: new", "1 new"),
        ("Mail 1 new", "1 new"),
        ("- 1 new", "1 new"),
        ("* 1 new", "1 new"),
        ("• 1 new", "1 new"),
        ("*1* new", "1 new"),
        ("1 *new*", "1 new"),
        ("1 #new", "1 new"),
        ("1 `new`", "1 new"),
        ("1\u00a0new", "1 new"),
        ("\u200b1 new", "1 new"),
        ("1   new   thank you", "1 new"),
        ("new 1", "1 new"),
        ("New: 1", "1 new"),
        ("1 nwe", "1 new"),
        ("1 open", "1 new"),
        ("1 new for claire.brown", "1 new for claire.brown"),
        ("1 New for Claire.Brown please", "1 new for Claire.Brown please"),
        ("2 to 1045", "2 to 1045"),
        ("2 To ICT-1045.", "2 to ICT-1045"),
        ("2 -> 1045", "2 to 1045"),
        ("2 → 1045", "2 to 1045"),
        ("2 => ICT-1045", "2 to ICT-1045"),
        ("2 --> 1045", "2 to 1045"),
        ("2 belongs to 1045", "2 to 1045"),
        ("2: onto #1045", "2 to #1045"),
        ("3 drop", "3 drop"),
        ("3 drop advert", "3 drop advert"),
        ("3 drop - not for us", "3 drop not for us"),
        ("3 drop: we never ordered it", "3 drop we never ordered it"),
        ("3 drop because it is advertising", "3 drop because it is advertising"),
        ("3 Dorp", "3 drop"),
        ("3 dropp advert", "3 drop advert"),
        ("3 delete", "3 drop"),
        ("3 spam", "3 drop"),
        ("3 and 4 drop", "3,4 drop"),
        ("3, 4 drop", "3,4 drop"),
        ("3 & 4 drop", "3,4 drop"),
        ("1, 2 and 4 drop", "1,2,4 drop"),
        ("1, 2, and 4 drop", "1,2,4 drop"),
        ("1+2 drop", "1,2 drop"),
        ("1 2 drop", "1,2 drop"),
        ("2-4 drop", "2,3,4 drop"),
        ("drop 3 and 4", "3,4 drop"),
        ("Drop 3, advert", "3 drop advert"),
        ("4 block", "4 block"),
        ("4 Blocked", "4 block"),
        ("4 blcok", "4 block"),
        ("block 4", "4 block"),
        ("4 undo", "4 undo"),
        ("all drop", "1,2,3,4 drop"),
        ("Drop all", "1,2,3,4 drop"),
        ("drop all of them", "1,2,3,4 drop"),
        ("drop all 4", "1,2,3,4 drop"),
        ("1 new, 2 drop, 3 block", "1 new; 2 drop; 3 block"),
        ("1 new 2 to 1045 3 drop advert", "1 new; 2 to 1045; 3 drop advert"),
        ("1 new and 2 drop", "1 new; 2 drop"),
        ("4 block\n1 new\n\n3 drop", "4 block; 1 new; 3 drop"),
        ("Hi,\n\n1 new\n2 -> 1045\n\nThanks\nSandra", "1 new; 2 to 1045"),
        ("Morning, please:\n3 drop we get it\nevery week\n\nSandra Kemp\nOffice", "3 drop we get it every week"),
        ("1 new\nSandra", "1 new"),
        ("1 new\n-- \n2 drop", "1 new"),
        ("1 new\n\nSandra Kemp\n12 High Street\n01733 555 012", "1 new"),
    ],
    ids=repr,
)  # fmt: skip
def test_what_people_write_on_phones_is_read(text: str, means: str) -> None:
    assert said(text) == means
    assert read(text).unread == ()


@pytest.mark.parametrize(
    "text",
    [
        "1",
        "1?",
        "1 new?",
        "1 new unless it is spam",
        "1 new if he is a parent",
        "1 new or drop",
        "1 not new",
        "1 new\nno wait, that is an advert",
        "1 no",
        "1 now",
        "3 drop? I am not sure",
        "3 drop maybe",
        "3 drop not",
        "3 don't drop",
        "don't drop 3",
        "do not block 4",
        "please do not drop 3",
        "maybe drop 3",
        "if you can, 1 new",
        "1 or 2 new",
        "9 drop",
        "3 and 9 drop",
        "drop all 12",
        "to 1045",
        "2 1045",
        "drop",
        "new",
        "Thanks",
        "I will look at 1 tomorrow",
        "10:30 is fine for me",
        "1045 is the number",
        "all to 1045",
        "3 dr",
        "2 stop",
    ],
    ids=repr,
)
def test_what_asks_doubts_or_says_no_word_does_nothing(text: str) -> None:
    assert said(text) == ""


@pytest.mark.parametrize(
    ("text", "count", "why"),
    [
        ("drop all", 12, "these are 12; to mean them all, write `drop all 12`"),
        ("drop all 11", 12, "the list has 12, not 11"),
        ("9 drop", 4, "there is no 9 in that list; it has 1 to 4"),
        ("1 banana", 4, "not understood; possible are `new`"),
        ("1 new unless it is spam", 4, 'nothing is done, since "unless it is spam" may take it back'),
        ("all to 1045", 4, "not for all at once; write the numbers"),
    ],
)
def test_what_is_not_done_comes_back_with_why(text: str, count: int, why: str) -> None:
    (line,) = read(text, count).unread
    assert line.as_written == text
    assert why in line.why


def test_twelve_are_dropped_at_once_by_whoever_says_twelve() -> None:
    assert said("drop all 12", 12).startswith("1,2,3,4,5,6,7,8,9,10,11,12 drop")


@pytest.mark.parametrize("line", ["1 2 ", "1  -  ", "1 and ", "drop ", "-"])
def test_no_line_makes_it_slow(line: str) -> None:
    before = time.perf_counter()
    read("\n".join([line * 200] * 40))
    assert time.perf_counter() - before < 1
