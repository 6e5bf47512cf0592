"""Queries about people, providers and places."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from mailtick.incidents.people import Person, Place, Provider, Role
from mailtick.store.tables import LocationRow, PersonAddressRow, PersonRoleRow, PersonRow, ProviderRow


def person_by_id(session: Session, person_id: int) -> Person:
    """Return a person whose id is known to exist."""
    return _as_person(session, session.get_one(PersonRow, person_id))


def person_by_address(session: Session, address: str) -> Person | None:
    """Return whoever writes from this address, which is compared in lower case."""
    row = session.scalar(select(PersonRow).where(PersonRow.address == address.lower()))
    if row is None:
        further = select(PersonAddressRow.person_id).where(PersonAddressRow.address == address.lower())
        row = session.scalar(select(PersonRow).where(PersonRow.id.in_(further)))
    return _as_person(session, row) if row else None


def people_named(session: Session, words: str) -> list[Person]:
    """Return everybody meant by an address, the part before its @, or a full name."""
    wanted = words.strip().lower()
    query = select(PersonRow).where(
        or_(
            PersonRow.address == wanted,
            PersonRow.address.like(f"{_literal(wanted)}@%", escape="\\"),
            func.lower(PersonRow.name) == wanted,
        )
    )
    return [_as_person(session, row) for row in session.scalars(query.order_by(PersonRow.id))]


def people_with_role(session: Session, role: Role) -> list[Person]:
    query = select(PersonRow).join(PersonRoleRow, PersonRoleRow.person_id == PersonRow.id)
    rows = session.scalars(query.where(PersonRoleRow.role == role.value).order_by(PersonRow.id))
    return [_as_person(session, row) for row in rows]


def add_person(session: Session, name: str, address: str, roles: Iterable[Role]) -> Person:
    """Put somebody on the list; if the address is there already, the roles are added to it."""
    row = session.scalar(select(PersonRow).where(PersonRow.address == address.lower()))
    if row is None:
        row = PersonRow(address=address.lower(), name=name)
        session.add(row)
        session.flush()
    present = _roles(session, row.id)
    session.add_all(PersonRoleRow(person_id=row.id, role=role.value) for role in set(roles) - present)
    session.flush()
    return _as_person(session, row)


def all_providers(session: Session) -> dict[int, Provider]:
    """Return every provider by its row's id; they are few."""
    return {row.id: as_provider(row) for row in session.scalars(select(ProviderRow).order_by(ProviderRow.id))}


def add_provider(session: Session, provider: Provider) -> None:
    """Put a provider on the list, or bring its address, domains and job numbers up to date."""
    row = session.scalar(select(ProviderRow).where(ProviderRow.code == provider.code))
    if row is None:
        row = ProviderRow(code=provider.code, name=provider.name, address=provider.address)
        session.add(row)
    row.name, row.address = provider.name, provider.address
    row.domains = tuple(sorted(provider.domains))
    row.reference_pattern = provider.reference_pattern


def all_places(session: Session) -> list[tuple[Place, tuple[str, ...]]]:
    """Return every place with its aliases; they are few."""
    rows = session.scalars(select(LocationRow).order_by(LocationRow.id))
    return [(Place(row.code, row.name), row.aliases) for row in rows]


def add_place(session: Session, place: Place, aliases: tuple[str, ...]) -> None:
    """Put a place on the list, or bring its name and aliases up to date."""
    row = session.scalar(select(LocationRow).where(LocationRow.code == place.code))
    if row is None:
        session.add(LocationRow(code=place.code, name=place.name, aliases=aliases))
    else:
        row.name, row.aliases = place.name, aliases


def as_provider(row: ProviderRow) -> Provider:
    return Provider(row.code, row.name, row.address, frozenset(row.domains), row.reference_pattern)


def _as_person(session: Session, row: PersonRow) -> Person:
    return Person(row.id, row.name, row.address, _roles(session, row.id), row.usual_place)


def _roles(session: Session, person_id: int) -> frozenset[Role]:
    rows = session.scalars(select(PersonRoleRow.role).where(PersonRoleRow.person_id == person_id))
    return frozenset(Role(role) for role in rows)


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
