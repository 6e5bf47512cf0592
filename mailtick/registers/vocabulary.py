"""The closed lists of words that registers use. Source: DOMAIN.md 2.5 and 3.6 to 3.12."""

from __future__ import annotations

from enum import StrEnum


class AssetStatus(StrEnum):
    EXPECTED = "expected"
    IN_STOCK = "in_stock"
    IN_USE = "in_use"
    SPARE = "spare"
    IN_REPAIR = "in_repair"
    ON_LOAN = "on_loan"
    MISSING = "missing"
    STOLEN = "stolen"
    DISPOSED = "disposed"


class Owned(StrEnum):
    OWNED = "owned"
    LEASED = "leased"
    PROVIDER = "provider_owned"
    LOAN = "on_loan_to_us"
    DONATED = "donated"


class Level(StrEnum):
    SECOND_LEVEL = "second_level"
    SUPPLIER = "supplier"
    ADVICE = "advice"


class Origin(StrEnum):
    PRESET = "preset"
    OWN = "own"


class CheckResult(StrEnum):
    FOUND = "found"
    MISSING = "missing"
    ELSEWHERE = "elsewhere"
    NOT_ON_THE_LIST = "not_on_the_list"


class LicenceType(StrEnum):
    PERPETUAL = "perpetual"
    SUBSCRIPTION = "subscription"
    SITE = "site"
    FREE = "free"
    TRIAL = "trial"


class Metric(StrEnum):
    USER = "user"
    DEVICE = "device"
    PUPIL = "pupil"
    CLASS = "class"
    SITE = "site"
    CONCURRENT = "concurrent"


class ContractState(StrEnum):
    DRAFT = "draft"
    SIGNED = "signed"
    RUNNING = "running"
    NOTICE_GIVEN = "notice_given"
    RENEWED = "renewed"
    ENDED = "ended"


class InvoicePeriod(StrEnum):
    SINGLE = "single"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    TERMLY = "termly"
    ANNUAL = "annual"


class BudgetCategory(StrEnum):
    """The seven cost categories for ICT of the Department for Education."""

    CONNECTIVITY = "Connectivity"
    ONSITE_SERVERS = "Onsite servers"
    ADMINISTRATION = "Administration software and systems"
    COMPUTERS = "Laptops, desktops and tablets"
    OTHER_HARDWARE = "Other hardware"
    SUPPORT = "IT support"
    LEARNING = "IT learning resources"


class PaymentState(StrEnum):
    EXPECTED = "expected"
    INVOICED = "invoiced"
    MATCHED = "matched"
    DIFFERS = "differs"
    PASSED_ON = "passed_on"
    PAID = "paid"
    CANCELLED = "cancelled"


class CalendarKind(StrEnum):
    TERM = "term"
    INSET = "inset"
    BANK_HOLIDAY = "bank_holiday"
    CLOSURE = "closure"


class DiaryKind(StrEnum):
    VISIT = "visit"
    DELIVERY = "delivery"
    OUTAGE = "outage"
    TASK = "task"
    REVIEW = "review"
    CHECK = "check"
    TRAINING = "training"


class Stage(StrEnum):
    IDEA = "idea"
    PROPOSED = "proposed"
    APPROVED = "approved"
    ORDERED = "ordered"
    DELIVERED = "delivered"
    INSTALLED = "installed"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"
    REJECTED = "rejected"
    STOPPED = "stopped"


class ProblemState(StrEnum):
    SUSPECTED = "suspected"
    RECORDED = "recorded"
    KNOWN_ERROR = "known_error"
    FIXED = "fixed"
    ACCEPTED = "accepted"


class AbsenceSource(StrEnum):
    ENTERED = "entered"
    OUT_OF_OFFICE = "out_of_office"


class CoveredRole(StrEnum):
    """The roles that somebody can stand in for; the words are those of `incidents.people.Role`."""

    COORDINATOR = "coordinator"
    DEPUTY = "deputy"
    FIRST_LEVEL = "first_level"
    OWNER = "owner"
    FINANCE = "finance"
