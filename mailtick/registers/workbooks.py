"""Read a workbook (XLSX, XLS, ODS) within bounds, whatever it claims to be.

Promise: a workbook that would fill the memory or never end is refused with a sentence.
The library that reads workbooks lays out every cell between the first and the last, and a process that runs out of
memory in it dies at once; so it works in a process of its own that has limits.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TypedDict, cast

from mailtick.registers.not_readable import NotReadable
from mailtick.registers.unpack import MEMORY_BYTES, SECONDS

# A workbook of 100,000 lines unpacks to a quarter of this.
MAX_UNPACKED_BYTES = 256 << 20
_READER = Path(__file__).with_name("unpack.py")
_ALONE = "copy the list alone into a new workbook, or save its sheet as CSV, and try again"


class UnpackedSheet(TypedDict):
    """A sheet as `unpack.py` writes it: rows with their number; a day is a list of its ISO text."""

    name: str
    hidden: bool
    rows: list[tuple[int, list[str | float | bool | list[str]]]]
    merged: list[tuple[tuple[int, int], tuple[int, int]]]


def open_workbook(content: bytes) -> list[UnpackedSheet]:
    """Return the sheets of a workbook. Raises NotReadable."""
    _require_modest(content)
    # Not -I: that would hide a PYTHONPATH. -P keeps our modules from standing in for those of Python.
    command = [sys.executable, "-P", str(_READER)]
    try:
        run = subprocess.run(  # noqa: S603  our own file alone
            command, input=content, capture_output=True, timeout=2 * SECONDS, check=True
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        limits = f"{MEMORY_BYTES >> 20:,} MB of memory or {SECONDS} seconds"
        raise NotReadable(f"this workbook takes more than {limits} to read; {_ALONE}") from None
    match json.loads(run.stdout):
        case {"sheets": sheets}:
            return cast(list[UnpackedSheet], sheets)
        case {"locked": True}:
            raise NotReadable("this workbook is locked by a password; save it without one and try again")
        case {"too_wide": why}:
            raise NotReadable(f"{why}, which is more than is read; {_ALONE}")
        case {"broken": why}:
            raise NotReadable(f"this workbook cannot be read ({why}); save it as XLSX once more and try again")
        case other:
            raise AssertionError(other)


def _require_modest(content: bytes) -> None:
    """Refuse a packed workbook that says itself that it is a bomb; one that lies meets the limits of the reader."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(each.file_size for each in packed.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        # No zip file, or a torn one: the reader says what is wrong with it.
        return
    if unpacked > MAX_UNPACKED_BYTES:
        most = f"at most {MAX_UNPACKED_BYTES >> 20} MB are read"
        raise NotReadable(f"this workbook unpacks to {unpacked >> 20:,} MB, and {most}; {_ALONE}")
