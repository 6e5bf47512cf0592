"""Say what happens where a test needs a program that this machine may not have."""

from __future__ import annotations

import os

import pytest


def require_component(name: str, found: bool, command: str) -> None:
    """Go on if `name` was found; else skip, saying why and which one command installs it.

    Under `CI=true` the skip is a failure: there a missing component is a broken set-up.
    """
    if found:
        return
    reason = f"{name} is not installed here; install it with: {command}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
