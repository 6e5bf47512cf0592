"""How many examples a property is tried on.

MAILTICK_EXAMPLES=10 tries ten times as many as the whole suite has time for.
"""

from __future__ import annotations

import os

_TIMES = int(os.environ.get("MAILTICK_EXAMPLES", "1"))


def examples(usual: int) -> int:
    """The number of examples where the suite tries `usual` ones."""
    return usual * _TIMES
