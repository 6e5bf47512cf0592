"""What Saltmarsh Primary keeps, as far as proposals ask for it, and mails of its people."""

from __future__ import annotations

from datetime import date

from mailtick.incidents.actions import Decision
from mailtick.incidents.kept import Agreement, Equipment, KnownLicence, KnownRegisters
from mailtick.incidents.people import Person, Place, Role
from mailtick.incidents.proposals.acts import Propose
from mailtick.incidents.proposals.proposal import Proposal, ProposalKind
from mailtick.incidents.school_days import SchoolDays, Span
from mailtick.incidents.usage import Usage
from tests.incidents.deciding import BROWN, decided, each
from tests.support.desks import letter
from tests.support.lookup import PEOPLE, School, proof

JANET_PRYOR = Person(
    9, "Mrs Janet Pryor", "janet.pryor@saltmarshprimary.example", frozenset({Role.FINANCE, Role.APPROVER})
)
PRYOR = f"{JANET_PRYOR.name} <{JANET_PRYOR.address}>"

REGISTERS = KnownRegisters(
    all_equipment=(
        Equipment("SP-0010", "Desktop", "Lenovo ThinkCentre M70q", "MJ0K7110", "in_use", "SUITE"),
        Equipment("SP-0011", "Desktop", "Lenovo ThinkCentre M70q", "MJ0K7111", "in_use", "SUITE"),
        Equipment("SP-0014", "Printer", "Brother HL-L5210DN", "E78241K2N1", "in_use", "SUITE"),
        Equipment("SP-0016", "Desktop", "HP ProDesk 400 G5", "8CC9120F1A", "spare", "LIB"),
        Equipment("SP-0017", "Desktop", "HP ProDesk 400 G5", "8CC9120F1B", "spare", "LIB"),
        Equipment("SP-0018", "Barcode scanner", "Datalogic QuickScan", "G19F33418", "in_use", "LIB"),
        Equipment("SP-0019", "Laptop cabinet", "LapCabby 16H (old)", "LC16-0442", "spare", "LIB"),
        Equipment("SP-0026", "Projector", "Epson EB-2250U", "X4GK7900312", "in_use", "HALL"),
        Equipment("SP-0036", "Interactive panel", "Promethean ActivPanel 9", "AP9-2111-0212", "in_use", "Y2"),
        Equipment("SP-0037", "Interactive panel", "Promethean ActivPanel 9", "AP9-2111-0213", "in_use", "Y3"),
        Equipment("SP-0050", "Visualiser", "IPEVO V4K", "V4K-1", "in_use", "Y2"),
        Equipment("SP-0058", "iPad charging trolley", "LapCabby UNI 16", "LCU-71530", "in_use", "Y1"),
    ),
    all_places=(
        (Place("SUITE", "ICT suite"), ("suite", "computer suite")),
        (Place("LIB", "Library"), ("library",)),
        (Place("OFF", "School office"), ("office", "reception")),
        (Place("HALL", "Hall"), ("hall", "main hall")),
        (Place("YR", "Mrs Ellison's class"), ("reception", "acorns")),
        (Place("Y1", "Miss Nair's class"), ("willow", "year 1")),
        (Place("Y2", "Mrs Finch's class"), ("hazel", "year 2")),
        (Place("Y3", "Mrs Brown's class"), ("oak", "room 5")),
    ),
    all_agreements=(
        Agreement("C1", "FEN", "Managed ICT support", 540000, "quarterly", "IT support", date(2027, 8, 31)),
        Agreement("C4", "BBA", "Panel warranty cover", 64000, "annual", "Other hardware", date(2026, 11, 30)),
    ),
    all_licences=(
        KnownLicence("LIC-01", "Microsoft 365 A3 (staff)", "user", Usage(32, 27)),
        KnownLicence("LIC-02", "Windows 11 Education upgrade", "device", Usage(45, 43)),
        KnownLicence("LIC-15", "Jamf School", "device", Usage(30, 30)),
    ),
    days=SchoolDays((Span(date(2026, 11, 2), date(2026, 12, 18)), Span(date(2027, 1, 4), date(2027, 2, 12)))),
)


def school(registers: KnownRegisters = REGISTERS) -> School:
    """The school, with its finance and its registers."""
    known = School(kept=registers)
    known.people = [*PEOPLE, JANET_PRYOR]
    return known


def wrote(text: str, subject: str = "moved stuff", sender: str = BROWN, known: School | None = None) -> Decision:
    """What is decided about a proven mail of somebody's."""
    return decided(letter(sender, subject, text, headers=proof(sender)), known or school())


def proposed(decision: Decision) -> Proposal | None:
    """The one proposal of a decision, if it has one; news of a job stand beside it."""
    found = [one for one in each(decision, Propose) if one.proposal.kind is not ProposalKind.NEWS]
    assert len(found) < 2
    return found[0].proposal if found else None
