"""Rename a school: people, firms, places, tags, domains and numbers by one mapping, dates by whole weeks.

The same mapping renames what goes into the story (tables, settings, letters, steps) and what has come out of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from mailtick.demo.letter import Letter, Paper, Photo
from mailtick.demo.school import School
from mailtick.demo.steps import Step
from mailtick.demo.story import Cue, Hour
from mailtick.mail.message import Address

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)
_MONTH = "|".join(sorted({*_MONTHS, *(month[:3] for month in _MONTHS)}, key=len, reverse=True))
_REPORTED = re.compile(r"(?<![\w-])\d{4}(?= (?:fixed|part ordered|temp fix)\b)")
_ISO_DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)(?=\D|$)")
_SLASHED_DAY = re.compile(r"\b(\d\d)/(\d\d)/(\d{4})\b")
_WRITTEN_DAYS = re.compile(rf"\b(?:(\d{{1,2}})-)?(\d{{1,2}}) ({_MONTH})( \d{{4}})?\b", re.IGNORECASE)
_NTH_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b(?! gen)")


@dataclass(frozen=True, slots=True)
class Renaming:
    """`words` maps words to words, in small and capital letters alike; `exact` maps letters as they stand.

    `number` is added to the numbers of incidents, which begin with `prefix`; `month` is when the story plays.
    """

    words: Mapping[str, str]
    exact: Mapping[str, str]
    prefix: tuple[str, str]
    number: int
    weeks: int
    month: date

    def __post_init__(self) -> None:
        unlike = [old for old, new in {**self.words, **self.exact}.items() if len(old) != len(new)]
        assert not unlike, f"a name of another length moves the ends of lines: {unlike}"

    def school(self, school: School) -> School:
        settings = self.text(school.settings).replace("first_number = 1041", f"first_number = {1041 + self.number}")
        tables = {name: self.dated(table) for name, table in school.tables.items()}
        return School(self.text(school.domain), settings, tables)

    def cue(self, cue: Cue) -> Cue:
        match cue:
            case Letter():
                return self._letter(cue)
            case Step():
                return replace(cue, at=self.moment(cue.at), who=self.text(cue.who), text=self.dated(cue.text))
            case Hour():
                return Hour(self.moment(cue.at))

    def moment(self, moment: datetime) -> datetime:
        return moment + timedelta(weeks=self.weeks)

    def day(self, day: date) -> date:
        return day + timedelta(weeks=self.weeks)

    def outcome(self, value: Any) -> Any:
        """What came out of the story, renamed: every text of it, and the numbers of incidents."""
        match value:
            case dict():
                return {key: self._numbered(key, each) for key, each in value.items()}
            case list() | tuple():
                return [self.outcome(each) for each in value]
            case str():
                return self.dated(value)
            case _:
                return value

    def _numbered(self, key: str, value: Any) -> Any:
        return value + self.number if key == "number" and isinstance(value, int) else self.outcome(value)

    def dated(self, text: str) -> str:
        """A text with its names and its days."""
        text = _ISO_DAY.sub(lambda found: self.day(_date(found[1], found[2], found[3])).isoformat(), self.text(text))
        text = _SLASHED_DAY.sub(lambda found: f"{self.day(_date(found[3], found[2], found[1])):%d/%m/%Y}", text)
        text = _WRITTEN_DAYS.sub(self._written_days, text)
        return _NTH_DAY.sub(self._nth_day, text)

    def text(self, text: str) -> str:
        """A text with its names; the days in it stay."""
        for old, new in self.exact.items():
            text = text.replace(old, new)
        was, now = self.prefix
        text = re.sub(rf"\b{was}-(\d+)", lambda found: f"{now}-{int(found[1]) + self.number}", text)
        # The example of the visit sheet has the numbers alone.
        text = _REPORTED.sub(lambda found: str(int(found[0]) + self.number), text)
        text = re.sub(rf"\b{was}-(?=NUMBER\b)", f"{now}-", text)
        text = text.replace(f'prefix = "{was}"', f'prefix = "{now}"')
        return _any_word(self.words).sub(lambda found: _cased(found[0], self.words[found[0].lower()]), text)

    def _letter(self, letter: Letter) -> Letter:
        return replace(
            letter,
            at=self.moment(letter.at),
            sender=Address(self.text(letter.sender.addr), self.text(letter.sender.name)),
            text=self.text(letter.text),
            subject=self.text(letter.subject),
            answers=self.text(letter.answers),
            mailbox=self.text(letter.mailbox),
            days=tuple(self.day(each) for each in letter.days),
            attached=tuple(self._attached(each) for each in letter.attached),
        )

    def _attached(self, each: Paper | Photo) -> Paper | Photo:
        return Paper(each.name, tuple(self.text(line) for line in each.lines)) if isinstance(each, Paper) else each

    def _written_days(self, found: re.Match[str]) -> str:
        """ "9-15 November" or "16 Nov 2026"; without a year it is the story's."""
        month = next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(found[3].title()))
        year = found[4] or str(self.month.year)
        last = self.day(_date(year, str(month), found[2]))
        name = _MONTHS[last.month - 1]
        name = name if found[3].title() == _MONTHS[month - 1] else name[:3]
        shown = f"{last.day} {name.upper() if found[3].isupper() else name}"
        first = f"{self.day(_date(year, str(month), found[1])).day}-" if found[1] else ""
        return f"{first}{shown}{f' {last.year}' if found[4] else ''}"

    def _nth_day(self, found: re.Match[str]) -> str:
        day = self.day(self.month.replace(day=int(found[1]))).day
        ending = "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
        return f"{day}{ending}"


