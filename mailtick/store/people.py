"""Queries about people, providers and places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Row, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from mailtick.incidents.people import Person, Place, Provider, Role
from mailtick.incidents.recognition.premises import Resident
from mailtick.store.tables import ContactRow, LocationRow, PersonAddressRow, PersonRoleRow, PersonRow, ProviderRow

_PEOPLE = select(
    PersonRow.id,
    PersonRow.name,
    PersonRow.address,
    PersonRow.usual_place,
    PersonRow.work_list_at,
    PersonRow.at_once,
    PersonRow.approve_limit_pence,
    PersonRoleRow.role,
).outerjoin(PersonRoleRow, PersonRoleRow.person_id == PersonRow.id)
_Line = Row[int, str, str, str, str, str, int | None, str]
_Query = Select[int, str, str, str, str, str, int | None, str]
_BY_ID = _PEOPLE.where(PersonRow.id == bindparam("wanted"))
_BY_ADDRESS = _PEOPLE.where(PersonRow.address == bindparam("wanted"))
_BY_FURTHER_ADDRESS = _PEOPLE.where(
    PersonRow.id.in_(select(PersonAddressRow.person_id).where(PersonAddressRow.address == bindparam("wanted")))
)


def person_by_id(session: Session, person_id: int) -> Person:
    """Return a person whose id is known to exist. Kept for the life of the session."""
    known = _known(session)
    return known[person_id] if person_id in known else _read(session, _BY_ID, person_id)[0]


def person_by_address(session: Session, address: str) -> Person | None:
    """Return whoever writes from this address, which is compared in lower case."""
    wanted = address.lower()
    found = _read(session, _BY_ADDRESS, wanted) or _read(session, _BY_FURTHER_ADDRESS, wanted)
    return found[0] if found else None


def is_verified(session: Session, address: str) -> bool:
    """Whether an address of somebody's is theirs for sure, and was not noted by hand from a mail."""
    query = select(PersonAddressRow.is_verified).where(PersonAddressRow.address == address.lower())
    noted = session.scalar(query)
    return True if noted is None else noted


def note_address(session: Session, person: Person, address: str) -> None:
    """Note a further address of somebody's; it is believed for reports and answers and gives no rights."""
    session.add(PersonAddressRow(address=address.lower(), person_id=person.id, is_verified=False))
    session.flush()


def people_named(session: Session, words: str) -> list[Person]:
    """Return everybody meant by an address, the part before its @, or a full name."""
    wanted = words.strip().lower()
    query = _PEOPLE.where(
        or_(
            PersonRow.address == wanted,
            PersonRow.address.like(f"{_literal(wanted)}@%", escape="\\"),
            func.lower(PersonRow.name) == wanted,
        )
    )
    return _read(session, query)


def people_called(session: Session, name: str) -> list[Person]:
    """Return everybody who goes by this name, in any order of its words."""
    return [person for person in _with_word_of(session, name) if person.is_called(name)]


def people_surnamed(session: Session, name: str) -> list[Person]:
    """Return everybody with this surname."""
    return [person for person in _with_word_of(session, name) if person.has_surname(name)]


def _with_word_of(session: Session, name: str) -> list[Person]:
    """A first choice only: those whose name holds the longest word; case matters to neither database within ASCII."""
    longest = max(name.replace(",", " ").split(), key=len, default="")
    query = _PEOPLE.where(func.lower(PersonRow.name).contains(longest.lower(), autoescape=True))
    return _read(session, query) if longest else []


def people_at(session: Session, domain: str) -> list[Person]:
    """Return everybody whose mail goes to an address of this domain."""
    return _read(session, _PEOPLE.where(PersonRow.address.endswith(f"@{domain.lower()}", autoescape=True)))


def people_with_role(session: Session, role: Role) -> list[Person]:
    having = select(PersonRoleRow.person_id).where(PersonRoleRow.role == role.value)
    return _read(session, _PEOPLE.where(PersonRow.id.in_(having)))


def with_work_list(session: Session) -> list[Person]:
    """Return those who want one mail a day of what they have."""
    return _read(session, _PEOPLE.where(PersonRow.work_list_at != "", PersonRow.retired_on.is_(None)))


def words_of_names(session: Session) -> frozenset[str]:
    """Return the words, in lower case, of the names of people, contacts, firms and places."""
    columns = (PersonRow.name, ContactRow.name, ProviderRow.name, LocationRow.name)
    names = (name for column in columns for name in session.scalars(select(column)))
    return frozenset(word.casefold().removesuffix("'s") for name in names for word in name.replace("’", "'").split())


