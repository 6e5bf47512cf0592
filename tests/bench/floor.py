"""The floor: the same mails with standard parts and no mailtick code.

IMAP fetch in batches, the standard library's parse, one SQLite commit a batch, one template, SMTP on a
kept connection. Run in a process of its own; prints what it cost as JSON.
"""

from __future__ import annotations

import email
import json
import smtplib
import sqlite3
import sys
from email.message import Message
from pathlib import Path

import jinja2
from imapclient import IMAPClient

from tests.bench.cost import Meter

BATCH = 50
ANSWER = jinja2.Template("""\
From: ICT desk <ict@saltmarshprimary.example>
To: {{ to }}
Subject: [ICT-{{ number }}] {{ subject }}
Message-ID: <{{ number }}@saltmarshprimary.example>
In-Reply-To: {{ message_id }}
Auto-Submitted: auto-replied

Thank you. Your number is ICT-{{ number }}.
""")


def main(port: int, user: str, smtp_port: int, folder: str) -> None:
    database = sqlite3.connect(Path(folder) / "floor.db")
    database.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE mails (uid INTEGER, raw BLOB)"
    )
    client = IMAPClient("127.0.0.1", port, ssl=False)
    client.login(user, "secret")
    if not client.folder_exists("Done"):
        client.create_folder("Done")
    client.select_folder("INBOX")
    smtp = smtplib.SMTP("127.0.0.1", smtp_port)
    meter = Meter()
    uids = client.search("ALL")
    for start in range(0, len(uids), BATCH):
        batch = uids[start : start + BATCH]
        fetched = client.fetch(batch, ["BODY.PEEK[]", "INTERNALDATE"])
        with database:
            for uid, found in fetched.items():
                database.execute("INSERT INTO mails VALUES (?, ?)", (uid, found[b"BODY[]"]))
        client.move(batch, "Done")
        for uid, found in fetched.items():
            answer(smtp, uid, email.message_from_bytes(found[b"BODY[]"]))
    print(json.dumps(meter.read(len(uids))))


def answer(smtp: smtplib.SMTP, number: int, mail: Message) -> None:
    text = next(part for part in mail.walk() if part.get_content_type() == "text/plain")
    text.get_payload(decode=True)
    if mail["Auto-Submitted"] or mail["In-Reply-To"]:
        return
    body = ANSWER.render(to=mail["From"], number=number, subject=mail["Subject"], message_id=mail["Message-ID"])
    smtp.sendmail("ict@saltmarshprimary.example", [str(mail["Return-Path"]).strip("<>")], body)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4])
