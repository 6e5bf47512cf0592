"""How many of a licence are owned, in use and free, and how many more would have to be bought."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Usage:
    """How a licence stands. `kept_free` are those that shall stay free; a site licence has no number to count."""

    owned: int
    in_use: int
    kept_free: int = 0
    is_for_all: bool = False
    is_counted: bool = False

    @property
    def free(self) -> int:
        """How many more may be used; never below 0."""
        return max(0, self.owned - self.in_use - self.kept_free)

    @property
    def too_many(self) -> int:
        return max(0, self.in_use - self.owned)

    def to_buy(self, wanted: int) -> int:
        """How many have to be bought before so many more may be used; what is used beyond the licence first."""
        return 0 if self.is_for_all else max(0, self.in_use + wanted + self.kept_free - self.owned)

    def answer(self, wanted: int) -> str:
        """May I install it on so many more? "0 free, 3 wanted, 3 to buy"."""
        if self.is_for_all:
            return f"it is a licence for the whole site: {wanted} wanted, 0 to buy"
        beyond = f" ({self.too_many} too many in use)" if self.too_many else ""
        return f"{self.free} free{beyond}, {wanted} wanted, {self.to_buy(wanted)} to buy"
