"""Bring a file of the web desk into a register.

Promise: all of the file or nothing; how it was read is remembered for the next one with its headers.
Failures: what is wrong with it raises NotReadable, ImportFaults or WouldGoBack; nothing was changed.
"""

from __future__ import annotations

from mailtick.desk import Desk
from mailtick.registers.files import Options, carry_out, prepare_import
from mailtick.registers.importing import Imported
from mailtick.registers.register import Register
from mailtick.rounds.keeping import author


def bring_in(
    desk: Desk, register: Register, content: bytes, options: Options, by: str, file: str, *, may_go_back: bool
) -> Imported:
    """Read a file and write what it says, in one transaction."""
    with desk.database.writing() as session:
        prepared = prepare_import(session, register, content, options)
        return carry_out(session, prepared, author(session, desk, by, f"import of {file}"), may_go_back=may_go_back)
