"""`mailtick import-mail`: what it says, and what it never does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.saying import done, refused, say
from tests.rounds.test_import_mail import mbox, old_letters


@pytest.fixture
def archive(folder: Path) -> Path:
    return mbox(folder, old_letters())


def test_it_says_what_came_of_the_archive_and_that_nothing_was_sent(archive: Path) -> None:
    before = done("outbox", "--all", "--json")
    words = "5 mails read: 1 incident, 2 filed with them, 0 known already, 2 kept without an incident."
    assert done("import-mail", "old.mbox", "--dry-run") == f"{words} Nothing was changed.\n"
    assert done("import-mail", "old.mbox") == f"{words} Nothing was sent.\n"
    assert json.loads(done("import-mail", "old.mbox", "--json"))["known"] == 5
    assert done("outbox", "--all", "--json") == before


def test_an_imported_incident_is_shown_with_its_own_dates(archive: Path) -> None:
    done("import-mail", "old.mbox")
    shown = json.loads(done("show", "1042", "--json"))
    assert (shown["received_at"], shown["closed_at"]) == ("2024-03-04T09:30:00+00:00", "2024-03-04T11:30:00+00:00")
    assert {entry["at"][:10] for entry in shown["log"]} == {"2024-03-04"}


def test_what_stays_open_can_be_said(archive: Path) -> None:
    done("import-mail", "old.mbox", "--open-since", "2024-03-04")
    assert json.loads(done("show", "1042", "--json"))["state"] == "new"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nowhere.mbox"], "nowhere.mbox cannot be read: No such file or directory"),
        (["config.toml"], "config.toml is no mbox file"),
        (["imap:Archive"], "127.0.0.1"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(folder: Path, words: list[str], sentence: str) -> None:
    assert sentence in refused("import-mail", *words)


def test_a_folder_of_no_mailbox_is_asked_about(folder: Path) -> None:
    result = say("import-mail", "imap:Archive", "--mailbox", "nobody")
    assert (result.exit_code, "say whose folder it is with --mailbox; there are: ict" in result.stderr) == (2, True)
