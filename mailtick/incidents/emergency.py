"""What to do if it cannot wait: as the category says, or, about the safety of a child, always the same.

Source: DOMAIN.md SEED-4. Whatever a rule tells the safeguarding lead of takes the safeguarding path.
"""

from __future__ import annotations

from collections.abc import Sequence

from mailtick.incidents.category import Category
from mailtick.incidents.people import Person, Role
from mailtick.incidents.routing import Routing

# Whoever reads it is not to write about a child by mail; the desk asks nothing of that kind either.
NO_DETAILS = "Please send us no details of the concern by mail, neither now nor in a reply."


def is_safeguarding(routing: Routing) -> bool:
    """Whether it concerns the safety of a child."""
    return Role.SAFEGUARDING_LEAD in routing.then.notify


def safeguarding_steps(leads: Sequence[Person]) -> tuple[str, ...]:
    """Return what to do about a concern when the system for it is out of reach."""
    names = f", {' or '.join(person.name for person in leads)}," if leads else ""
    return (
        "Write your concern down on the paper form now.",
        f"Ring the safeguarding lead{names} on the number in the staff handbook.",
        "If a child is in danger now, ring 999.",
        NO_DETAILS,
    )


def steps_of(category: Category | None) -> tuple[str, ...]:
    """Return what to do about a matter of a category when the desk is shut."""
    return (category.emergency_text,) if category and category.emergency_text else ()
