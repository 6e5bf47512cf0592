"""The words by which a firm's news is recognised; each list stands here and nowhere else."""

from __future__ import annotations

import re

from mailtick.mail.money import FOREIGN, MONEY

_I = re.IGNORECASE

# Asked, wished, doubted or denied: it is no news yet.
HEDGED = re.compile(
    r"\?|\b(?:could|might|maybe|perhaps|possibly|would|if|whether|hope(?:s|fully)?|suits?|prefer|free|provisional(?:ly)?"
    r"|tentative(?:ly)?|subject\s+to|may\s+(?:be|come|need|have|not)|or\s+(?:is|on)?\s*(?:mon|tue|wed|thu|fri)\w*|like\s+to)\b",
    _I,
)
DENIED = re.compile(
    r"\b(?:not|no|never|cannot|cant|wont|isnt|unable|without|nor|neither|cancell?ed|postponed)\b|n['’]t\b", _I
)
TO_COME = re.compile(
    r"\b(?:when|once|until|till|unless|before|after\s+(?:that|we|it)|will|shall|to\s+be|can\s+be|must|should|needs?"
    r"|expect\w*|being|please|soon|going\s+to)\b|['’]ll\b",
    _I,
)
OVER = re.compile(r"\b(?:was|were|had|yesterday|last|ago|since|attended|arrived|ended|came|went)\b", _I)

# --- Times ---

VISIT = re.compile(
    r"\b(?:engineers?|technicians?|visit\w*|attend|attending|appointment|(?:call|pop|come|be|drop)\s+(?:in|out|by|over|round)"
    r"|with\s+you|on[\s-]?site|come|coming|booked|book\s+in|rebooked|rescheduled|scheduled|rearranged|got\s+you\s+down"
    r"|down\s+for|slot|install\w*|fit(?:ting)?|drop\s+(?:it|them|this)\s+(?:off|in|back)|courier|collect(?:ion|ing)?"
    r"|confirmed|start|do\s+(?:this|it|that)(?:\s+one)?)\b",
    _I,
)
NO_VISIT = re.compile(
    r"\b(?:due|discuss|expect\w*|valid|expires?|runs?\s+out|clos(?:es?|ed)|review|webinar|training|course|warranty|readings?"
    r"|invoice[ds]?|payments?|paid|price|prices|rates?|offer|order\s+(?:any|before|by)|delivered|arrives?|update|moved"
    r"|reply|respond|submit|away|holiday|concert|confirm\s+(?:by|before)|opening)\b",
    _I,
)
OFFER = re.compile(r"\b(?:can|able\s+to)\s+(?:do|come|fit|be|get|make|attend|offer|visit)\b|\bavailable\b", _I)
# A line of a form that says the day; what it is about stands above it.
DAY_LABEL = re.compile(r"(?:date|day|when|appointment|visit|scheduled(?:\s+for)?)\b\s*:?", _I)
ABOUT_VISIT = re.compile(r"\b(?:visit|appointment|engineer)\b", _I)
ETA = re.compile(
    r"\bE\.?T\.?A\b|\bestimated\b|\bexpect\w*|\bshould\s+(?:be|arrive|have|get)\b|\bdue\b(?!\s+(?:date|to))"
    r"|\bwill\s+be\s+(?:fixed|restored|resolved|repaired|back|delivered|here|there|ready|available|done|released|working"
    r"|up|in)\b|['’]ll\s+be\s+(?:fixed|back|here|ready|done|working)\b|\barriv(?:e|es|ing)\b|\bnow\s+says?\b|\bclear\s+time\b"
    r"|\btarget\b",
    _I,
)
NO_ETA = re.compile(
    r"\b(?:valid|invoice[ds]?|pay(?:ment|able)?|amount|readings?|review|webinar|reply|respond|rate|clos(?:es?|ed)|submit"
    r"|order\s+by|your\s+order|service\s+is\s+due|license|licence|renewal)\b",
    _I,
)
NEXT_NEWS = re.compile(
    r"\bnext\s+(?:update|news)|\b(?:further|another)\s+update|\bupdate\s+you\b"
    r"|\b(?:will|['’]ll)\s+(?:update|write|report|ring|call)\s+(?:you\s+)?(?:again\s+)?(?:by|at|on)\b",
    _I,
)
ON_SITE = re.compile(
    r"\bon[\s-]?site\b|\battended\b|\barrived\b|\bwith\s+you\s+(?:from|since|at)\b|\bsigned\s+in\b|\bgot\s+(?:here|there)\b",
    _I,
)
NOT_THERE = re.compile(
    r"\b(?:must|will|should|someone|somebody|please|when|if|to\s+be|parts?|off[\s-]site)\b|['’]ll\b|\?", _I
)
AGREED = re.compile(r"\b(?:booked|confirmed|(?:re)?scheduled|(?:re)?arranged)\b", _I)
HERE_NOW = re.compile(
    r"\b(?:on[\s-]?site\s+now|now\s+on[\s-]?site|here\s+now|just\s+(?:arrived|got\s+here)|(?:am|are|is)\s+on[\s-]?site)\b",
    _I,
)

