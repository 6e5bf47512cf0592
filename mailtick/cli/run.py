"""`mailtick run`: the daemon."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import click

from mailtick.cli.logs import log_to_stderr
from mailtick.cli.shown import config_option, in_sentences, settings_of
from mailtick.daemon import Daemon
from mailtick.daemon.rule_watch import RuleWatch


@click.command()
@config_option
@click.option("--log-json", is_flag=True, help="Write the log as JSON lines.")
@in_sentences
def run(config_path: Path, log_json: bool) -> None:
    """Run the desk until it is told to stop (SIGTERM or Ctrl-C). Rules are read again when their files change."""
    log_to_stderr(as_json=log_json)
    settings = settings_of(config_path)
    daemon = Daemon(settings, rules=RuleWatch(config_path, settings, lambda: settings_of(config_path)))
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    # Not on Windows, where files that change are found all the same.
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, lambda *_: daemon.read_rules_again())
    daemon.start()
    stop.wait()
    daemon.stop()
