"""The reading side never gets worse on real mails, where they lie beside this project."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpora.__main__ import CORPORA, has_corpora, main
from tests.corpora.figures import FIGURES, Figures, find_losses, load_figures, raised, save_figures

COMMITTED: Figures = {"body": (93, 100), "reply": (50, 60)}


@pytest.mark.parametrize(
    ("now", "losses"),
    [
        ({"body": (93, 100), "reply": (50, 60)}, []),
        ({"body": (94, 100), "reply": (60, 60)}, []),
        ({"body": (92, 100), "reply": (50, 60)}, ["body fell: committed 93 of 100 (93.0 %), now 92 of 100 (92.0 %)"]),
        ({"body": (93, 100), "reply": (50, 61)}, ["reply fell: committed 50 of 60 (83.3 %), now 50 of 61 (82.0 %)"]),
        ({"body": (93, 100), "reply": (49, 59)}, []),
        ({"body": (93, 100)}, ["reply fell: committed 50 of 60 (83.3 %), now 0 of 0 (0.0 %)"]),
        ({"body": (93, 100), "reply": (50, 60), "cc": (0, 9)}, []),
    ],
    ids=[
        "the same",
        "better",
        "one answer lost",
        "more judged, none gained",
        "fewer judged",
        "no longer judged",
        "an aspect more",
    ],
)
def test_a_share_that_fell_is_named_with_both_figures(now: Figures, losses: list[str]) -> None:
    assert list(find_losses(COMMITTED, now)) == losses


def test_accepting_keeps_the_better_of_both(tmp_path: Path) -> None:
    path = tmp_path / "figures.toml"
    save_figures(raised(COMMITTED, {"body": (95, 100), "reply": (49, 60), "bounce+": (7, 9)}), path)
    assert load_figures(path) == {"body": (95, 100), "reply": (50, 60), "bounce+": (7, 9)}


def test_real_mails_are_read_no_worse_than_the_committed_figures(capfd: pytest.CaptureFixture[str]) -> None:
    if not has_corpora():
        pytest.skip(f"there are no real mails in {CORPORA}: other people's mail is no part of this project")
    before = FIGURES.read_bytes()
    assert main([]) == 0, capfd.readouterr().out[-3000:]
    assert FIGURES.read_bytes() == before
