"""The words of the field that recognition knows beside the school's own; each list stands here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# What people call equipment, and which types of a register it means: the first with something in the place is meant.
# A type is meant where all its words occur in the type's name.
KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "access point": ("access point",),
        "amp": ("sound system", "amplifier"),
        "amplifier": ("amplifier", "sound system"),
        "board": ("interactive panel", "interactive board", "interactive whiteboard", "whiteboard", "smartboard"),
        "chromebook": ("chromebook",),
        "computer": ("desktop", "computer", "laptop"),
        "copier": ("copier",),
        "desktop": ("desktop", "computer"),
        "doc cam": ("document camera", "visualiser"),
        "document camera": ("document camera", "visualiser"),
        "ipad": ("ipad",),
        "laptop": ("laptop", "notebook"),
        "machine": ("desktop", "computer"),
        "mic": ("microphone", "sound system"),
        "microphone": ("microphone", "sound system"),
        "monitor": ("monitor", "display"),
        "notebook": ("laptop", "notebook"),
        "panel": ("interactive panel", "interactive board", "interactive whiteboard", "whiteboard", "smartboard"),
        "pc": ("desktop", "computer"),
        "photocopier": ("copier",),
        "printer": ("printer", "copier"),
        "projector": ("projector",),
        "radio mic": ("microphone", "sound system"),
        "scanner": ("scanner",),
        "smart board": ("interactive board", "interactive panel", "interactive whiteboard", "whiteboard", "smartboard"),
        "smartboard": ("interactive board", "interactive panel", "interactive whiteboard", "whiteboard", "smartboard"),
        "speaker": ("speaker", "sound system"),
        "tablet": ("ipad", "tablet"),
        "trolley": ("trolley",),
        "visualiser": ("visualiser", "document camera"),
        "whiteboard": ("interactive panel", "interactive board", "interactive whiteboard", "whiteboard", "smartboard"),
        "wi fi box": ("access point",),
        "wifi": ("access point",),
        "wi-fi": ("access point",),
        "wifi box": ("access point",),
    }
)
# Services: what they mean stands in one place only, so it is never looked for elsewhere.
OF_ONE_PLACE = frozenset(("wifi", "wi-fi", "access point"))
# Parts of other things: they are a piece of their own only where nothing else is named.
PARTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "keyboard": ("keyboard",),
        "screen": ("display", "screen", "monitor", "interactive panel", "interactive board", "whiteboard"),
        "sound": ("sound system", "speaker"),
    }
)
# What stands behind a kind and makes something else of it: a board meeting, a laptop bag.
NOT_THE_THING = frozenset(
    (
        "error",
        "errors",
        "dash",
        "meeting",
        "bag",
        "bags",
        "games",
        "game",
        "room",
        "governors",
        "member",
        "members",
        "club",
    )
)
NOT_A_BOARD_OF = frozenset(("bulletin", "notice", "school", "key", "mother", "clip", "card", "score", "lighting"))

# "in my room", "our class": where the sender usually is. "lab" and the like only where their own place is called so.
OWN = frozenset(("my", "our"))
ROOMS = frozenset(("room", "class", "classroom", "office", "lab", "studio", "corner", "desk"))
LOCATIVE = frozenset(
    ("in", "at", "from", "inside", "outside", "into", "near", "by", "of", "within", "to", "on", "around", "behind")
)
# Words between "in" and the name of a place.
BETWEEN = frozenset(("the", "our", "my", "that", "old", "new", "whole", "main", "mrs", "mr", "ms", "miss"))
TITLES = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr", "sir", "prof", "professor", "rev"))
# A name of a place before one of these is another place.
OTHER_PLACE = frozenset(("store", "stores", "storeroom", "cupboard", "corridor", "annexe", "shed", "toilet", "toilets"))
# The word before, or behind, that takes a word out of the names of places.
NO_PLACE_AFTER = frozenset(
    ("key", "this", "that", "early", "late", "photo", "music", "font", "microsoft", "ms", "google")
)
NO_PLACE_BEFORE = frozenset(
    (
        *("365", "app", "apps", "manager", "hours", "supplies", "assembly", "trip", "parents", "children", "pupils"),
        *("topic", "residential", "reports", "results", "teacher", "teachers", "maths", "phonics", "reading", "play"),
    )
)
# What follows a place that is the subject of its sentence.
AFTER_A_SUBJECT = frozenset(
    (
        "has",
        "have",
        "had",
        "is",
        "are",
        "was",
        "were",
        "can",
        "cannot",
        "can't",
        "cant",
        "needs",
        "lost",
        "hasn't",
        "isn't",
    )
)
# Last words of names that many places have.
COMMON_ROOMS = frozenset(("room", "class", "classroom", "office", "centre", "area"))

EVERYWHERE = (
    ("whole", "school"),
    ("entire", "school"),
    ("all", "of", "school"),
    ("across", "the", "school"),
    ("throughout", "the", "school"),
    ("all", "over", "the", "school"),
    ("all", "over", "school"),
    ("whole", "building"),
    ("whole", "site"),
    ("for", "anybody"),
    ("for", "anyone"),
    ("for", "everybody"),
    ("for", "everyone"),
    ("everywhere",),
    ("anywhere",),
)

# Words that look like a slip of one of ours and are none.
NO_SLIPS = frozenset(
    (
        *("copper", "outer", "pillow", "deception", "sever", "sprinter", "changer", "planter", "painter", "pointer"),
        *("scanned", "served", "copies", "copied", "officer", "offices", "charged", "charges", "trolling", "reaction"),
        *("inception", "perception", "exception", "speaking", "sneaker", "breaker", "secreen", "spanner", "serving"),
        *("project", "projects", "protector", "reflector", "cabinets", "cantina", "studies", "studied", "labelled"),
        *("printed", "printing", "notebooks", "beaches", "breach", "willows", "acorn", "hazels", "studious"),
    )
)
