"""What does the organisation keep? One file a register; this list is all of them."""

from mailtick.registers.absences import ABSENCES
from mailtick.registers.articles import ARTICLES
from mailtick.registers.assets import ASSETS
from mailtick.registers.budgets import BUDGETS
from mailtick.registers.calendar import CALENDAR
from mailtick.registers.categories import CATEGORIES
from mailtick.registers.contacts import CONTACTS
from mailtick.registers.contracts import CONTRACTS
from mailtick.registers.diary import DIARY
from mailtick.registers.implementations import IMPLEMENTATIONS
from mailtick.registers.licences import LICENCES
from mailtick.registers.loans import LOANS
from mailtick.registers.locations import LOCATIONS
from mailtick.registers.members import MEMBERS
from mailtick.registers.payments import PAYMENTS
from mailtick.registers.people import PEOPLE
from mailtick.registers.problems import PROBLEMS
from mailtick.registers.providers import PROVIDERS
from mailtick.registers.rota import COVER
from mailtick.registers.seats import SEATS
from mailtick.registers.spares import SPARES
from mailtick.registers.stock_checks import STOCK_CHECKS
from mailtick.registers.tasks import TASKS

# In the order in which they can be imported: each refers only to those before it, and to itself.
REGISTERS = (
    LOCATIONS,
    PEOPLE,
    PROVIDERS,
    CONTACTS,
    CATEGORIES,
    CONTRACTS,
    ASSETS,
    MEMBERS,
    LOANS,
    SPARES,
    STOCK_CHECKS,
    LICENCES,
    SEATS,
    DIARY,
    PAYMENTS,
    BUDGETS,
    IMPLEMENTATIONS,
    TASKS,
    PROBLEMS,
    ARTICLES,
    CALENDAR,
    ABSENCES,
    COVER,
)

__all__ = ["REGISTERS"]
