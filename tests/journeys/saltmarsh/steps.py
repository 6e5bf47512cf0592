"""The steps of the story that the demo does not play, each with the part that builds its verb."""

from __future__ import annotations

Step = tuple[str, str, str, str]

# When, who, which word, about what; incidents are named by the letter that brought them.
NOT_PLAYED: dict[str, tuple[Step, ...]] = {
    "what the coordinator heard herself needs no confirmation": (
        ("2026-11-16 12:55", "sandra.kemp", "confirm", "E15"),
        ("2026-11-19 14:45", "sandra.kemp", "confirm", "E36"),
    ),
    "their titles were given with the split": (
        ("2026-11-16 09:51", "sandra.kemp", "confirm", "E11"),
        ("2026-11-16 09:51", "sandra.kemp", "confirm", "E11+1"),
        ("2026-11-16 09:51", "sandra.kemp", "confirm", "E11+2"),
    ),
    "the clock itself": (
        ("2026-11-17 16:30", "clock", "close", "E03"),
        ("2026-11-19 16:30", "clock", "close", "E15"),
        ("2026-11-20 16:00", "clock", "close", "E11"),
    ),
}

# Played by another word.
PLAYED_OTHERWISE: dict[Step, Step] = {
    # What is proposed stands filled in; the coordinator gives the title.
    ("2026-11-09 08:40", "sandra.kemp", "confirm", "E01"): ("2026-11-09 08:40", "sandra.kemp", "title", "E01"),
    ("2026-11-09 10:55", "sandra.kemp", "confirm", "E02"): ("2026-11-09 10:55", "sandra.kemp", "title", "E02"),
    ("2026-11-10 13:06", "sandra.kemp", "confirm", "E03"): ("2026-11-10 13:06", "sandra.kemp", "title", "E03"),
    ("2026-11-13 09:40", "sandra.kemp", "confirm", "E05"): ("2026-11-13 09:40", "sandra.kemp", "title", "E05"),
    ("2026-11-16 08:05", "sandra.kemp", "confirm", "E06"): ("2026-11-16 08:05", "sandra.kemp", "title", "E06"),
    ("2026-11-16 11:22", "sandra.kemp", "confirm", "E15"): ("2026-11-16 11:22", "sandra.kemp", "title", "E15"),
    ("2026-11-16 13:29", "sandra.kemp", "confirm", "E17"): ("2026-11-16 13:29", "sandra.kemp", "title", "E17"),
    ("2026-11-17 10:40", "sandra.kemp", "confirm", "E22"): ("2026-11-17 10:40", "sandra.kemp", "title", "E22"),
    ("2026-11-17 14:22", "sandra.kemp", "confirm", "E24"): ("2026-11-17 14:22", "sandra.kemp", "title", "E24"),
    ("2026-11-17 15:55", "sandra.kemp", "confirm", "E25"): ("2026-11-17 15:55", "sandra.kemp", "title", "E25"),
    ("2026-11-18 08:02", "leah.dunn", "confirm", "E26"): ("2026-11-18 08:02", "leah.dunn", "title", "E26"),
    ("2026-11-18 11:31", "sandra.kemp", "confirm", "E32"): ("2026-11-18 11:31", "sandra.kemp", "title", "E32"),
    ("2026-11-19 10:35", "sandra.kemp", "confirm", "E36"): ("2026-11-19 10:35", "sandra.kemp", "title", "E36"),
    ("2026-11-20 15:58", "sandra.kemp", "confirm", "E40"): ("2026-11-20 15:58", "sandra.kemp", "title", "E40"),
    ("2026-11-17 09:20", "sandra.kemp", "second", "E01"): ("2026-11-17 09:20", "sandra.kemp", "order", "E01"),
    # One answer for all three in the tables; here each hears of its own.
    ("2026-11-16 10:20", "sandra.kemp", "tell", "1046;1047;1048"): ("2026-11-16 10:20", "sandra.kemp", "tell", "E11"),
    ("2026-11-16 10:20", "sandra.kemp", "tell", "E11+1"): ("2026-11-16 10:20", "sandra.kemp", "tell", "E11+1"),
    ("2026-11-16 10:20", "sandra.kemp", "tell", "E11+2"): ("2026-11-16 10:20", "sandra.kemp", "tell", "E11+2"),
    # A machine's receipt is no reply; its number is noted.
    ("2026-11-19 13:12", "FEN", "provider-reply", "E11+2"): ("2026-11-19 13:12", "sandra.kemp", "job", "E11+2"),
    ("2026-11-19 08:35", "sandra.kemp", "confirm", "E34"): ("2026-11-19 08:35", "sandra.kemp", "release", "E34"),
}

# What a confirmation of the tables holds beside the title.
BESIDE: frozenset[Step] = frozenset(
    {
        ("2026-11-17 15:55", "sandra.kemp", "category", "E25"),
        ("2026-11-19 08:35", "sandra.kemp", "title", "E34"),
    }
)
