"""Read the first event of a calendar file (RFC 5545) and what its sender wants with it (RFC 5546)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from mailtick.mail.charsets import clean_text, decode_text
from mailtick.mail.fields import parse_parameters
from mailtick.mail.invitation import Event, say_event
from mailtick.mail.mime import Part
from mailtick.mail.opened import Opened

MAX_BYTES = 200_000

_FOLD = re.compile(r"\n[ \t]")
_LINE = re.compile(r"([A-Za-z0-9-]{1,40})((?:;[^:;\"\n]{0,300}(?:\"[^\"\n]{0,300}\"[^:;\"\n]{0,300})?){0,20}):(.*)")
_PARAMETER = re.compile(r";([A-Za-z0-9-]{1,40})=\"?([^\";\n]{0,300})")
_MOMENT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})([0-9]{2})?(Z?))?")
_DURATION = re.compile(r"\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?\Z")
_ESCAPE = re.compile(r"\\([\\;,nN])")
_ANSWERS = {"ACCEPTED": "Accepted", "DECLINED": "Declined", "TENTATIVE": "Tentatively accepted"}
_INTENTS = {
    "REQUEST": "Invitation",
    "CANCEL": "Cancelled",
    "COUNTER": "Another time proposed",
    "DECLINECOUNTER": "The proposed time was declined",
    "REFRESH": "Asked for the latest version",
    "ADD": "Another date",
}
_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}


@dataclass(frozen=True, slots=True)
class _Line:
    value: str
    parameters: dict[str, str]


def open_calendar(part: Part) -> Opened:
    """The event in a sentence; it is the text of a mail that has no other. A named file stays attached."""
    text = clean_text(decode_text(part.content()[:MAX_BYTES], part.charset or "utf-8"))
    disposition, _ = parse_parameters(part.header("content-disposition"))
    event = read_event(text, part.parameters.get("method", ""))
    is_kept = bool(part.file_name) or disposition == "attachment" or event is None
    if event is None:
        return Opened(is_kept=is_kept)
    sentence = say_event(event)
    words = f"{sentence}\n\n{event.words}" if event.words else sentence
    return Opened(notes=[sentence], spare_texts=[(False, words)], is_kept=is_kept)


def read_event(text: str, method: str = "") -> Event | None:
    """The first event, or task, of a calendar; None where there is none."""
    lines, wanted = _read_lines(text)
    if "DTSTART" not in lines and "SUMMARY" not in lines:
        return None
    start, zone = _moment(lines.get("DTSTART"))
    return Event(
        _intent(lines, method or wanted),
        title=_plain(lines.get("SUMMARY")),
        start=start,
        end=_end(lines, start),
        zone=zone,
        place=_plain(lines.get("LOCATION")),
        organizer=_person(lines.get("ORGANIZER")),
        repeats=_repeats(lines.get("RRULE")),
        words=_plain(lines.get("DESCRIPTION")).strip(),
    )


def _read_lines(text: str) -> tuple[dict[str, _Line], str]:
    """The lines of the first event by their names, the first of each, and the method of the calendar."""
    lines: dict[str, _Line] = {}
    method = ""
    path: list[str] = []
    for found in map(_LINE.match, _FOLD.sub("", text).split("\n")):
        if not found:
            continue
        name, value = found[1].upper(), found[3].strip()
        if name == "BEGIN" and len(path) < 10:
            path.append(value.upper())
        elif name == "END":
            if path and path.pop() in ("VEVENT", "VTODO") and lines:
                break
        elif name == "METHOD":
            method = value
        elif path and path[-1] in ("VEVENT", "VTODO"):
            parameters = {key.upper(): each for key, each in _PARAMETER.findall(found[2])}
            lines.setdefault(name, _Line(value, parameters))
    return lines, method


def _intent(lines: dict[str, _Line], method: str) -> str:
    method = method.upper()
    attendee = lines.get("ATTENDEE")
    if method == "REPLY" and attendee:
        answer = _ANSWERS.get(attendee.parameters.get("PARTSTAT", "").upper(), "Answered")
        return f"{answer} by {_person(attendee)}"
    if method == "CANCEL" or ((status := lines.get("STATUS")) and status.value.upper() == "CANCELLED"):
        return "Cancelled"
    sequence = lines.get("SEQUENCE")
    if method == "REQUEST" and sequence and sequence.value.strip("0"):
        return "Changed invitation"
    return _INTENTS.get(method, "Calendar entry")


def _end(lines: dict[str, _Line], start: date | None) -> date | None:
    if "DTEND" in lines or "DUE" in lines:
        return _moment(lines.get("DTEND") or lines.get("DUE"))[0]
    found = _DURATION.match(lines["DURATION"].value) if "DURATION" in lines else None
    if not found or start is None:
        return None
    weeks, days, hours, minutes, seconds = (int(each or 0) for each in found.groups())
    try:
        return start + timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        return None


def _moment(line: _Line | None) -> tuple[date | None, str]:
    """A day, or a moment, and the name of its clock."""
    found = _MOMENT.match(line.value) if line else None
    if not line or not found:
        return None, ""
    year, month, day, hour, minute, _, is_utc = found.groups()
    try:
        if hour is None:
            return date(int(year), int(month), int(day)), ""
        moment = datetime(int(year), int(month), int(day), int(hour), int(minute), tzinfo=UTC)
    except ValueError:
        return None, ""
    return moment, "UTC" if is_utc else line.parameters.get("TZID", "")


def _repeats(line: _Line | None) -> str:
    if not line:
        return ""
    rule = dict(each.partition("=")[::2] for each in line.value.upper().split(";")[:20])
    unit = _UNITS.get(rule.get("FREQ", ""), "")
    interval = rule.get("INTERVAL", "1")
    if not unit or not interval.isdecimal():
        return "repeatedly"
    return f"every {unit}" if interval == "1" else f"every {interval[:4]} {unit}s"


def _person(line: _Line | None) -> str:
    if not line:
        return ""
    scheme, colon, address = line.value.partition(":")
    address = address if colon and scheme.lower() == "mailto" else ""
    name = line.parameters.get("CN", "").strip()
    return f"{name} <{address}>" if name and address and name != address else name or address


def _plain(line: _Line | None) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], line.value) if line else ""
