"""`python -m tests.bench.reading`: what reading a mail costs in time and memory, beside the standard library.

Time: mails of 5 KB parsed, classified and stripped, beside a bare `email.message_from_bytes` (compat32) of the same
mails; the ratio is that of the medians of one run in which both take turns. Memory: the peak of a process of its own
that works out all that `explain` prints of one mail of 25 MB, less the peak of the same process with a tiny mail, over
the size of the mail; the raw bytes count as 1.
"""

from __future__ import annotations

import argparse
import email
import gc
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from mailtick.mail.classify import classify
from mailtick.mail.facts import mail_facts
from mailtick.mail.message import InboundMail
from mailtick.mail.parse import parse_mail
from mailtick.mail.reply import read_reply
from tests.bench.reading_mails import LARGE, small_mails

MB = 1_000_000
AIM_TIME, AIM_MEMORY = 3.0, 4.0


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.reading")
    parser.add_argument("--rounds", type=int, default=15, help="how often all small mails are read (15)")
    parser.add_argument("--megabytes", type=int, default=25, help="the size of the large mails (25)")
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.read:
        _read_and_print_peak(options.read)
        return
    print_times(small_mails(), options.rounds)
    print_memory(options.megabytes * MB)


def print_times(mails: Sequence[bytes], rounds: int) -> None:
    steps: dict[str, Callable[[bytes], object]] = {
        "email.message_from_bytes": email.message_from_bytes,
        "parse_mail": parse_mail,
        "parse, classify": lambda raw: classify(parse_mail(raw)),
        "parse, classify, read_reply": read_mail,
    }
    times = measure_times(steps, mails, rounds)
    floor = times["email.message_from_bytes"]
    print(f"{len(mails)} mails of {statistics.mean(map(len, mails)) / 1000:.1f} KB, medians over {rounds} rounds")
    for name, median_ms in times.items():
        print(f"  {name:<30}{median_ms:>8.3f} ms {median_ms / floor:>6.2f}")
    print(f"  aim: {AIM_TIME:.0f} times the standard library at most")


def measure_times(steps: dict[str, Callable[[bytes], object]], mails: Sequence[bytes], rounds: int) -> dict[str, float]:
    """The median of milliseconds a mail, for each step. They take turns, so that a slow moment hits all alike."""
    spent: dict[str, list[float]] = {name: [] for name in steps}
    gc.collect()
    for _ in range(rounds):
        for raw in mails:
            for name, step in steps.items():
                started = time.perf_counter()
                step(raw)
                spent[name].append(1000 * (time.perf_counter() - started))
    return {name: statistics.median(each) for name, each in spent.items()}


def read_mail(raw: bytes) -> InboundMail:
    mail = parse_mail(raw)
    classify(mail)
    read_reply(mail)
    return mail


def print_memory(size: int) -> None:
    print(f"Peak memory over the interpreter's, mails of {size / MB:.0f} MB; the bytes themselves count as 1")
    for name, (ratio, spent_s) in measure_memory(size).items():
        print(f"  {name:<30}{ratio:>8.2f} {spent_s:>9.2f} s")
    print(f"  aim: {AIM_MEMORY:.0f} times the size at most")


def measure_memory(size: int) -> dict[str, tuple[float, float]]:
    """For each kind of large mail: the peak as a multiple of its size, and the seconds it took to read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mail.eml"
        path.write_bytes(small_mails(4)[1])
        base, _ = _peak_of(path)
        ratios = {}
        for name, build in LARGE.items():
            path.write_bytes(build(size))
            peak, spent_s = _peak_of(path)
            ratios[name] = ((peak - base) / path.stat().st_size, spent_s)
    return ratios


def _peak_of(path: Path) -> tuple[int, float]:
    command = [sys.executable, "-m", "tests.bench.reading", "--read", str(path)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    peak, spent_s = run.stdout.split()
    return int(peak), float(spent_s)


def _read_and_print_peak(path: Path) -> None:
    raw = path.read_bytes()
    started = time.perf_counter()
    mail = parse_mail(raw)
    mail_facts(mail)
    spent_s = time.perf_counter() - started
    assert mail.size_bytes == len(raw)
    # Not ru_maxrss: a child begins with the peak of the process that started it.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak_kb = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))
    print(int(peak_kb) * 1024, spent_s)


if __name__ == "__main__":
    main(sys.argv[1:])
