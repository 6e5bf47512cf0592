"""`mailtick files`: what came attached to the mails of an incident."""

from __future__ import annotations

import json
from email.message import EmailMessage
from pathlib import Path

from mailtick.rounds.process import process
from mailtick.store.database import Database
from tests.cli.saying import done
from tests.support.desks import make_desk, put_in


def photo() -> bytes:
    mail = EmailMessage()
    mail["From"] = "Priya Nair <priya.nair@saltmarshprimary.example>"
    mail["To"], mail["Message-ID"] = "ict@saltmarshprimary.example", "<photo@mail.example>"
    for content in (b"the first", b"the second"):
        mail.add_attachment(content, "image", "heic", filename="IMG_4471.HEIC")
    return mail.as_bytes()


def test_the_files_of_an_incident_are_listed_and_saved(folder: Path) -> None:
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    desk = make_desk(database)
    put_in(desk, photo())
    process(desk)
    database.close()
    listed = json.loads(done("files", "1042", "--json"))
    assert [(each["name"], each["bytes"]) for each in listed] == [("IMG_4471.HEIC", 9), ("IMG_4471.HEIC", 10)]
    assert "IMG_4471.HEIC" in done("files", "1042", "--save", str(folder / "seen"))
    saved = sorted((folder / "seen").iterdir())
    assert sorted(path.read_bytes() for path in saved) == [b"the first", b"the second"]
    assert done("files", "1041") == "No files came with the mails of ICT-1041.\n"
