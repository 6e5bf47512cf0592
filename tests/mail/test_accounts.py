"""Bank accounts are found, and left out, however they are written."""

from __future__ import annotations

import pytest

from mailtick.mail.accounts import LEFT_OUT, find_accounts, hide_accounts, speaks_of_new_account

ACCOUNT = "60161331926819"


@pytest.mark.parametrize(
    "text",
    [
        "sort code 60-16-13 account 31926819",
        "Sort Code: 60-16-13\nAccount Number: 31926819",
        "S/C 60-16-13 A/C 31926819",
        "sort-code 601613, acc no 3192 6819",
        "Sort code 60–16–13 Account no 31926819",
        "Sort code: 60.16.13 account: 31926819",
        "Barclays 60-16-13 31926819",
        "Sort Code Account Number\n60-16-13 31926819",
        "account number is 31926819, sort code is 60-16-13",
        "Sort code ６０-１６-１３ account ３１９２６８１９",
        "GB29 NWBK 6016 1331 9268 19",
        "GB29NWBK60161331926819",
        "IBAN: gb29 nwbk 6016 1331 9268 19",
        "GB29-NWBK-6016-1331-9268-19",
        "GB29\u00a0NWBK\u00a06016\u00a01331\u00a09268\u00a019",
        "GB29\nNWBK 6016 1331 9268 19",
        "GB29 NW\u200bBK 6016 1331 9268 19",
    ],
)
def test_an_account_is_found_and_left_out_however_it_is_written(text: str) -> None:
    assert find_accounts(text) == {ACCOUNT}
    hidden = hide_accounts(f"Pay here: {text} Thank you")
    assert LEFT_OUT in hidden
    assert hidden.endswith(" Thank you")
    assert not any(sign.isdecimal() for sign in hidden)


def test_every_account_of_a_text_is_found() -> None:
    text = (
        "Sort code 60-16-13 account 31926819. New: sort code 99-99-99 account 11112222, or DE89 3704 0044 0532 0130 00"
    )
    assert find_accounts(text) == {ACCOUNT, "99999911112222", "DE89370400440532013000"}


@pytest.mark.parametrize(
    "text",
    [
        "Invoice FI-1 of 20-11-26, order 12345678",
        "ring 01234 567890 on 20-11-26",
        "your account 12345678 with us",
        "GB29 NWBK 6016 1331 9268 18",
        "serial GB29NWBK60161331926819X",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert find_accounts(text) == frozenset()
    assert hide_accounts(text) == text


@pytest.mark.parametrize(
    ("text", "is_new"),
    [
        ("please use our new account from now", True),
        ("Our bank details have changed", True),
        ("Please note our new bank details: see below", True),
        ("Our bank details will never change.", False),
        ("Beware: we do not send new bank details by mail", False),
        ("You have a new account manager", False),
        ("Your account details are below", False),
    ],
)
def test_words_of_new_bank_details(text: str, is_new: bool) -> None:
    assert speaks_of_new_account(text) is is_new
