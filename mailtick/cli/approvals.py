"""`mailtick approvals`: what was asked of whoever decides, and what they said."""

from __future__ import annotations

from pathlib import Path

import click

from mailtick.cli.opened import looking
from mailtick.cli.shown import config_option, in_sentences, json_option, print_json, print_table
from mailtick.incidents.approvals import Approval
from mailtick.incidents.belong import end_of_chain
from mailtick.incidents.incident import Incident
from mailtick.rounds.lookup import StoreLookup
from mailtick.store.approvals import all_approvals

_STATES = {
    "asked": "waits for an answer",
    "yes": "approved",
    "no": "declined",
    "replaced": "asked anew",
    "withdrawn": "taken back",
}


@click.command()
@click.option("--all", "everything", is_flag=True, help="Answered ones too.")
@json_option
@config_option
@in_sentences
def approvals(everything: bool, as_json: bool, config_path: Path) -> None:
    """List what waits for a decision of the owner or an approver."""
    with looking(config_path) as look:
        found = all_approvals(look.session, open_alone=not everything)
        lookup = StoreLookup(look.session, look.prefix)
        # What was merged is decided where it goes on.
        goes_on = {each.id: end_of_chain(lookup, each.incident) for each in found}
        about = {each.id: incident for each in found if (incident := lookup.incident(goes_on[each.id]))}
        # What is over waits for nothing.
        found = [each for each in found if everything or about[each.id].is_open]
    if as_json:
        print_json([_json(each, about[each.id]) for each in found])
        return
    rows = [
        (
            about[each.id].reference,
            "a restricted matter" if about[each.id].is_restricted else each.words,
            each.asked_of.name,
            f"{each.asked_at:%d %b %Y}",
            _STATES[each.state] + (f", ordered with {each.order_number}" if each.order_number else ""),
        )
        for each in found
    ]
    print_table(("Incident", "What", "Asked of", "On", "State"), rows, "Nothing waits for a decision.")


def _json(approval: Approval, about: Incident) -> dict[str, object]:
    price = approval.price
    return {
        "id": approval.id,
        "incident": about.reference,
        "what": "" if about.is_restricted else approval.what,
        "net_pence": price.net_pence if price else None,
        "vat_pence": price.vat_pence if price else None,
        "gross_pence": price.gross_pence if price else None,
        "provider": approval.provider,
        "quote_number": approval.quote_number,
        "valid_until": approval.valid_until,
        "asked_of": approval.asked_of.address,
        "asked_by": approval.asked_by,
        "asked_at": approval.asked_at,
        "state": approval.state,
        "said": "" if about.is_restricted else approval.said,
        "answered_at": approval.answered_at,
        "order_number": approval.order_number,
    }
