"""Until when somebody is away, and whom to ask."""

from __future__ import annotations

from datetime import date

import pytest

from mailtick.mail.absence import read_absence
from mailtick.mail.parse import parse_mail

# The mail is written on Monday, 16 November 2026.
LAST_DAY = {
    "I am away until 24 November.": "2026-11-24",
    "I am out of the office until Tuesday, 24th November 2026.": "2026-11-24",
    "Out of office from 16 November to 20 November.": "2026-11-20",
    "I will be away through November 24.": "2026-11-24",
    "I am away until 24/11/2026.": "2026-11-24",
    "I am away until 11/24.": "2026-11-24",
    "I am away until 2026-11-24.": "2026-11-24",
    "I am back on Monday 30 November.": "2026-11-29",
    "I will be back in the office on 30 November.": "2026-11-29",
    "I shall return on 4 January.": "2027-01-03",
    "Ich bin bis zum 3.12. nicht im Büro.": "2026-12-03",
    "Ich bin bis einschließlich 3. Dezember abwesend.": "2026-12-03",
    "Ich bin bis 03.12.2026 im Urlaub.": "2026-12-03",
    "Ab dem 4. Dezember bin ich wieder da.": "2026-12-03",
    "Je suis absente jusqu'au 3 décembre inclus.": "2026-12-03",
    "Je serai de retour le 4 décembre.": "2026-12-03",
    "Estaré fuera hasta el 3 de diciembre.": "2026-12-03",
    "Sono fuori ufficio fino al 3 dicembre.": "2026-12-03",
    "Ik ben afwezig tot en met 3 december.": "2026-12-03",
    "Jag är borta t.o.m. 3 december.": "2026-12-03",
    "Jeg er borte til og med 3. desember.": "2026-12-03",
    "Estarei ausente até 3 de dezembro.": "2026-12-03",
    "Jestem nieobecna do 3 grudnia.": "2026-12-03",
    "Urlop od 16 do 20 listopada.": "2026-11-20",
    "Estarei ausente até ao dia 3 de dezembro.": "2026-12-03",
    "I am on leave 16-20 November.": "2026-11-20",
    "On leave 16 – 20 November, back in January.": "2026-11-20",
    "Ich bin vom 16.11. bis 20.11.2026 im Urlaub.": "2026-11-20",
    "Ab 17. November bis 20. November bin ich im Urlaub.": "2026-11-20",
    "Ich bin am 4. Dezember wieder für Sie da.": "2026-12-03",
    "Ich bin wieder ab 4.12. erreichbar.": "2026-12-03",
    "Je suis en congé du 16 au 20 novembre.": "2026-11-20",
    "Sarò assente dal 16 al 20 novembre.": "2026-11-20",
    "Sono fuori, torno il 4 dicembre.": "2026-12-03",
    "Fuera de la oficina del 16 al 20 de noviembre.": "2026-11-20",
    "Vuelvo el 4 de diciembre.": "2026-12-03",
    "Ik ben terug op maandag 30 november.": "2026-11-29",
    "Ik ben afwezig van 16 november tot 3 december.": "2026-12-03",
    "Jag är tillbaka den 4 december.": "2026-12-03",
    "Jeg er tilbage den 4. december.": "2026-12-03",
    "Out of office. Back on 30 November.": "2026-11-29",
    "On 30 November I am back at my desk.": "2026-11-29",
    "Not in. Returning to work on Monday, 30 November 2026": "2026-11-29",
    "I am away until Sept. 3, 2027.": "2027-09-03",
    "I am on a course until Tuesday 17th and back on Wednesday 18th. Ask Sandra.": "2026-11-17",
    "I am away until the 20th.": "2026-11-20",
    "I will be back on the 3rd": "2026-12-02",
}
NO_DAY = [
    "I am out of the office.",
    "I am away until further notice.",
    "I am away until 31 February.",
    "I was away until 24 November 2025.",
    "Open from 9 to 5, room 12 to 14.",
    "Call 01632 960171 until I am back.",
    "I am out today; the desk is staffed until 5.30 pm.",
    "Das Büro ist bis 16.30 Uhr besetzt.",
    "I am away. The laptop was sent back on 12 December.",
    "I am away. You may be asked to do 3 maybe 4 things.",
    "I am away. Please write to 3 marketing people.",
    "I am away. The market is from the 3rd of Market Street to 12 Marchmont Road.",
    "Ich bin ab dem 4. Dezember im Urlaub.",
    "Away until 3 \u017fept.",
    "I am away. The lift is out of order until the 3rd floor.",
    "I am away until the 31st.",
    "Away until 3 dİc.",
    "Away until 3 gıu.",
]


def absence(text: str) -> tuple[date | None, tuple[str, ...]]:
    headers = "From: Anna <anna@office.example>\nTo: ict@school.example\nDate: Mon, 16 Nov 2026 08:12:00 +0000\n"
    mail = parse_mail(f"{headers}\n{text}".encode())
    found = read_absence(mail, mail.body_text)
    return (found.until, found.contacts) if found else (None, ())


@pytest.mark.parametrize(("text", "day"), LAST_DAY.items())
def test_the_last_day_away_is_read(text: str, day: str) -> None:
    assert absence(text)[0] == date.fromisoformat(day)


@pytest.mark.parametrize("text", NO_DAY)
def test_where_it_is_unsure_no_day_is_read(text: str) -> None:
    assert absence(text)[0] is None


def test_whom_to_ask_is_neither_the_writer_nor_the_desk() -> None:
    text = "Away. Please write to Ben (Ben@office.example) or ict@school.example; anna@office.example is not read."
    assert absence(text) == (None, ("ben@office.example",))


def test_our_own_address_with_a_tag_is_no_contact() -> None:
    assert absence("I am away until 24 November. Your mail to ict+1041@school.example waits.")[1] == ()


def test_at_most_ten_are_to_be_asked() -> None:
    assert len(absence("Away. " + " ".join(f"p{number}@office.example" for number in range(30)))[1]) == 10


def test_the_last_days_of_the_calendar_are_read() -> None:
    mail = parse_mail(b"From: a@b.example\nDate: Fri, 31 Dec 9999 08:12:00 +0000\n\nAway until 31 December.")
    found = read_absence(mail, mail.body_text)
    assert found
    assert found.until == date(9999, 12, 31)


def test_an_absence_that_says_nothing_more_is_none() -> None:
    mail = parse_mail(b"From: a@b.example\n\nI am away.")
    assert read_absence(mail, mail.body_text) is None


def test_a_long_text_of_dates_is_read_in_no_time() -> None:
    assert absence("until " * 200_000 + "to 1 " * 200_000)[0] is None
