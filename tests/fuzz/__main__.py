"""`python -m tests.fuzz [--seconds N] [--seed N] [--guided]`: read hostile mails until one breaks the reading side.

First each mail of the catalogue (tests/mail/hostile) with 1 MB, then mutated mails of up to 1 MB for the time given.
Prints the slowest. Ends with 1, keeps the mail and says where, if one raised, took longer than RULINGS 33 allows, or
did not hold what oracle.py asks. `--guided` lets atheris search by coverage instead.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator

from tests.fuzz.mutate import load_seeds, mutate
from tests.fuzz.oracle import MB, judge, open_store
from tests.mail.hostile import HOSTILE


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    if options.guided:
        return _run_guided(options.seconds)
    with open_store() as store:
        return search(_mails(options.seed), lambda raw: judge(raw, store), options.seconds)


def search(mails: Iterable[tuple[str, bytes]], judge_mail: Callable[[bytes], float], seconds: float) -> int:
    """Judge the catalogue, and what follows it until the time is over. Return the exit code."""
    slowest: list[tuple[float, str]] = []
    started, count = time.monotonic(), 0
    for name, raw in mails:
        if count >= len(HOSTILE) and time.monotonic() - started >= seconds:
            break
        try:
            spent_s = judge_mail(raw)
        except Exception:  # noqa: BLE001 - whatever is raised here is what was looked for
            traceback.print_exc()
            print(f"BROKEN by {name}; the mail is kept in {_keep(raw)}")
            return 1
        count += 1
        slowest = sorted([*slowest, (spent_s, f"{name}, {len(raw):,} bytes")], reverse=True)[:10]
    print(f"{count} hostile mails read in {time.monotonic() - started:.0f} s; none raised, all in time. The slowest:")
    for spent_s, name in slowest:
        print(f"{spent_s:8.2f} s  {name}")
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seconds", type=int, default=60, help="how long to search (60)")
    parser.add_argument("--seed", type=int, default=None, help="the seed of the mutations (by chance)")
    parser.add_argument("--guided", action="store_true", help="guided by coverage; needs the extra `fuzz`")
    return parser.parse_args(arguments)


def _mails(seed: int | None) -> Iterator[tuple[str, bytes]]:
    """The whole catalogue, then mutations without end."""
    for name, build in HOSTILE.items():
        yield name, build(MB)
    seed = random.SystemRandom().randrange(2**32) if seed is None else seed
    dice, seeds = random.Random(seed), load_seeds()
    for number in range(sys.maxsize):
        yield f"mutation {number} of seed {seed}", mutate(dice.choice(seeds), seeds, dice, MB)


def _keep(raw: bytes) -> str:
    with tempfile.NamedTemporaryFile(prefix="hostile-", suffix=".eml", delete=False) as kept:
        kept.write(raw)
    return kept.name


def _run_guided(seconds: int) -> int:
    if importlib.util.find_spec("atheris") is None:
        print("The guided search needs atheris: pip install -e '.[test,fuzz]'")
        return 2
    # A process of its own: only what is imported after atheris is traced.
    command = [sys.executable, "-m", "tests.fuzz.guided", f"-max_total_time={seconds}"]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
