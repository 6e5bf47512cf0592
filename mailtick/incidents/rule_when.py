"""The keys of `when`: what stands beside each, read into a condition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import time

from mailtick.incidents import conditions as c
from mailtick.incidents.rule_values import texts


def _addresses(value: object) -> tuple[str, ...]:
    found = tuple(text.lower() for text in texts(value))
    for text in found:
        if "@" not in text:
            raise ValueError(f'"{text}" is no address; write name@example.org, or @example.org for everybody there')
    return found


def _attachment(value: object) -> c.Condition:
    return c.HasAttachment(value) if isinstance(value, bool) else c.AttachmentName(texts(value))


def _hours(value: object) -> c.Condition:
    return c.Hours(tuple(_span(text) for text in texts(value)))


def _span(text: str) -> tuple[time, time]:
    try:
        start, end = (time.fromisoformat(part.strip()) for part in text.split("-"))
        if start.tzinfo or end.tzinfo:
            raise ValueError("a time of day here is the desk's own")
        return start, end
    except ValueError:
        raise ValueError(f'"{text}" is no span of time; write it as "08:00-16:30"') from None


def _weekday(value: object) -> c.Condition:
    days = tuple(text.lower() for text in texts(value))
    for day in days:
        if day not in c.WEEKDAYS:
            raise ValueError(f'"{day}" is no weekday; possible: {", ".join(c.WEEKDAYS)}')
    return c.Weekday(frozenset(c.WEEKDAYS.index(day) for day in days))


CONDITIONS: Mapping[str, Callable[[object], c.Condition]] = {
    "sender": lambda value: c.Sender(_addresses(value)),
    "recipient": lambda value: c.Recipient(_addresses(value)),
    "subject": lambda value: c.Subject(c.Pattern(texts(value))),
    "text": lambda value: c.Text(c.Pattern(texts(value))),
    "category": lambda value: c.Category(texts(value)),
    "place": lambda value: c.AtPlace(texts(value)),
    "attachment": _attachment,
    "hours": _hours,
    "weekday": _weekday,
}
