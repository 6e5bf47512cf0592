"""Rules change while the desk runs: the new set whole, or the old one on."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import structlog
from sqlalchemy import select
from structlog.testing import LogCapture

from mailtick.config import Settings, load_settings
from mailtick.daemon import build_desk, rule_watch
from mailtick.daemon.rule_watch import RuleWatch
from mailtick.desk import Desk
from mailtick.incidents.learning import LearnedRule
from mailtick.rounds.process import process
from mailtick.store.tables import IncidentRow
from tests.config.desks import ENVIRONMENT, SMALLEST
from tests.support.desks import SetClock, letter, put_in
from tests.support.running import RunningDesk, write_configuration
from tests.support.told import told

BOARDS = """\
[[rule]]
name = "Boards"
when = {{ text = "board" }}
then = {{ priority = "{}" }}
"""
STAFF = 'staff_domains = ["saltmarshprimary.example"]\n[team]'


class Watched:
    """A desk in a folder, with its files watched; a second passes when `rest` says so."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seconds = 0.0
        self.write("config.toml", SMALLEST.replace("[team]", STAFF))
        self.write("rules.toml", BOARDS.format("P3"))
        self.clock = SetClock()
        self.desk: Desk = build_desk(self._load(), self.clock)
        self.watch = RuleWatch(folder / "config.toml", self._load(), self._load, lambda: self.seconds)

    def _load(self) -> Settings:
        return load_settings(self.folder / "config.toml", ENVIRONMENT)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)

    def look(self) -> bool:
        return self.watch.look(self.desk)

    def rest(self) -> bool:
        """The file has been left alone for long enough."""
        self.look()
        self.seconds += 1.5
        return self.look()

    def priority_of_a_board(self) -> str:
        """What the running rules make of a mail about a board."""
        put_in(self.desk, letter(subject=f"board {self.clock()}"))
        self.clock.move(timedelta(hours=2))
        process(self.desk)
        with self.desk.database.reading() as session:
            newest = session.scalars(select(IncidentRow).order_by(IncidentRow.id.desc()).limit(1)).one()
            return newest.priority.value


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    found = Watched(tmp_path)
    yield found
    found.desk.database.close()


def test_a_changed_file_is_taken_up_once_it_rests(watched: Watched) -> None:
    assert watched.priority_of_a_board() == "P3"
    watched.write("rules.toml", BOARDS.format("P2"))
    assert not watched.look()
    assert watched.priority_of_a_board() == "P3"
    assert watched.rest()
    assert watched.priority_of_a_board() == "P2"
    assert not watched.rest()


def test_a_file_that_is_still_being_written_is_left_alone(watched: Watched) -> None:
    for text in ("", BOARDS.format("P2"), BOARDS.format("P2") + BOARDS.format("P4").replace("Boards", "More")):
        watched.write("rules.toml", text)
        watched.seconds += 0.9
        assert not watched.look()
    assert len(watched.desk.policy.rules) == 1
    assert watched.rest()
    assert len(watched.desk.policy.rules) == 2


def test_whoever_asks_need_not_wait(watched: Watched) -> None:
    watched.write("rules.toml", BOARDS.format("P2"))
    watched.watch.ask()
    assert watched.look()
    assert watched.priority_of_a_board() == "P2"


def test_rules_of_config_toml_itself_change_as_well_and_a_new_file_may_be_named(watched: Watched) -> None:
    (watched.folder / "rules.toml").unlink()
    watched.write("config.toml", SMALLEST + BOARDS.format("P1"))
    assert watched.rest()
    assert watched.priority_of_a_board() == "P1"
    watched.write("ours.toml", BOARDS.format("P2"))
    watched.write("config.toml", SMALLEST + '[rules]\nfile = "ours.toml"\n')
    assert watched.rest()
    watched.write("ours.toml", BOARDS.format("P4"))
    assert watched.rest()
    assert watched.priority_of_a_board() == "P4"


def test_with_any_mistake_the_old_rules_go_on_and_the_coordinator_reads_every_sentence(watched: Watched) -> None:
    wrong = [f'[[rule]]\nname = "R{n}"\nwhen = {{ txt = "a" }}\nthen = {{ priority = "P3" }}\n' for n in range(20)]
    watched.write("rules.toml", BOARDS.format("P2") + "".join(wrong))
    assert not watched.rest()
    assert watched.priority_of_a_board() == "P3"
    (told_,) = [text for to, text in told(watched.desk) if to.startswith("sandra.kemp")]
    assert "The changed rules are not used" in told_
    said = [line for line in told_.splitlines() if "txt is not known; did you mean text?" in line]
    assert len(said) == 20
    assert "rules.toml:7: rule[2].when.txt is not known" in said[0]
    assert str(watched.folder) not in told_
    watched.watch.ask()
    watched.look()
    assert len([to for to, text in told(watched.desk) if "not used" in text]) == 1


def test_a_category_that_nobody_has_is_refused_too(watched: Watched) -> None:
    slip = BOARDS.format("P2").replace('priority = "P2"', 'category = "Display and VA"')
    watched.write("rules.toml", slip)
    assert not watched.rest()
    (text,) = [text for _, text in told(watched.desk)]
    assert (
        'rules.toml:1: rule "Boards": there is no category "Display and VA"; did you mean "Display and AV"?'
        in " ".join(text.split())
    )


def test_other_changes_in_config_toml_wait_for_a_restart_and_the_log_says_so(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A log that an earlier test has set up stays with the place where that one looked.
    lines = LogCapture()
    monkeypatch.setattr(rule_watch, "log", structlog.wrap_logger(None, processors=[lines]))
    watched.write("config.toml", SMALLEST.replace("[smtp]", "[smtp]\nport = 2525") + "[limits]\nbatch = 7\n")
    assert watched.rest()
    (said,) = [each for each in lines.entries if each["event"] == "restart needed"]
    assert said["changed"] == "[desk], [smtp], [limits]"
    assert watched.desk.limits.batch == 50


def test_what_is_learned_holds_from_the_next_mail_on_without_a_word_to_the_daemon(watched: Watched) -> None:
    assert watched.desk.rule_book is not None
    before = (watched.folder / "rules.toml").read_text()
    rule = LearnedRule("Learned from ICT-1: board", "board", "", "priority", "P1", "P1", ("Boards",))
    watched.desk.rule_book.add(rule, "today")
    assert watched.rest()
    assert watched.priority_of_a_board() == "P1"
    watched.desk.rule_book.remove("Learned from ICT-1: board")
    assert watched.rest()
    assert watched.priority_of_a_board() == "P3"
    assert (watched.folder / "rules.toml").read_text() == before


def test_a_running_desk_reads_its_rules_again_when_it_is_told_to(tmp_path: Path) -> None:
    desk = RunningDesk(write_configuration(tmp_path, 1, [("ict", 1, "nobody")]))
    try:
        desk.start()
        desk.wait_for_log("cannot work")
        (tmp_path / "rules.toml").write_text(BOARDS.format("P9"))
        os.kill(desk.pid, signal.SIGHUP)
        desk.wait_for_log("rules refused")
        (tmp_path / "rules.toml").write_text(BOARDS.format("P2"))
        desk.wait_for_log("rules replaced")
        assert desk.stop() == 0
    finally:
        desk.make_sure_it_is_gone()
    (line,) = [line for line in desk.log.splitlines() if "rules refused" in line]
    assert "rules.toml" in line
    assert '"P9" is not possible here; possible: P1, P2, P3, P4, P5' in line.replace('\\"', '"')
