"""Run all real mails through the reading side and let their own scorer judge: `python -m tests.corpora [ARGUMENTS]`.

The arguments go to the scorer, for example `--source talon --aspect reply --show 20`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from mailtick.mail.facts import mail_facts
from mailtick.mail.parse import parse_mail

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
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


def main(arguments: list[str]) -> int:
    if not (CORPORA / "score.py").is_file():
        print(f"No real mails here: they are looked for in {CORPORA}; nothing was measured.")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        results, table = Path(folder) / "results.jsonl", Path(folder) / "table.json"
        files = sorted(CORPORA.glob("*/eml/**/*.eml"))
        started = time.perf_counter()
        results.write_text("".join(f"{json.dumps(read_facts(file))}\n" for file in files), encoding="utf-8")
        spent_s = time.perf_counter() - started
        scorer = [sys.executable, str(CORPORA / "score.py"), str(results), "--root", str(CORPORA), "--json", str(table)]
        subprocess.run([*scorer, *arguments], check=True)
        print_baselines(json.loads(table.read_text(encoding="utf-8")).get("ALL", {}))
    print(f"\n{len(files)} mails read in {spent_s:.1f} s, {spent_s / max(1, len(files)) * 1000:.1f} ms a mail")
    return 0


def read_facts(file: Path) -> dict[str, object]:
    name = file.relative_to(CORPORA).as_posix()
    try:
        return {"file": name, "error": None, **mail_facts(parse_mail(file.read_bytes()))}
    except Exception as error:  # noqa: BLE001 - a mail that raises is one wrong answer, not the end of the measuring
        return {"file": name, "error": repr(error)}


def print_baselines(shares: dict[str, list[int]]) -> None:
    print(f"\n{'share of right answers, %':<28}{'mailtick':>12}{'standard library':>20}{'best package':>16}")
    for aspect, (standard, package) in BASELINES.items():
        if aspect in shares:
            right, judged = shares[aspect]
            print(f"{aspect:<28}{100 * right / judged:>12.1f}{standard:>20}{package:>16}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
