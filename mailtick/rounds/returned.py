"""Note that a mail of ours came back; for `apply`, in its transaction."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.actions import ChangeState, Event, NoteBounce
from mailtick.incidents.approval_mails import ORDER
from mailtick.incidents.incident import State
from mailtick.incidents.lookup import Stop
from mailtick.rounds.regroup import Log
from mailtick.rounds.tell import tell_undelivered
from mailtick.rounds.write import Cause
from mailtick.store import handovers, outbox
from mailtick.store.tables import DeliveryState, IncidentRow, OutgoingRow


def note_bounce(
    session: Session,
    desk: Desk,
    action: NoteBounce,
    cause: Cause,
    change_state: Callable[[ChangeState], None],
    log: Log,
) -> int | None:
    """Mark the delivery and the address, and tell the coordinators. Return the incident that the mail was about."""
    outgoing = session.get_one(OutgoingRow, action.outgoing)
    delivery = outbox.delivery_of(session, outgoing.id)
    if delivery.state is DeliveryState.BOUNCED:
        # A server may say it twice; once is enough.
        return outgoing.incident_id
    delivery.state, delivery.answer = DeliveryState.BOUNCED, action.because
    if action.is_permanent:
        outbox.put_stop(session, Stop(action.recipient.lower(), action.because, desk.clock()))
    if outgoing.handover_id is not None:
        _note_lost_job(session, outgoing, outgoing.handover_id, action.because, change_state)
    if outgoing.incident_id is not None:
        log(outgoing.incident_id, Event.BOUNCED, action.because, outgoing_id=outgoing.id)
    tell_undelivered(session, desk, outgoing, cause, action.because)
    return outgoing.incident_id


def _note_lost_job(
    session: Session,
    outgoing: OutgoingRow,
    handover_id: int,
    because: str,
    change_state: Callable[[ChangeState], None],
) -> None:
    """A hand-over that came back was none: the provider has nothing, and the wait counts no time (RULINGS 18).

    Whoever has answered has the job, though a chase is lost or an order, which has to be sent again.
    What was merged goes on elsewhere, what was called off or done does not come back by this, and what is fixed for now
    or waits for something else goes on with that.
    """
    is_lost = not handovers.is_answered(session, handover_id)
    if not is_lost and outgoing.template != ORDER:
        return
    incident_id = handovers.note_bounce(session, handover_id) if is_lost else outgoing.incident_id
    if incident_id is not None and session.get_one(IncidentRow, incident_id).state is State.WAITING_PROVIDER:
        change_state(ChangeState(incident_id, State.IN_PROGRESS, because))
