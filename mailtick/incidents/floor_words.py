"""The words by which a mail says that it cannot wait; each list stands here and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from mailtick.incidents.prose import stated

# A word between that denies nothing.
_FEW = r"(?:(?!not\b|never\b|no\b|nor\b|still\b|\w*n'?t\b)[\w'/-]+\s+)"


def _words(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)


# --- Something cannot be used ---

_CANNOT = r"(?:can'?t|cannot|can not|unable to|not able to|couldn'?t|could not)"
AWAY = _words(
    rf"\b(?:{_CANNOT}|(?:no[ -]?one|nobody|none of us) can)\s+(?:\w+\s+){{0,2}}?(?:get|log|sign|access|open"
    r"|use|reach|load|take|do|mark|save|submit|complete"
    r"|connect)\b"
    r"|\b(?:is|are|'s|gone|going|went|been|still|all|seems)\s+(?:down|off ?line|unavailable|inaccessible|frozen"
    r"|locked)\b"
    r"|^[\w' ]{1,40}\b(?:down|offline)[\s!.?]*$"
    r"|\b(?:not|isn'?t|aren'?t|won'?t|will not|doesn'?t|does not|stopped|never)\s+(?:\w+\s+)?"
    r"(?:work\w*|load\w*|open\w*|sav\w*|respond\w*|connect\w*|let\w*)\b"
    r"|\b(?:seems?|appears?) to be (?:down|off ?line|unavailable|locked)\b"
    r"|\blocked\s+(?:me\s+|us\s+)?out\b|\baccount\s+(?:\w+\s+)?locked\b|\b(?:no|lost)\s+access\b"
    r"|\bkicked\s+(?:me|us)\s+out\b|\berror\s+(?:message|when|on|code)\b|\b(?:shows?|gives?|up|with)\s+(?:\w+\s+){0,2}error\b"
    r"|\bcrash(?:es|ed|ing)\b|\btim(?:es|ed|ing) out\b"
)
BACK = _words(
    r"\b(?:works? (?:again|now)|(?:is|are|'s) (?:back|up again|fine|ok(?:ay)?|working)|working again|fixed now)\b"
)

# A poster about a system is not the system.
_NO_PAPER = (
    r"(?!'?s?\s+(?:training|poster|guide|slides|leaflet|invoice|course|certificate|logo|letter|policy|meeting|page"
    r"|guidance|sheet|form|manual|notice|handout|instructions|icon|display|folder|documents?|lead|team|week|audit|lessons?|board"
    r"|file))"
)
SAFEGUARDING_SYSTEM = _words(
    rf"\b(?:cpoms|my ?concern|edaware|tootoot|safeguard my school"
    r"|safeguarding concern(?=.*\b(?:system|portal|website|site)\b)"
    rf"|safeguarding\s+(?:system|software|app|platform|portal|log|records?|database))\b{_NO_PAPER}"
)
# "register" as a noun: not the till's, and not "to register for a course".
REGISTERS = _words(
    r"(?<!cash )(?<!asset )(?<!assets )(?<!contract )(?<!contracts )(?<!licence )(?<!risk )(?<!parish )(?<!gift )"
    r"(?<!to )(?<!please )(?<!can't )(?<!cannot )(?<!cant )(?<!could )"
    r"\b(?:registers?(?!\s+(?:for|with|a|an|at|me|him|her|them|us|my|our|your|the|this|interest|of|here|online)\b)"
    r"|(?:am|pm|morning|afternoon)\s+registration|the attendance|attendance (?:system|marks?))\b"
)

# --- Phishing and malware ---

_SUSPECT = _words(
    r"\b(?:phish\w*|scam\w*|suspicious|fake|dodgy|fraud\w*|spoof\w*|bogus|hoax|hackers?|hacked|virus|malware"
    r"|spam e?-?mail|(?:not|n't|is (?:this|it|that)) (?:real|genuine|legit\w*))\b"
)
_CLICKED = _words(
    r"\b(?:clicked|tapped)\b(?!\s+(?:on\s+)?(?:\w+\s+){0,3}(?:delete|report|junk|block|unsubscribe|away|cancel"
    r"|reply|forward|close|accept|update|print|send|save|ok|spam(?! e?-?mail))\b)"
    r"(?:\s+on)?(?:\s+(?:it|this|that|the|a|its|links?|attachment|button))*"
    r"|\bopened\s+(?:the|an|its|that|this)\s+(?:attachment|link|file)\b"
    r"|\b(?:entered|typed|put|gave|given|filled)(?:\s+in)?\s+(?:them\s+)?(?:my|our|her|his|their|the)\s+(?:\w+\s+){0,2}"
    r"(?:passwords?|login|log-in|details|card|pin)\b"
    r"|\b(?:replied|responded|sent|gave|given)\b[^.!?]{0,40}?\b(?:my|our|her|his|their|the)\s+(?:\w+\s+)?"
    r"(?:passwords?|login|bank|card|pin)\b"
)
_VIRUS = (
    r"(?:ransomware|malware|spyware|trojan|keylogger|(?<!anti-)(?<!anti )virus(?:es)?)"
    r"(?!\s+(?:protection|scan\w*|software|checker|definitions?|polic\w+|training|licen[cs]es?|advice|awareness|updates?"
    r"|going|bug|round))"
)
_MALWARE = _words(
    rf"\b(?:has|have|had|got|gets?|getting|found|is|it's|there's|detected|with|by|from|downloaded|installed|caught|says?)\s+"
    rf"{_FEW}{{0,4}}?{_VIRUS}\b"
    rf"|\b{_VIRUS}\s+(?:(?:has|is|was|were)\s+)?(?:on (?:my|the|our|a|this|his|her)|in (?:my|the|our)|found|detected"
    r"|warning|alert|infection|came|locked)\b"
    r"|\b(?:laptop|computer|pc|machine|server|file|drive|stick)s?\s+(?:(?:is|are|was|were|has been|have been|got)\s+)?"
    r"(?:all\s+)?(?:infected|encrypted by|held to ransom|hacked)\b"
    r"|\bransom (?:note|demand|message)\b"
)
_COMPUTING = _words(
    r"\b(?:computer|laptop|pc|i-?pad|tablet|chromebook|machine|server|files?|usb|drive|screen|pop-?up|download\w*"
    r"|attachment|link|e-?mail|software|network|device|sophos|defender|ransomware|malware)s?\b"
)
_HANDLED = _words(r"\b(?:blocked|removed|quarantined|deleted|cleaned|stopped|scanned|free (?:of|from))\b")
_ILL = _words(
    r"\b(?:kids?|children|pupils?|class|half|staff)\b[^.!?]{0,20}?\b(?:has|have|had|got) (?:a |the )?virus\b|"
    r"\b(?:ill|sick|illness|covid|noro\w*|stomach|vomit\w*|tummy|cough\w*|flu|absent|absences?)\b"
)

# --- A device is gone ---

_DEVICE = (
    r"(?:laptops?|i-?pads?|tablets?|chromebooks?|macbooks?|computers?|pcs?|devices?"
    r"|(?:work|school|office|class)\s+(?:phones?|mobiles?|cameras?)|(?:usb|memory|flash|pen)\s+(?:sticks?|drives?|keys?)"
    r"|(?:external|portable|hard)\s+(?:hard\s+)?(?:drives?|disks?))"
    # Its charger, its signal and the work on it are no device.
    r"(?!'?s?\s+(?:charg\w+|cases?|bags?|leads?|cables?|pens?|keys?|power|connection|signal|passwords?|pin|screen|sleeves?"
    r"|stands?|adapt\w+|mouse|mice|battery|plugs?|trolleys?|settings|wi-?fi|internet|time|files?|work|numbers?|locks?"
    r"|labels?|stickers?|polic\w+|covers?|access|network|room|suite|lessons?|club|desk|bookings?|slots?|keyboards?|requests?"
    r"|orders?|forms?|tickets?)\b)"
)
_OF_SOMEBODY = (
    r"(?:(?:my|the|our|her|his|their|your|a|an|one|two|three|of|school|class|new|old|year|work|teacher'?s?|staff|that"
    r"|this|\w+'s|\d{1,2})\s+){1,5}"
)
_GONE_FROM = r"(?:taken (?:from|out of) (?:my|her|his|the) (?:car|bag|house|home|van)|gone missing|went missing)"
_OF_A_THING = r"(?<!for the )(?<!of the )(?<!for my )(?<!of my )(?<!for our )(?<!to the )"
DEVICE_GONE = _words(
    rf"\b{_OF_A_THING}{_DEVICE}\b(?:\s+{_FEW}{{0,7}}?|\s*,?\s*)(?<!\bbe )(?<!\bget )(?<!\bbeing )"
    rf"(?:stolen|nicked|pinched|{_GONE_FROM}|(?:is|was|been|got|are|were)\s+lost)\b(?!\s+(?:its|the|connection|power))"
    rf"|\b(?:stole|nicked|pinched|(?:report\w*|had)\s+(?:\w+\s+){{0,2}}stolen)\s+{_OF_SOMEBODY}{_DEVICE}\b"
    rf"|\b(?:my|the|our|her|his|a|two)\s+stolen\s+{_DEVICE}\b"
    rf"|\b(?:lost|mislaid|misplaced)\s+{_OF_SOMEBODY}{_DEVICE}\b"
    rf"|\b(?:my|her|his)\s+(?:\w+\s+)?{_DEVICE}\s+is\s+missing\b(?!\s+(?:its|a|an|the|some|from the trolley)\b)"
    rf"|\b(?:stolen|broken into|break-?in|burgl\w+|robbed)\b[^.!?]{{0,50}}?\bwith\s+{_OF_SOMEBODY}{_DEVICE}\b"
    rf"|\b(?:broken into|break-?in|burgl\w+|robbed)\b[^.!?]{{0,60}}?{_DEVICE}\b[^.!?]{{0,20}}?"
    r"\b(?:gone|missing|taken)\b"
    rf"|\b(?:burglars?|thief|thieves|robbers?)\s+(?:\w+\s+)?(?:took|got)\s+{_OF_SOMEBODY}{_DEVICE}\b"
    rf"|^(?:lost|stolen)\s+(?:{_OF_SOMEBODY})?{_DEVICE}[\s.!?]*$"
    rf"|\b(?:left\s+{_OF_SOMEBODY}{_DEVICE}|{_DEVICE}\s+(?:was|got|has been|is)\s+left)\s+(?:on|in)\s+(?:the|a)\s+"
    r"(?:train|bus|tram|taxi|cab|tube|plane|underground|coach|cafe|café|pub|park|restaurant|hotel)\b"
)
# "I can't find my laptop, I think it's been stolen."
_IT_IS_GONE = _words(
    r"\b(?:it|they)(?:'s|'ve| has| have| was| were)?\s+(?:\w+\s+)?(?:been\s+)?(?:stolen|nicked|pinched)\b"
)
_DEVICE_ITSELF = _words(rf"\b{_OF_A_THING}{_DEVICE}\b")
_FOUND = _words(
    r"\b(?:found (?:it|them|(?:the|my|our|her|his) \w+)(?! (?:was|were|had|has|is|gone|missing)\b)"
    r"|(?:has|have|was|were|been|is|it's) (?:been )?(?:found|returned|recovered|handed in)|turned up"
    r"|got (?:it|them) back|false alarm)\b"
)

# --- Filtering is off ---

_FILTER = (
    r"(?:(?:web|internet|content|online|safety|url)[\s-]+(?:safety\s+)?filter\w*"
    r"|(?:(?:the|our) |^)filter(?=.*\b(?:kids|children|pupils|students|class|year \d|websites?|sites|internet"
    r"|youtube)\b)"
    r"|(?<!spam )(?<!mail )(?<!email )(?<!junk )(?<!excel )(?<!column )(?<!data )(?<!water )(?<!air )filtering"
    r"|smoothwall|securly|lightspeed|netsweeper)"
)
_SWITCHED_OFF = r"(?:turned|switched)\s+off|disabled|bypassed|got round|got around|way (?:round|around|past)"
_FILTER_OFF = _words(
    rf"\b(?:{_SWITCHED_OFF})\s+(?:the\s+|our\s+)?{_FILTER}\b"
    rf"|\b{_FILTER}(?:'s)?\s+{_FEW}{{0,4}}?(?:off|down|disabled|bypassed|broken|stopped|failed|gone)\b(?!\s+(?:the|a|by)\b)"
    rf"|\b{_FILTER}\s+(?:\w+\s+){{0,2}}?(?:not|isn't|isnt|doesn't|doesnt|stopped)\s+(?:\w+\s+)?(?:working|work|on|active"
    r"|running|blocking)\b"
    rf"|\b(?:no|without|lost)\s+(?:any\s+)?{_FILTER}\b(?!\s+(?:problem|issue|change))"
    r"|\b(?:can|able to|could)\s+(?:now\s+|all\s+|still\s+)?(?:get|access|reach|open|see|visit|look)\s+(?:\w+\s+){0,3}?"
    r"(?:porn\w*|(?:adult|inappropriate|explicit|violent|gambling)\s+(?:web)?(?:sites?|content|pages?|images?|videos?))"
)
_TO_BE_SWITCHED = _words(
    r"\b(?:(?:turn|switch|take|put|leave|unblock)\b|(?:will|going to|may|might|could) (?:be|go)\b"
    r"|be (?:turned|switched|taken|disabled)\b|planned|maintenance)"
)


# --- Whatever one of the above finds has one of these: looked for first, for that is much quicker ---

_OF_SUSPECT = (
    *("phish", "scam", "suspicious", "fake", "dodgy", "fraud", "spoof", "bogus", "hoax", "hack", "virus", "malware"),
    *("spam", "real", "genuine", "legit"),
)
_OF_MALWARE = ("ransom", "malware", "spyware", "trojan", "keylogger", "virus", "infected", "encrypted", "hacked")
_OF_GONE = (
    *("stole", "nicked", "pinched", "taken", "missing", "lost", "mislaid", "misplaced", "broken", "break", "burgl"),
    *("robb", "thie", "left"),
)
_OF_FILTER = (
    *("filter", "smoothwall", "securly", "lightspeed", "netsweeper", "porn", "adult", "inappropriate", "explicit"),
    *("violent", "gambling"),
)


def has_any(subject: str, sentences: Sequence[str], *stems: str) -> bool:
    """Whether one of these beginnings of words, in small letters, stands anywhere."""
    whole = _whole(subject, tuple(sentences))
    return any(stem in whole for stem in stems)


@lru_cache(maxsize=16)
def _whole(subject: str, sentences: tuple[str, ...]) -> str:
    return "\n".join((subject, *sentences)).casefold()


def safeguarding_away(subject: str, sentences: Sequence[str]) -> str:
    """How a mail says that somebody cannot use the system in which concerns about children are written."""
    if not has_any(subject, sentences, "cpoms", "concern", "edaware", "tootoot", "safeguard"):
        return ""
    return _away(SAFEGUARDING_SYSTEM, subject, sentences)


def registers_away(subject: str, sentences: Sequence[str]) -> str:
    """How a mail says that registers cannot be taken."""
    if not has_any(subject, sentences, "register", "registration", "attendance"):
        return ""
    return _away(REGISTERS, subject, sentences)


def _away(system: re.Pattern[str], subject: str, sentences: Sequence[str]) -> str:
    """The words for a system and that it cannot be used, in one sentence; the subject may name the system alone."""
    in_subject = system.search(subject)
    for sentence in (subject, *sentences):
        named = system.search(sentence) or in_subject
        found = AWAY.search(sentence) if named else None
        if named and found and not BACK.search(sentence):
            return f"{named[0]}: {found[0]}"
    return ""


def clicked(subject: str, sentences: Sequence[str]) -> str:
    """How a mail says that somebody followed a link that they suspect now, or gave a password away there."""
    if not has_any(subject, sentences, *_OF_SUSPECT):
        return ""
    if not any(_SUSPECT.search(sentence) for sentence in (subject, *sentences)):
        return ""
    return _first(_CLICKED, sentences)


def malware(subject: str, sentences: Sequence[str]) -> str:
    """How a mail says that there is malware on a computer; what a virus scanner dealt with is none."""
    if not has_any(subject, sentences, *_OF_MALWARE):
        return ""
    every = (subject, *sentences)
    if not any(_COMPUTING.search(sentence) for sentence in every) or any(_ILL.search(sentence) for sentence in every):
        return ""
    return _first(_MALWARE, [each for each in every if not _HANDLED.search(each)])


def device_gone(subject: str, sentences: Sequence[str]) -> str:
    """How a mail says that a device is lost or stolen; nothing where it has been found since."""
    if not has_any(subject, sentences, *_OF_GONE):
        return ""
    every = (subject, *sentences)
    gone = _first(DEVICE_GONE, every)
    gone = gone or _first(_IT_IS_GONE, [each for each in every if _DEVICE_ITSELF.search(each)])
    return "" if gone and _first(_FOUND, every) else gone


def filtering_off(subject: str, sentences: Sequence[str]) -> str:
    """How a mail says that the web is not filtered."""
    if not has_any(subject, sentences, *_OF_FILTER):
        return ""
    return _first(_FILTER_OFF, [each for each in (subject, *sentences) if not _TO_BE_SWITCHED.search(each)])


def _first(pattern: re.Pattern[str], sentences: Sequence[str]) -> str:
    return next((words for each in sentences if (words := stated(pattern, each))), "")
