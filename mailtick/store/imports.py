"""Remember how somebody's spreadsheet was read, so that the next file with its headers is read in the same way.

Promise: what was said about a layout of headers is found again for that layout, and each row that was given a key by us
with that key.
Failures: none of its own; what the database refuses flies to the caller, whose transaction ends.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from mailtick.store.tables import ColumnMappingRow, ImportedRow


def columns_of_layout(session: Session, register: str, layout: str) -> Sequence[ColumnMappingRow]:
    """What each column of a layout was read as."""
    mapped = ColumnMappingRow
    return session.scalars(select(mapped).where(mapped.register == register, mapped.layout == layout)).all()


def headers_once_read(session: Session, register: str) -> frozenset[str]:
    """The headers of all layouts that were read as a column of ours."""
    mapped = ColumnMappingRow
    return frozenset(session.scalars(select(mapped.header).where(mapped.register == register, mapped.column != "")))


def remember_columns(
    session: Session,
    register: str,
    layout: str,
    columns: Iterable[tuple[str, str]],
    sheet: str,
    fixed: Iterable[tuple[str, str]],
) -> None:
    """Keep what each header was read as, and what was said for all records of a sheet, in place of what was kept.

    What was said for sheets of another name stays.
    """
    mapped = ColumnMappingRow
    of_this = or_(~mapped.header.startswith("="), mapped.header.startswith(fixed_header(sheet, ""), autoescape=True))
    session.execute(delete(mapped).where(mapped.register == register, mapped.layout == layout, of_this))
    session.add_all(
        mapped(register=register, layout=layout, header=header, column=column) for header, column in columns
    )
    session.add_all(
        mapped(register=register, layout=layout, header=fixed_header(sheet, column), column=column, value=value)
        for column, value in fixed
    )


def fixed_header(sheet: str, column: str) -> str:
    """Under which header it stands what was said for all records of a sheet; no header of a file begins so."""
    return f"={sheet}={column}"


def imported_rows(session: Session, register: str, sheet: str) -> Sequence[ImportedRow]:
    """The rows of a sheet whose records we gave a key, in the order of the sheet."""
    seen = ImportedRow
    return session.scalars(
        select(seen).where(seen.register == register, seen.sheet == sheet).order_by(seen.number, seen.id)
    ).all()


def remember_rows(session: Session, register: str, sheet: str, rows: Collection[tuple[int, str, str, str]]) -> None:
    """Keep the rows of a sheet (number, digest, what it calls the thing, key), each in place of an earlier one."""
    seen = ImportedRow
    keys = [key for *_, key in rows]
    for start in range(0, len(keys), 500):
        session.execute(
            delete(seen).where(seen.register == register, seen.sheet == sheet, seen.key.in_(keys[start : start + 500]))
        )
    session.add_all(
        seen(register=register, sheet=sheet, number=number, digest=digest, called=called, key=key)
        for number, digest, called, key in rows
    )
