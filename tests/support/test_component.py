"""A missing program skips a test where people work, and fails it where everything must be there."""

from __future__ import annotations

import pytest

from tests.support.component import require_component

_COMMAND = "sudo apt-get install dovecot-imapd"


def test_what_is_there_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    require_component("Dovecot", True, _COMMAND)


def test_what_is_missing_is_skipped_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=_COMMAND):
        require_component("Dovecot", False, _COMMAND)


def test_what_is_missing_under_ci_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=_COMMAND):
        require_component("Dovecot", False, _COMMAND)
