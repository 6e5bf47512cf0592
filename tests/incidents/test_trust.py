"""A From line proves nothing. Who is believed, and because of what. Source: RULINGS 11, RFC 8601."""

from __future__ import annotations

import pytest

from mailtick.incidents.belong import cited_mails
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.policy import Policy
from mailtick.incidents.samples import BRIGHTBOARD, CLAIRE_BROWN, SANDRA_KEMP
from mailtick.incidents.trust import Sender, Trust, judge_sender
from mailtick.mail.clues import find_clues
from mailtick.mail.parse import parse_mail
from mailtick.mail.reply import read_reply
from tests.support.desks import letter
from tests.support.lookup import OUR_SERVER, School, make_policy, our_id, tagged

KEMP = f"Sandra Kemp <{SANDRA_KEMP.address}>"
DOMAIN = "saltmarshprimary.example"


def judged(raw: bytes, school: School | None = None, policy: Policy | None = None) -> Sender | None:
    school = school or School()
    mail = parse_mail(raw)
    clues = find_clues(mail, read_reply(mail), "ICT", school.reference_patterns())
    return judge_sender(mail, cited_mails(clues, school).mails, school, policy or make_policy())


def trust_of(*results: str, sender: str = KEMP, policy: Policy | None = None) -> Trust:
    """How far a mail is believed that carries these Authentication-Results, from top to bottom."""
    head = "".join(f"Authentication-Results: {each}\r\n" for each in results).encode()
    found = judged(head + letter(sender), policy=policy)
    assert found is not None
    return found.trust


@pytest.mark.parametrize(
    ("result", "trust"),
    [
        (f"dmarc=pass header.from={DOMAIN}", Trust.AUTHENTICATED),
        (f"dmarc=pass (p=reject) header.from={DOMAIN.upper()}", Trust.AUTHENTICATED),
        (f"spf=fail smtp.mailfrom=x@y.example; dmarc=pass header.from={DOMAIN}", Trust.AUTHENTICATED),
        (f"dkim=pass header.d={DOMAIN}", Trust.AUTHENTICATED),
        ("dkim=pass header.d=evil.example", Trust.KNOWN),
        (f"dkim=pass header.d=evil.example; dkim=pass header.d={DOMAIN}", Trust.AUTHENTICATED),
        (f"dkim=pass header.d=mail.{DOMAIN}", Trust.KNOWN),
        (f"dkim=pass header.d=evil{DOMAIN}", Trust.KNOWN),
        (f"dkim=fail header.d={DOMAIN}", Trust.KNOWN),
        (f"spf=pass smtp.mailfrom={SANDRA_KEMP.address}", Trust.KNOWN),
        ("dmarc=pass header.from=evil.example", Trust.KNOWN),
        (f"dmarc=fail header.from={DOMAIN}", Trust.FORGED),
        ("dmarc=fail", Trust.FORGED),
        ("dmarc=fail header.from=evil.example", Trust.KNOWN),
        (f"dmarc=fail header.from={DOMAIN}; dkim=pass header.d={DOMAIN}", Trust.FORGED),
        (f"auth=pass smtp.auth={SANDRA_KEMP.address}; dmarc=fail header.from={DOMAIN}", Trust.AUTHENTICATED),
        (f"dkim=pass header.i=@{DOMAIN}", Trust.AUTHENTICATED),
        ("dkim=pass header.i=@evil.example", Trust.KNOWN),
        (f"dkim=pass header.d=evil.example header.i=@{DOMAIN}", Trust.KNOWN),
        ("dkim=pass header.d=example", Trust.KNOWN),
        (f"dmarc=none header.from={DOMAIN}", Trust.KNOWN),
        (f"auth=pass smtp.auth={SANDRA_KEMP.address}", Trust.AUTHENTICATED),
        (f"auth=pass smtp.auth={CLAIRE_BROWN.address}", Trust.KNOWN),
        ("none", Trust.KNOWN),
    ],
)
def test_our_server_has_to_prove_the_very_domain(result: str, trust: Trust) -> None:
    assert trust_of(f"{OUR_SERVER}; {result}") is trust


GOOD = f"dmarc=pass header.from={DOMAIN}"


@pytest.mark.parametrize(
    ("headers", "trust"),
    [
        ([f"mx.evil.example; {GOOD}"], Trust.KNOWN),
        ([f"{OUR_SERVER}.evil.example; {GOOD}"], Trust.KNOWN),
        ([f"{OUR_SERVER}; spf=fail", f"{OUR_SERVER}; {GOOD}"], Trust.KNOWN),
        ([f"mx.gateway.example; {GOOD}", f"{OUR_SERVER}; {GOOD}"], Trust.AUTHENTICATED),
        ([f"{OUR_SERVER}; dmarc=@@@ not readable", f"{OUR_SERVER}; {GOOD}"], Trust.KNOWN),
        ([f"{OUR_SERVER} 1; {GOOD}"], Trust.AUTHENTICATED),
        ([f"(by us) {OUR_SERVER}; {GOOD}"], Trust.AUTHENTICATED),
        ([GOOD], Trust.KNOWN),
        ([""], Trust.KNOWN),
    ],
    ids=[
        "another server",
        "a server that begins like ours",
        "a forged one below",
        "another server above",
        "ours cannot be read, a forged one below",
        "with a version",
        "with a comment",
        "no server",
        "empty",
    ],
)
def test_only_the_topmost_header_of_our_server_counts(headers: list[str], trust: Trust) -> None:
    assert trust_of(*headers) is trust


