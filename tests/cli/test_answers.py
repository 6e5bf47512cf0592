"""What every command has in common: help that reads well, JSON with stable keys, and never a password."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from mailtick.cli import main
from tests.cli.saying import done, say
from tests.support.desks import letter

INCIDENT = (
    "reference number type title state priority category place equipment reporter affected participants assignee "
    "provider received_at responded_at resolved_at closed_at resolution is_restricted goes_on_as parent needed_by"
)
PLACE = "code name origin aliases kind part_of responsible is_hidden retired_on"
# The keys that programs may count on, in their order.
KEYS: dict[tuple[str, ...], str] = {
    ("list",): INCIDENT,
    ("show", "1041"): f"{INCIDENT} parts related minutes satisfaction get_no_copies clock handovers log",
    ("start", "1041"): INCIDENT,
    ("held",): "id from subject text received_at because",
    ("held", "show", "2"): (
        "id from to cc reply_to subject received_at because sender attachments candidates doubts text commands"
    ),
    ("held", "release", "2"): "id incident noted",
    ("approvals",): (
        "id incident what net_pence vat_pence gross_pence provider quote_number valid_until asked_of asked_by asked_at "
        "state said answered_at order_number"
    ),
    ("visit-sheet", "BBA"): "incident title place equipment priority theirs is_new",
    ("outbox",): "id state to subject message_id attempts next_try_at answer",
    ("outbox", "stopped"): "address since_at until_at because",
    ("diary",): (
        "register key kind on what about person provider contract net_pence vat_pence budget_category done_on act_by "
        "remind_days disputed also_told"
    ),
    ("register", "list", "locations"): PLACE,
    ("register", "show", "locations", "LIB"): f"{PLACE} warnings sections changes",
    ("provider", "BBA"): "provider days jobs open taken_back promises",
    ("may-install", "LIC-13", "3"): "licence free wanted to_buy",
    ("register", "import", "locations", "places.csv"): "added changed unchanged",
    ("rules", "list"): "order rule hits last_at wrong file line",
    ("rules", "coverage"): "days never incidents untouched",
    ("replay", "--rules", "rules.toml"): "mails same different unreadable by_field as_of_now differences",
    ("import-mail", "old.mbox"): "mails incidents filed known kept",
}
LOG_KEYS = "at who event field old new text internal because"


@pytest.mark.parametrize("words", KEYS, ids=" ".join)
def test_json_has_the_keys_that_programs_count_on(folder: Path, words: tuple[str, ...]) -> None:
    (folder / "places.csv").write_text("code,name,aliases\nSTORE,Hall store,\n")
    (folder / "rules.toml").write_text(
        '[[rule]]\nname = "Boards"\nwhen = { text = "board" }\nthen = { priority = "P3" }\n'
    )
    (folder / "old.mbox").write_bytes(b"From a@b.example Mon Mar  4 09:30:00 2024\n" + letter())
    answer = json.loads(done(*words, "--json"))
    for each in answer if isinstance(answer, list) else [answer]:
        assert list(each) == KEYS[words].split()
        for entry in each.get("log", []):
            assert list(entry) == LOG_KEYS.split()


def test_moments_for_programs_say_their_zone(folder: Path) -> None:
    (incident,) = json.loads(done("list", "--json"))
    assert incident["received_at"] == "2026-11-16T09:00:00+00:00"


def test_lists_can_be_cut_short_and_only_to_something(folder: Path) -> None:
    done("held", "release", "2")
    assert len(json.loads(done("list", "--most", "1", "--json"))) == 1
    for words in (["list", "--most", "0"], ["outbox", "--most", "-1"]):
        assert say(*words).exit_code == 2


def test_a_held_mail_is_released_for_somebody_else(folder: Path) -> None:
    answer = json.loads(done("held", "release", "2", "--for", "zoe.marsh", "--json"))
    shown = json.loads(done("show", answer["incident"], "--json"))
    assert shown["reporter"] == "zoe.marsh@saltmarshprimary.example"


def test_a_held_mail_waits_to_be_tried_once_more(folder: Path) -> None:
    assert done("held", "retry", "2") == "Mail 2 is waiting to be processed again.\n"
    assert json.loads(done("held", "--json")) == []


def test_a_reason_may_be_several_words(folder: Path) -> None:
    assert done("held", "drop", "2", "he", "sells", "toner") == "Mail 2 is dropped.\n"


SECRETS = {"MAILTICK_IMAP_PASSWORD": "tide-and-marsh", "SMTP_PASSWORD": "samphire/1", "STORE_PASSWORD": "curlew%2"}
POSTGRESQL = 'url = "postgresql+psycopg://mailtick@127.0.0.1:1/mailtick"\npassword = "env:STORE_PASSWORD"'


@pytest.fixture(params=["in order", "database away", "a mistake"])
def secretive(request: pytest.FixtureRequest, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk with three passwords: one that works, one whose database is away, one with a mistake."""
    for name, secret in SECRETS.items():
        monkeypatch.setenv(name, secret)
    path = folder / "config.toml"
    text = path.read_text().replace("[smtp]", '[smtp]\nuser = "ict"\npassword = "env:SMTP_PASSWORD"')
    if request.param == "database away":
        text = text.replace('url = "sqlite:///desk.db"', POSTGRESQL)
    if request.param == "a mistake":
        text = text.replace('"env:MAILTICK_IMAP_PASSWORD"', f'"{SECRETS["MAILTICK_IMAP_PASSWORD"]}"')
    path.write_text(text)
    return folder


