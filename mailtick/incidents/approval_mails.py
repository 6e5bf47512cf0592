"""M7, the question to whoever decides, and M8, the order: what an answer and a firm need to know."""

from __future__ import annotations

from mailtick.incidents.approvals import Approval, AskApproval
from mailtick.incidents.incident import Incident
from mailtick.incidents.notices import Manner, Notice, as_recipient
from mailtick.incidents.people import Person, Provider

# The templates: an answer to the first decides, the second may come back.
APPROVAL, ORDER = "approval", "order"


def approval(incident: Incident, to: Person, number: int, asked: AskApproval, firm: str = "") -> Notice:
    """M7: please decide. `number` is of the question, `firm` who would do it; an answer to the mail decides."""
    context = {"incident": incident, "asked": asked, "firm": firm}
    return Notice(APPROVAL, to, context, Manner.PERSON, f"M7:{number}:{to.address}", incident.id, approval_id=number)


def order(incident: Incident, firm: Provider, approved: Approval, order_number: str, theirs: str, note: str) -> Notice:
    """M8: we order what they quoted, or what is described. `theirs` is their job number, where they gave one."""
    context = {
        "incident": incident,
        "approved": approved,
        "order_number": order_number,
        "theirs": theirs,
        "note": note,
    }
    once = f"M8:{approved.id}:{order_number}"
    return Notice(ORDER, as_recipient(firm), context, Manner.PERSON, once, incident.id, approval_id=approved.id)
