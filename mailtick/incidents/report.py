"""What a new mail reports: whose matter it is, who brought it, and in what words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailtick.incidents.case import Case
from mailtick.incidents.commands.words import Word, read_words, refused, unproven
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.notices import TranscriptLine
from mailtick.incidents.people import Person, Place
from mailtick.incidents.trust import newcomer
from mailtick.mail.forward import read_forward
from mailtick.mail.message import Address
from mailtick.mail.subject import bare_subject

TITLE_CHARACTERS = 80
_SEARCHED_CHARACTERS = 2000
# A dot within a number or an abbreviation is followed by no capital letter, or by no blank.
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Report:
    """Who has the matter, who brought it, and in what words. `words` says what became of #for and #place."""

    reporter: Person
    on_behalf_by: Person | None
    text: str
    place: Place | None
    words: tuple[TranscriptLine, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        return tuple(line.outcome for line in self.words if not line.is_done)


def understand(case: Case, writer: Person) -> Report:
    """Take `#for` and `#place` of a team member, and the reporter of a mail that the team forwards."""
    words, below = read_words(case.own_text)
    if words and may(case.sender, Deed.COMMAND):
        return _logged_for(case, writer, words, below)
    if words and writer.is_team:
        lines = refused(words, unproven(case.sender))
        return Report(writer, None, case.new_text, _usual_place(case, writer), lines)
    forwarded = read_forward(case.mail) if may(case.sender, Deed.CREDIT_FORWARD) else None
    person = _known(case, Address(forwarded.from_addr, forwarded.from_name)) if forwarded else None
    if forwarded and person and person.address != writer.address:
        text = "\n\n".join(part for part in (forwarded.comment, forwarded.text) if part)
        return Report(person, writer, text, _usual_place(case, person))
    # What they quote of an old thread says nothing about the new matter.
    return Report(writer, None, case.own_text.strip() or case.new_text, _usual_place(case, writer))


def _known(case: Case, address: Address) -> Person | None:
    """Whoever is on the list, or belongs to the school by their address."""
    is_staff = address.domain in case.policy.staff_domains and not case.policy.is_own(address.addr)
    return case.lookup.person(address.key) or (newcomer(address) if is_staff else None)


def _logged_for(case: Case, writer: Person, words: tuple[Word, ...], below: str) -> Report:
    reporter, place, lines = writer, None, list[TranscriptLine]()
    for word in words:
        shown = f"#{word.word} {word.argument}".rstrip()
        if word.word == "for" and not may(case.sender, Deed.LOG_FOR):
            lines.append(TranscriptLine(shown, False, "#for is for coordinator and deputy; it is logged as yours"))
        elif word.word == "for" and (named := case.lookup.person_named(word.argument)):
            reporter = named
            lines.append(TranscriptLine(shown, True, f"it is {named.name}'s matter"))
        elif word.word == "place" and (found := case.lookup.place(word.argument)):
            place = found
            lines.append(TranscriptLine(shown, True, f"the place is {found.name}"))
        else:
            lines.append(TranscriptLine(shown, False, _refusal(word)))
    behalf = writer if reporter.address != writer.address else None
    return Report(reporter, behalf, below, place or _usual_place(case, reporter), tuple(lines))


def _refusal(word: Word) -> str:
    match word.word:
        case "for":
            return f'nobody is called "{word.argument}"'
        case "place":
            return f'"{word.argument}" is no place of the list'
        case _:
            return f"#{word.word} needs an incident; a new mail takes #for and #place"


def _usual_place(case: Case, person: Person) -> Place | None:
    return case.lookup.place(person.usual_place) if person.usual_place else None


def title_of(case: Case, report: Report) -> str:
    """The subject; where it says next to nothing, the first sentence; without both, whose mail it is.

    A subject of one word ("wifi", "URGENT") says less than a sentence.
    """
    subject, sentence = bare_subject(case.mail.subject), _first_sentence(report.text)
    is_bare = len(subject.split()) < 2 and len(sentence.split()) > 1
    title = (sentence if is_bare else subject) or sentence or f"Mail from {report.reporter.name} without text"
    if len(title) <= TITLE_CHARACTERS:
        return title
    cut = title[: TITLE_CHARACTERS - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"


def _first_sentence(text: str) -> str:
    """The first sentence of more than two words, which is no greeting; else the first words at all."""
    lines = text[:_SEARCHED_CHARACTERS].split("\n")
    sentences = [piece.strip() for line in lines for piece in _SENTENCE_END.split(line) if piece.strip()]
    told = next((sentence for sentence in sentences if len(sentence.split()) > 2), sentences[0] if sentences else "")
    return told.rstrip(".,;: ")