# --- How it ends ---

_ENDED = (
    r"(?:done|fixed|resolved|sorted|completed?|mended|repaired|restored|cleared|solved|rectified|replaced|corrected"
    r"|back\s+(?:up|on|online|in\s+service)|up\s+and\s+running)"
)
_PUT_RIGHT = (
    r"(?:fixed|resolved|replaced|repaired|corrected|restored|mended|reinstated|cleared|swapped|completed|fitted|reset"
    r"|installed|reseated|rectified|sorted|solved)"
)
DONE = re.compile(
    rf"\b(?:is|are|been|now|all|was|were|both)\s+(?:(?:now|all|fully)\s+)?{_ENDED}\b|['’]s\s+(?:(?:now|all)\s+)*{_ENDED}\b"
    rf"|^\W*(?:all\s+)?{_ENDED}\b"
    rf"|\b(?:have|has|['’]ve)\s+(?:now\s+|since\s+)?(?:{_PUT_RIGHT}\b|put\s+(?:\w+\s+){{1,4}}right\b)"
    rf"|^\W*(?:[\w’'/-]+\W+){{0,6}}{_PUT_RIGHT}\b"
    r"|\b(?:job|work|repair|installation)\s+(?:is\s+)?(?:now\s+)?complete\b"
    r"|\bnow\s+(?:runs?|works?|working)\b|\bworking\s+(?:fine|ok|okay|again|well|perfectly|correctly|a\s+treat|on\s+departure)\b"
    r"|\ball\s+(?:good|working|ok|okay)\b|\bmarked\s+as\s+(?:solved|resolved|complete[d]?)\b",
    _I,
)
# It was done another time, or to another thing.
LONG_DONE = re.compile(
    r"\b(?:in\s+(?:19|20)\d\d|last\s+(?:year|week|month|term|time)|ago|previous(?:ly)?|the\s+other\s+\w+|before\s+that)\b",
    _I,
)
STATE_DONE = re.compile(r"^\s*(?:state|status)\W{1,40}(?:resolved|solved|completed?|fixed|closed[\s-]+resolved)\b", _I)
SUBJECT_DONE = re.compile(r"\b(?:complete[d]?|resolved|solved|cleared|repaired|fixed|fix\s+applied)\s*(?:\Z|[/|,])", _I)
FOR_NOW = re.compile(
    r"\b(?:temporar(?:y|ily)|work[\s-]?around|for\s+now|meanwhile|in\s+the\s+meantime|partly|partially|so\s+far)\b", _I
)
_AGREED = r"(?:contract|agreement|warranty|licen[cs]e|cover|care\s+level|service\s+level|plan|support)"
NOT_COVERED = re.compile(
    rf"\b(?:not|isn['’]?t|aren['’]?t|wasn['’]?t|won['’]?t\s+be)\s+(?:\w+\s+){{0,3}}covered\b"
    rf"|\bnot\s+(?:included|on|in|part\s+of|under)\s+(?:in\s+)?(?:the|your|our|a)\s+(?:\w+\s+){{0,3}}{_AGREED}\b"
    rf"|\bexcluded\s+from\s+(?:the|your|our)\s+(?:\w+\s+){{0,3}}{_AGREED}\b"
    rf"|\b(?:outside|out\s+of|beyond)\s+(?:of\s+)?(?:(?:the|your|our|its)\s+)?(?:\w+\s+){{0,2}}{_AGREED}\b"
    rf"|\bno\s+longer\s+(?:under|in|covered)\b|\bwarranty\s+(?:has\s+)?expired\b"
    r"|\b(?:is|be|are|therefore)\s+chargeable\b|\bwould\s+have\s+to\s+charge\b",
    _I,
)
RETURNED = re.compile(
    r"\b(?:return(?:ed|ing)|hand(?:ed|ing)|pass(?:ed|ing)|giv(?:en|ing)|sent|sending)\s+(?:\w+\s+){0,3}?"
    r"(?:back|to\s+(?:you|the\s+school|school))\b"
    r"|\bdon['’]?t\s+(?:do|touch|support|look\s+after|maintain)\b|\bnot\s+(?:one|a\s+job)\s+for\s+(?:me|us)\b"
    r"|\b(?:not|isn['’]?t|aren['’]?t)\s+(?:something|anything)\s+(?:that\s+)?(?:we|i)\s+(?:would\s+|can\s+|could\s+)?"
    r"(?:do|cover|support|touch|help|handle|deal|offer|repair|provide|maintain|look\s+after)\b"
    r"|\b(?:not|isn['’]?t|aren['’]?t)\s+(?:one\s+of\s+)?(?:ours\b|our\s+(?:products?|kit|equipment|systems?)\b)"
    r"|\b(?:not|isn['’]?t)\s+(?:provided|supplied|maintained|supported|managed)\s+by\s+(?:us|\w+)\b"
    r"|\b(?:unable\s+to\s+help|can(?:no|['’])?t\s+(?:help\s+(?:you\s+)?with|repair|fix|mend)"
    r"|cannot\s+be\s+(?:repaired|fixed|mended))\b"
    r"|\bbeyond\s+economic(?:al)?\s+repair\b|\babortive\b|\bjob\s+(?:is\s+)?rejected\b",
    _I,
)
# "Sent you", "handed in your laptop" are about things; these give nothing back.
NOT_RETURNED = re.compile(
    r"\?|\bto\s+(?:the\s+(?:manufacturer|makers?|supplier|carrier|vendor|workshop)|our|another)\b|\b(?:return\s+visit|if|once|when|should|please\s+return|quot(?:e|ation))\b",
    _I,
)
PART = re.compile(
    r"\b(?:(?:has|have|been|is|are|was|were|now)\s+)*(?:back[\s-]?)?ordered\b|['’]ve\s+ordered\b"
    r"|\b(?:is|are|['’]s|parts?|now)?\s*on\s+(?:back[\s-]?)?order\b",
    _I,
)
NOT_ORDERED = re.compile(
    r"\?|\b(?:by\s+you|you\s+(?:have\s+)?ordered|if|once|when|to\s+be\s+ordered|must|not|need)\b|n['’]t\b", _I
)

