from __future__ import annotations

import pytest

from mailtick.registers import REGISTERS
from mailtick.registers.headers import fold_header, other_words, secret_in, words_of, worked_out
from mailtick.registers.register import Register


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
def test_words_are_for_columns_that_there_are_and_written_as_they_are_compared(register: Register) -> None:
    names = {column.name for column in register.in_csv} | set(worked_out(register))
    assert set(words_of(register)) <= names
    words = [word for name in words_of(register) for word in other_words(register, name)]
    assert [word for word in words if fold_header(word) != word] == []


@pytest.mark.parametrize(
    ("header", "folded"),
    [
        ("Serial No. (if any)", "serial no"),
        ("COST £", "cost"),
        ("S/N", "s n"),
        ("Asset #", "asset no"),
        ("Make & Model", "make and model"),
        ("  Where\nis it? ", "where is it"),
    ],
)
def test_headers_are_compared_without_case_brackets_and_signs(header: str, folded: str) -> None:
    assert fold_header(header) == folded


@pytest.mark.parametrize(
    ("header", "is_secret"),
    [
        ("Product Key", True),
        ("Wi-Fi password", True),
        ("Sort code", True),
        ("Key holder", False),
        ("Where the key is", False),
        ("Key stage", False),
        ("Keyboard", False),
        ("Shopping list", False),
    ],
)
def test_a_secret_is_known_by_its_header(header: str, is_secret: bool) -> None:
    assert bool(secret_in(header)) == is_secret
