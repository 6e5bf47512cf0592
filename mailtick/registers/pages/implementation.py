"""The page of an implementation: how far it is, what comes, which licences fall short, what it costs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from mailtick.mail.money import pounds
from mailtick.registers.formats import words_in
from mailtick.registers.page import Around, Content, Section, counted, day_words, listed, words_of
from mailtick.registers.pages.lines import asset_words, diary_section, payment_line
from mailtick.registers.register import Values
from mailtick.registers.usage import usage_of
from mailtick.registers.values import plain_row
from mailtick.registers.vocabulary import Stage
from mailtick.store.records import licence_called, record_called, records_where
from mailtick.store.tables import AssetRow, LocationRow, PaymentRow, PersonRow, TaskRow

_NEEDED = re.compile(r"(?P<ref>\S+)(?:\s*[x×*]\s*(?P<seats>\d+))?", re.IGNORECASE)
# From delivery on the seats that it needs are in use.
_BEFORE_DELIVERY = frozenset({Stage.IDEA, Stage.PROPOSED, Stage.APPROVED, Stage.ORDERED})


def implementation_page(around: Around, values: Values) -> Content:
    ref = str(values["ref"])
    return Content(
        warnings=tuple(seats_short(around, values)),
        sections=(
            _checklist(around, ref),
            _equipment(around, ref, words_in(values["assets"])),
            Section("Licences", tuple(_licences(around, values))),
            _payments(around, ref),
            diary_section(around, ref),
        ),
    )


def seats_short(around: Around, values: Values) -> Iterator[str]:
    """Yield "12 seats short: LIC-15 (Jamf School)" for each licence of which too few are free before delivery."""
    if values["stage"] not in _BEFORE_DELIVERY:
        return
    for ref, seats in _needed(values):
        row = licence_called(around.session, ref)
        if row is None:
            continue
        usage = usage_of(around.session, plain_row(row), around.today)
        if short := min(seats, usage.to_buy(seats)):
            when = values["target_on"]
            by = f", needed by {day_words(when)}" if isinstance(when, date) else ""
            yield f"{counted(short, 'seat')} short: {row.ref} ({row.product}){by}"


def _needed(values: Values) -> Iterator[tuple[str, int]]:
    """The licences that it needs, each with how many seats: "LIC-15 x 12"; one where no number stands."""
    for word in words_in(values["licences"]):
        if found := _NEEDED.fullmatch(word.strip()):
            yield found["ref"], int(found["seats"] or 1)


def _licences(around: Around, values: Values) -> Iterator[str]:
    for ref, seats in _needed(values):
        row = licence_called(around.session, ref)
        if row is None:
            yield f"{ref} is on no list of licences"
        else:
            usage = usage_of(around.session, plain_row(row), around.today)
            yield f"{row.ref}  {row.product}: {usage.answer(seats)}"


def _checklist(around: Around, ref: str) -> Section:
    tasks = list(records_where(around.session, TaskRow, "about", ref))
    done = sum(task.done_on is not None for task in tasks)
    title = f"Checklist: {done} of {len(tasks)} done ({100 * done // len(tasks)}%)" if tasks else "Checklist"
    return Section(title, tuple(_task(around, task) for task in tasks))


def _task(around: Around, task: TaskRow) -> str:
    if task.done_on:
        return f"[x] {task.what} ({day_words(task.done_on)})"
    due = f"by {day_words(task.due_on)}" if task.due_on else ""
    late = "overdue" if task.due_on and task.due_on < around.today else ""
    words = listed(around.named(PersonRow, task.person), due, late)
    return f"[ ] {task.what}" + (f" ({words})" if words else "")


def _equipment(around: Around, ref: str, tags: tuple[str, ...]) -> Section:
    """What comes with it, and what it is about."""
    found = {row.tag: row for row in records_where(around.session, AssetRow, "implementation", ref)}
    for tag in tags:
        if (row := record_called(around.session, AssetRow, "tag", tag)) is not None:
            found[row.tag] = row
    kinds: Counter[str] = Counter()
    for row in found.values():
        kinds[words_of(row.status)] += row.quantity
    how_many = ", ".join(f"{count} {status}" for status, count in kinds.most_common())
    lines = (
        listed(
            f"{asset_words(row)} ({words_of(row.status)})",
            around.named(LocationRow, row.location),
        )
        for row in sorted(found.values(), key=lambda row: row.tag)
    )
    return Section(f"Equipment: {how_many}" if found else "Equipment", tuple(lines))


def _payments(around: Around, ref: str) -> Section:
    rows = sorted(records_where(around.session, PaymentRow, "about", ref), key=lambda row: row.due_on)
    net = sum(row.net_pence for row in rows)
    title = f"Payments: {pounds(net)} before VAT" if rows else "Payments"
    return Section(title, tuple(payment_line(around, row) for row in rows))