# --- Who wrote ---

RECEIPT = re.compile(
    r"\b(?:has\s+been|was)\s+(?:successfully\s+)?(?:logged|created|received|registered|opened|raised)\b"
    r"|\bwe\s+(?:have\s+)?(?:received|got)\s+your\b|\bthank(?:s|\s+you)\s+for\s+(?:contacting|getting\s+in\s+touch|your\s+"
    r"(?:request|fault\s+report|e-?mail|enquiry|call))\b",
    _I,
)
NOBODY = re.compile(
    r"\bdo\s+not\s+reply\b|\b(?:not|un)\s?monitored\b|\bautomat(?:ed|ically\s+(?:generated|sent))\b|\bpowered\s+by\b"
    r"|\bno[\s-]?reply\b|\babove\s+this\s+line\b|\bone\s+of\s+(?:the|our)\s+(?:team|engineers|analysts)\s+will\b",
    _I,
)
SURVEY = re.compile(
    r"\bhow\s+(?:did\s+we|we\s+did|satisfied|was\s+(?:your|our)\s+(?:service|experience))\b|\bsatisfaction\b|\bsurvey\b"
    r"|\brate\s+(?:the|our|your|us)\b|\byour\s+feedback\b",
    _I,
)
SCHOOL = re.compile(
    r"\b((?:St\.?\s)?[A-Z][\w'’]+(?:\s(?:of|the|[A-Z][\w'’]+)){0,3})\s(Primary|Academy|School|College|Infants?|Juniors?|Nursery)\b"
)

