"""Guess the charset of bytes that nothing labels and that are no UTF-8."""

from __future__ import annotations

from collections.abc import Mapping
from unicodedata import category

MAX_BYTES = 4000
_ENOUGH = 0.45
_HIGH_BYTES = bytes(range(0x80, 0x100))
_SIGNS = ("So", "Sm", "Cc", "Sk")
_BLANKS = b" \t\r\n"

_CYRILLIC = "оеаинтсрвлкмдпу"
_HAN = (
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后"
    "小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长"
)
_HAN_TRADITIONAL = (
    "的一是不我有大在人了中到資要可以這個你會好為來學就交也用能如時文說沒他看那問生提下過請們天所多麼小之"
    "想得工出還電對都機自後子而訊站去心只家知國台很信成章何同道地發法無然但嗎當於本現年前真最和新因果定意"
    "情點題其事方清科樣些吧三此位理行作經者什"
)
_KANA = "のにをはとがしたでるいすまてなかもられっんこうアイクスルレント"
# The commonest characters of a script, and which part of a text they make up, by the charset that it is written in.
_COMMON: Mapping[str, tuple[str, float]] = {
    "cp1251": (_CYRILLIC, 0.75),
    "koi8-r": (_CYRILLIC, 0.75),
    "iso8859-5": (_CYRILLIC, 0.75),
    "cp866": (_CYRILLIC, 0.75),
    "gb18030": (_HAN, 0.35),
    "cp950": (_HAN_TRADITIONAL, 0.35),
    "cp932": (_KANA, 0.45),
    "euc_jp": (_KANA, 0.45),
    "cp949": ("이는을다가의에하고나은지도로한사기리아라어시자서그해", 0.4),
    "cp1253": ("αοιετνσηρπκυλμωςάί", 0.85),
    "cp1255": ("יוהאלרתבשמנדקחפעם", 0.85),
    "cp874": ("านรอกเงมยลวดทสตปบคหแจพช", 0.75),
}


def guess_codec(content: bytes) -> str:
    """Return Python's codec for a script that is not Latin, or "" where the bytes look Western or prove nothing.

    In Western languages few bytes are beyond ASCII; in other scripts most are.
    Whoever decodes right sees the commonest characters of the language; whoever decodes wrong sees rare ones.
    """
    start = content[:MAX_BYTES]
    high = len(start) - len(start.translate(None, _HIGH_BYTES))
    if high < 4 or high < 0.4 * len(start.translate(None, _BLANKS)):
        return ""
    scores = {codec: _likeness(start, codec, *common) for codec, common in _COMMON.items()}
    best = max(scores, key=lambda codec: scores[codec])
    return best if scores[best] >= _ENOUGH else ""


def _likeness(content: bytes, codec: str, common: str, usual_share: float) -> float:
    """How near the share of common characters comes to the usual one; damage and drawing signs count against it."""
    text = content.decode(codec, "replace")
    foreign = [character for character in text if character > "\x7f"]
    if not foreign:
        return 0.0
    hits = sum(map(text.count, common))
    strange = sum(character == "\ufffd" or category(character) in _SIGNS for character in foreign)
    return (hits - 5 * strange) / (len(foreign) * usual_share)
