"""Held mail: what waits for a person, whole, with every way out as a button."""

from __future__ import annotations

from datetime import timedelta

from starlette.responses import Response

from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.words import sureness
from mailtick.rounds import act
from mailtick.rounds.held_mail import held_mail
from mailtick.store import mails
from mailtick.store.held import blocked_addresses, dropped_since
from mailtick.store.tables import MailState
from mailtick.web.visit import NotThere, Visit

_MOST = 100
_DROPPED = timedelta(days=30)


def show_all(visit: Visit) -> Response:
    """One line a sender: two hundred mails of one stranger are one line."""
    with visit.reading() as session:
        rows = mails.held_mails(session)
        by_sender: dict[str, list[int]] = {}
        for row in rows:
            by_sender.setdefault(row.from_address or f"#{row.id}", []).append(row.id)
        first = {group[-1]: len(group) for group in by_sender.values()}
        only = visit.asked("from").lower()
        shown = [row for row in rows if (row.from_address == only if only else row.id in first)][:_MOST]
        found = [(held_mail(session, row, visit.prefix), first.get(row.id, 1)) for row in shown]
        dropped = dropped_since(session, visit.now - _DROPPED)
        blocked = blocked_addresses(session)
        return visit.page(
            "held", "Held mail", held=found, total=len(rows), only=only, dropped=dropped[:_MOST], blocked=blocked
        )


def show(visit: Visit) -> Response:
    with visit.reading() as session:
        row = mails.mail_by_id(session, _number(visit))
        if row is None or row.state is not MailState.HELD:
            # Somebody has decided: the ledger says what became of it.
            return visit.go(f"/mails/{_number(visit)}")
        one = held_mail(session, row, visit.prefix)
        candidates = [(each, sureness(each.score)) for each in one.candidates]
        return visit.page("held_mail", one.listed_subject or "A held mail", held=one, candidates=candidates)


def do(visit: Visit) -> Response:
    number, by = _number(visit), visit.person.address
    match visit.said("do"):
        case "new":
            released = act.release(
                visit.desk,
                number,
                reporter=visit.said("reporter"),
                by=by,
                related=visit.said("related"),
                guest_of=visit.said("guest_of"),
            )
        case "add":
            if not visit.said("incident"):
                raise NotAllowed("say to which incident it belongs, such as 1041")
            released = act.release(visit.desk, number, to=visit.said("incident"), by=by)
        case "drop":
            act.drop(visit.desk, number, visit.said("because") or "nothing for the desk", by)
            return visit.go("/held", f"Mail {number} is set aside. It can be brought back for 30 days, below.")
        case "block":
            address, others = act.block(visit.desk, number, visit.said("because"), by)
            more = f", with {others} more of theirs" if others else ""
            return visit.go("/held", f"Mail {number} is set aside{more}; what {address} writes is not shown any more.")
        case "back":
            return visit.go("/held", f"Mail {number}: {act.bring_back(visit.desk, number, by)}.")
        case "retry":
            act.retry(visit.desk, number)
            return visit.go("/held", f"Mail {number} is decided on once more.")
        case _:
            raise NotAllowed("press one of the buttons")
    if released.incident_id is None:
        return visit.go("/held", f"Mail {number} is taken up.")
    with visit.reading() as session:
        incident = visit.lookup(session).incident(released.incident_id)
    return visit.go(f"/incidents/{incident.number}" if incident else "/held", f"Mail {number} is taken up.")


def unblock(visit: Visit) -> Response:
    act.unblock(visit.desk, visit.said("address"))
    return visit.go("/held", f"What {visit.said('address')} writes is shown again.")


def original(visit: Visit) -> Response:
    """The mail as it came, as a file."""
    with visit.reading() as session:
        row = mails.mail_by_id(session, _number(visit))
        if row is None:
            raise NotThere("There is no such mail.")
        raw = mails.raw_of(row)
    headers = {"Content-Disposition": f'attachment; filename="mail-{row.id}.eml"'}
    return Response(raw, media_type="message/rfc822", headers=headers)


def _number(visit: Visit) -> int:
    words = visit.path("mail")
    if not words.isdecimal() or len(words) > 9:
        raise NotThere("There is no such mail.")
    return int(words)
