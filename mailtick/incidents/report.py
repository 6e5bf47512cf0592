"""What a new mail reports: whose matter it is, who brought it, and in what words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from mailtick.incidents.case import Case
from mailtick.incidents.commands import COMMANDS
from mailtick.incidents.commands.words import Word, read_words, refused, unknown, unproven
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.forwarding import credit, passed_on, text_of
from mailtick.incidents.incident import TITLE_CHARACTERS
from mailtick.incidents.known_person import person_meant
from mailtick.incidents.labelled import labelled_place
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.notices import TranscriptLine
from mailtick.incidents.people import Person, Place
from mailtick.incidents.recognition.found import NOTHING, Recognised
from mailtick.incidents.understanding import understand_where
from mailtick.mail.accounts import hide_accounts
from mailtick.mail.message import Forwarded
from mailtick.mail.subject import without_our_marks

_SEARCHED_CHARACTERS = 2000
# Whoever writes one of these in a new mail reports what stands in its subject.
_OF_A_NEW_MATTER = frozenset({"for", "place", "asset", "category", "priority", "assign", "restrict", "also", "note"})
_PICTURES = (".heic", ".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff", ".bmp")
_WITHOUT = "Mail from {} without text"
# A dot within a number or an abbreviation is followed by no capital letter, or by no blank.
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Report:
    """Who has the matter, who brought it, and in what words.

    `comment` is what `passed_on_by` wrote above somebody else's mail: it is never said to be that one's.
    `words` says what became of #for and #place, and of a mail that was passed on; `because` why that is its writer's.
    """

    reporter: Person
    on_behalf_by: Person | None
    text: str
    place: Place | None
    words: tuple[TranscriptLine, ...] = ()
    because: str = ""
    comment: str = ""
    passed_on_by: str = ""
    recognised: Recognised = NOTHING

    @property
    def place_because(self) -> str:
        """Why it is in that place, where that was understood; empty where somebody said it or nothing did."""
        found = self.recognised.place
        return f"in {found.place.name}: {found.because}" if found and found.place == self.place else ""

    @property
    def brought_by(self) -> str:
        """The name of whoever logged it for them; empty where they wrote themselves."""
        return self.on_behalf_by.name if self.on_behalf_by else ""

    @property
    def all_words(self) -> str:
        """Everything that was written, to be searched: the comment as well."""
        return "\n\n".join(part for part in (self.comment, self.text) if part)

    @property
    def remark(self) -> str:
        """The comment with whose it is, for the team; empty for none."""
        return f"{self.passed_on_by} wrote above it: {self.comment}" if self.comment else ""

    @property
    def problems(self) -> tuple[str, ...]:
        return tuple(line.outcome for line in self.words if not line.is_done)


def understand(case: Case, writer: Person) -> Report:
    """Take `#for` and `#place` of a team member, the reporter of a mail that they pass on, and where it is."""
    report = _said(case, writer)
    recognised = understand_where(case, report.reporter, case.mail.subject, report.all_words)
    found = recognised.place.place if recognised.place else None
    return replace(report, place=report.place or labelled_place(case) or found, recognised=recognised)


def _said(case: Case, writer: Person) -> Report:
    words, below = read_words(case.own_text)
    forwarded = passed_on(case)
    if words and may(case.sender, Deed.COMMAND):
        return _logged_for(case, writer, words, below, forwarded)
    if words and writer.is_team:
        lines = refused(words, unproven(case.sender))
        return Report(writer, None, case.new_text, None, lines)
    if forwarded is not None:
        return _passed_on(case, writer, forwarded, forwarded.comment)
    # What they quote of an old thread says nothing about the new matter.
    return Report(writer, None, case.own_text.strip() or case.new_text, None)


def _passed_on(case: Case, writer: Person, forwarded: Forwarded, comment: str) -> Report:
    """A mail that the team passes on is its writer's matter; where it is not plain whose, it stays theirs for now."""
    found = credit(case, forwarded, writer)
    if found is None:
        # Both are the writer's own.
        return Report(writer, None, text_of(forwarded, comment), None)
    reporter = found.person or writer
    behalf = writer if found.person else None
    report = Report(reporter, behalf, forwarded.text, None, (found.line,), found.because)
    return replace(report, comment=comment.strip(), passed_on_by=writer.name)


def _logged_for(case: Case, writer: Person, words: tuple[Word, ...], below: str, forwarded: Forwarded | None) -> Report:
    lines, people, places = list[TranscriptLine](), list[Person](), list[Place]()
    for word in words:
        if word.word == "for" and not may(case.sender, Deed.LOG_FOR):
            lines.append(TranscriptLine(word.shown, False, "#for is for coordinator and deputy; it is logged as yours"))
        elif word.word == "for":
            named, line = _named(case, word)
            people += (named,) if named else ()
            lines.append(line)
        elif word.word == "place" and (found := case.lookup.place(word.argument)):
            places.append(found)
            lines.append(TranscriptLine(word.shown, True, f"the place is {found.name}"))
        else:
            lines.append(_refused(word))
    place = places[-1] if places else None
    if forwarded is not None and not any(word.word == "for" for word in words):
        report = _passed_on(case, writer, forwarded, below)
        return replace(report, place=place or report.place, words=(*lines, *report.words))
    reporter = people[-1] if people else writer
    behalf = writer if reporter.address != writer.address else None
    report = Report(reporter, behalf, below, place, tuple(lines))
    if forwarded is None:
        return report
    return replace(report, text=forwarded.text, comment=below.strip(), passed_on_by=writer.name)


def _named(case: Case, word: Word) -> tuple[Person | None, TranscriptLine]:
    try:
        person = person_meant(word.argument, case.lookup, case.policy)
    except NotAllowed as refusal:
        return None, TranscriptLine(word.shown, False, str(refusal))
    return person, TranscriptLine(word.shown, True, f"it is {person.name}'s matter")


def _refused(word: Word) -> TranscriptLine:
    if word.word == "place":
        return TranscriptLine(word.shown, False, f'"{word.argument}" is no place of the list')
    known = [command.word for command in COMMANDS]
    if word.word not in known:
        return unknown(word, known)
    needs = "needs an incident: answer a mail of the desk about it, or put its number in brackets into the subject"
    return TranscriptLine(word.shown, False, f"#{word.word} {needs}; a new mail takes #for and #place")


def only_words(case: Case) -> tuple[TranscriptLine, ...]:
    """What becomes of a new mail of the team's that reports nothing: words that need an incident, or are none."""
    words, below = read_words(case.own_text)
    is_report = bool(below or case.mail.attachments) or any(word.word in _OF_A_NEW_MATTER for word in words)
    if is_report or not may(case.sender, Deed.COMMAND) or passed_on(case) is not None:
        return ()
    return tuple(map(_refused, words))


def title_of(case: Case, report: Report) -> str:
    """The subject; where it says next to nothing, the first sentence; without both, whose mail it is.

    A subject of one word ("wifi", "URGENT") says less than a sentence. A picture alone is called one.
    """
    subject = hide_accounts(without_our_marks(case.mail.subject, case.policy.facts.prefix))
    sentence = _first_sentence(report.text)
    is_bare = len(subject.split()) < 2 and len(sentence.split()) > 1
    is_picture = any(each.name.lower().endswith(_PICTURES) for each in case.mail.attachments)
    nothing = f"Photo from {report.reporter.short_name}" if is_picture else _WITHOUT.format(report.reporter.name)
    title = (sentence if is_bare else subject) or sentence or nothing
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
