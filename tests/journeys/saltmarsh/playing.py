"""Play the story of the demo school to its end, and read what then stands in its desk's store."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailtick.cli.demo import story_as_json
from mailtick.demo.letter import ZONE
from mailtick.demo.play import Stage
from mailtick.demo.school import School
from mailtick.demo.story import STARTS_AT, STORY, Cue
from mailtick.registers.agenda import Entry, agenda
from mailtick.registers.formats import Pounds
from mailtick.store import incidents, people
from mailtick.store.equipment import equipment_of
from mailtick.store.tables import (
    AffectedRow,
    HandoverRow,
    IncidentRow,
    LocationRow,
    PersonRow,
    ProviderRow,
    WaitRow,
)

HERE = Path(__file__).parent
DIARY_SHOWN = (date(2026, 11, 9), date(2027, 2, 28))

Row = Mapping[str, str]

# The letter that brings each incident of the tables; 1047 and 1048 come of the split of E11.
LETTER_OF = {
    "1041": "E01",
    "1042": "E02",
    "1043": "E03",
    "1044": "E05",
    "1045": "E06",
    "1046": "E11",
    "1047": "E11+1",
    "1048": "E11+2",
    "1049": "E15",
    "1050": "E17",
    "1051": "E22",
    "1052": "E24",
    "1053": "E25",
    "1054": "E26",
    "1055": "E32",
    "1056": "E34",
    "1057": "E36",
    "1058": "E40",
}


@dataclass(frozen=True, slots=True)
class Played:
    """The story as JSON, and the tables that stand at its end; incidents by the number they have in the tables."""

    story: dict[str, Any]
    incidents: Mapping[str, Row]
    waits: Sequence[Row]
    handovers: Mapping[str, Row]
    diary: Sequence[Row]

    def mail(self, letter: str) -> dict[str, Any]:
        """The scene of a mail."""
        return next(scene for scene in self.story["scenes"] if scene["name"] == letter and "mail" in scene)

    def release(self, letter: str) -> dict[str, Any]:
        """The scene in which somebody takes up a held mail."""
        return next(
            scene
            for scene in self.story["scenes"]
            if scene["name"] == letter and scene.get("step", {}).get("word") == "release"
        )


def table(name: str) -> list[dict[str, str]]:
    """One of the tables of what is expected."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return [*csv.DictReader(lines)]


def play(school: School | None = None, story: Sequence[Cue] = STORY, starts_at: datetime = STARTS_AT) -> Played:
    """Play the story through the demo's real servers."""
    with Stage(school=school, starts_at=starts_at) as stage:
        told = story_as_json(stage, story)
        with stage.desk.database.reading() as session:
            numbered = {
                number: incidents.id_of_number(session, int(reference.rpartition("-")[2]))
                for number, letter in LETTER_OF.items()
                if (reference := stage.narrator.brought_by(letter).incident)
            }
            rows = {
                number: session.get_one(IncidentRow, found) for number, found in numbered.items() if found is not None
            }
            return Played(
                told,
                {number: {**_incident(session, row), **_logged_by(told, row.number)} for number, row in rows.items()},
                [wait for number, row in rows.items() for wait in _waits(session, number, row)],
                {number: found for number, row in rows.items() if (found := _handover(session, row))},
                [_diary_entry(entry) for entry in agenda(session, *DIARY_SHOWN, DIARY_SHOWN[0], "ICT")],
            )


def _diary_entry(entry: Entry) -> Row:
    """What an entry of the diary says, but for its wording."""
    amount = Pounds()
    return {
        "kind": entry.kind,
        "date": entry.on.isoformat(),
        "act_by": entry.act_by.isoformat() if entry.act_by else "",
        "provider": entry.provider,
        "contract": entry.contract,
        "net_gbp": "" if entry.net_pence is None else amount.write(entry.net_pence),
        "vat_gbp": "" if entry.vat_pence is None else amount.write(entry.vat_pence),
        "budget_category": entry.budget_category,
        "about": entry.about,
        "done_on": entry.done_on.isoformat() if entry.done_on else "",
    }


def _incident(session: Session, row: IncidentRow) -> Row:
    places = {place.name: place.code for place in session.scalars(select(LocationRow))}
    affected = session.scalars(
        select(AffectedRow.person_id)
        .where(AffectedRow.incident_id == row.id)
        .order_by(AffectedRow.joined_at, AffectedRow.person_id)
    )
    kept = {
        "type": row.type.value,
        "title": row.title,
        "channel": row.channel,
        "reporter": _person(session, row.reporter_id),
        "affected": ";".join(_person(session, person) for person in affected),
        "received_at": _moment(row.received_at),
        "category": row.category,
        "location": places.get(row.place, row.place),
        "impact": row.impact.value,
        "urgency": row.urgency.value,
        "priority": row.priority.value,
        "state": row.state.value,
        "level": str(row.level),
        "responded_at": _moment(row.responded_at),
        "resolved_at": _moment(row.resolved_at),
        "restored_at": _moment(row.restored_at),
        "closed_at": _moment(row.closed_at),
        "fix_kind": row.fix_kind,
        "how_closed": row.how_closed,
        "restricted": "yes" if row.is_restricted else "",
        "assets": ";".join(each.tag for each in equipment_of(session, row.id)),
    }
    return {column: kept[column] for column in table("incidents")[0] if column in kept}


def _logged_by(told: dict[str, Any], number: int) -> Row:
    """Who logged it for somebody else, where it was not written by whom it is for."""
    opened = (
        action
        for scene in told["scenes"]
        for action in scene["decision"]["actions"]
        if scene["incident"].endswith(f"-{number}") and action["action"] == "open_incident"
    )
    by = next((str(action["on_behalf_by"]) for action in opened if "on_behalf_by" in action), "")
    return {"reporter": by.partition("@")[0]} if by else {}


def _waits(session: Session, number: str, row: IncidentRow) -> list[Row]:
    found = session.scalars(select(WaitRow).where(WaitRow.incident_id == row.id).order_by(WaitRow.from_at))
    return [
        {"number": number, "waiting_on": wait.waiting_on, "from": _moment(wait.from_at), "to": _moment(wait.to_at)}
        for wait in found
        # One that a bounce has voided stands in the log alone.
        if wait.to_at != wait.from_at
    ]


def _handover(session: Session, row: IncidentRow) -> Row:
    """The one hand-over that was not returned by the mail server."""
    query = select(HandoverRow, ProviderRow.code).join(ProviderRow, ProviderRow.id == HandoverRow.provider_id)
    found = session.execute(query.where(HandoverRow.incident_id == row.id, HandoverRow.state != "bounced")).all()
    assert len(found) <= 1
    return {
        key: value
        for handover, code in found
        for key, value in {
            "provider": code,
            "job_ref": handover.job_reference,
            "handed_at": _moment(handover.handed_at),
            "first_human_reply_at": _moment(handover.first_human_reply_at),
            "on_site_at": _moment(handover.on_site_at),
            "done_at": _moment(handover.done_at),
        }.items()
    }


def _person(session: Session, person: int) -> str:
    """The part of an address before the @; of strangers the whole."""
    address = people.person_by_id(session, person).address
    local, _, domain = address.partition("@")
    home = session.scalars(select(PersonRow.address).order_by(PersonRow.id)).first() or ""
    return local if domain == home.partition("@")[2] else address


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone(ZONE):%Y-%m-%d %H:%M}" if moment else ""
