"""The search guided by coverage: `python -m tests.fuzz --guided`, or this module with the options of libFuzzer.

What it finds worth keeping lies in `.fuzz/`, so that the next run goes on from there; a mail that breaks something is
written there as `crash-…`.
"""

from __future__ import annotations

import contextlib
import hashlib
import random
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["mailtick.mail"]):
    from tests.fuzz.mutate import load_seeds, mutate
    from tests.fuzz.oracle import judge, open_store

FOLDER = Path(__file__).parents[2] / ".fuzz"
# Tracing costs some three times; what is quadratic shows far below 1 MB.
MOST_BYTES = 60_000
_SEEDS = load_seeds()


def main() -> None:
    corpus = FOLDER / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in _SEEDS:
        (corpus / hashlib.sha256(seed).hexdigest()[:20]).write_bytes(seed)
    options = [f"-max_len={MOST_BYTES}", f"-artifact_prefix={FOLDER}/", "-timeout=20", "-rss_limit_mb=3000"]
    with contextlib.ExitStack() as stack:
        store = stack.enter_context(open_store())
        arguments = [sys.argv[0], *options, *sys.argv[1:], str(corpus)]
        atheris.Setup(arguments, lambda raw: judge(raw, store), custom_mutator=_mutate)
        atheris.Fuzz()


def _mutate(raw: bytes, most_bytes: int, seed: int) -> bytes:
    """Every third mail by our own changes, for libFuzzer knows no lines and never repeats a piece."""
    dice = random.Random(seed)
    if dice.randrange(3):
        return bytes(atheris.Mutate(raw, most_bytes))
    return mutate(raw, _SEEDS, dice, most_bytes)


if __name__ == "__main__":
    main()
