"""`mailtick check` and the start of `mailtick run`: all that is wrong, at once, each with its place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailtick.demo.imap_server import ImapServer
from mailtick.demo.imap_store import ImapStore
from mailtick.desk import wall_clock
from tests.cli.saying import say
from tests.config.test_mistakes import TWENTY_MISTAKES, TWENTY_SENTENCES
from tests.support.running import PASSWORD, write_configuration
from tests.support.smtp_sink import SmtpSink

TEMPLATES = """
[templates]
folder = "mails"
"""
RULE = """
[[rule]]
name = "Copier to Anglia Print"
when = { text = "copier" }
then = { hand_over = "APS", assign = "nobody.here" }
"""


@pytest.fixture
def imap() -> Iterator[ImapServer]:
    """A server that lets in the desk alone, with its password."""
    server = ImapServer(ImapStore(wall_clock), sign_in=lambda user, password: (user, password) == ("ict", PASSWORD))
    server.start()
    yield server
    server.stop()


def line_of(configuration: Path, text: str, nth: int = 1) -> int:
    """The line on which `text` begins for the `nth` time."""
    lines = configuration.read_text().split("\n")
    return [number for number, line in enumerate(lines, start=1) if line.startswith(text)][nth - 1]


@pytest.mark.parametrize("command", ["check", "run", "list"])
def test_twenty_mistakes_are_twenty_sentences(new_folder: Path, command: str) -> None:
    (new_folder / "config.toml").write_text(TWENTY_MISTAKES)
    result = say(command)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == TWENTY_SENTENCES.splitlines()
    assert result.stdout == ""
    assert not (new_folder / "desk.db").exists()


@pytest.fixture
def faulty(new_folder: Path, imap: ImapServer) -> Path:
    """A configuration without a mistake in it, of which nearly nothing works."""
    mailboxes = [("signed in", imap.port, "ict"), ("wrong", imap.port, "office"), ("away", 1, "ict")]
    path = write_configuration(new_folder, 1, [*mailboxes, ("no folder", imap.port, "ict")], more=TEMPLATES + RULE)
    path.write_text(path.read_text().replace('name = "no folder"', 'name = "no folder"\n  folder = "Helpdesk"'))
    (new_folder / "mails").mkdir()
    (new_folder / "mails" / "resolved.jinja").write_text(
        "{% block subject %}Done{% endblock %}\n{% block text %}\nDear {{ nobody.name }},\n{% endblock %}\n"
    )
    return path


def test_all_that_does_not_work_is_found_in_one_run(faulty: Path) -> None:
    result = say("check")
    assert result.exit_code == 1
    assert result.stderr == ""
    *boxes, smtp, store, provider, person, proves, template = result.stdout.splitlines()
    places = [f"FAULT  config.toml:{line_of(faulty, '[[mailbox]]', n)}: mailbox[{n}]: " for n in range(1, 5)]
    assert boxes[0].startswith("ok     mailbox[1]: signed in as ict")
    assert [box.startswith(place) for box, place in zip(boxes, places, strict=True)] == [False, True, True, True]
    assert "wrong user or password" in boxes[1]
    assert "refused" in boxes[2]
    assert "Helpdesk" in boxes[3]
    assert smtp.startswith(f"FAULT  config.toml:{line_of(faulty, '[smtp]')}: smtp: ")
    assert store.startswith("ok     store.url: ")
    rule = f"FAULT  config.toml:{line_of(faulty, '[[rule]]')}: rule[1]: "
    assert provider == f'{rule}"Copier to Anglia Print": there is no provider "APS"'
    assert person == f'{rule}"Copier to Anglia Print": nobody is called "nobody.here"'
    assert proves.startswith("ok     desk.authserv_ids: no mail has come yet")
    assert template.startswith(f"FAULT  config.toml:{line_of(faulty, 'folder = ')}: templates.folder: ")
    assert "mails/resolved.jinja, line 3: " in template


def test_a_rule_that_names_no_category_is_said_with_the_nearest_name(new_folder: Path, imap: ImapServer) -> None:
    rules = "".join(
        f'[[rule]]\nname = "{name}"\nwhen = {when}\nthen = {then}\n'
        for name, when, then in (
            ("slip", '{ text = "a" }', '{ category = "Printing and coping" }'),
            ("known", '{ category = "telephones" }', '{ category = "Security" }'),
            ("asked for", '{ not = { any = [{ category = "Bells" }] } }', '{ impact = "L" }'),
            ("gone", '{ text = "b" }', '{ category = "Information" }'),
            ("renamed", '{ text = "c" }', '{ category = "Display and AV" }'),
        )
    )
    write_configuration(new_folder, 1, [("ict", imap.port, "ict")], more=rules)
    assert say("register", "set", "categories", "INFO", "hidden=yes").exit_code == 0
    assert say("register", "set", "categories", "AV", "name=Boards").exit_code == 0
    shown = say("check").stdout.splitlines()
    said = [line.partition(": rule[")[2] for line in shown if ": rule[" in line]
    names = "Network and internet, Computers and tablets, Boards, Printing and copying"
    assert said[0] == '1]: "slip": there is no category "Printing and coping"; did you mean "Printing and copying"?'
    assert said[1].startswith(f'3]: "asked for": there is no category "Bells"; there are: {names}')
    assert said[2:] == [
        '4]: "gone": the category "Information" is hidden or retired',
        '5]: "renamed": a category is named by its name, so write "Boards", not "Display and AV"',
    ]


def test_the_same_for_programs(faulty: Path) -> None:
    result = say("check", "--json")
    assert result.exit_code == 1
    findings = json.loads(result.stdout)
    assert {tuple(finding) for finding in findings} == {("key", "file", "line", "ok", "words")}
    assert [finding["ok"] for finding in findings if finding["key"].startswith("mailbox")] == [
        True,
        False,
        False,
        False,
    ]
    assert {finding["key"] for finding in findings if not finding["ok"]} == {
        "mailbox[2]",
        "mailbox[3]",
        "mailbox[4]",
        "smtp",
        "rule[1]",
        "templates.folder",
    }


def test_a_database_that_is_away_is_one_fault_beside_the_others(faulty: Path) -> None:
    away = 'url = "postgresql+psycopg://mailtick@127.0.0.1:1/mailtick"'
    faulty.write_text(faulty.read_text().replace('url = "sqlite:///desk.db"', away))
    lines = say("check").stdout.splitlines()
    (database,) = [line for line in lines if "store.url" in line]
    assert database.startswith(
        f"FAULT  config.toml:{line_of(faulty, 'url = ')}: store.url: the database cannot be used"
    )
    assert any("templates.folder" in line for line in lines)
    stopped = say("run")
    assert stopped.exit_code == 1
    assert stopped.stderr.startswith("Error: the database cannot be used: connection failed")


def test_where_everything_works_it_says_what_comes_next(
    new_folder: Path, imap: ImapServer, smtp_sink: SmtpSink
) -> None:
    write_configuration(new_folder, smtp_sink.port, [("ict", imap.port, "ict")])
    result = say("check")
    assert result.exit_code == 0, result.stdout
    assert result.stdout.endswith("Everything works; `mailtick run` starts the desk.\n")
    assert all(finding["ok"] for finding in json.loads(say("check", "--json").stdout))
