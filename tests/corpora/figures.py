"""The committed figures of the reading side: load them, compare a run with them, raise them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

FIGURES = Path(__file__).with_name("figures.toml")
_HEAD = "# Right and judged answers over all sources; `python -m tests.corpora --accept` raises them.\n"

# For each aspect: right answers, and how many were judged.
Figures = Mapping[str, tuple[int, int]]


def load_figures(path: Path = FIGURES) -> Figures:
    if not path.exists():
        return {}
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {aspect: (each["right"], each["judged"]) for aspect, each in table.items()}


def save_figures(figures: Figures, path: Path = FIGURES) -> None:
    lines = (f'"{aspect}" = {{ right = {right}, judged = {judged} }}\n' for aspect, (right, judged) in figures.items())
    path.write_text(_HEAD + "".join(lines), encoding="utf-8")


def share(figure: tuple[int, int]) -> float:
    right, judged = figure
    return 100 * right / judged if judged else 0.0


def find_losses(committed: Figures, now: Figures) -> Iterator[str]:
    """A sentence for each aspect whose share of right answers fell. One that is no longer judged has fallen, too.

    The scorer judges the bytes of a file only where it finds the file: fewer judged and none more wrong is no loss.
    """
    for aspect, before in committed.items():
        after = now.get(aspect, (0, 0))
        has_more_wrong = after[1] - after[0] > before[1] - before[0]
        if share(after) < share(before) and (has_more_wrong or not after[1]):
            yield f"{aspect} fell: committed {_written(before)}, now {_written(after)}"


def raised(committed: Figures, now: Figures) -> Figures:
    """The better of both for each aspect, in the order of the run: figures go up only."""
    names = dict.fromkeys((*now, *committed))
    both = {aspect: (committed.get(aspect, (0, 0)), now.get(aspect, (0, 0))) for aspect in names}
    return {aspect: max(pair, key=share) for aspect, pair in both.items()}


def _written(figure: tuple[int, int]) -> str:
    return f"{figure[0]} of {figure[1]} ({share(figure):.1f} %)"
