"""Read who wrote a quoted mail, from the "From:" of a header block or from an attribution line in a text."""

from __future__ import annotations

import re

from mailtick.mail.encoded_words import decode_header
from mailtick.mail.phrases import WROTE

MAX_CHARS = 2000

_LOCAL, _DOMAIN = r"[^\s<>@()\[\],;:\"“”„«»|]{1,64}", r"[^\s<>@()\[\],;:\"'“”„«»|]{1,255}"
_ADDRESS = re.compile(rf"(?:mailto:)?({_LOCAL}@{_DOMAIN})", re.IGNORECASE)
_ANGLE = re.compile(rf"[<\[(]\s?(?:mailto:)?({_LOCAL}@{_DOMAIN})", re.IGNORECASE)
# Outlook: who sent it for whom.
_BEHALF = re.compile(
    r"\s(?:on behalf of|im auftrag von|de la part de|au nom de|en nombre de|em nome de|per conto di|namens|för|"
    r"på vegne a[fv]|på uppdrag av|w imieniu|jménem|v mene|puolesta|adına|"
    r"от имени|от имена на|від імені|nevében|în numele|代表|代理|代表者|대신)\s",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"\(([^()<>@]{1,100})\)")
_QUOTED_NAME = re.compile(r"[\"“„«]\s?([^\"“”„«»]{1,100}?)\s?[\"“”»]")
# "CN=Anna Bauer/O=School@School" and "Anna Bauer/Office/School@School" of Lotus Notes.
_NOTES_NAME = re.compile(
    r"(?:CN=)?([^/@<>=\"]{1,80})(?:/(?:OU?=|C=)?[^/@<>\"]{1,60}){1,6}(?:@[^@<>\".]{1,60})?\Z", re.IGNORECASE
)
_VERB = re.compile(rf"\b(?:{WROTE})\b", re.IGNORECASE)
_LAST_NUMBER = re.compile(
    r".*\d[\d:.,]*(?:\s?(?:[AaPp]\.?[Mm]\.?|Uhr|UTC|GMT|h|г\.))?[)\]]?(?:\s?[+-]\d{4})?", re.DOTALL
)
# With the weekday and the month before it, which have a capital or a stop.
_FIRST_NUMBER = re.compile(r"(?:(?:[A-Z][^\W\d_]{1,11}[.,]{0,2}|[^\W\d_]{2,12}[.,]{1,2}) ){0,3}\d")
_LEADING_WORD = re.compile(
    r"\W{0,5}(?:on|am|le|el|em|op|den|il giorno|il|dne|dňa|dnia|w dniu|pada|vào|lúc)\s", re.IGNORECASE
)
_NO_PAIRS = str.maketrans("", "", "()'")
_AROUND_NAMES = " \t<>()[]\"'“”„«»,;:*|"


def read_author(value: str) -> tuple[str, str]:
    """The address and the name of a "From:" in a text, where programs write names with bare commas.

    Of "X on behalf of Y" it is X, who has the address; where X is but an address, the name is Y's. Addresses of
    Lotus Notes, which no mail can be sent to, give the name alone.
    """
    value = decode_header(value[:MAX_CHARS]) if "=?" in value else value[:MAX_CHARS]
    found = _ANGLE.search(value) or _ADDRESS.search(value)
    if "/" in value and (notes := _NOTES_NAME.match(value.strip(_AROUND_NAMES))):
        return "", notes[1].strip()
    if not found:
        return "", value.partition("<")[0].strip(_AROUND_NAMES)
    behalf = _BEHALF.search(value)
    name = value[: found.start()]
    if behalf and behalf.start() < found.start():
        name = value[: behalf.start()]
    addr = found[1].strip("'.*")
    name = _name_alone(name) or _behind(value, found.end()) or (_name_alone(value[behalf.end() :]) if behalf else "")
    return addr, name


def read_attribution(text: str) -> dict[str, str]:
    """The sender and the date that an attribution names ("On 28/10/2021, 12:46, Anna <a@b.example> wrote:").

    The words before the address belong to the date, too; a name in quotation marks is certain.
    """
    text = _LEADING_WORD.sub("", text[:MAX_CHARS], count=1) if _LEADING_WORD.match(text) else text[:MAX_CHARS]
    found = _ANGLE.search(text) or _ADDRESS.search(text)
    end = found.start() if found else len(text)
    first = _FIRST_NUMBER.search(text)
    name = _attributed_name(text[:end]) or (_name_alone(text[: first.start()]) if first and not found else "")
    return {"from": f'"{name}" <{found[1] if found else ""}>', "date": _attributed_date(text, name)}


def _attributed_name(before: str) -> str:
    if quoted := _QUOTED_NAME.search(before):
        return quoted[1].strip()
    if number := _LAST_NUMBER.match(before):
        before = before[number.end() :]
    if verb := _VERB.search(before):
        before = before[verb.end() :] or before[: verb.start()]
    words = before.strip(_AROUND_NAMES + "-").split()
    while words and words[0][:1].islower() and words[0].lower() not in ("van", "von", "de", "da", "di", "le", "la"):
        words.pop(0)
    return " ".join(words).strip(_AROUND_NAMES)


def _attributed_date(text: str, name: str) -> str:
    """From the first number, with the weekday before it, to what is not the date."""
    for part in text.split(name) if name else (text,):
        part = _ADDRESS.sub(" ", part)
        start, end = _FIRST_NUMBER.search(part), _LAST_NUMBER.match(part)
        if start and end and end.end() > start.start() + 3:
            return part[start.start() : end.end()].strip(" ,;:([*")
    return ""


def _name_alone(text: str) -> str:
    name = text.replace("\\", "").strip(_AROUND_NAMES.translate(_NO_PAIRS))
    if name[:1] == name[-1:] == "'":
        name = name.strip("'")
    if name.count("(") != name.count(")"):
        name = name.strip("() ")
    return "" if not name or ("@" in name and _ADDRESS.search(name)) else name


def _behind(value: str, at: int) -> str:
    """The name behind a bare address: "anna@school.example (Anna Bauer)"."""
    comment = _COMMENT.search(value, at)
    return comment[1].strip() if comment else ""
