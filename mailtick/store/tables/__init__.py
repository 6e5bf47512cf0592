"""The tables, by topic. Import them from here, so that every mapper is known before the first query."""

from mailtick.store.tables.agreements import (
    BudgetRow,
    ContractRow,
    LicenceRow,
    PaymentRow,
    SeatRow,
)
from mailtick.store.tables.approvals import ApprovalRow
from mailtick.store.tables.base import Base
from mailtick.store.tables.categories import CategoryRow
from mailtick.store.tables.changes import (
    AccountMarkRow,
    PaperRow,
    ProposalRow,
    RecordChangeRow,
    ReminderRow,
    SnoozeRow,
)
from mailtick.store.tables.desk import (
    Counter,
    Period,
    Setting,
)
from mailtick.store.tables.equipment import (
    AssetRow,
    LoanRow,
    MemberRow,
    SpareRow,
    StockCheckRow,
)
from mailtick.store.tables.imports import (
    ColumnMappingRow,
    ImportedRow,
)
from mailtick.store.tables.incidents import (
    AffectedRow,
    AlarmRow,
    ChaseRow,
    HandoverRow,
    IncidentAssetRow,
    IncidentRow,
    LogEntryRow,
    ParticipantRow,
    RelatedRow,
    SatisfactionRow,
    WaitRow,
)
from mailtick.store.tables.mails import (
    BlockedAddress,
    LedgerRow,
    MailRow,
    MailState,
    ReferenceRow,
)
from mailtick.store.tables.outbox import (
    DeliveryRow,
    DeliveryState,
    OutgoingRow,
    SuppressedAddress,
)
from mailtick.store.tables.people import (
    ContactRow,
    LocationRow,
    PersonAddressRow,
    PersonRoleRow,
    PersonRow,
    ProviderRow,
)
from mailtick.store.tables.plans import (
    ArticleRow,
    CalendarRow,
    DiaryRow,
    ImplementationRow,
    ProblemRow,
    TaskRow,
)
from mailtick.store.tables.presence import AbsenceRow, CoverRow
from mailtick.store.tables.rules import RuleHitRow
from mailtick.store.tables.search import SearchTextRow
from mailtick.store.tables.web import SignInRow, WebSessionRow

__all__ = [
    "AbsenceRow",
    "AccountMarkRow",
    "AffectedRow",
    "AlarmRow",
    "ApprovalRow",
    "ArticleRow",
    "AssetRow",
    "Base",
    "BlockedAddress",
    "BudgetRow",
    "CalendarRow",
    "CategoryRow",
    "ChaseRow",
    "ColumnMappingRow",
    "ContactRow",
    "ContractRow",
    "Counter",
    "CoverRow",
    "DeliveryRow",
    "DeliveryState",
    "DiaryRow",
    "HandoverRow",
    "ImplementationRow",
    "ImportedRow",
    "IncidentAssetRow",
    "IncidentRow",
    "LedgerRow",
    "LicenceRow",
    "LoanRow",
    "LocationRow",
    "LogEntryRow",
    "MailRow",
    "MailState",
    "MemberRow",
    "OutgoingRow",
    "PaperRow",
    "ParticipantRow",
    "PaymentRow",
    "Period",
    "PersonAddressRow",
    "PersonRoleRow",
    "PersonRow",
    "ProblemRow",
    "ProposalRow",
    "ProviderRow",
    "RecordChangeRow",
    "ReferenceRow",
    "RelatedRow",
    "ReminderRow",
    "RuleHitRow",
    "SatisfactionRow",
    "SearchTextRow",
    "SeatRow",
    "Setting",
    "SignInRow",
    "SnoozeRow",
    "SpareRow",
    "StockCheckRow",
    "SuppressedAddress",
    "TaskRow",
    "WaitRow",
    "WebSessionRow",
]