def _date(year: str, month: str, day: str) -> date:
    return date(int(year), int(month), int(day))


def _any_word(words: Mapping[str, str]) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![A-Za-z])(?:{alternatives})(?![A-Za-z])", re.IGNORECASE)


def _cased(old: str, new: str) -> str:
    """The new word in the manner of the old one."""
    change: Callable[[str], str] = str.upper if old.isupper() else str.lower if old.islower() else str.title
    return change(new)


# A new name is as long as the old one, so that lines end where they did, and stands where it did in the alphabet,
# by which some lists are sorted.
_PEOPLE = {
    "helen": "maria",
    "okafor": "obando",
    "tom": "sam",
    "whitfield": "blackwood",
    "janet": "wendy",
    "pryor": "clegg",
    "sandra": "bridie",
    "kemp": "lowe",
    "leah": "faye",
    "dunn": "pike",
    "amir": "ravi",
    "shah": "nath",
    "ruth": "anna",
    "ellison": "proctor",
    "priya": "leila",
    "nair": "saab",
    "angela": "monica",
    "finch": "smith",
    "ange": "moni",
    "claire": "hannah",
    "brown": "abbot",
    "zoe": "ivy",
    "marsh": "dales",
    "gareth": "trevor",
    "lloyd": "jones",
    "ben": "max",
    "hargreaves": "castellani",
    "denise": "sophie",
    "cole": "hunt",
    "katie": "megan",
    "byrne": "doyle",
    "colin": "barry",
    "webb": "reed",
    "col": "baz",
    "mo": "al",
    # "When someone has a mo" names nobody.
    "has a mo": "has a mo",
    "rahman": "aslani",
    "kayleigh": "florence",
    "morris": "palmer",
    "kev": "stu",
    "dawn": "gail",
    "jaydon": "kieran",
    "thompson": "robinson",
    "amanda": "sheila",
}
_FIRMS = {
    "fenland": "midland",
    "fenlandict": "midlandict",
    "anglia": "beacon",
    "angliaprint": "beaconprint",
    "county": "dorset",
    "countybb": "dorsetbb",
    "brightboard": "clearwindow",
    "horizon": "skyline",
    "horizonmis": "skylinemis",
    "personalmail": "freehomemail",
    "uni": "lyc",
    "classroom deals": "schoolkit sales",
    "classroomdeals": "schoolkitsales",
}
_PLACES = {
    "saltmarsh": "greenwold",
    "saltmarshprimary": "greenwoldprimary",
    "rowan": "aspen",
    "elder": "maple",
    "oak": "fir",
    "hazel": "larch",
    "willow": "poplar",
    "beech": "birch",
    "acorns": "pollen",
    "hall": "dome",
    "library": "kitchen",
    "room 5": "room 3",
    "room 8": "room 4",
}
_CODES = {f"y{year}": f"k{year}" for year in "r123456"}

GREENWOLD = Renaming(
    words={**_PEOPLE, **_FIRMS, **_PLACES, **_CODES},
    exact={
        "FEN": "MDL",
        "APS": "BPS",
        "CBS": "DBS",
        "BBA": "CWA",
        "HMS": "SMS",
        "FIS-": "FXS-",
        "INC0": "SNC0",
        "INC#": "SNC#",
        "HZN-": "SKN-",
        "CHG0": "CHX0",
        "7741": "8852",
        "SP-00": "GW-00",
        "AP9-": "QX9-",
        "LIC-": "LCN-",
        "01632 960": "01632 961",
        "LIB": "KIT",
    },
    prefix=("ICT", "HLP"),
    number=2000,
    weeks=52,
    month=date(2026, 11, 1),
)