def residents(session: Session) -> tuple[Resident, ...]:
    """Return everybody on the list of people with the place where they usually are, by address."""
    query = select(PersonRow.address, PersonRow.name, PersonRow.usual_place).where(PersonRow.retired_on.is_(None))
    rows = session.execute(query.order_by(PersonRow.address))
    return tuple(Resident(address, name, place) for address, name, place in rows)


def people_of_job(session: Session, words: Sequence[str]) -> list[Person]:
    """Return the people whose job has one of these words, whatever their case."""
    having = or_(*(PersonRow.job.icontains(word, autoescape=True) for word in words))
    return _read(session, _PEOPLE.where(having, PersonRow.retired_on.is_(None)))


def _read(session: Session, query: _Query, wanted: int | str = "") -> list[Person]:
    """Return the people that a query over `_PEOPLE` finds, in the order of their ids; one line of it is one role."""
    lines: dict[int, list[_Line]] = {}
    for line in session.connection().execute(query, {"wanted": wanted}):
        lines.setdefault(line.id, []).append(line)
    found = [
        Person(
            person_id,
            first.name,
            first.address,
            frozenset(Role(each.role) for each in some if each.role),
            first.usual_place,
            first.work_list_at,
            first.at_once,
            first.approve_limit_pence,
        )
        for person_id, some in sorted(lines.items())
        for first in some[:1]
    ]
    _known(session).update({person.id: person for person in found})
    return found


def _known(session: Session) -> dict[int, Person]:
    """People whom this session has read already."""
    known: dict[int, Person] = session.info.setdefault("people", {})
    return known


def add_person(session: Session, name: str, address: str, roles: Iterable[Role]) -> Person:
    """Put somebody on the list; if the address is there already, the roles are added to it."""
    row = session.scalar(select(PersonRow).where(PersonRow.address == address.lower()))
    if row is None:
        row = PersonRow(address=address.lower(), name=name)
        session.add(row)
        session.flush()
    present = set(session.scalars(select(PersonRoleRow.role).where(PersonRoleRow.person_id == row.id)))
    session.add_all(PersonRoleRow(person_id=row.id, role=role.value) for role in {*roles} if role.value not in present)
    session.flush()
    _known(session).pop(row.id, None)
    return person_by_id(session, row.id)


def all_providers(session: Session) -> dict[int, Provider]:
    """Return every provider by its row's id; they are few."""
    return {row.id: as_provider(row) for row in session.scalars(select(ProviderRow).order_by(ProviderRow.id))}


def provider_by_code(session: Session, code: str) -> Provider | None:
    """Return the provider of a code."""
    row = session.scalar(select(ProviderRow).where(ProviderRow.code == code))
    return as_provider(row) if row else None


def covers_of(session: Session, code: str) -> tuple[str, ...]:
    """Return the words that say what a firm does."""
    return session.scalar(select(ProviderRow.covers).where(ProviderRow.code == code)) or ()


def add_provider(session: Session, provider: Provider) -> None:
    """Put a provider on the list, or bring its address, domains and job numbers up to date."""
    row = session.scalar(select(ProviderRow).where(ProviderRow.code == provider.code))
    if row is None:
        row = ProviderRow(code=provider.code, name=provider.name, address=provider.address)
        session.add(row)
    row.name, row.address = provider.name, provider.address
    row.domains = tuple(sorted(provider.domains))
    row.reference_pattern = provider.reference_pattern
    # Marked in either place, it is one: the list may know more than the configuration.
    row.is_ticket_system = row.is_ticket_system or provider.is_ticket_system


def all_places(session: Session) -> list[tuple[Place, tuple[str, ...]]]:
    """Return every place that is offered, with its aliases; they are few."""
    offered = select(LocationRow).where(LocationRow.is_hidden.is_(False), LocationRow.retired_on.is_(None))
    rows = session.scalars(offered.order_by(LocationRow.id))
    return [(Place(row.code, row.name), row.aliases) for row in rows]


def add_place(session: Session, place: Place, aliases: tuple[str, ...]) -> None:
    """Put a place on the list, or bring its name and aliases up to date."""
    row = session.scalar(select(LocationRow).where(LocationRow.code == place.code))
    if row is None:
        session.add(LocationRow(code=place.code, name=place.name, aliases=aliases))
    else:
        row.name, row.aliases = place.name, aliases


def as_provider(row: ProviderRow) -> Provider:
    return Provider(
        row.code,
        row.name,
        row.address,
        frozenset(row.domains),
        row.reference_pattern,
        row.billing_address,
        row.is_ticket_system,
        row.level == "advice",
        row.retired_on is not None,
    )


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def is_here(session: Session, person_id: int) -> bool:
    """Whether somebody of the list has not left."""
    query = select(PersonRow.id).where(PersonRow.id == person_id, PersonRow.retired_on.is_(None))
    return session.scalar(query) is not None
