"""What each mail host writes, how far it is believed, and that a stranger who writes the same is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.samples import SANDRA_KEMP
from mailtick.incidents.trust import Sender, Trust
from tests.incidents.hosts import (
    CHECKED_AND_FAILED,
    FIRM,
    SCHOOL,
    Host,
    google,
    google_forged,
    microsoft_inside,
    microsoft_outside,
    postfix,
    rspamd,
    silent,
)
from tests.incidents.test_trust import judged
from tests.support.desks import letter
from tests.support.lookup import School, make_policy, our_id

KEMP = f"Sandra Kemp <{SANDRA_KEMP.address}>"
KEV = f"Kev <kev@{FIRM}>"
ONLY_ANSWERS = "only answers to the desk's own mails can give words"


def arrived(host: Host, raw: bytes, school: School | None = None) -> Sender:
    """Who a mail is from, as it lies in the mailbox of a desk at this host."""
    found = judged(host.head.encode() + raw, school, make_policy(authserv_ids=host.authserv_ids))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (google, "DMARC by mx.google.com"),
        (postfix, f"DMARC by mail.{SCHOOL}"),
        (rspamd, f"DKIM by mail.{SCHOOL}"),
    ],
)
@pytest.mark.parametrize(("sender", "domain"), [(KEMP, SCHOOL), (KEV, FIRM)], ids=["inside", "outside"])
def test_a_host_that_writes_its_name_proves_the_sender(
    make: Callable[[str], Host], words: str, sender: str, domain: str
) -> None:
    found = arrived(make(domain), letter(sender))
    assert found.trust is Trust.AUTHENTICATED
    assert found.words in (f"sender verified: yes, {words}", f"sender verified: yes, {words.replace('DMARC', 'DKIM')}")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (microsoft_outside, f"the mail host writes no results that name it: {ONLY_ANSWERS}"),
        (microsoft_inside, f"the mail host writes no results that name it: {ONLY_ANSWERS}"),
        (silent, "only the From address is known"),
    ],
)
def test_where_nothing_can_be_proven_words_need_the_token_and_the_log_says_so(
    make: Callable[[str], Host], words: str
) -> None:
    host = make(SCHOOL)
    found = arrived(host, letter(KEMP, text="#close"))
    assert (found.trust, found.words) == (Trust.KNOWN, f"sender verified: no, {words}")
    assert not may(found, Deed.COMMAND)
    school = School()
    token = school.add_sent(school.add_incident(), SANDRA_KEMP)
    answered = arrived(host, letter(KEMP, headers={"In-Reply-To": f"<{our_id(token)}>"}), school)
    assert answered.words == "sender verified: yes, answers a mail that only they received"
    assert may(answered, Deed.COMMAND)
    assert not may(answered, Deed.APPROVE)


@pytest.mark.parametrize(
    ("make", "checked"), [(google, "google"), (postfix, "own"), (rspamd, "own")], ids=["google", "postfix", "rspamd"]
)
def test_a_stranger_who_writes_the_same_below_what_the_host_found_stays_unproven(
    make: Callable[[str], Host], checked: str
) -> None:
    host = make(SCHOOL)
    forged = Host(host.name, CHECKED_AND_FAILED[checked] + host.head, host.authserv_ids)
    found = arrived(forged, letter(KEMP))
    assert found.trust is Trust.KNOWN
    assert "does not prove the From address" in found.words


@pytest.mark.parametrize("make", [google, postfix, rspamd, microsoft_outside, microsoft_inside])
def test_a_stranger_who_writes_the_same_to_another_host_stays_unproven(make: Callable[[str], Host]) -> None:
    forged = Host("elsewhere", make(SCHOOL).head, frozenset({"mx.elsewhere.example"}))
    found = arrived(forged, letter(KEMP))
    assert found.trust is Trust.KNOWN
    assert found.words.endswith(ONLY_ANSWERS)


@pytest.mark.parametrize("make", [google, postfix, rspamd])
def test_results_without_a_name_are_nobody_s(make: Callable[[str], Host]) -> None:
    host = make(SCHOOL)
    nameless = host.head
    for server in host.authserv_ids:
        nameless = nameless.replace(f"Authentication-Results: {server};", "Authentication-Results:")
    assert arrived(Host(host.name, nameless, host.authserv_ids), letter(KEMP)).trust is Trust.KNOWN


def test_several_lines_of_ours_count_only_above_the_first_received_line() -> None:
    checks = f"Authentication-Results: mail.{SCHOOL}; spf=pass smtp.mailfrom=x@evil.example\r\n"
    good = f"Authentication-Results: mail.{SCHOOL}; dmarc=pass header.from={SCHOOL}\r\n"
    received = f"Received: from evil.example by mail.{SCHOOL}; Mon, 16 Nov 2026 08:46:12 +0000\r\n"
    own = frozenset({f"mail.{SCHOOL}"})
    assert arrived(Host("two filters", checks + good + received, own), letter(KEMP)).trust is Trust.AUTHENTICATED
    assert arrived(Host("a stranger's below", checks + received + good, own), letter(KEMP)).trust is Trust.KNOWN
    assert arrived(Host("both below", received + checks + good, own), letter(KEMP)).trust is Trust.KNOWN


def test_a_dmarc_failure_takes_the_name_away() -> None:
    found = arrived(google_forged(SCHOOL), letter(KEMP))
    assert (found.trust, found.person, found.claims) == (Trust.FORGED, None, SANDRA_KEMP.name)
    assert found.words == "sender verified: no, the server mx.google.com says DMARC failed"


@pytest.mark.parametrize("header", ["List-Id: <staff.elsewhere.example>", "ARC-Seal: i=1; a=rsa-sha256; cv=none"])
def test_a_dmarc_failure_of_a_mail_that_was_passed_on_leaves_a_known_address(header: str) -> None:
    host = google_forged(SCHOOL)
    found = arrived(Host(host.name, f"{host.head}{header}\r\n", host.authserv_ids), letter(KEMP))
    assert found.trust is Trust.KNOWN
    assert not may(found, Deed.COMMAND)
