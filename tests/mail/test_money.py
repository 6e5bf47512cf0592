"""How amounts are written: one way for mails, lists and pages."""

from __future__ import annotations

import pytest

from mailtick.mail.money import pounds


@pytest.mark.parametrize(
    ("pence", "written"),
    [(0, "£0.00"), (5, "£0.05"), (149_000, "£1,490.00"), (-6_050, "-£60.50"), (10**8, "£1,000,000.00")],
)
def test_an_amount_is_written_with_a_comma_and_its_pence(pence: int, written: str) -> None:
    assert pounds(pence) == written
