"""The tables, by topic. Import them from here, so that every mapper is known before the first query."""

from mailtick.store.tables.base import Base
from mailtick.store.tables.desk import Counter, Period, Setting
from mailtick.store.tables.incidents import AffectedRow, HandoverRow, IncidentRow, LogEntryRow, ParticipantRow, WaitRow
from mailtick.store.tables.mails import LedgerRow, MailRow, MailState, ReferenceRow
from mailtick.store.tables.outbox import DeliveryRow, DeliveryState, OutgoingRow, SuppressedAddress
from mailtick.store.tables.registers import (
    AssetRow,
    CalendarRow,
    ContractRow,
    DiaryRow,
    ImplementationRow,
    LicenceRow,
    LocationRow,
    PaymentRow,
    PersonAddressRow,
    PersonRoleRow,
    PersonRow,
    ProviderRow,
)

__all__ = [
    "AffectedRow",
    "AssetRow",
    "Base",
    "CalendarRow",
    "ContractRow",
    "Counter",
    "DeliveryRow",
    "DeliveryState",
    "DiaryRow",
    "HandoverRow",
    "ImplementationRow",
    "IncidentRow",
    "LedgerRow",
    "LicenceRow",
    "LocationRow",
    "LogEntryRow",
    "MailRow",
    "MailState",
    "OutgoingRow",
    "ParticipantRow",
    "PaymentRow",
    "Period",
    "PersonAddressRow",
    "PersonRoleRow",
    "PersonRow",
    "ProviderRow",
    "ReferenceRow",
    "Setting",
    "SuppressedAddress",
    "WaitRow",
]
