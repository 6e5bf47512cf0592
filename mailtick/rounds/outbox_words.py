"""How far a mail of ours has come, in words."""

from __future__ import annotations

from mailtick.store.tables import DeliveryState

DELIVERY_WORDS = {
    DeliveryState.WAITING: "waiting",
    DeliveryState.CLAIMED: "being sent",
    DeliveryState.UNCERTAIN: "perhaps sent",
    DeliveryState.SENT: "sent",
    DeliveryState.REFUSED: "refused",
    DeliveryState.GIVEN_UP: "given up",
    DeliveryState.BOUNCED: "came back",
    DeliveryState.SHADOW: "not sent",
}
