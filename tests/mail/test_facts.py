"""The published facts of a mail: their names and their order are a promise."""

from __future__ import annotations

from mailtick.mail.facts import mail_facts
from mailtick.mail.parse import parse_mail

PUBLISHED = """
    from_addr from_name author sender_field reply_to to cc subject date message_id in_reply_to references
body_text reply_text attachments
    is_autoreply suppress_reply spam is_bounce bounce_recipients bounce_status bounces original_message_id
    forwarded absence resent_from job_reference language kind because notes defects
"""


def test_the_facts_keep_their_published_names_and_order() -> None:
    assert list(mail_facts(parse_mail(b""))) == PUBLISHED.split()


def test_an_empty_mail_has_empty_facts() -> None:
    facts = mail_facts(parse_mail(b""))
    assert (facts["from_addr"], facts["date"], facts["forwarded"], facts["attachments"]) == ("", None, None, [])
    assert facts["defects"] == ["the mail is empty"]
