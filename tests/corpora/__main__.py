"""Measure the reading side on real mails: `python -m tests.corpora [--accept] [ARGUMENTS OF THE SCORER]`.

The real `mailtick explain --json` reads all of them in one process, and the corpora's own scorer judges. The run fails
where a share of right answers is below the committed one (figures.toml); `--accept` raises those that grew. What a
scorer's argument such as `--source talon --aspect reply --show 20` leaves out is not compared.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.corpora.figures import Figures, find_losses, load_figures, raised, save_figures, share

PROJECT = Path(__file__).resolve().parents[2]
CORPORA = PROJECT.parent / "shared" / "corpora"
# Shares of right answers that the corpora's own README names: the standard library, and the best package.
BASELINES = {
    "body": ("92", "95"),
    "reply": ("47", "61"),
    "fwd_from": ("45", "58"),
    "att_names": ("83", "96"),
    "bounce+": ("45", "83"),
    "bounce_rcpt": ("41", "77"),
    "autoreply+": ("-", "40"),
    "suppress+": ("-", "75"),
    "parsed": ("99", "99.8"),
}
AIMS = {
    "parsed": 100,
    "from": 99,
    "from_name": 99,
    "to": 99,
    "cc": 99,
    "subject": 99,
    "body": 99,
    "att_names": 99,
    "att_bytes": 99,
    "att_count": 99,
    "reply": 93,
    "fwd_from": 93,
    "fwd_subject": 93,
    "bounce+": 98,
    "bounce_rcpt": 96,
    "bounce_status": 90,
    "autoreply+": 98,
    "suppress+": 98,
    "autoreply-": 99.5,
    "bounce-": 99.5,
    "suppress-": 99.5,
}


def has_corpora() -> bool:
    return (CORPORA / "score.py").is_file()


def main(arguments: list[str]) -> int:
    if not has_corpora():
        print(f"No real mails here: they are looked for in {CORPORA}; nothing was measured.")
        return 0
    asked = [each for each in arguments if each != "--accept"]
    now = measure(asked)
    committed = load_figures()
    print_shares(now, committed)
    if any(each.startswith(("--source", "--aspect")) for each in asked):
        print("\nA part alone was judged: it is not compared with the committed figures.")
        return 0
    losses = list(find_losses(committed, now))
    if "--accept" in arguments:
        save_figures(raised(committed, now))
    print("\n".join(["", *losses] if losses else ["", "Nothing fell below the committed figures."]))
    return 1 if losses else 0


def measure(arguments: list[str]) -> Figures:
    """Read all mails, let the scorer print its tables, and return what it judged over all sources."""
    with tempfile.TemporaryDirectory() as folder:
        results, table = Path(folder) / "results.jsonl", Path(folder) / "table.json"
        started = time.perf_counter()
        explain_all(results)
        spent_s = time.perf_counter() - started
        scorer = [sys.executable, str(CORPORA / "score.py"), str(results), "--root", str(CORPORA), "--json", str(table)]
        subprocess.run([*scorer, *arguments], check=True)
        count = results.read_bytes().count(b"\n")
        print(f"\n{count} mails explained in {spent_s:.1f} s, {1000 * spent_s / max(1, count):.1f} ms a mail")
        judged = json.loads(table.read_text(encoding="utf-8")).get("ALL", {})
    return {aspect: (right, total) for aspect, (right, total) in judged.items()}


def explain_all(results: Path) -> None:
    """One process of the command line over every folder; its file names are those that the expectations use."""
    folders = sorted(each.relative_to(CORPORA).as_posix() for each in CORPORA.glob("*/eml"))
    command = [sys.executable, "-m", "mailtick", "explain", "--json", *folders]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    with results.open("wb") as out:
        run = subprocess.run(command, cwd=CORPORA, env=environment, stdout=out, stderr=subprocess.PIPE, check=False)
    if run.returncode:
        raise SystemExit(f"mailtick explain failed:\n{run.stderr.decode(errors='replace')[-3000:]}")


def print_shares(now: Figures, committed: Figures) -> None:
    heads = ("share of right answers, %", "mailtick", "committed", "aim", "standard library", "best package")
    print("\n" + "".join(f"{head:>{26 if at == 0 else 18}}" for at, head in enumerate(heads)))
    for aspect, figure in now.items():
        before = f"{share(committed[aspect]):.1f}" if aspect in committed else "-"
        standard, package = BASELINES.get(aspect, ("-", "-"))
        cells = (f"{share(figure):.1f}", before, AIMS.get(aspect, "-"), standard, package)
        print(f"{aspect:<26}" + "".join(f"{cell:>18}" for cell in cells))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
