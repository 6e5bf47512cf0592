"""A paper that came by mail stands on its record, once."""

from __future__ import annotations

import json
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.kept import file_papers, papers_of
from tests.cli.saying import done
from tests.support.desks import MONDAY, make_desk, put_in
from tests.support.lookup import proof


def test_a_paper_that_was_sent_for_a_contract_is_shown_with_it(folder: Path) -> None:
    sender = "Sandra Kemp <sandra.kemp@saltmarshprimary.example>"
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "ict@saltmarshprimary.example", "C2"
    mail["Date"], mail["Message-ID"] = format_datetime(MONDAY), "<paper@saltmarshprimary.example>"
    for header, value in proof(sender).items():
        mail[header] = value
    mail.set_content("Signed, for the file. Sandra")
    mail.add_attachment(b"%PDF-1.4 paper", "application", "pdf", filename="signed.pdf")
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    put_in(make_desk(database), mail.as_bytes())
    process(make_desk(database))
    with database.writing() as session:
        (paper,) = papers_of(session, "contracts", "C2")
        file_papers(session, "contracts", "C2", paper.mail_id, ("signed.pdf",), MONDAY)
    database.close()
    assert "signed.pdf (mail 3, " in done("register", "show", "contracts", "C2")
    sections = json.loads(done("register", "show", "contracts", "C2", "--json"))["sections"]
    (papers,) = [each["lines"] for each in sections if each["title"] == "Papers"]
    assert len(papers) == 1
