"""#take-back: what was recorded at once of a firm's mail was wrong, and is as it was before."""

from mailtick.incidents.actions import Action
from mailtick.incidents.commands.command import COORDINATION, Call, Command
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.proposals.acts import AnswerProposal, ProposalWord
from mailtick.incidents.undoing import UNDO_WITHIN


def take_back(call: Call) -> tuple[Action, ...]:
    recorded = call.lookup.recorded_news(call.incident.id, call.now - UNDO_WITHIN)
    reference = call.incident.reference
    if not recorded:
        raise NotAllowed(f"nothing that a firm told of {reference} was recorded within a week")
    wanted = call.argument.lstrip("#").strip()
    if wanted:
        chosen = [each for each in recorded if str(each.number) == wanted]
        if not chosen:
            listed = "; ".join(f"{each.number}: {each.title}" for each in recorded)
            raise NotAllowed(f'"{wanted}" is none of what was recorded of {reference}; there is {listed}')
        recorded = tuple(chosen)
    return (AnswerProposal(recorded[-1].number, ProposalWord.UNDO, (), call.by, call.because),)


_DOES = "what was recorded of a firm's mail is as before"
TAKE_BACK = Command("take-back", "[number]", _DOES, COORDINATION, take_back)
