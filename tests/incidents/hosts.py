"""What mail hosts write into a mail about its sender, in their published layouts, for an invented school and firm.

Each is what stands above the mail's own fields when it lies in the mailbox, from top to bottom.
"""

from __future__ import annotations

from dataclasses import dataclass

SCHOOL = "saltmarshprimary.example"
FIRM = "brightboard.example"


@dataclass(frozen=True, slots=True)
class Host:
    """A kind of mail host: what it writes about a mail from a domain, and the name that the desk has configured."""

    name: str
    head: str
    authserv_ids: frozenset[str] = frozenset({"mx.google.com"})


def _gmail(domain: str, dmarc: str = "pass") -> str:
    return (
        "Delivered-To: ict@saltmarshprimary.example\r\n"
        "Received: by 2002:a05:7010:1a2b:b0:3f1:aaaa:bbbb with SMTP id q43csp1234567mdf;\r\n"
        "        Mon, 16 Nov 2026 00:46:12 -0800 (PST)\r\n"
        "X-Received: by 2002:a05:6000:1865:b0:39c:1f10:cccc with SMTP id q5mr1.1;\r\n"
        "        Mon, 16 Nov 2026 00:46:12 -0800 (PST)\r\n"
        f"Return-Path: <someone@{domain}>\r\n"
        f"Received: from mail-sor-f41.google.com (mail-sor-f41.google.com. [198.51.100.41])\r\n"
        f"        by mx.google.com with SMTPS id r1sor123.1.2026.11.16 for <ict@{SCHOOL}>\r\n"
        "        (Google Transport Security); Mon, 16 Nov 2026 00:46:12 -0800 (PST)\r\n"
        f"Received-SPF: pass (google.com: domain of someone@{domain} designates 198.51.100.41 as permitted sender)\r\n"
        "Authentication-Results: mx.google.com;\r\n"
        f"       dkim={dmarc} header.i=@{domain} header.s=google header.b=Q2a7xYz1;\r\n"
        f"       spf=pass (google.com: domain of someone@{domain} designates 198.51.100.41 as permitted sender)"
        f" smtp.mailfrom=someone@{domain};\r\n"
        f"       dmarc={dmarc} (p=QUARANTINE sp=QUARANTINE dis=NONE) header.from={domain};\r\n"
        f"       dara=pass header.i=@{domain}\r\n"
    )


def _microsoft_outside(domain: str) -> str:
    return (
        "Received: from AM0PR01MB0001.eurprd01.prod.exchange.example by\r\n"
        " AM0PR01MB0002.eurprd01.prod.exchange.example with HTTPS; Mon, 16 Nov 2026 08:46:12 +0000\r\n"
        "Authentication-Results: spf=pass (sender IP is 198.51.100.7)\r\n"
        f" smtp.mailfrom={domain}; dkim=pass (signature was verified)\r\n"
        f" header.d={domain};dmarc=pass action=none\r\n"
        f" header.from={domain};compauth=pass reason=100\r\n"
        f"Received-SPF: Pass (protection.exchange.example: domain of {domain} designates\r\n"
        " 198.51.100.7 as permitted sender) receiver=protection.exchange.example; client-ip=198.51.100.7;\r\n"
        "X-MS-Exchange-Organization-AuthAs: Anonymous\r\n"
        "X-MS-Exchange-Organization-SCL: 1\r\n"
    )


def _microsoft_inside(domain: str) -> str:
    return (
        "Received: from AM0PR01MB0001.eurprd01.prod.exchange.example ([fe80::1]) by\r\n"
        " AM0PR01MB0001.eurprd01.prod.exchange.example ([fe80::1%4]) with mapi id 15.20.1.1;\r\n"
        " Mon, 16 Nov 2026 08:46:12 +0000\r\n"
        "Authentication-Results: dkim=none (message not signed)\r\n"
        f" header.d=none;dmarc=none action=none header.from={domain};\r\n"
        "X-MS-Exchange-Organization-AuthSource: AM0PR01MB0001.eurprd01.prod.exchange.example\r\n"
        "X-MS-Exchange-Organization-AuthAs: Internal\r\n"
        "X-MS-Exchange-Organization-AuthMechanism: 04\r\n"
    )


