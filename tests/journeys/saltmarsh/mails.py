"""What must come of each of the forty mails, as the demo school's own story tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

NEW = "new"
HELD = "held"
NOTHING = "nothing"

DMARC = "DMARC"
TOKEN = "a mail that only they received"
UNKNOWN = "sender unknown"
SERVER = "a mail server"


@dataclass(frozen=True, slots=True)
class Expected:
    """`belongs` is "new", "held", "nothing", or the letter whose incident it is filed on.

    `answered` are the automatic answers, as "who M1"; `told` whom of the team it alerts or asks. `opened` is the
    incident as the mail opens it. `facts` must stand in the actions, `proposed` names what a person has to confirm.
    """

    kind: str
    belongs: str
    trust: str = DMARC
    answered: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    opened: Mapping[str, object] = field(default_factory=dict)
    job: str | None = None
    is_human: bool | None = None
    facts: frozenset[str] = frozenset()
    proposed: frozenset[str] = frozenset()


def _opened(type_: str, category: str, place: str, priority: str, **more: object) -> dict[str, object]:
    return {"type": type_, "category": category, "place": place, "priority": priority, **more}


_COORDINATORS = frozenset({"sandra.kemp", "leah.dunn"})
_ALL_FOUR = ("gareth.lloyd", "zoe.marsh", "ben.hargreaves", "helen.okafor")

MAILS: dict[str, Expected] = {
    "E01": Expected(
        "new",
        NEW,
        answered=frozenset({"claire.brown M1"}),
        opened=_opened("incident", "Display and AV", "Mrs Brown's class", "P3"),
    ),
    "E02": Expected(
        "new",
        NEW,
        answered=frozenset({"denise.cole M1"}),
        told=frozenset({"sandra.kemp"}),
        facts=frozenset({"LIC-13"}),
        opened=_opened("request", "Software and online services", "Library", "P5"),
    ),
    "E03": Expected(
        "new",
        NEW,
        answered=frozenset({"priya.nair M1", "sandra.kemp transcript"}),
        opened=_opened(
            "incident",
            "Computers and tablets",
            "Miss Nair's class",
            "P3",
            channel="on_behalf",
            reporter="priya.nair@saltmarshprimary.example",
        ),
    ),
    "E04": Expected(
        "new",
        "E01",
        answered=frozenset({"claire.brown M9"}),
        job="Job 7741",
        is_human=True,
        facts=frozenset({"2026-11-17"}),
    ),
    "E05": Expected(
        "new",
        NEW,
        answered=frozenset({"leah.dunn M1"}),
        opened=_opened("incident", "Admin systems", "School office", "P2"),
    ),
    "E06": Expected(
        "new",
        NEW,
        answered=frozenset({"gareth.lloyd M1"}),
        told=_COORDINATORS,
        opened=_opened(
            "incident",
            "Network and internet",
            "Mr Lloyd's class",
            "P2",
            title="wifi down in rowan again cant do registers",
        ),
    ),
    "E07": Expected("new", "E06", answered=frozenset({"zoe.marsh M3"})),
    "E08": Expected(
        "new",
        "E06",
        answered=frozenset({"ben.hargreaves M3"}),
        told=_COORDINATORS | {"tom.whitfield", "helen.okafor"},
        facts=frozenset({"P1"}),
    ),
    "E09": Expected("new", "E06", answered=frozenset({"helen.okafor M3"}), told=frozenset({"sandra.kemp"})),
    "E10": Expected("auto_reply", "E06", job="INC0098213", is_human=False),
    "E11": Expected(
        "new",
        NEW,
        answered=frozenset({"angela.finch M1"}),
        opened=_opened("incident", "Display and AV", "Mrs Finch's class", "P4"),
        proposed=frozenset({"split"}),
    ),
    "E12": Expected(
        "reply",
        "E06",
        answered=frozenset(f"{who} M3" for who in _ALL_FOUR),
        is_human=True,
        facts=frozenset({"2026-11-16T10:30", "2026-11-16T10:00"}),
    ),
    "E13": Expected("new", "E06", is_human=True, proposed=frozenset({"done"})),
    "E14": Expected("reply", "E06", TOKEN, facts=frozenset({"closed"})),
    "E15": Expected(
        "forward",
        NEW,
        answered=frozenset({"katie.byrne M1"}),
        told=_COORDINATORS | {"tom.whitfield", "janet.pryor", "helen.okafor"},
        opened=_opened(
            "incident",
            "Security",
            "Miss Nair's class",
            "P1",
            is_restricted=True,
            reporter="katie.byrne@saltmarshprimary.example",
        ),
    ),
    "E16": Expected("reply", "E01", TOKEN, told=frozenset({"sandra.kemp"}), proposed=frozenset({"needed"})),
    "E17": Expected(
        "new",
        NEW,
        answered=frozenset({"ruth.ellison M2"}),
        opened=_opened("incident", "Printing and copying", "", "P3"),
    ),
    "E18": Expected(
        "reply",
        "E17",
        TOKEN,
        answered=frozenset({"ruth.ellison M9"}),
        facts=frozenset({"SP-0023", "School office"}),
    ),
    "E19": Expected("auto_reply", "E17", TOKEN, told=_COORDINATORS, facts=frozenset({"2026-11-18"})),
    "E20": Expected(
        "new",
        "E01",
        told=frozenset({"tom.whitfield"}),
        is_human=True,
        facts=frozenset({"2026-11-17T07:40", "Q-3318", "2026-11-20"}),
        proposed=frozenset({"not_covered"}),
    ),
    # The coordinator hears of the yes: it is for her to order.
    "E21": Expected("reply", "E01", TOKEN, told=frozenset({"sandra.kemp"}), facts=frozenset({'"answer": "yes"'})),
    "E22": Expected(
        "new",
        NEW,
        answered=frozenset({"ben.hargreaves M1"}),
        opened=_opened("incident", "Computers and tablets", "Mr Hargreaves's class", "P4"),
    ),
    "E23": Expected(
        "new",
        "E17",
        answered=frozenset({"ruth.ellison M9"}),
        job="APS/45512",
        is_human=True,
        facts=frozenset({"2026-11-18T09:00"}),
    ),
    "E24": Expected("new", HELD, UNKNOWN),
    "E25": Expected(
        "new",
        NEW,
        answered=frozenset({"priya.nair M1"}),
        opened={"type": "incident", "priority": "P4", "place": "Miss Nair's class", "title": "Photo from Miss Nair"},
    ),
    "E26": Expected(
        "new",
        NEW,
        answered=frozenset({"zoe.marsh M13"}),
        told=_COORDINATORS | {"helen.okafor"},
        opened=_opened("incident", "Accounts and passwords", "Ms Marsh's class", "P2"),
    ),
    "E27": Expected("new", NOTHING, told=frozenset({"janet.pryor"}), proposed=frozenset({"payment"})),
    "E28": Expected("list", NOTHING, UNKNOWN),
    "E29": Expected("reply", "E01", TOKEN),
    "E30": Expected("new", NOTHING, answered=frozenset({"colin.webb M9"}), proposed=frozenset({"move"})),
    "E31": Expected("new", "E17", is_human=True, facts=frozenset({"2026-11-18T09:20"}), proposed=frozenset({"done"})),
    "E32": Expected("new", HELD, UNKNOWN),
    "E33": Expected("new", NOTHING, answered=frozenset({"janet.pryor M9"}), proposed=frozenset({"implementation"})),
    "E34": Expected("forward", HELD, TOKEN, answered=frozenset({"gareth.lloyd M9"}), facts=frozenset({"ICT-1045"})),
    "E35": Expected("bounce", "E34", SERVER, told=frozenset({"sandra.kemp"}), facts=frozenset({"note_bounce"})),
    "E36": Expected(
        "new",
        NEW,
        answered=frozenset({"denise.cole M1"}),
        told=frozenset({"sandra.kemp"}),
        opened=_opened("incident", "Files and backup", "Library", "P3", is_restricted=True),
    ),
    "E37": Expected("new", NOTHING, facts=frozenset({"CHG0031120"})),
    "E38": Expected("new", "E05", is_human=True, proposed=frozenset({"done"})),
    "E39": Expected(
        "new", "E01", told=frozenset({"janet.pryor"}), is_human=True, proposed=frozenset({"done", "payment"})
    ),
    "E40": Expected(
        "new",
        NEW,
        answered=frozenset({"helen.okafor M1"}),
        told=frozenset({"sandra.kemp"}),
        opened=_opened("request", "Information", "School office", "P3"),
    ),
}

# What comes of a held mail when somebody takes it up: whom it answers, and what it opens.
RELEASES: dict[str, Expected] = {
    "E24": Expected(
        "new",
        NEW,
        answered=frozenset({"mo.rahman77@personalmail.example M1"}),
        opened=_opened("incident", "Display and AV", "Hall", "P2", reporter="mo.rahman@saltmarshprimary.example"),
    ),
    "E32": Expected(
        "new",
        NEW,
        answered=frozenset({"kayleigh.morris@uni.example M1", "zoe.marsh M1"}),
        opened=_opened(
            "request", "Accounts and passwords", "Ms Marsh's class", "P4", reporter="kayleigh.morris@uni.example"
        ),
    ),
    "E34": Expected(
        "forward",
        NEW,
        answered=frozenset({"gareth.lloyd M1"}),
        opened=_opened("incident", "Network and internet", "Mr Lloyd's class", "P3"),
    ),
}

_LIFE = "part 6, life cycle and clock"
