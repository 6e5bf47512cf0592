"""Read from an out-of-office answer until when somebody is away, and whom to ask meanwhile."""

from __future__ import annotations

import re
from datetime import date, timedelta

from mailtick.mail.message import Absence, InboundMail

MAX_CHARS = 5000
_MOST_DAYS = 400

# Month names by their first letters in English, German, French, Spanish, Italian, Dutch, Portuguese, Polish and the
# Nordic languages; the longer ones first where one begins another.
_MONTHS = {
    "jan gen ene stycz": 1,
    "feb fév fev lut": 2,
    "mar mär mrt maa": 3,
    "apr avr abr kwie": 4,
    "may mai maj mag mei mayo maio": 5,
    "jun juin giu czerw": 6,
    "jul juil lug lip": 7,
    "aug aoû aou ago sierp": 8,
    "sep set wrze": 9,
    "oct okt ott out paźdz pazdz": 10,
    "nov listopad": 11,
    "dec dez déc dic des grud": 12,
}
_MONTH_OF = {word: number for words, number in _MONTHS.items() for word in words.split()}
_MONTH = rf"(?:{'|'.join(sorted(_MONTH_OF, key=len, reverse=True))})\w{{0,9}}"
_DAY = (
    r"(?P<iso>\d{4}-\d\d-\d\d)"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s{{1,3}}(?:of |de |d')?(?P<month>{_MONTH})\.?"
    r"(?:,?\s{1,3}(?:de )?(?P<year>\d{4}))?"
    rf"|(?P<month2>{_MONTH})\s{{1,3}}(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s{{1,3}}(?P<year2>\d{{4}}))?"
    r"|(?P<first>\d{1,2})[./-]\s?(?P<second>\d{1,2})(?:[./-]\s?(?P<year3>\d{4}|\d\d))?(?![\d:])"
)
# An article, "including", the name of a weekday.
_BETWEEN = (
    r"(?:[\s,:]{1,4}(?:and including|including|einschließlich|einschl\.|inklusive|inkl\.|le|el|il|the|den|zum|am|on"
    r"|dnia|[a-zà-ž]{2,10}(?:day|tag|dag|di|woch|abend|es|edì|ì|nes|feira|ek|ta|da|dniu))\b\.?){0,4}[\s,:]{1,4}"
)
# Words before the last day away, and before the first day back.
_LAST = re.compile(
    r"\b(?:until|till|through|thru|up to|to|bis|jusqu['’]au|jusqu['’]à|au|hasta|fino al|fino a|al|tot en met|t/m|tot"
    r"|t\.o\.m\.|till och med|til og med|t\.o\.m|frem til|até|do|ate)"
    rf"{_BETWEEN}(?:{_DAY})",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:back(?: in (?:the )?office)?|return(?:ing)?(?: to (?:the )?office)?|be back"
    r"|wieder(?: im büro| erreichbar| da)?|wieder ab|ab(?: dem)?|de retour|retour"
    r"|de vuelta|regreso|vuelvo|torno|sarò di nuovo in ufficio|rientro|terug"
    r"|weer aanwezig|tillbaka|tilbage|tilbake|wracam|powrót|regresso|volto)"
    rf"{_BETWEEN}(?:{_DAY})",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}")


def read_absence(mail: InboundMail, new_text: str) -> Absence | None:
    """Return what an out-of-office answer says, or None where it says neither a day nor whom to ask.

    `until` is the last day away; where the day of return is named, the day before it. A day without a year is the
    next one after the mail's Date; two numbers are day and month, unless only the other way makes a date. Past days
    and those more than a year off are nonsense. `contacts` are addresses in the text but the writer's and ours.
    """
    text = new_text[:MAX_CHARS]
    known = {each.key for each in (mail.from_, mail.sender, *mail.to, *mail.cc, *mail.reply_to) if each}
    found = dict.fromkeys(each.rstrip(".").lower() for each in _ADDRESS.findall(text))
    contacts = tuple(each for each in found if each not in known)[:10]
    until = _until(text, mail.date.date()) if mail.date else None
    return Absence(until, contacts) if until or contacts else None


def _until(text: str, written_on: date) -> date | None:
    back = next((day for found in _BACK.finditer(text) if (day := _as_date(found, written_on))), None)
    if back:
        return back - timedelta(days=1)
    return next((day for found in _LAST.finditer(text) if (day := _as_date(found, written_on))), None)


def _as_date(found: re.Match[str], written_on: date) -> date | None:
    if found["iso"]:
        return _near(_day(*map(int, found["iso"].split("-"))), written_on)
    if found["first"]:
        first, second = int(found["first"]), int(found["second"])
        day, month = (second, first) if second > 12 else (first, second)
        return _with_year(day, month, found["year3"], written_on)
    month_word, day_word = found["month"] or found["month2"], found["day"] or found["day2"]
    month = next(number for word, number in _BY_LENGTH if month_word.lower().startswith(word))
    return _with_year(int(day_word), month, found["year"] or found["year2"], written_on)


_BY_LENGTH = sorted(_MONTH_OF.items(), key=lambda each: -len(each[0]))


def _with_year(day: int, month: int, year: str | None, written_on: date) -> date | None:
    if year:
        return _near(_day(int(year) + (2000 if len(year) == 2 else 0), month, day), written_on)
    this_year = _day(written_on.year, month, day)
    if this_year and this_year >= written_on:
        return _near(this_year, written_on)
    return _near(_day(written_on.year + 1, month, day), written_on)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _near(day: date | None, written_on: date) -> date | None:
    return day if day and written_on <= day <= written_on + timedelta(days=_MOST_DAYS) else None