def _postfix(domain: str) -> str:
    return (
        f"Return-Path: <someone@{domain}>\r\n"
        f"Delivered-To: ict@{SCHOOL}\r\n"
        f"Authentication-Results: mail.{SCHOOL}; dmarc=pass (p=none dis=none) header.from={domain}\r\n"
        f"Authentication-Results: mail.{SCHOOL};\r\n"
        f'\tdkim=pass (2048-bit key; unprotected) header.d={domain} header.i=@{domain} header.b="AbCd12+/";\r\n'
        "\tdkim-atps=neutral\r\n"
        f"Received: from mx.elsewhere.example (mx.elsewhere.example [198.51.100.9])\r\n"
        f"\tby mail.{SCHOOL} (Postfix) with ESMTPS id 4F1aaa for <ict@{SCHOOL}>;\r\n"
        "\tMon, 16 Nov 2026 08:46:12 +0000 (GMT)\r\n"
    )


def _rspamd(domain: str) -> str:
    return (
        f"Return-Path: <someone@{domain}>\r\n"
        f"Received: from mx.elsewhere.example (mx.elsewhere.example [198.51.100.9])\r\n"
        f"\tby mail.{SCHOOL} (Postfix) with ESMTPS id 4F1bbb; Mon, 16 Nov 2026 08:46:12 +0000 (GMT)\r\n"
        f"Authentication-Results: mail.{SCHOOL};\r\n"
        f"\tdkim=pass header.d={domain} header.s=s2026 header.b=xYz12345;\r\n"
        f"\tspf=pass (mail.{SCHOOL}: domain of someone@{domain} designates 198.51.100.9 as permitted sender)"
        f" smtp.mailfrom=someone@{domain};\r\n"
        f"\tdmarc=pass (policy=reject) header.from={domain}\r\n"
    )


_OWN = frozenset({f"mail.{SCHOOL}"})
# Nobody can know what name such a host would bear; the desk may have configured any.
_ANY = frozenset({"protection.exchange.example"})


def google(domain: str) -> Host:
    return Host("Google", _gmail(domain))


def google_forged(domain: str) -> Host:
    return Host("Google, DMARC failed", _gmail(domain, "fail"))


def microsoft_outside(domain: str) -> Host:
    return Host("Microsoft 365, from outside", _microsoft_outside(domain), _ANY)


def microsoft_inside(domain: str) -> Host:
    return Host("Microsoft 365, from inside", _microsoft_inside(domain), _ANY)


def postfix(domain: str) -> Host:
    return Host("Postfix with OpenDKIM and OpenDMARC", _postfix(domain), _OWN)


def rspamd(domain: str) -> Host:
    return Host("Postfix with rspamd", _rspamd(domain), _OWN)


def silent(domain: str) -> Host:
    head = f"Received: from mx.elsewhere.example by mail.{SCHOOL} with ESMTP; Mon, 16 Nov 2026 08:46:12 +0000\r\n"
    return Host("a host that writes nothing", head, _OWN)


# What the host adds to a mail that a stranger sent in somebody else's name, where it checks at all.
CHECKED_AND_FAILED = {
    "google": (
        "Received: from evil.example by mx.google.com with SMTP; Mon, 16 Nov 2026 00:46:12 -0800 (PST)\r\n"
        "Authentication-Results: mx.google.com;\r\n"
        "       spf=pass (google.com: domain of x@evil.example designates 203.0.113.5 as permitted sender)"
        " smtp.mailfrom=x@evil.example\r\n"
    ),
    "own": (
        f"Authentication-Results: mail.{SCHOOL}; dkim=none; spf=pass smtp.mailfrom=x@evil.example\r\n"
        f"Received: from evil.example by mail.{SCHOOL} with ESMTP; Mon, 16 Nov 2026 08:46:12 +0000\r\n"
    ),
}
