"""What matters are about: the words that suggest it, where it goes, what people can try first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from mailtick.incidents.category import Route, compiled
from mailtick.incidents.incident import Grade
from mailtick.registers.checks import names_are_single
from mailtick.registers.formats import Choice, words_in
from mailtick.registers.pages.category import category_page
from mailtick.registers.references import CATEGORY, PROVIDER
from mailtick.registers.register import Fault, Line, Register, Values, columns_of
from mailtick.registers.vocabulary import Origin
from mailtick.store.categories import open_incidents_about
from mailtick.store.tables import CategoryRow


def what_is_about_it(session: Session, values: Values) -> Iterator[str]:
    """Yield what keeps a category from being retired: open incidents."""
    numbers = open_incidents_about(session, str(values["code"]), str(values["name"]))
    if numbers:
        more = " …" if len(numbers) > 5 else ""
        listed = ", ".join(str(number) for number in numbers[:5])
        yield (
            f"incident {listed}{more} is open in it; put each into another with `mailtick category NUMBER "
            f'"ANOTHER"`, or close it first'
        )


def _words_can_be_searched(register: Register, lines: Sequence[Line], others: Sequence[Values]) -> Iterator[Fault]:
    """A regular expression among the words is one that can be used."""
    for line in lines:
        try:
            compiled(words_in(line.values["words"]))
        except ValueError as error:
            yield Fault(line.number, register.column("words").header, str(error))


def _provider_goes_with_its_route(
    register: Register, lines: Sequence[Line], others: Sequence[Values]
) -> Iterator[Fault]:
    """A provider is named where the matter goes to one, and only there."""
    for line in lines:
        goes_there, provider = line.values["route"] == Route.PROVIDER, line.values["provider"]
        if goes_there and not provider:
            yield Fault(line.number, "provider", "say to which provider it goes: provider=CODE")
        if provider and not goes_there:
            yield Fault(line.number, "route", f"{provider} is named, so write route=provider; or leave provider empty")


CATEGORIES = Register(
    name="categories",
    title="Categories",
    row=CategoryRow,
    key=("code",),
    columns=columns_of(
        CategoryRow,
        csv={
            "code": "code",
            "name": "name",
            "origin": "origin",
            "route": "route",
            "provider": "provider",
            "impact": "impact",
            "urgency": "urgency",
            "shared": "is_shared",
            "restricted": "is_restricted",
        },
        formats={
            "origin": Choice(Origin),
            "route": Choice(Route),
            "impact": Choice(Grade),
            "urgency": Choice(Grade),
        },
        refers={"provider": PROVIDER},
    ),
    checks=(names_are_single, _words_can_be_searched, _provider_goes_with_its_route),
    in_use=what_is_about_it,
    refer=CATEGORY,
    page=category_page,
)
