"""Read the mails of the firms, and make real ones of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

HERE = Path(__file__).parent
LONDON = ZoneInfo("Europe/London")
DESK = "ICT desk <ict@saltmarshprimary.example>"
# Keys of `news` that say something about the others.
ABOUT = ("by", "unsure")


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail of a firm, and what is news in it."""

    firm: str
    what: str
    at: datetime
    raw: bytes
    news: Mapping[str, Any]

    @property
    def name(self) -> str:
        return f"{self.firm}: {self.what}"

    @property
    def is_human(self) -> bool:
        return bool(self.news["by"] == "human")

    @property
    def says_nothing(self) -> bool:
        """Whether nothing may be recognised in it but who wrote and their number."""
        return not set(self.news) - {*ABOUT, "reference"} and (self.is_human or "reference" not in self.news)


def written_against() -> list[Letter]:
    """The mails that the recogniser was written against."""
    return [*_letters(HERE / "mails")]


def held_out() -> list[Letter]:
    """The mails that nobody looked at meanwhile."""
    return [*_letters(HERE / "held_out")]


def _letters(folder: Path) -> Iterator[Letter]:
    for path in sorted(folder.glob("*.toml")):
        firm = tomllib.loads(path.read_text(encoding="utf-8"))
        for mail in firm["mail"]:
            at = mail["at"].replace(tzinfo=LONDON)
            yield Letter(firm["firm"], mail["what"], at, _raw(firm, mail, at), mail["news"])


def _raw(firm: Mapping[str, Any], mail: Mapping[str, Any], at: datetime) -> bytes:
    message = EmailMessage()
    message["From"] = firm["from"]
    message["To"] = DESK
    message["Subject"] = mail["subject"]
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{at:%Y%m%d%H%M%S}@{firm['from'].partition('@')[2].rstrip('>')}>"
    for name, value in mail.get("headers", {}).items():
        message[name] = value
    message.set_content(mail["body"].lstrip("\n"), subtype="html" if firm.get("html") else "plain")
    for name in mail.get("files", ()):
        message.add_attachment(b"%PDF-1.4\n", maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()
