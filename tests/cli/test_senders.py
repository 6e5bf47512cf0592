"""`mailtick check` says what the mail host writes about senders, and what follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailtick.cli.senders import say_what_proves
from mailtick.mail.parse import parse_mail
from tests.cli.saying import say
from tests.incidents.hosts import FIRM, SCHOOL, Host, google, microsoft_inside, microsoft_outside, postfix, silent
from tests.support.desks import letter

ONLY_ANSWERS = "words count only in answers to the desk's own mails"


def said(authserv_ids: list[str], *hosts: Host) -> str:
    mails = [parse_mail(host.head.encode() + letter(f"Kev <kev@{FIRM}>")) for host in hosts]
    return say_what_proves(mails, authserv_ids)


def test_a_host_that_proves_is_counted() -> None:
    words = said(["mx.google.com"], google(FIRM), google("elsewhere.example"), silent(FIRM))
    assert words == "of the last 3 mails the mail host wrote about 2, and proved the sender of 1"


NOTHING = [microsoft_outside(FIRM), microsoft_inside(SCHOOL), silent(FIRM)]


@pytest.mark.parametrize("host", NOTHING, ids=[host.name for host in NOTHING])
def test_where_nothing_bears_the_name_only_answers_count(host: Host) -> None:
    words = said(["mx.google.com"], host, host)
    assert words.startswith(f"none of the last 2 mails bears one of these names, so {ONLY_ANSWERS}")
    assert words.endswith("no server put its name to a result in the last 2 mails")


def test_what_could_be_put_in_is_named() -> None:
    words = said([], postfix(FIRM), postfix(FIRM), google(FIRM))
    assert words.startswith(f"empty, so {ONLY_ANSWERS}; of the last 3 mails these bear a name: ")
    assert f"mail.{SCHOOL} in 2, mx.google.com in 1; put in the one that is your own mail host" in words


def test_before_the_first_mail_nothing_is_known() -> None:
    assert said([]).startswith("no mail has come yet")


def test_check_says_it(folder: Path) -> None:
    shown = say("check").stdout
    assert "desk.authserv_ids: " in shown
    assert "of the last 2 mails" in shown
