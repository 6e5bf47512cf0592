"""What does not stand yet at the end of the story, with the part that builds it."""

from __future__ import annotations

from collections.abc import Mapping

_RECOGNITION = "part 8, recognition"

_ALL_BUT_SPLIT = "1041 1042 1043 1044 1045 1049 1050 1051 1052 1053 1054 1055 1056 1057 1058"
_ALL = "1041 1042 1043 1044 1045 1046 1047 1048 1049 1050 1051 1052 1053 1054 1055 1056 1057 1058"

# For each part: table and column → the incidents that wait for it.
_COLUMNS: Mapping[str, Mapping[tuple[str, str], str]] = {
    _RECOGNITION: {
        ("incidents", "title"): _ALL_BUT_SPLIT,
        ("incidents", "assets"): _ALL,
        ("incidents", "location"): "1045 1050",
        ("incidents", "category"): "1048 1053",
        ("incidents", "type"): "1048",
        ("incidents", "impact"): "1047 1048",
        ("incidents", "urgency"): "1048",
        ("incidents", "priority"): "1047 1048",
    },
    "a part that was split off came by that, and not by mail": {
        ("incidents", "channel"): "1047 1048",
    },
    "an answer of a machine that is no mail of the story": {
        ("handovers", "job_ref"): "1048",
    },
}

_WAITS: Mapping[tuple[str, ...], str] = {
    ("1050", "requester", "2026-11-16 13:10", "2026-11-16 13:22"): _RECOGNITION,
}

_DIARY: Mapping[str, str] = {
    # It is about the copier, which the mail does not name.
    _RECOGNITION: "D24",
}

_PENDING: dict[tuple[str, ...], str] = {
    **{
        (table, number, column): part
        for part, columns in _COLUMNS.items()
        for (table, column), numbers in columns.items()
        for number in numbers.split()
    },
    **{("waits", *row): part for row, part in _WAITS.items()},
    **{("diary", ref): part for part, refs in _DIARY.items() for ref in refs.split()},
}


def waits_for(*key: str) -> str | None:
    """The part that a cell (table, number, column) or a row (table, key) waits for; None if it stands already."""
    return _PENDING.get(key)
