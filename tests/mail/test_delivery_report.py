"""Delivery reports of many servers are read, and whoever talks about one is a person."""

from __future__ import annotations

import time

import pytest

from mailtick.mail.bounce_reasons import derive_status, explain_reason
from mailtick.mail.classify import classify
from mailtick.mail.message import Classification, Kind
from mailtick.mail.parse import parse_mail
from mailtick.mail.status_blocks import read_status_blocks

DAEMON = "From: MAILER-DAEMON@mail.fenlandict.example\nSubject: Undelivered Mail Returned to Sender"
ANNA = "anna.cole@fenlandict.example"


def read(fields: str, text: str) -> Classification:
    return classify(parse_mail(f"{fields}\nTo: ict@saltmarshprimary.example\n\n{text}\n".encode()))


def as_standard(fields: str) -> str:
    """A report whose delivery status has these fields of the recipient."""
    return (
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nIt failed.\n"
        f"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; a.example\n\n{fields}\n--b--\n"
    )


# Who signs, the subject, the text, and the status of Anna's address.
PLAIN = {
    "qmail": (
        "MAILER-DAEMON@fenlandict.example",
        "failure notice",
        f"Hi. This is the qmail-send program.\n\n<{ANNA}>:\nSorry, no mailbox here by that name. (#5.1.1)",
        "5.1.1",
    ),
    "sendmail of old": (
        "MAILER-DAEMON@fenlandict.example",
        "Returned mail: User unknown",
        (
            "The original message was received at Mon\n\n   ----- The following addresses had errors -----\n"
            f"<{ANNA}>\n\n   ----- Transcript of session follows -----\n>>> RCPT To:<{ANNA}>\n<<< 550 User unknown"
        ),
        "5.1.1",
    ),
    "Exchange 5.5": (
        "postmaster@fenlandict.example",
        "Undeliverable: board",
        (
            "Your message\n\n  To:      ict@saltmarshprimary.example\n  Subject: board\n\ndid not reach the following "
            f"recipient(s):\n\n{ANNA} on Mon, 9 Nov 2026\n    The recipient name is not recognized"
        ),
        "5.1.1",
    ),
    "IMail": (
        "postmaster@fenlandict.example",
        "Undeliverable Mail",
        f"User mailbox exceeds allowed size: {ANNA}",
        "5.2.2",
    ),
    "MDaemon": (
        "mdaemon@fenlandict.example",
        "Permanent Delivery Failure",
        f"Failed address: {ANNA}\n\n--- Session Transcript ---\nMon: --> RCPT To:<{ANNA}>\nMon: <-- 552 Quota exceeded",
        "5.2.2",
    ),
    "Postfix, a list entry with a mark": (
        "postmaster@fenlandict.example",
        "Undeliverable: board",
        f"Delivery has failed to these recipients:\n\n   * [{ANNA}]: 554 5.7.1 blocked using zen.spamhaus.org",
        "5.7.1",
    ),
    "GMX": (
        "mailer-daemon@gmx.example",
        "Mail delivery failed: returning message to sender",
        (
            "This message was created automatically by mail delivery software.\n\nThe following address(es) failed:\n\n"
            f"{ANNA}:\nSMTP error from remote server: 451 4.7.1 Greylisting in action"
        ),
        "4.7.1",
    ),
    "Yahoo": (
        "MAILER-DAEMON@yahoo.example",
        "Failure Notice",
        f"Sorry, we were unable to deliver.\n\n<{ANNA}>:\nNo mx record found",
        "5.1.2",
    ),
    "a fax or mobile gateway that only quotes": (
        "MMSC NDR Administrator <sysadmin@mobile.example>",
        "Undeliverable Message",
        f"Message could not be delivered to mobile.\n\nOriginal Message:\nFrom: ict\nTo: {ANNA}",
        "",
    ),
    "German": (
        "Postmaster <postmaster@fenlandict.example>",
        "Unzustellbar: board",
        f"Ihre Nachricht konnte folgenden Empfängern nicht zugestellt werden:\n\n{ANNA}\n\nDas Postfach ist voll.",
        "5.2.2",
    ),
    "French": (
        "postmaster@fenlandict.example",
        "Non remis : board",
        f"Votre message n'a pas pu être remis aux destinataires suivants :\n\n{ANNA}\nUtilisateur inconnu",
        "5.1.1",
    ),
    "Japanese": (
        "no-reply@fenlandict.example",
        "メールエラー通知",
        (
            f"送信先のメールボックスが一杯のため、送信できませんでした。\nこのメールには直接返信いただけません。\n"
            f"     Could not be delivered to: <{ANNA}>"
        ),
        "5.2.2",
    ),
    "Domino": (
        "MAILER@fenlandict.example",
        "DELIVERY FAILURE: User acole not listed in Domino Directory",
        f"Your message was not delivered to:\n\n  {ANNA}\n\nbecause:\n\n  User acole not listed in Domino Directory",
        "5.1.1",
    ),
    "MailEnable": (
        "postmaster@fenlandict.example",
        "Message Delivery Failure",
        f"Message could not be delivered to some recipients.\n\tRecipient: [SMTP:{ANNA}]\n\tReason: mailbox full",
        "5.2.2",
    ),
    "Barracuda": (
        "Mail Security <noreply@fenlandict.example>",
        "**Message you sent blocked by our bulk email filter**",
        f"Your message to: {ANNA}\nwas blocked by our Spam Firewall. It has NOT BEEN DELIVERED",
        "5.7.1",
    ),
    "Tencent": (
        "PostMaster@qq.example",
        "来自qq.example的退信",
        f"退信原因: 您发送的邮件无法投递到以下地址\n{ANNA}\n邮箱已满",
        "5.2.2",
    ),
    "docomo": (
        "MAILER-DAEMON@docomo.example",
        "Returned mail: User unknown",
        f"--- The following addresses had permanent fatal errors ---\n(Unrecognized address - {ANNA})",
        "5.1.1",
    ),
    "a gateway that signs with an ordinary address": (
        "imss@fenlandict.example",
        "Mail could not be delivered",
        (
            f"**** Message from InterScan ****\n\nSent <<< RCPT TO:<{ANNA}>\nReceived >>> 550 5.1.1 unknown user\n\n"
            f"Unable to deliver message to <{ANNA}>."
        ),
        "5.1.1",
    ),
    "the status in the text": (
        "MAILER-DAEMON@fenlandict.example",
        "Delivery Status Notification (Failure)",
        (
            f"Technical report:\n\nReporting-MTA: dns; a.example\n\nFinal-Recipient: rfc822; {ANNA}\nAction: failed\n"
            "Status: 5.0.0\nDiagnostic-Code: smtp; 550 5.1.1 no such user"
        ),
        "5.1.1",
    ),
}


