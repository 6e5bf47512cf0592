"""Print how well news is recognised, kind by kind, in both halves: `python -m tests.provider_news [--wrong]`."""

from __future__ import annotations

import sys

from tests.provider_news.letters import held_out, written_against
from tests.provider_news.scoring import Score, score, total


def _line(name: str, one: Score) -> str:
    there, said = one.right + one.missed, one.right + one.too_much
    return f"  {name:12} precision {one.precision:6.1%} of {said:3}   recall {one.recall:6.1%} of {there:3}"


def main(arguments: list[str]) -> None:
    for title, letters in (("Written against", written_against()), ("Held out", held_out())):
        scores = score(letters)
        print(f"{title}: {len(letters)} mails")
        for kind, one in sorted(scores.items()):
            print(_line(kind, one))
        print(_line("all", total(scores)))
        if "--wrong" in arguments:
            print("\n".join(f"    {each}" for each in total(scores).wrong))


if __name__ == "__main__":
    main(sys.argv[1:])
