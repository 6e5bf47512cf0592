"""`mailtick explain`: its public schema, and that it touches nothing."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import shutil
import subprocess
import sys
import typing
from pathlib import Path

import pytest
from click.testing import CliRunner

from mailtick.cli import main
from mailtick.incidents import actions
from mailtick.mail.message import ClueKind, Kind
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.migrate import upgrade
from tests.support.desks import letter, make_desk, put_in
from tests.support.running import PASSWORD, write_configuration

LETTERS = sorted((Path(__file__).parents[1] / "letters").glob("*.eml"))
DOCUMENT = (Path(__file__).parents[2] / "docs" / "explain.md").read_text("utf-8")

TEXTS, FLAG = list[str], bool
SCHEMA: dict[str, object] = {
    "file": str,
    "error": None,
    "from_addr": str,
    "from_name": str,
    "author": {"addr": str, "name": str, "because": str},
    "sender_field": {"addr": str, "name": str},
    "reply_to": TEXTS,
    "to": TEXTS,
    "cc": TEXTS,
    "subject": str,
    "date": str | None,
    "message_id": str,
    "in_reply_to": str,
    "references": TEXTS,
    "body_text": str,
    "reply_text": str,
    "attachments": {"name": str, "type": str, "size": int, "sha256": str, "inline": bool, "content_id": str},
    "is_autoreply": FLAG,
    "suppress_reply": FLAG,
    "spam": FLAG,
    "is_bounce": FLAG,
    "bounce_recipients": TEXTS,
    "bounce_status": str,
    "bounces": {"recipient": str, "action": str, "status": str, "diagnostic": str, "permanent": bool, "reason": str},
    "original_message_id": str,
    "forwarded": {"from_addr": str, "from_name": str, "date": str, "subject": str, "comment": str, "text": str},
    "absence": {"until": str | None, "contacts": list},
    "resent_from": {"addr": str, "name": str},
    "job_reference": str,
    "language": str,
    "kind": str,
    "because": TEXTS,
    "notes": TEXTS,
    "defects": TEXTS,
    "clues": {"kind": str, "value": str},
    "decision": list,
    "sender": str,
    "candidates": {"incident": str, "score": int, "because": str},
    "doubts": TEXTS,
}


def explain(*paths: object) -> list[dict[str, object]]:
    run = CliRunner().invoke(main, ["explain", "--json", *map(str, paths)], catch_exceptions=False)
    assert run.exit_code == 0, run.output
    return [json.loads(line) for line in run.stdout.splitlines()]


def assert_fits(value: object, wanted: object, key: str) -> None:
    match wanted:
        case dict():
            objects = value if isinstance(value, list) else [] if value is None else [value]
            for each in typing.cast("list[dict[str, object]]", objects):
                assert list(each) == list(wanted), key
                for name, kind in wanted.items():
                    assert isinstance(each[name], kind), f"{key}.{name}"
        case None:
            assert value is None, key
        case _ if wanted == TEXTS:
            assert isinstance(value, list), key
            assert all(isinstance(each, str) for each in value), key
        case _:
            assert isinstance(value, typing.cast("type", wanted)), key


@pytest.mark.parametrize("path", LETTERS, ids=[path.stem for path in LETTERS])
def test_every_letter_gives_the_public_schema(path: Path) -> None:
    (explained,) = explain(path)
    assert list(explained) == list(SCHEMA)
    for key, wanted in SCHEMA.items():
        assert_fits(explained[key], wanted, key)
    assert explained["decision"], "there is always a decision, and its reason"
    for action in typing.cast("list[dict[str, object]]", explained["decision"]):
        assert isinstance(action["action"], str)
        assert action["because"]


def test_the_document_names_every_key_kind_clue_and_action() -> None:
    documented = set(re.findall(r"`([a-z_]+)`", DOCUMENT))
    named = {re.sub(r"(?<!^)([A-Z])", r"_\1", kind.__name__).lower(): kind for kind in typing.get_args(actions.Action)}
    fields = {field.name for kind in named.values() for field in dataclasses.fields(kind)} - {"because"}
    assert set(SCHEMA) | set(named) | fields | {*Kind} | {*ClueKind} <= documented | {"because"}


def test_the_example_of_the_document_is_what_one_gets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(LETTERS[0].parents[2])
    command = re.findall(r"^\$ mailtick explain --json (\S+\.eml)$", DOCUMENT, re.MULTILINE)
    (example,) = re.findall(r"```json\n(.*?)```", DOCUMENT, re.DOTALL)
    assert explain(*command) == [json.loads(example)]
    assert list(json.loads(example)) == list(SCHEMA)


def test_files_keep_their_order_and_folders_are_walked(tmp_path: Path) -> None:
    for name in ("b/2.eml", "a/1.EML", "a/note.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(LETTERS[0], tmp_path / name)
    explained = explain(LETTERS[1], tmp_path, LETTERS[0])
    assert [each["file"] for each in explained] == [
        str(LETTERS[1]),
        str(tmp_path / "a/1.EML"),
        str(tmp_path / "b/2.eml"),
        str(LETTERS[0]),
    ]


def test_two_thousand_files_go_through_one_process(tmp_path: Path) -> None:
    raw = LETTERS[0].read_bytes()
    for number in range(2000):
        (tmp_path / f"{number:04}.eml").write_bytes(raw)
    assert len(explain(tmp_path)) == 2000


def test_a_file_that_cannot_be_read_is_an_error_and_the_next_follows(tmp_path: Path) -> None:
    lost, found = explain(tmp_path / "nowhere.eml", LETTERS[0])
    assert lost == {"file": str(tmp_path / "nowhere.eml"), "error": lost["error"]}
    assert "cannot be read" in str(lost["error"])
    assert found["error"] is None


def test_people_are_told_of_a_file_that_cannot_be_read_and_the_next_follows(tmp_path: Path) -> None:
    run = CliRunner().invoke(main, ["explain", str(tmp_path / "nowhere.eml"), str(LETTERS[0])])
    assert run.exit_code == 2
    assert run.stderr == f"Error: {tmp_path}/nowhere.eml cannot be read: No such file or directory\n"
    assert run.stdout.startswith(str(LETTERS[0]))


def test_a_folder_without_mails_is_said(tmp_path: Path) -> None:
    run = CliRunner().invoke(main, ["explain", str(tmp_path)])
    assert run.exit_code == 2
    assert f"there is no file whose name ends in .eml in {tmp_path}" in run.stderr


def test_the_configuration_may_be_named_by_the_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILTICK_CONFIG", str(tmp_path / "nowhere.toml"))
    run = CliRunner().invoke(main, ["explain", str(LETTERS[0])])
    assert run.exit_code == 1
    assert "nowhere.toml" in run.stderr


def test_a_desk_is_asked_and_not_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILTICK_IMAP_PASSWORD", PASSWORD)
    configuration = write_configuration(tmp_path, 1, [("ict", 1, "nobody")])
    database = Database(f"sqlite:///{tmp_path / 'desk.db'}")
    upgrade(database)
    desk = make_desk(database)
    put_in(desk, letter())
    process(desk)
    database.close()
    before = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.glob("desk.db")}
    reply = tmp_path / "reply.eml"
    reply.write_bytes(letter(subject="Re: [ICT-1041] board", text="It is on fire now."))
    (explained,) = explain("--config", configuration, reply)
    candidates = typing.cast("list[dict[str, object]]", explained["candidates"])
    assert [each["incident"] for each in candidates] == ["ICT-1041"]
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.glob("desk.db")} == before


def test_for_people_it_says_what_and_why() -> None:
    run = CliRunner().invoke(main, ["explain", str(LETTERS[0])])
    assert "Decision:" in run.stdout
    assert "because" in run.stdout


def test_people_are_told_until_when_somebody_is_away_and_whom_to_ask(tmp_path: Path) -> None:
    away = tmp_path / "away.eml"
    text = "Date: Mon, 16 Nov 2026 08:12:00 +0000\nAuto-Submitted: auto-replied\nSubject: Away\n\n"
    away.write_text(f"From: a@b.example\n{text}I am away until 24 November. Ask ben@b.example.\n")
    run = CliRunner().invoke(main, ["explain", str(away)])
    assert "Away:     until 2026-11-24; ask ben@b.example\n" in run.stdout


def test_a_reader_that_has_seen_enough_ends_it_quietly(tmp_path: Path) -> None:
    for number in range(300):
        shutil.copy(LETTERS[0], tmp_path / f"{number}.eml")
    command = f'"{sys.executable}" -m mailtick explain --json "{tmp_path}" | head -1'
    run = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=60, check=True)
    assert len(run.stdout.splitlines()) == 1
    assert run.stderr == ""
