"""A folder of old mails is read in the order of their dates, and left as it is."""

from __future__ import annotations

import pytest

from mailtick.transport.archive import NoArchive, open_folder
from tests.transport.offices import Office

_OLD = (
    (b"Subject: second\r\n\r\nb\r\n", '"05-Mar-2024 10:00:00 +0000"'),
    (b"Subject: first\r\n\r\na\r\n", '"04-Mar-2024 09:30:00 +0000"'),
)


def test_a_folder_is_read_byte_for_byte_with_the_server_s_dates(office: Office) -> None:
    account = office.account()
    with office.other_client(account) as client:
        client.create("Archive")
        for raw, moment in _OLD:
            client.append("Archive", None, moment, raw)
    before = office.flags(account, "Archive").replace(r"\\Recent", "")
    with open_folder(account, "Archive") as (count, mails):
        found = [(mail.raw, mail.received_at.isoformat()) for mail in mails]
    assert count == 2
    assert found == [(_OLD[1][0], "2024-03-04T09:30:00+00:00"), (_OLD[0][0], "2024-03-05T10:00:00+00:00")]
    assert office.flags(account, "Archive").replace(r"\\Recent", "") == before


def test_a_folder_that_is_not_there_is_a_sentence(office: Office) -> None:
    with pytest.raises(NoArchive, match="has no folder 'Nowhere'"), open_folder(office.account(), "Nowhere"):
        pass
