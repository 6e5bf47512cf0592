"""Print how well sentences are understood: `python -m tests.recognition [--wrong-a] [--wrong-b] [--wrong-c]`."""

from __future__ import annotations

import sys

from tests.recognition.sentences import score, sentences


def main(arguments: list[str]) -> None:
    for title, half in (("Written against", "a"), ("Held out", "b"), ("Written blind afterwards", "c")):
        scores = score(half)
        print(f"{title}: {sum(1 for _ in sentences(half))} sentences")
        for name, one in scores.items():
            rest = f"asked or left open {one.missed:3}   wrong {len(one.wrong):3} ({len(one.wrong) / one.all:.1%})"
            print(f"  {name:10} of {one.all:3}   right {one.right:3}   {rest}")
        wrong = [each for one in scores.values() for each in one.wrong]
        fields = sum(one.all for one in scores.values())
        print(f"  all        of {fields:3}   wrong {len(wrong):3} ({len(wrong) / fields:.1%})")
        if f"--wrong-{half}" in arguments:
            print("\n".join(f"    wrong: {each}" for each in wrong))
            print("\n".join(f"    missed: {each}" for one in scores.values() for each in one.misses))


if __name__ == "__main__":
    main(sys.argv[1:])
