"""The mails of the demo: what the people of Saltmarsh Primary and their providers write to the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from mailtick.demo.school import DOMAIN
from mailtick.mail.message import Address

ZONE = ZoneInfo("Europe/London")


class Program(StrEnum):
    """What somebody writes with; it decides how an answer is headed and what it quotes."""

    OFFICE = "office"
    TELEPHONE = "telephone"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail to the desk.

    `answers` are words from the subject of the desk's mail that it answers, the newest that its sender has got;
    the mail program then makes the subject. Without `answers`, `subject` stands as it is.
    """

    name: str
    at: datetime
    sender: Address
    text: str
    subject: str = ""
    answers: str = ""
    program: Program = Program.OFFICE


def november(day: int, hour: int, minute: int) -> datetime:
    """A moment of the demo's month, November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def _staff(name: str) -> Address:
    return Address(f"{name.lower().replace(' ', '.')}@{DOMAIN}", name)


_BRIGHTBOARD = Address("jobs@brightboard.example", "BrightBoard AV Jobs")
_COUNTY = Address("schools@countybb.example", "County Broadband Schools Desk")

LETTERS: tuple[Letter, ...] = (
    Letter(
        "E01",
        november(9, 8, 12),
        _staff("Claire Brown"),
        "Board in my room won't turn on again. C",
        subject="board",
    ),
    Letter(
        "E02",
        november(9, 10, 40),
        _staff("Denise Cole"),
        "Hi Sandra, please could Amir put Clicker on laptops 3, 7 and 11 in the trolley? Two new children need it. "
        "Not urgent but before Christmas would be lovely. Thanks, Denise",
        subject="Clicker please",
    ),
    Letter(
        "E03",
        november(10, 13, 5),
        _staff("Sandra Kemp"),
        "#for priya.nair\n"
        "#place Y1\n"
        "Priya rang at 1pm: iPad trolley only charging 6 of the 15, lights off on the right hand side.",
        subject="phone",
    ),
    Letter(
        "E04",
        november(11, 10, 2),
        _BRIGHTBOARD,
        "Hi, we've raised Job 7741 for the panel in Room 5 (serial AP9-2111-0213). Engineer booked Tues 17th, "
        "first call. Regards, Kev",
        subject="Your call, Saltmarsh Primary",
    ),
    Letter(
        "E05",
        november(13, 9, 30),
        _staff("Leah Dunn"),
        'The School Workforce Census export stops with "Error 3100 contract end date missing" and I can\'t see which '
        "one. Return is due early December. Tried twice. Leah",
        subject="Workforce census",
    ),
    Letter(
        "E06",
        november(16, 7, 48),
        _staff("Gareth Lloyd"),
        "wifi down in rowan again cant do registers\n\nSent from my iPhone",
        program=Program.TELEPHONE,
    ),
    Letter(
        "E07",
        november(16, 7, 55),
        _staff("Zoe Marsh"),
        "Same in Elder, no wifi since I got in",
        subject="wifi",
    ),
    Letter(
        "E08",
        november(16, 8, 1),
        _staff("Ben Hargreaves"),
        "No internet in Y6. Is it down everywhere??",
        subject="Internet",
    ),
    Letter(
        "E09",
        november(16, 8, 4),
        _staff("Helen Okafor"),
        "Internet is down across the school and parent emails won't go. Is filtering still on for the iPads? "
        "Ring me. HO",
        subject="URGENT",
    ),
    Letter(
        "E10",
        november(16, 8, 7),
        _COUNTY,
        "Thank you for contacting County Broadband. Your reference is INC0098213. Please do not reply.",
        subject="INC0098213 received",
        program=Program.MACHINE,
    ),
    Letter(
        "E11",
        november(16, 9, 2),
        _staff("Angela Finch"),
        "Morning! When someone has a mo 1) visualiser flickers on and off 2) my laptop battery only lasts about "
        "20 mins so I have to stay plugged in 3) could we get 15 headphones for phonics? Thanks Ange x",
        subject="few things",
    ),
    Letter(
        "E12",
        november(16, 9, 15),
        _COUNTY,
        "Carrier fault affecting the exchange. ETA 10:30. Phones and card machine on 4G are unaffected. Filtering "
        "stays on for managed devices. Next update 10:00. Dawn, Schools Desk",
        subject="RE: ICT-1045 / INC0098213 - Update",
    ),
    Letter(
        "E13",
        november(16, 10, 42),
        _COUNTY,
        "Service restored 10:31. Please confirm within 5 days or the incident will close.",
        subject="INC0098213 - Resolved",
    ),
    # What the coordinator does when she has looked into three classrooms; the mail that brings it has no number.
    Letter(
        "resolve",
        november(16, 10, 45),
        _staff("Sandra Kemp"),
        "#resolve Carrier fault, mended by County Broadband. Checked in three rooms.",
        answers="[ICT-1045]",
    ),
    Letter(
        "E14",
        november(16, 10, 55),
        _staff("Gareth Lloyd"),
        "yep working now thx\n\nSent from my iPhone",
        answers="[ICT-1045] Resolved",
        program=Program.TELEPHONE,
    ),
    Letter(
        "E15",
        november(16, 11, 20),
        _staff("Katie Byrne"),
        "Is this real? I clicked it and put my password in :( then it went blank. Sorry!!\n\n"
        "---- Forwarded message ----\n"
        "From: IT Support <it-helpdesk@offlce365-login.example>\n"
        "Date: Mon, 16 Nov 2026 11:02\n"
        "Subject: URGENT Your Office 365 password expires today\n"
        f"To: katie.byrne@{DOMAIN}\n\n"
        "Your password expires today and your mailbox will be locked.\n\n"
        "Keep my password: http://offlce365-login.example/k?u=katie\n",
        subject="FW: URGENT Your Office 365 password expires today",
    ),
    Letter(
        "E16",
        november(16, 12, 35),
        _staff("Claire Brown"),
        "This is the THIRD time this half term!!! I have had no board for a WEEK and nobody has told me anything. "
        "I have an observation on Thursday. This is not good enough. Claire",
        answers="We have it",
    ),
    Letter(
        "E17",
        november(16, 13, 10),
        _staff("Ruth Ellison"),
        "The printer in Reception is jammed and it says call service. Ruth",
        subject="printer",
    ),
    Letter(
        "E18",
        november(16, 13, 22),
        _staff("Ruth Ellison"),
        "the big copier by the front door, sorry!",
        answers="We have it",
        program=Program.TELEPHONE,
    ),
    Letter(
        "E19",
        november(16, 13, 31),
        _staff("Amir Shah"),
        "I am on a course until Tuesday 17th and back on Wednesday 18th. For anything urgent please see Sandra.",
        answers="For you",
        program=Program.MACHINE,
    ),
)