@pytest.mark.parametrize(("sender", "subject", "text", "status"), PLAIN.values(), ids=PLAIN.keys())
def test_a_report_in_words_names_who_failed_and_why(sender: str, subject: str, text: str, status: str) -> None:
    classification = read(f"From: {sender}\nSubject: {subject}", text)
    assert classification.kind is Kind.BOUNCE
    assert [(each.recipient, each.status) for each in classification.bounces] == [(ANNA, status)]


# The fields of the recipient; what is read: address, action, status.
STANDARD = {
    "plain": (f"Final-Recipient: rfc822; {ANNA}\nAction: failed\nStatus: 5.1.1", (ANNA, "failed", "5.1.1")),
    "no type": (f"Final-Recipient: <{ANNA}>\nAction: failed\nStatus: 5.1.1", (ANNA, "failed", "5.1.1")),
    "the address that we wrote to": (
        f"Original-Recipient: rfc822;{ANNA}\nFinal-Recipient: rfc822; acole@store7\nAction: failed\nStatus: 5.2.2",
        (ANNA, "failed", "5.2.2"),
    ),
    "an undecoded plus": (
        "Original-Recipient: rfc822;anna+2Bict@fenlandict.example\nAction: failed\nStatus: 5.1.1",
        ("anna+ict@fenlandict.example", "failed", "5.1.1"),
    ),
    "RFC 6533": (
        "Final-Recipient: utf-8; \\x{FC}ber@fenlandict.example\nAction: failed\nStatus: 5.1.1",
        ("über@fenlandict.example", "failed", "5.1.1"),
    ),
    "a quoted local part": (
        'Final-Recipient: rfc822; "a..b"@fenlandict.example\nAction: failed\nStatus: 5.1.1',
        ('"a..b"@fenlandict.example', "failed", "5.1.1"),
    ),
    "an undefined status, and an exact answer": (
        f"Final-Recipient: rfc822; {ANNA}\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.7.26 no SPF",
        (ANNA, "failed", "5.7.26"),
    ),
    "Cisco's own words before the answer": (
        (
            f"Final-Recipient: rfc822; {ANNA}\nAction: failed\nStatus: 5.0.0\n"
            "Diagnostic-Code: smtp; 5.1.0 - Unknown address error ('552', ['5.2.2 mailbox full'])"
        ),
        (ANNA, "failed", "5.2.2"),
    ),
    "expired, and why": (
        (
            f"Final-Recipient: rfc822; {ANNA}\nAction: failed\nStatus: 4.4.7\n"
            "Diagnostic-Code: smtp; 554 4.4.7 Message expired <421 4.4.2 Connection timed out>"
        ),
        (ANNA, "failed", "4.4.2"),
    ),
    "no status": (
        f"Final-Recipient: rfc822; {ANNA}\nAction: failed\nDiagnostic-Code: smtp; 552 mailbox full",
        (ANNA, "failed", "5.2.2"),
    ),
    "an answer of several lines that nobody folded": (
        f"Diagnostic-Code: smtp; 550-Go\n550 away\nStatus: 5.7.1\nAction: failed\nFinal-Recipient: rfc822; {ANNA}",
        (ANNA, "failed", "5.7.1"),
    ),
    "blank lines between the fields": (
        f"Final-Recipient: rfc822; {ANNA}\n\nAction: failed\nStatus: 5.1.1",
        (ANNA, "failed", "5.1.1"),
    ),
    "a delay": (f"Final-Recipient: rfc822; {ANNA}\nAction: delayed\nStatus: 4.4.1", (ANNA, "delayed", "4.4.1")),
    "a success": (f"Final-Recipient: rfc822; {ANNA}\nAction: delivered\nStatus: 2.0.0", (ANNA, "delivered", "2.0.0")),
    "relayed": (f"Final-Recipient: rfc822; {ANNA}\nAction: relayed\nStatus: 2.0.0", (ANNA, "relayed", "2.0.0")),
    "no action": (f"Final-Recipient: rfc822; {ANNA}\nStatus: 5.1.1", (ANNA, "failed", "5.1.1")),
}