# --- Money ---

QUOTE_WORD = re.compile(r"\b(?:quot(?:e|ation|ed)|estimate)\b", _I)
QUOTE_NUMBER = re.compile(
    r"\bquot(?:e|ation)\s*(?:no\b\.?|number|ref(?:erence)?\b\.?|id|#)?\s*[:#]?\s*((?=[\w/-]*\d)[A-Z0-9][\w/-]{1,24})"
    r"|\b((?:[A-Z]{1,4}-)?[A-Z]{0,4}Q[A-Z]{0,2}-?\d{3,8})\b",
    _I,
)
GO_AHEAD = re.compile(
    r"\b(?:ok(?:ay)?|happy|want\s+us|wish(?:\s+us)?|shall\s+we|like\s+us|please\s+confirm)\s+(?:to\s+)?(?:proceed|go\s+ahead)\b"
    r"|\bok(?:ay)?\s*\?|\bto\s+(?:proceed|go\s+ahead)\b|\b(?:purchase\s+)?order\s+number\b|\byour\s+order\b",
    _I,
)
VALID_DAYS = re.compile(r"\b(?:valid|good|holds?|open)\s+(?:for\s+)?(\d{1,3})\s+days\b", _I)
VALID_UNTIL = re.compile(r"\b(?:valid|good|holds?|open|expires?)\s+(?:on|until|till|to|up\s+to|through)?\s*", _I)
EX_VAT = re.compile(r"\bex(?:cl?(?:uding|\.)?|\.)?\s*v\.?a\.?t|(?:\+|\bplus)\s*v\.?a\.?t", _I)
# What makes a price none that somebody could say yes to, each with the words for it.
PRICE_DOUBTS = (
    ("the price is not in pounds", re.compile(FOREIGN, _I)),
    (
        "it names from what to what it may cost",
        re.compile(rf"{MONEY}\s*(?:-|–|—|\bto\b|\bor\b)\s*{MONEY}|\bbetween\s+{MONEY}\s+and\s+{MONEY}", _I),
    ),
    ("it gives money back", re.compile(r"(?<!\w)-\s?£")),
    (
        "the price is about so much only",
        re.compile(
            r"\b(?:from|starting\s+at|approx(?:imately|\.)?|around|about|roughly|circa|up\s+to|at\s+least|in\s+the\s+region\s+of"
            rf"|somewhere\s+near|ballpark(?:\s+of)?)\s+(?:only\s+)?{MONEY}",
            _I,
        ),
    ),
    (
        "the price is for one, or for a while, and not for all of it",
        re.compile(
            rf"{MONEY}(?:\s*\+\s*VAT|\s+(?:plus|ex(?:cl)?\.?)\s+VAT)?,?\s*"
            r"(?:each\b|(?:per|a|an|every)\s+(?:\w+\s+)?(?:month|year|term|week|day|hour|board|unit|item|seat|user|device|licence"
            r"|piece|room)\b|(?:monthly|annually|yearly)\b|p/?[am]\b|p\.[am]\.)",
            _I,
        ),
    ),
    (
        "something comes on top of the price",
        re.compile(
            r"(?:\bplus|\+|\bexcluding|\bexcl\.?|\bnot\s+including)\s+(?:the\s+)?(?:delivery|carriage|postage|shipping|call[\s-]?out"
            rf"|labour|fitting|installation|parts|travel)\b|\bplus\s+{MONEY}\s*(?:\+|plus)\s*VAT",
            _I,
        ),
    ),
)
