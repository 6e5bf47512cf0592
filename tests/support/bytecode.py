"""Where Python keeps what it has compiled while the tests run.

Where it is told to write nothing beside the sources (PYTHONDONTWRITEBYTECODE, as images of containers have it), each
program that a test starts would compile the whole of mailtick anew: two seconds, some hundred times.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

_KEPT = Path(__file__).parents[2] / ".pytest_cache" / "bytecode"


def keep_bytecode() -> None:
    """Let this process and those that it starts keep it in pytest's cache, where they would keep it nowhere."""
    if sys.dont_write_bytecode and sys.pycache_prefix is None:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = str(_KEPT)
        sys.dont_write_bytecode = False
