"""What does the organisation keep? One file a register; this list is all of them."""

from mailtick.registers.assets import ASSETS
from mailtick.registers.calendar import CALENDAR
from mailtick.registers.contracts import CONTRACTS
from mailtick.registers.diary import DIARY
from mailtick.registers.implementations import IMPLEMENTATIONS
from mailtick.registers.licences import LICENCES
from mailtick.registers.locations import LOCATIONS
from mailtick.registers.payments import PAYMENTS
from mailtick.registers.people import PEOPLE
from mailtick.registers.providers import PROVIDERS

# In the order in which they can be imported: each refers only to those before it.
REGISTERS = (
    LOCATIONS,
    PEOPLE,
    PROVIDERS,
    CONTRACTS,
    ASSETS,
    LICENCES,
    DIARY,
    PAYMENTS,
    IMPLEMENTATIONS,
    CALENDAR,
)

__all__ = ["REGISTERS"]
