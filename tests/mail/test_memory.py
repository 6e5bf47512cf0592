"""A large mail is read in a few times its size of memory (`python -m tests.bench.reading` measures 25 MB)."""

from __future__ import annotations

import tracemalloc

import pytest

from mailtick.mail.facts import mail_facts
from mailtick.mail.parse import parse_mail
from tests.bench.reading_mails import LARGE

SIZE = 25_000_000


@pytest.mark.parametrize("kind", LARGE)
def test_a_large_mail_takes_no_more_than_four_times_its_size(kind: str) -> None:
    raw = LARGE[kind](SIZE)
    tracemalloc.start()
    try:
        mail = parse_mail(raw)
        mail_facts(mail)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert mail.size_bytes == len(raw)
    # The bytes themselves were there before.
    assert 1 + peak / len(raw) <= 4
