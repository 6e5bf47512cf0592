"""Find what gateways and ticket systems write around a person's text: warnings above it, lines to answer above."""

from __future__ import annotations

import re

from mailtick.mail.phrases import any_of

_MAX_LINE_CHARS = 160
_MOST_BANNER_CHARS = 700

# "Please type your reply above this line" (Zendesk, Jira, Freshdesk, Help Scout), by the end of the sentence.
_ABOVE_THIS_LINE = (
    "above this line",
    "above the line",
    "above this dotted line",
    "über dieser zeile",
    "oberhalb dieser zeile",
    "über dieser linie",
    "oberhalb dieser linie",
    "au-dessus de cette ligne",
    "au dessus de cette ligne",
    "encima de esta línea",
    "acima desta linha",
    "sopra questa riga",
    "sopra a questa riga",
    "boven deze regel",
    "boven deze lijn",
    "ovanför den här raden",
    "ovanför denna rad",
    "over denne linje",
    "powyżej tej linii",
)
# One of these stands in each of them.
_LINE_WORDS = (
    *("this line", "the line", "dotted line", "zeile", "linie", "cette ligne", "esta línea", "desta linha"),
    *("questa riga", "deze regel", "deze lijn", "här raden", "denna rad", "denne linje", "tej linii"),
)
# Answers stand at the top; who writes more than this above the line has quoted nothing anyhow.
_MOST_CHARS_ABOVE = 1000
_ASKS = re.compile(
    r"\W{2}|.{0,60}(?:repl|respon|answer|comment|antwort|répon|rispo|beantwoord|reag|svar|odpowied)", re.IGNORECASE
)

# How Exchange and mail gateways warn of a sender from outside, in the first paragraph.
_WARNINGS = any_of(r"""
    this (?:e-?mail|message) (?:has )?(?:originated|was sent|came|is) from (?:an )?(?:outside|external)
    originated (?:from )?outside (?:of )?(?:the|your|our)\b | you don['’]t often (?:get|receive) e-?mail from
    some people who received this message don['’]t often | external e-?mail[:\]] | external sender[:\]]
    diese (?:e-?mail|nachricht) (?:stammt|kommt|wurde) von (?:außerhalb|einem externen)
    sie erhalten nicht (?:oft|häufig) e-?mails? von | vous n['’]obtenez pas souvent
    ce (?:message|courriel|mail) provient (?:de l['’]extérieur|d['’]un expéditeur externe)
    este (?:correo|mensaje) (?:proviene|procede) de fuera | no suele recibir correos? (?:electrónicos? )?de
    deze e-?mail is afkomstig van buiten | u ontvangt niet vaak e-?mail van
    questo messaggio proviene dall['’]esterno | non si ricevono spesso messaggi
""")
_BANNER = re.compile(rf"\W{{0,10}}(?:\w{{3,20}}\W{{1,6}}){{0,2}}(?:{_WARNINGS})", re.IGNORECASE)


def find_answer_line(text: str) -> int:
    """Where the line begins above which a ticket system asks people to answer; -1 where there is none."""
    lowered = text[:_MOST_CHARS_ABOVE].lower()
    if not any(word in lowered for word in _LINE_WORDS):
        return -1
    for phrase in _ABOVE_THIS_LINE:
        at = lowered.find(phrase)
        if at >= 0:
            start = text.rfind("\n", 0, at) + 1
            end = text.find("\n", at)
            line = text[start : end if end >= 0 else None].lstrip(" >")
            return start if len(line) <= _MAX_LINE_CHARS and _ASKS.match(line) else -1
    return -1


def without_banner(text: str) -> str:
    """The text without the warning in its first paragraph, if there is one and anything below it."""
    paragraph, _, rest = text.lstrip().partition("\n\n")
    if len(paragraph) <= _MOST_BANNER_CHARS and rest.strip() and _BANNER.match(paragraph):
        return rest
    return text
