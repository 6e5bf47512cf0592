"""The search for hostile mails runs, a little of it, and says what it found."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest

from tests.fuzz.__main__ import search
from tests.fuzz.mutate import load_seeds, mutate
from tests.fuzz.oracle import allowed_s, judge, open_store


def test_mutated_letters_are_read_and_stored_unchanged() -> None:
    dice, seeds = random.Random(1), load_seeds()
    with open_store() as store:
        for _ in range(100):
            assert judge(mutate(dice.choice(seeds), seeds, dice, 20_000), store) < allowed_s(20_000)


def test_a_mail_that_breaks_something_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def judge_mail(raw: bytes) -> float:
        raise AssertionError("the new text got lost")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert search([("one line", b"x")], judge_mail, 0) == 1
    (kept,) = tmp_path.iterdir()
    assert kept.read_bytes() == b"x"
    assert f"BROKEN by one line; the mail is kept in {kept}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("size_bytes", "seconds"), [(0, 2), (1_000_000, 2), (25_000_000, 6.8)], ids=["nothing", "1 MB", "25 MB"]
)
def test_large_mails_may_take_longer(size_bytes: int, seconds: float) -> None:
    assert allowed_s(size_bytes) == pytest.approx(seconds)