@pytest.mark.parametrize(("fields", "expected"), STANDARD.values(), ids=STANDARD.keys())
def test_a_standard_report_is_read_also_where_it_is_broken(fields: str, expected: tuple[str, str, str]) -> None:
    classification = classify(parse_mail(f"{DAEMON}\n{as_standard(fields)}".encode()))
    assert [(each.recipient, each.action, each.status) for each in classification.bounces] == [expected]
    assert classification.is_bounce == (expected[1] == "failed")


def test_recipients_without_a_blank_line_between_them_are_two() -> None:
    block = (
        b"Final-Recipient: rfc822; a@b.example\nAction: failed\nFinal-Recipient: rfc822; c@d.example\nAction: failed"
    )
    assert [each["final-recipient"] for each in read_status_blocks(block)] == [
        "rfc822; a@b.example",
        "rfc822; c@d.example",
    ]


REASONS = {
    ("5.7.1", "550 5.7.1 <a@b.example>... User unknown"): "the address does not exist",
    ("5.4.1", "550 5.4.1 Recipient address rejected: Access denied"): "the address does not exist",
    ("5.1.1", ""): "the address does not exist",
    (
        "5.1.2",
        "Host or domain name not found. Name service error",
    ): "the part of the address after the @ does not exist",
    ("4.2.2", "452 4.2.2 The email account is over quota"): "the mailbox is full",
    ("5.2.1", "550 5.2.1 The email account that you tried to reach is disabled"): "the mailbox is closed",
    ("5.3.4", "552 5.3.4 Message size exceeds fixed limit"): "the mail is too large",
    ("5.7.1", "554 5.7.1 blocked using zen.spamhaus.org"): "their server has blocked our mail server",
    ("5.7.1", "550 High probability of spam"): "their server takes the mail for spam",
    (
        "5.7.26",
        "550 5.7.26 unauthenticated",
    ): "their server could not verify that the mail is ours (SPF, DKIM or DMARC)",
    ("5.7.1", "554 Relay access denied"): (
        "their server does not take mail for this address from outside (relaying denied)"
    ),
    ("4.4.1", "connect to mail.b.example: Connection timed out"): "their server could not be reached",
    ("4.7.1", "451 Greylisted, try again later"): "their server asks to send fewer mails, or later",
    ("5.4.6", "554 too many hops"): "the mail runs in a circle",
    ("5.7.133", "sender not authenticated for group"): "the recipient takes mail from certain senders only",
    ("5.7.1", "550 rejected"): "their server refuses the mail by a rule of its own",
    ("", ""): "their server gave no clear reason",
}


