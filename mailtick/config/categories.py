"""The categories a desk starts with (DOMAIN.md 3.12)."""

from __future__ import annotations

from pydantic import Field

from mailtick.config.kinds import Several, Words
from mailtick.config.table import Table


class CategorySettings(Table):
    """A kind of matter. `shared` marks a service that all use at once; `words` in a mail suggest the category.

    Of a `restricted` matter only the category stands in lists, subjects and summaries.
    """

    name: Words = Field(description='the category\'s name, such as "Printing and copying"')
    shared: bool = Field(default=False, description="true or false")
    restricted: bool = Field(default=False, description="true or false")
    words: Several[Words] = Field(default=(), description='a list of words, such as ["printer", "copier"]')


def shipped_categories() -> tuple[CategorySettings, ...]:
    return tuple(
        CategorySettings(
            name=name,
            shared=name in _SHARED,
            restricted=name in _RESTRICTED,
            words=tuple(words.split(", ")) if words else (),
        )
        for name, words in _WORDS.items()
    )


_SHARED = frozenset({"Network and internet", "Admin systems", "Telephones"})
_RESTRICTED = frozenset({"Security"})

_WORDS = {
    "Network and internet": "internet, wifi, wi-fi, wireless, network, broadband, no connection, offline, "
    "website blocked, blocked website, filter, firewall",
    "Computers and tablets": "computer, pc, laptop, laptops, desktop, chromebook, tablet, tablets, ipad, ipads, "
    "trolley, keyboard, mouse, charger, battery",
    "Display and AV": "panel, interactive panel, whiteboard, smartboard, projector, screen, visualiser, hdmi, "
    "speaker, speakers, sound, microphone",
    "Printing and copying": "printer, printers, printing, print, copier, photocopier, copying, toner, paper jam, "
    "scanner, scan",
    "Software and online services": "software, app, apps, install, licence, licences, teams, "
    "office 365, microsoft 365, google classroom",
    "Admin systems": "mis, sims, arbor, bromcom, census, registers, register, parent evening, payroll, "
    "cashless, finance system",
    "Accounts and passwords": "password, passwords, log in, login, log on, logon, sign in, signed out, account, "
    "locked out, username, new starter",
    "Files and backup": "folder, shared drive, onedrive, sharepoint, backup, restore, deleted file, lost file",
    "Security": "phishing, virus, malware, ransomware, hacked, suspicious, scam, spam, data breach, stolen",
    "Telephones": "telephone, telephones, phone, phones, voicemail, handset, extension, switchboard",
    "Information": "how do i, how can i, advice, training",
    "Other": "",
}
