"""What became of one attempt to hand a mail to the SMTP server, for one recipient."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sent:
    """The server took it. `reply` is its answer, such as "250 2.0.0 Ok: queued as 4Xyz"."""

    reply: str


@dataclass(frozen=True, slots=True)
class TryAgain:
    """Nothing was sent and a later attempt may succeed: no connection, 4xx, or an answer we do not know.

    `is_unreached`: no connection was to be had, so it says nothing about this mail.
    """

    reason: str
    is_unreached: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """Refused for good (5xx about this recipient or this mail): trying again is useless."""

    reason: str


@dataclass(frozen=True, slots=True)
class Uncertain:
    """The link was lost after the final dot: it may have been sent or not (RULINGS 5)."""

    reason: str


Outcome = Sent | TryAgain | Refused | Uncertain