@pytest.mark.parametrize(("report", "reason"), REASONS.items(), ids=[" ".join(each) for each in REASONS])
def test_the_reason_is_in_plain_words(report: tuple[str, str], reason: str) -> None:
    assert explain_reason(*report) == reason


@pytest.mark.parametrize(
    ("words", "code", "status"),
    [
        ("mailbox full", "", "5.2.2"),
        ("mailbox full", "452", "4.2.2"),
        ("", "550", "5.1.0"),
        ("", "554", "5.0.0"),
        ("connection timed out", "", "4.4.1"),
        ("", "", ""),
    ],
)
def test_a_status_is_derived_where_none_is_stated(words: str, code: str, status: str) -> None:
    assert derive_status(words, code, is_temporary=False) == status


SHAH = "From: Mr Amir Shah <amir.shah@saltmarshprimary.example>"
PEOPLE = {
    "talks about a bounce": (
        f"{SHAH}\nSubject: Undelivered mail?",
        f"Hello,\n\nmy mail to {ANNA} could not be delivered: 550 5.1.1 user unknown. What now?",
    ),
    "answers a report": (
        f"{SHAH}\nSubject: Re: Undelivered Mail Returned to Sender\nIn-Reply-To: <x@a.example>",
        "I have corrected the address.\n\n> 550 5.1.1 user unknown",
    ),
    "forwards a report": (
        f"{SHAH}\nSubject: Fwd: Undelivered Mail Returned to Sender",
        f"Help?\n\n---------- Forwarded message ---------\nFrom: MAILER-DAEMON@b.example\n\n<{ANNA}>: 550 5.1.1",
    ),
    "delivers parcels": (
        "From: Parcels <noreply@parcels.example>\nSubject: Delivery failed: your parcel",
        "-----\nWe could not deliver your parcel 550 today. Please do not reply to this e-mail.",
    ),
    "is the postmaster": (
        "From: Sandra Kemp <postmaster@saltmarshprimary.example>\nSubject: Your new account",
        "Hello Amir,\n\nthe old one was rejected, so I made you a new one.\n\nSandra",
    ),
    "is the postmaster, and answers": (
        "From: Sandra Kemp <postmaster@saltmarshprimary.example>\nSubject: Re: failure notice\nIn-Reply-To: <x@a>",
        "The mailbox was full, it works again.",
    ),
}


@pytest.mark.parametrize(("fields", "text"), PEOPLE.values(), ids=PEOPLE.keys())
def test_a_person_who_has_to_do_with_reports_stays_a_person(fields: str, text: str) -> None:
    classification = read(fields, text)
    assert classification.kind in (Kind.NEW, Kind.REPLY, Kind.FORWARD)
    assert not classification.is_bounce


