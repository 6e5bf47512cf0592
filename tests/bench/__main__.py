"""`python -m tests.bench [--mails N] [--runs N]`: the desk beside its floor, in one run, medians printed."""

from __future__ import annotations

import argparse
import email
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from imapclient import IMAPClient

from tests.bench import letters
from tests.bench.latency import measure_latency
from tests.bench.letters import Counts
from tests.support.dovecot import Dovecot, find_dovecot
from tests.support.running import PASSWORD, write_configuration
from tests.support.smtp_sink import SmtpSink

ENVIRONMENT = {**os.environ, "MAILTICK_IMAP_PASSWORD": PASSWORD}
ROWS = (("mails a second", "mails_a_second"), ("CPU ms a mail", "cpu_ms_a_mail"), ("peak memory, MB", "peak_mb"))


def main() -> None:
    options = _options()
    program = find_dovecot()
    if program is None:
        raise SystemExit("the benchmark needs Dovecot: sudo apt-get install dovecot-imapd")
    counts = Counts(*(max(1, part * options.mails // 1000) for part in (500, 60, 400, 40)))
    dovecot = Dovecot(program)
    try:
        floors, desks = [], []
        for _ in range(options.runs):
            floors.append(run_floor(dovecot, counts))
            desks.append(run_desk(dovecot, counts))
        print_costs(counts, floors, desks)
        print_latency(measure_latency(dovecot, options.latency_mails))
    finally:
        dovecot.stop()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--mails", type=int, default=1000, help="how many mails a run (1000)")
    parser.add_argument("--runs", type=int, default=3, help="how many runs of each, in turn (3)")
    parser.add_argument("--latency-mails", type=int, default=200, help="how many mails one by one (200)")
    return parser.parse_args()


def run_floor(dovecot: Dovecot, counts: Counts) -> dict[str, float]:
    sink, user = SmtpSink(), dovecot.new_user()
    try:
        with tempfile.TemporaryDirectory() as folder:
            fill(dovecot, user, make_mails(counts, []))
            arguments = ["-m", "tests.bench.floor", str(dovecot.port), user, str(sink.port), folder]
            return _run(arguments)
    finally:
        sink.close()


def run_desk(dovecot: Dovecot, counts: Counts) -> dict[str, float]:
    """One run of the desk. Before it, a hundred mails are answered, so that the replies have something to cite."""
    sink, user = SmtpSink(), dovecot.new_user()
    try:
        with tempfile.TemporaryDirectory() as folder:
            more = '[[rule]]\nname = "Screens"\nwhen = { text = "projector" }\nthen = { category = "Display and AV" }\n'
            configuration = write_configuration(Path(folder), sink.port, [("ict", dovecot.port, user)], more=more)
            dice = random.Random(1)
            earlier = [letters.request(10_000 + number, dice) for number in range(100)]
            fill(dovecot, user, earlier)
            _run(["-m", "tests.bench.ours", str(configuration), str(len(earlier))])
            answered = [sunk.raw for sunk in sink.mails]
            fill(dovecot, user, make_mails(counts, answered))
            return _run(["-m", "tests.bench.ours", str(configuration), str(counts.total)])
    finally:
        sink.close()


def make_mails(counts: Counts, answered: Sequence[bytes]) -> list[bytes]:
    """The mails of one run, mixed; the replies cite the desk's answers where there are any."""
    dice = random.Random(2)
    numbers = iter(range(counts.total))
    mails = [letters.request(next(numbers), dice) for _ in range(counts.requests)]
    mails += [letters.request(next(numbers), dice, 200_000) for _ in range(counts.with_attachment)]
    mails += [_reply(next(numbers), answered, dice) for _ in range(counts.replies)]
    mails += [letters.automatic(next(numbers), dice) for _ in range(counts.automatic)]
    dice.shuffle(mails)
    return mails


def _reply(number: int, answered: Sequence[bytes], dice: random.Random) -> bytes:
    if not answered:
        return letters.reply(number, "<1@saltmarshprimary.example>", "[ICT-1] Projector", "Your number is ICT-1.", dice)
    cited = email.message_from_bytes(answered[number % len(answered)])
    teacher = int(str(cited["To"]).partition("teacher")[2].partition("@")[0])
    # The answer comes from whoever got the mail: teacher numbers repeat every fifty.
    writer = number - number % 50 + teacher
    return letters.reply(
        writer + 100_000 * (number + 1), str(cited["Message-ID"]), str(cited["Subject"]), _quoted(cited), dice
    )


def _quoted(cited: email.message.Message) -> str:
    part = next(part for part in cited.walk() if part.get_content_type() == "text/plain")
    payload = part.get_payload(decode=True)
    return payload.decode() if isinstance(payload, bytes) else ""


def fill(dovecot: Dovecot, user: str, mails: Sequence[bytes]) -> None:
    with IMAPClient("127.0.0.1", dovecot.port, ssl=False) as client:
        client.login(user, dovecot.password)
        for start in range(0, len(mails), 50):
            client.multiappend("INBOX", mails[start : start + 50])


def _run(arguments: list[str]) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, env=ENVIRONMENT, timeout=600, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)} failed:\n{done.stderr[-3000:]}")
    cost: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return cost


def print_costs(counts: Counts, floors: list[dict[str, float]], desks: list[dict[str, float]]) -> None:
    print(
        f"{counts.total} mails waiting in Dovecot: {counts.requests} requests of 3 to 9 KB, {counts.with_attachment} "
        f"with 200 KB attached, {counts.replies} replies, {counts.automatic} automatic; medians of {len(desks)} runs"
    )
    print(f"{'':<18}{'mailtick':>12}{'floor':>12}{'ratio':>8}   (every run of mailtick)")
    for label, key in ROWS:
        ours, floor = (statistics.median(run[key] for run in runs) for runs in (desks, floors))
        every = " ".join(f"{run[key]:.2f}" for run in desks)
        print(f"{label:<18}{ours:>12.2f}{floor:>12.2f}{ours / floor:>8.2f}   ({every})")


def print_latency(seconds: Sequence[float]) -> None:
    ordered = sorted(1000 * each for each in seconds)
    p50, p99 = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    print(
        f"From the server's word of a mail to the hand-over of its answer, {len(ordered)} mails one by one: "
        f"p50 {p50:.0f} ms, p99 {p99:.0f} ms, longest {ordered[-1]:.0f} ms"
    )


if __name__ == "__main__":
    started = time.monotonic()
    main()
    print(f"({time.monotonic() - started:.0f} s in all)")
