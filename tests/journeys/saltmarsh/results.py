"""What does not stand yet at the end of the story, with the part that builds it."""

from __future__ import annotations

from collections.abc import Mapping

_RECOGNITION = "part 8, recognition"

_ALL = "1041 1042 1043 1044 1045 1046 1047 1048 1049 1050 1051 1052 1053 1054 1055 1056 1057 1058"

# For each part: table and column → the incidents that wait for it.
_COLUMNS: Mapping[str, Mapping[tuple[str, str], str]] = {
    _RECOGNITION: {
        ("incidents", "title"): _ALL,
        ("incidents", "assets"): _ALL,
        ("incidents", "location"): "1045 1047 1048 1050",
        ("incidents", "state"): "1046 1047 1048",
        ("incidents", "responded_at"): "1046 1047 1048",
        ("incidents", "resolved_at"): "1046 1047 1048",
        ("incidents", "type"): "1047 1048",
        ("incidents", "channel"): "1047 1048",
        ("incidents", "reporter"): "1047 1048",
        ("incidents", "affected"): "1047 1048",
        ("incidents", "received_at"): "1047 1048",
        ("incidents", "category"): "1047 1048 1053",
        ("incidents", "impact"): "1047 1048",
        ("incidents", "urgency"): "1047 1048",
        ("incidents", "priority"): "1047 1048",
        ("incidents", "level"): "1047 1048",
        ("incidents", "restored_at"): "1046 1047 1048",
        ("incidents", "closed_at"): "1046 1047 1048",
        ("incidents", "fix_kind"): "1046 1047 1048",
        ("incidents", "how_closed"): "1046 1047 1048",
        ("incidents", "restricted"): "1047 1048",
        ("handovers", "provider"): "1047 1048",
        ("handovers", "job_ref"): "1047 1048",
        ("handovers", "handed_at"): "1047 1048",
        ("handovers", "first_human_reply_at"): "1047 1048",
        ("handovers", "on_site_at"): "1047 1048",
        ("handovers", "done_at"): "1047 1048",
    },
}

_WAITS: Mapping[tuple[str, ...], str] = {
    ("1047", "provider", "2026-11-17 10:00", ""): _RECOGNITION,
    ("1048", "approval", "2026-11-16 10:25", "2026-11-19 13:00"): _RECOGNITION,
    ("1048", "provider", "2026-11-19 13:10", ""): _RECOGNITION,
    ("1050", "requester", "2026-11-16 13:10", "2026-11-16 13:22"): _RECOGNITION,
}

_DIARY: Mapping[str, str] = {
    # D23 and D24 name an incident that has another number until E11 is split.
    _RECOGNITION: "D05 D23 D24",
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