@pytest.mark.parametrize("where", ["smtp.mailfrom", "smtp.helo"])
def test_a_stranger_cannot_smuggle_results_into_what_our_server_writes(where: str) -> None:
    smuggled = f"=?utf-8?q?=22;_dmarc=3Dpass_header.from=3D{DOMAIN};_x=3Dpass_y.z=3D=22?="
    assert trust_of(f'{OUR_SERVER}; spf=pass {where}="{smuggled}"@evil.example') is Trust.KNOWN


def test_without_a_configured_server_no_header_is_believed() -> None:
    assert trust_of(f"{OUR_SERVER}; {GOOD}", policy=make_policy(authserv_ids=frozenset())) is Trust.KNOWN


def test_whoever_answers_the_copy_that_we_sent_to_them_is_believed() -> None:
    school = School()
    token = school.add_sent(school.add_incident(), SANDRA_KEMP)
    for raw in (letter(KEMP, to=tagged(token)), letter(KEMP, headers={"In-Reply-To": f"<{our_id(token)}>"})):
        found = judged(raw, school)
        assert found is not None
        assert (found.trust, may(found, Deed.COMMAND)) == (Trust.TOKEN, True)


def test_the_token_of_somebody_else_proves_nothing() -> None:
    school = School()
    token = school.add_sent(school.add_incident(), CLAIRE_BROWN)
    found = judged(letter(KEMP, to=tagged(token)), school)
    assert found is not None
    assert (found.trust, may(found, Deed.COMMAND)) == (Trust.KNOWN, False)


@pytest.mark.parametrize("tag", ["1041.k7f3nosuchtoken", "1041", "k7f3", "1041."])
def test_a_tag_that_is_not_ours_proves_nothing(tag: str) -> None:
    school = School()
    school.add_sent(school.add_incident(), SANDRA_KEMP)
    found = judged(letter(KEMP, to=f"ict+{tag}@{DOMAIN}"), school)
    assert found is not None
    assert found.trust is Trust.KNOWN


@pytest.mark.parametrize(
    ("sender", "person", "provider", "trust"),
    [
        (KEMP, True, False, Trust.KNOWN),
        (KEMP.upper(), True, False, Trust.KNOWN),
        ("New Teacher <new.teacher@saltmarshprimary.example>", True, False, Trust.KNOWN),
        ("Kev <kev@brightboard.example>", False, True, Trust.KNOWN),
        (f"Kev <{BRIGHTBOARD.address}>", False, True, Trust.KNOWN),
        ("Mo <mo.rahman77@personalmail.example>", False, False, Trust.UNKNOWN),
        ("New <new@notsaltmarshprimary.example>", False, False, Trust.UNKNOWN),
    ],
)
def test_the_address_says_who_it_may_be(sender: str, person: bool, provider: bool, trust: Trust) -> None:
    found = judged(letter(sender))
    assert found is not None
    assert (found.person is not None, found.provider is not None, found.trust) == (person, provider, trust)
    assert not may(found, Deed.COMMAND)


def test_a_proven_requester_or_provider_still_commands_nothing() -> None:
    for sender in (f"Claire Brown <{CLAIRE_BROWN.address}>", "Kev <kev@brightboard.example>"):
        found = judged(letter(sender, headers={"Authentication-Results": f"{OUR_SERVER}; {GOOD}"}))
        assert found is not None
        assert not may(found, Deed.COMMAND)


@pytest.mark.parametrize("sender", ["", "undisclosed", "Sandra Kemp <>"])
def test_a_mail_without_a_sender_is_from_nobody(sender: str) -> None:
    raw = letter().replace(b"From: Claire Brown <claire.brown@saltmarshprimary.example>", f"From: {sender}".encode())
    assert judged(raw) is None


def test_a_list_that_put_its_own_address_into_from_is_undone_by_its_headers_and_proves_nothing() -> None:
    raw = letter(
        "'Claire Brown' via Staff <staff@saltmarshprimary.example>",
        headers={
            "List-Id": "<staff.saltmarshprimary.example>",
            "List-Post": "<mailto:staff@saltmarshprimary.example>",
            "X-Original-From": "Mrs Claire Brown <claire.brown@saltmarshprimary.example>",
            "Authentication-Results": "mx.saltmarshprimary.example; dmarc=pass header.from=saltmarshprimary.example",
        },
    )
    sender = judge_sender(parse_mail(raw), (), School(), make_policy())
    assert sender is not None
    assert sender.address.key == "claire.brown@saltmarshprimary.example"
    assert sender.trust is Trust.KNOWN


def test_an_original_sender_without_a_list_is_a_strangers_claim() -> None:
    raw = letter(
        "Kim <kim@evil.example>", headers={"X-Original-From": "Claire <claire.brown@saltmarshprimary.example>"}
    )
    sender = judge_sender(parse_mail(raw), (), School(), make_policy())
    assert sender is not None
    assert (sender.address.key, sender.is_stranger) == ("kim@evil.example", True)