def test_a_person_who_forwards_the_parts_of_a_report_stays_a_person() -> None:
    fields = f"{SHAH}\nSubject: Fwd: failure notice\nContent-Type: multipart/mixed; boundary=b"
    text = f"--b\n\nWhat is this?\n--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; {ANNA}\n--b--"
    assert read(fields, text).kind is Kind.FORWARD


def test_a_newsletter_about_deliveries_is_a_newsletter() -> None:
    fields = "From: noreply@shop.example\nSubject: Delivery failed?\nList-Unsubscribe: <https://shop.example/u>"
    assert read(fields, f"-----\nWe could not deliver to {ANNA}. Do not reply.").kind is Kind.LIST


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ("Content-Type: multipart/report; report-type=feedback-report; boundary=b\nSubject: FW: board", Kind.AUTOMATIC),
        ("Content-Type: multipart/report; report-type=tlsrpt; boundary=b\nSubject: Report", Kind.AUTOMATIC),
        ("Subject: Report Domain: a.example Submitter: b.example Report-ID: <1>", Kind.AUTOMATIC),
        ("Content-Type: multipart/report; report-type=disposition-notification; boundary=b", Kind.RECEIPT),
    ],
    ids=["complaint", "TLS", "DMARC", "receipt"],
)
def test_other_reports_are_automatic_and_no_bounce(fields: str, kind: Kind) -> None:
    classification = read(f"From: reports@b.example\n{fields}", "--b\n\nA report.\n--b--")
    assert (classification.kind, classification.is_bounce, classification.suppress_reply) == (kind, False, True)


def test_a_refusal_by_sieve_comes_as_a_receipt_and_is_a_bounce() -> None:
    fields = "Content-Type: multipart/report; report-type=disposition-notification; boundary=b"
    text = (
        "--b\n\nYour message was automatically rejected:\nQuota exceeded\n--b\n"
        f"Content-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; {ANNA}\n"
        "Original-Message-ID: <ict-1047.zz@saltmarshprimary.example>\n"
        "Disposition: automatic-action/MDN-sent-automatically; deleted\n--b--"
    )
    classification = read(f"From: mail@fenlandict.example\nSubject: Rejected\n{fields}", text)
    assert [(each.recipient, each.status) for each in classification.bounces] == [(ANNA, "5.2.2")]
    assert classification.original_message_id == "ict-1047.zz@saltmarshprimary.example"


def test_a_notification_of_amazon_is_a_bounce() -> None:
    text = (
        '{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bouncedRecipients":[{"emailAddress":"'
        f'{ANNA}","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown"}}]}}}}\n\n--\nUnsubscribe here'
    )
    classification = read("From: no-reply@sns.amazonaws.example\nSubject: AWS Notification Message", text)
    assert [(each.recipient, each.status) for each in classification.bounces] == [(ANNA, "5.1.1")]


def test_two_recipients_have_each_their_own_words() -> None:
    text = f"<{ANNA}>:\n550 5.1.1 user unknown\n\n<ben@fenlandict.example>:\n552 5.2.2 mailbox full\n"
    bounces = read(DAEMON, text).bounces
    assert [(each.status, each.reason) for each in bounces] == [
        ("5.1.1", "the address does not exist"),
        ("5.2.2", "the mailbox is full"),
    ]


HOSTILE = {
    "addresses": "a@b.example " * 80_000,
    "half addresses": "a@" + "a." * 500_000,
    "rulers": ("-" * 900 + "\n") * 1100,
    "headings": "recipient address:\n" * 50_000,
    "codes": "550 5.1.1 <" * 90_000,
    "status fields": "Final-Recipient: rfc822;a@b.example\n" * 28_000,
    "open objects": '{"bouncedRecipients":' + "[" * 1_000_000,
    "one line": "message delivery exceeded user host " * 28_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_megabyte_of_junk_is_read_in_time(text: str) -> None:
    mail = parse_mail(f"{DAEMON}\n\n{text}".encode())
    started = time.perf_counter()
    classify(mail)
    assert time.perf_counter() - started < 2