def test_no_password_is_ever_printed(secretive: Path) -> None:
    spoken = [["check"], ["check", "--json"], ["list"], ["show", "1041"], ["start", "1041"], ["held"], ["outbox"]]
    spoken += [["held", "retry", "2"], ["register", "list", "people"], ["explain", "-c", "config.toml", "config.toml"]]
    for words in spoken:
        result = say(*words)
        assert result.output, words
        assert not [secret for secret in SECRETS.values() if secret in result.output], words
        assert "Traceback" not in result.output


def every_command(group: click.Group = main, *before: str) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        yield (*before, name)
        if isinstance(command, click.Group):
            yield from every_command(command, *before, name)


@pytest.mark.parametrize("words", [(), *every_command()], ids=" ".join)
def test_help_says_what_a_command_does_in_whole_sentences(words: tuple[str, ...]) -> None:
    text = done(*words, "--help")
    assert done(*words, "-h") == text
    usage, _, rest = text.partition("\n\n")
    assert usage.startswith("Usage: ")
    first_line = rest.strip().splitlines()[0]
    assert first_line[0].isupper()
    # A line that is too long is cut off with dots.
    assert "..." not in rest
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("words", [(), *every_command()], ids=" ".join)
def test_every_option_says_what_it_is_for(words: tuple[str, ...]) -> None:
    command: click.Command = main
    for name in words:
        assert isinstance(command, click.Group)
        command = command.commands[name]
    options = [each for each in command.params if isinstance(each, click.Option)]
    assert [each.name for each in options if not each.help] == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_offers_the_commands_that_begin_so(
    shell: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the shell asks when somebody types `mailtick re` and presses the key."""
    assert "_MAILTICK_COMPLETE" in done("completion", shell)
    monkeypatch.setenv("_MAILTICK_COMPLETE", f"{shell}_complete")
    monkeypatch.setenv("COMP_WORDS", "mailtick re")
    monkeypatch.setenv("COMP_CWORD", "re" if shell == "fish" else "1")
    with pytest.raises(SystemExit):
        main(prog_name="mailtick")
    offered = capsys.readouterr().out
    assert all(word in offered for word in ("resolve", "reopen", "register"))
    assert "cancel" not in offered
