"""Turn what people write in a column into its value: format, references, what must be there."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from mailtick.registers.formats import Value
from mailtick.registers.references import Known, known
from mailtick.registers.register import Column, Reference, Register


class Reader:
    """Reads cells for one register. `also` are keys that stand in the same file and may be referred to already."""

    def __init__(self, session: Session, register: Register, also: Collection[str] = ()) -> None:
        self._session = session
        self._register = register
        self._also = also
        self._known: dict[Reference, Known] = {}

    def value(self, column: Column, text: str) -> Value:
        """Return the value of a cell. Raises ValueError, a sentence that says what would be accepted."""
        if not text and column.is_required:
            raise ValueError("this must not be empty")
        if not text:
            return column.default
        value = column.format.read(text)
        if column.refers_to is None:
            return value
        if isinstance(value, tuple):
            return tuple(self.meant(column.refers_to, word) for word in value)
        return self.meant(column.refers_to, str(value))

    def meant(self, reference: Reference, word: str) -> str:
        """Return the key of the one record that a word means. Raises ValueError, a sentence."""
        if reference not in self._known:
            also = self._also if reference.row is self._register.row else ()
            self._known[reference] = known(self._session, reference, also)
        return self._known[reference].key_of(word)
