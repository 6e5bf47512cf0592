"""Read from an out-of-office answer until when somebody is away, and whom to ask meanwhile."""

from __future__ import annotations

import re
from datetime import date, timedelta

from mailtick.mail.message import Absence, InboundMail

MAX_CHARS = 5000
_MOST_DAYS = 400
_MOST_CONTACTS = 10

# Month names, as dates have them, in English, German, French, Spanish, Italian, Dutch, Portuguese,
# Polish and the Nordic languages.
_MONTHS = (
    "jan january januar januari janv janvier gen gennaio ene enero jän jänner jänn janeiro stycznia",
    "feb february februar februari febr fév févr février fevrier feb febrero febbraio fev fevereiro lutego",
    "mar march mär märz mrz mars marzo mrt maart março marco marca",
    "apr april avr avril abr abril aprile kwietnia",
    "may mai mayo maggio mag mei maio maj maja",
    "jun june juni juin junio giu giugno junho czerwca",
    "jul july juli juil juillet julio lug luglio julho lipca",
    "aug august août aout ago agosto augustus augusti sierpnia",
    "sep sept september septembre septiembre set settembre setembro wrz września wrzesnia",
    "oct october okt oktober octobre octubre ott ottobre out outubro października pazdziernika",
    "nov november novembre noviembre novembro listopada",
    "dec december dez dezember déc décembre decembre dic diciembre dicembre dezembro des desember grudnia",
)
_MONTH_OF = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_MONTH = rf"(?:{'|'.join(sorted(_MONTH_OF, key=len, reverse=True))})\b"
_DAY = (
    r"(?P<iso>\d{4}-\d\d-\d\d)"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s{{1,3}}(?:of |de |d')?(?P<month>{_MONTH})\.?"
    r"(?:,?\s{1,3}(?:de )?(?P<year>\d{4}))?"
    rf"|(?P<month2>{_MONTH})\.?\s{{1,3}}(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s{{1,3}}(?P<year2>\d{{4}}))?"
    # "the 17th", of this month or the next; "the 3rd floor" is none.
    r"|(?P<nth>\d{1,2})(?:st|nd|rd|th)(?=\s{0,3}(?:[.,;:!)\n]|\Z|(?:and|inclusive|for|as)\b))"
    r"|(?P<first>\d{1,2})[./-]\s?(?P<second>\d{1,2})(?:[./-]\s?(?P<year3>\d{4}|\d\d))?"
    # "until 5.30 pm" is a time of day.
    r"(?![\d:]|\s{0,2}(?:[ap]\.?m\b|uhr|hrs?\b|h\b|o['’]clock))"
)
# An article, "including", the name of a weekday.
_BETWEEN = (
    r"(?:[\s,:]{1,4}(?:and including|including|einschließlich|einschl\.|inklusive|inkl\.|le|el|il|the|dem|den|zum|am|on"
    r"|op|dnia|ao|dia|[a-zà-ž]{2,10}(?:day|tag|dag|di|woch|abend|es|edì|ì|nes|feira|ek|ta|da|dniu))\b\.?){0,4}[\s,:]{1,4}"
)
# Words before the last day away; the short ones mean it only after the first day, or after words for "away".
_LAST = re.compile(
    r"(?:\b(?:until|till|through|thru|up to|bis|jusqu['’]au|jusqu['’]à|hasta|fino al|fino a|tot en met|t/m|tot"
    r"|t\.o\.m\.|till och med|til og med|frem til|até|ate"
    r"|(?:from|du|od|del|dal|da|van|fra|från|nieobecn\w{1,3}|urlop\w{0,3}|absente?s?|cong[ée]s?|ausente|assente)"
    r"\b[^\n]{1,40}?\b(?:to|au|al|do|a|til|till))"
    rf"{_BETWEEN}|(?<![\w.-])\d{{1,2}}(?:\.|st|nd|rd|th)?(?:\d{{1,2}}\.)?\s?[-–—]\s?)(?:{_DAY})",
    re.IGNORECASE,
)
# Words before the first day back. What is "sent back" comes back, too.
_BACK = re.compile(
    r"(?:\b(?:(?:be|am|i['’]m|is|are|and|then) back|back (?:in (?:the )?office|at work|at my desk)"
    r"|return(?:ing)?(?: to (?:the )?(?:office|work))?"
    r"|wieder(?: im (?:büro|haus|dienst)| erreichbar| da| zurück)?(?: ab)?|zurück(?: ab)?|de retour|retour"
    r"|de vuelta|regreso|vuelvo|torno|di nuovo in ufficio|rientro|terug"
    r"|weer aanwezig|tillbaka|tilbage|tilbake|wracam|powrót|regresso|volto)|(?:\A|[.,;:!\n–-]\s{0,3})back)"
    rf"{_BETWEEN}(?:{_DAY})",
    re.IGNORECASE,
)
# "Ab dem 4. Dezember bin ich wieder da"; without "wieder" it is the first day away.
_BACK_BEFORE = re.compile(
    rf"\b(?:ab|am|on|from|le|el|il|op|den){_BETWEEN}(?:{_DAY})"
    r"(?=[^.\n]{0,60}\b(?:wieder|zurück|back|de retour|de vuelta|terug|tillbaka|tilbage|tilbake)\b)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}")


def read_absence(mail: InboundMail, new_text: str) -> Absence | None:
    """Return what an out-of-office answer says, or None where it says neither a day nor whom to ask.

    `until` is the last day away; where the day of return is named, the day before it. A day without a year is the
    next one after the mail's Date, and one without a month of that month or the next; two numbers are day and month,
    unless only the other way makes a date. Past days and those more than a year off are nonsense. `contacts` are at
    most ten addresses in the text, in small letters, but the writer's and ours.
    """
    text = new_text[:MAX_CHARS]
    known = {_untagged(each.key) for each in (mail.from_, mail.sender, *mail.to, *mail.cc, *mail.reply_to) if each}
    found = dict.fromkeys(each.rstrip(".").lower() for each in _ADDRESS.findall(text))
    contacts = tuple(each for each in found if _untagged(each) not in known)[:_MOST_CONTACTS]
    until = _until(text, mail.date.date()) if mail.date else None
    return Absence(until, contacts) if until or contacts else None


def _untagged(address: str) -> str:
    """The address without what stands behind a "+" in it: ict+1041@school.example is ict@school.example."""
    local, at, domain = address.rpartition("@")
    return local.partition("+")[0] + at + domain


def _until(text: str, written_on: date) -> date | None:
    back = _first_day(_BACK, text, written_on) or _first_day(_BACK_BEFORE, text, written_on)
    return back - timedelta(days=1) if back else _first_day(_LAST, text, written_on)


def _first_day(words: re.Pattern[str], text: str, written_on: date) -> date | None:
    return next((day for found in words.finditer(text) if (day := _as_date(found, written_on))), None)


def _as_date(found: re.Match[str], written_on: date) -> date | None:
    if found["iso"]:
        return _near(_day(*map(int, found["iso"].split("-"))), written_on)
    if found["nth"]:
        return _next_with_day(int(found["nth"]), written_on)
    if found["first"]:
        first, second = int(found["first"]), int(found["second"])
        day, month = (second, first) if second > 12 else (first, second)
        return _with_year(day, month, found["year3"], written_on)
    month_word, day_word = found["month"] or found["month2"], found["day"] or found["day2"]
    # Letters that only look alike pass for the same where case does not count ("\u017fept").
    month = _MONTH_OF.get(month_word.lower(), 0)
    return _with_year(int(day_word), month, found["year"] or found["year2"], written_on)


def _with_year(day: int, month: int, year: str | None, written_on: date) -> date | None:
    if year:
        return _near(_day(int(year) + (2000 if len(year) == 2 else 0), month, day), written_on)
    this_year = _day(written_on.year, month, day)
    if this_year and this_year >= written_on:
        return _near(this_year, written_on)
    return _near(_day(written_on.year + 1, month, day), written_on)


def _next_with_day(day: int, written_on: date) -> date | None:
    """The next day of this number, of this month or the next one."""
    if day >= written_on.day:
        return _day(written_on.year, written_on.month, day)
    years, month = divmod(written_on.month, 12)
    return _day(written_on.year + years, month + 1, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _near(day: date | None, written_on: date) -> date | None:
    return day if day and 0 <= (day - written_on).days <= _MOST_DAYS else None
