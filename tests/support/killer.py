"""`mailtick`, but whoever decides on a mail with the subject "killer" dies at once, as of a fault in a C library."""

from __future__ import annotations

import os

from mailtick.cli import main
from mailtick.incidents.actions import Decision
from mailtick.incidents.decide import decide
from mailtick.mail.message import InboundMail
from mailtick.rounds import filing


def _decide_or_die(mail: InboundMail, *rest: object, **more: object) -> Decision:
    if mail.subject == "killer":
        os._exit(9)
    return decide(mail, *rest, **more)  # type: ignore[arg-type]  # handed on as they came


if __name__ == "__main__":
    vars(filing)["decide"] = _decide_or_die
    main()
