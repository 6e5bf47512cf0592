"""Who really wrote a forwarded mail, in the ways that mail programs and languages forward."""

from __future__ import annotations

import pytest

from mailtick.mail.authors import read_author
from mailtick.mail.forward import read_forward
from mailtick.mail.message import Forwarded
from mailtick.mail.parse import parse_mail
from tests.mail.forwarding_html import HTML_LAYOUTS
from tests.mail.forwarding_layouts import ENDS, LAYOUTS
from tests.mail.forwarding_programs import SUBJECT, translated

TRANSLATED = dict(translated())
COMMENT = "Please see to this.\n\nBen"
TEXT = "We need two black ones.\n\nAnna"


def mail(text: str, subject: str = f"FW: {SUBJECT}", more: str = "") -> Forwarded | None:
    head = f"From: Ben <ben@school.example>\nTo: ict@school.example\nSubject: {subject}\n{more}"
    return read_forward(parse_mail(f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}".encode()))


@pytest.mark.parametrize("head", TRANSLATED.values(), ids=TRANSLATED.keys())
@pytest.mark.parametrize("comment", [COMMENT, ""], ids=["with a comment", "bare"])
def test_a_program_forwards(head: str, comment: str) -> None:
    found = mail(f"{comment}\n\n{head}\n{TEXT}\n")
    assert found
    assert (found.from_addr, found.from_name) == ("anna.bauer@firma.example", "Anna Bauer")
    assert "2021" in found.date or "28.10.21" in found.date or "28/10/21" in found.date
    assert (found.subject, found.comment, found.text) == (SUBJECT, comment, TEXT)


@pytest.mark.parametrize("head", LAYOUTS.values(), ids=LAYOUTS.keys())
@pytest.mark.parametrize("comment", [COMMENT, ""], ids=["with a comment", "bare"])
def test_a_layout_is_read(head: str, comment: str) -> None:
    text = "\n".join(f"> {line}" for line in TEXT.split("\n")) if head.startswith(">") else TEXT
    found = mail(f"{comment}\n\n{head}\n{text}\n")
    assert found
    assert (found.from_addr, found.from_name) == ("anna.bauer@firma.example", "Anna Bauer")
    assert "2021" in found.date
    assert (found.subject, found.comment, found.text) == (SUBJECT, comment, TEXT)


NOT_FORWARDED = {
    "an answer with Outlook's block": (
        "Done.\n\nFrom: Anna <a@f.example>\nSent: 28 October 2021\nTo: Ben\nSubject: Toner\n\nPlease do.",
        "RE: Toner",
        "",
    ),
    "an answer without a prefix": (
        (
            "Done.\n\n________________________________\nFrom: Anna <a@f.example>\nSent: 28 October 2021\nTo: Ben\n"
            "Subject: Toner\n\nPlease do."
        ),
        "Toner",
        "In-Reply-To: <1@f.example>\n",
    ),
    "an answer to the desk without a prefix or an id": (
        "Done.\n\nFrom: ICT <ict@school.example>\nSent: 28 October 2021\nTo: Ben\nSubject: Toner\n\nPlease do.",
        "Toner",
        "",
    ),
    "an answer that quotes a forward": (
        (
            "Done.\n\nOn 28/10/2021 12:46, Anna wrote:\n> ---------- Forwarded message ---------\n"
            "> From: Eve <e@x.example>\n"
            "> Date: 27 Oct 2021\n> Subject: Toner\n> To: Anna\n>\n> Cheap toner"
        ),
        "Re: Toner",
        "",
    ),
    "an answer that quotes a forward without marks": (
        (
            "Done.\n\nFrom: Anna <a@f.example>\nSent: 28 October\nTo: Ben\nSubject: FW: Toner\n\nSee below\n\n"
            "---------- Forwarded message ---------\nFrom: Eve <e@x.example>\nDate: 27 Oct\nSubject: Toner\n\nCheap"
        ),
        "RE: FW: Toner",
        "",
    ),
    "an answer to a forward, quoted without an attribution": (
        (
            "> ---------- Forwarded message ---------\n> From: Eve <e@x.example>\n> Date: 27 Oct\n> Subject: Toner\n"
            "\nThat is spam."
        ),
        "Re: Fwd: Toner",
        "",
    ),
    "an answer in a forwarded thread": (
        "Done.\n\nOn 28/10/2021 12:46, Anna Bauer <a@f.example> wrote:\n> Please do.",
        "Fwd: Toner",
        "In-Reply-To: <1@f.example>\n",
    ),
    "an answer in a forwarded thread to its writer": (
        "Done.\n\nOn 28/10/2021 12:46, ICT <ict@school.example> wrote:\n\nPlease do.",
        "Fwd: Toner",
        "",
    ),
    "a Finnish answer": (
        "Kiitos.\n\nLähettäjä: Anna <a@f.example>\nLähetetty: 28.10.2021\nVastaanottaja: Ben\nAihe: Toner\n\nHei",
        "VS: Toner",
        "",
    ),
    "rooms": ("Please move these.\n\nFrom: room 12\nTo: room 14\nDate: Monday\n\nThank you", "Moving", ""),
    "a journey": ("From: London\nTo: Paris\nDate: 3 May 2021\n\nTwo seats by the window.", "Tickets", ""),
    "a journey under a rule": ("Hello\n\n__________\nFrom: London\nTo: Paris\nDate: 3 May 2021\n\nTwo seats.", "", ""),
    "headers of a mail that somebody asks about": (
        (
            "This one came back, look at its headers:\n\nReturn-Path: <e@x.example>\nReceived: from x.example by y\n"
            "From: Eve <e@x.example>\nTo: Ben\nDate: 27 Oct 2021\nSubject: Prize\nMIME-Version: 1.0\n\nIs that real?"
        ),
        "Strange mail",
        "",
    ),
    "headers that somebody copied": (
        "Did you get this one?\n\nFrom: Eve\nSent: Monday\nTo: Ben\nSubject: Prize\n\nI could not find it.",
        "Lost mail",
        "",
    ),
    "a letter about forwarding": (
        "The forwarded message did not arrive.\nForwarded message by letter post, then?\n-- forwarded is fine",
        "Forwarding",
        "",
    ),
    "a device's line": ("Works now.\n\n-- forwarded from my telephone", "Thanks", ""),
}


@pytest.mark.parametrize("case", NOT_FORWARDED.values(), ids=NOT_FORWARDED.keys())
def test_no_mail_is_forwarded(case: tuple[str, str, str]) -> None:
    assert mail(*case) is None


def test_the_outermost_forward_counts_and_keeps_the_inner_ones() -> None:
    inner = "---------- Forwarded message ---------\nFrom: Eve <e@x.example>\nDate: 1 May\nSubject: Prize\n\nYou won."
    found = mail(
        f"See below.\n\n-------- Forwarded Message --------\nSubject: Fwd: Prize\nDate: 2 May\n"
        f"From: Anna <a@f.example>\nTo: Ben\n\nReal?\n\n{inner}",
        "Fwd: Prize",
    )
    assert found
    assert (found.from_addr, found.subject, found.comment) == ("a@f.example", "Fwd: Prize", "See below.")
    assert found.text == f"Real?\n\n{inner}"


def test_of_a_forwarded_thread_the_newest_mail_counts() -> None:
    older = "From: Eve <e@x.example>\nSent: 1 May 2021\nTo: Anna\nSubject: Toner\n\nHow many?"
    found = mail(f"From: Anna <a@f.example>\nSent: 2 May 2021\nTo: Eve\nSubject: RE: Toner\n\nTwo.\n\n{older}")
    assert found
    assert (found.from_addr, found.date, found.text) == ("a@f.example", "2 May 2021", f"Two.\n\n{older}")


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS.keys())
def test_the_line_that_ends_a_forwarded_mail_ends_it(end: str) -> None:
    head = (
        "----- Forwarded message from Anna Bauer <a@f.example> -----\n\nFrom: Anna Bauer <a@f.example>\nSubject: Toner"
    )
    found = mail(f"See this.\n\n{head}\n\nWe need two.\n\n{end}\n\n-- \nBen")
    assert found
    assert (found.comment, found.text) == ("See this.", "We need two.")


@pytest.mark.parametrize(
    "text",
    [
        ">>> Anna Bauer <a@f.example> 28.10.2021 12:46 >>>\nWe need two.",
        "> On 28.10.2021 12:46, Anna Bauer <a@f.example> wrote:\n>\n> We need two.",
        "Begin forwarded message:\n\nOn 28.10.2021 12:46, Anna Bauer\n<a@f.example> wrote:\n\nWe need two.",
        "---- On 28.10.2021 12:46 Anna Bauer <a@f.example> wrote ----\n\nWe need two.",
    ],
    ids=["GroupWise", "Apple Mail, quoted", "Yahoo on a telephone", "Zoho"],
)
def test_an_attribution_under_a_forwarding_prefix_names_the_writer(text: str) -> None:
    found = mail(f"{COMMENT}\n\n{text}")
    assert found
    assert (found.from_addr, found.from_name, found.date) == ("a@f.example", "Anna Bauer", "28.10.2021 12:46")
    assert (found.subject, found.comment, found.text) == (SUBJECT, COMMENT, "We need two.")


def test_a_subject_that_a_program_broke_is_put_together() -> None:
    head = "-------- Forwarded message ------\nFrom: Anna <a@f.example>\nDate: 1 May\nSubject: Toner for\nroom"
    found = mail(f"{head} 12\n\nWe need two.")
    assert found
    assert (found.subject, found.text) == (SUBJECT, "We need two.")


def test_a_sentence_above_the_headers_stays_in_the_comment() -> None:
    found = mail("See what she wrote:\n\nFrom: Anna <a@f.example>\nSent: 1 May 2021\nTo: Ben\nSubject: Toner\n\nTwo.")
    assert found
    assert found.comment == "See what she wrote:"


def test_a_forwarded_line_alone_forwards_and_names_whom_it_can() -> None:
    found = mail("----- Forwarded message from Anna Bauer <a@f.example> -----\n\nWe need two.", "Toner (fwd)")
    assert found
    assert (found.from_addr, found.from_name, found.subject, found.text) == (
        "a@f.example",
        "Anna Bauer",
        "Toner",
        "We need two.",
    )


@pytest.mark.parametrize(
    ("subject", "forwarded"),
    [
        ("Fwd: Toner", "Toner"), ("WG: Toner", "Toner"), ("TR : Toner", "Toner"), ("I: R: Toner", "R: Toner"),
        ("Fwd: Re: Toner", "Re: Toner"), ("[School] Fwd: Toner", "Toner"), ("[Fwd: Toner]", "Toner"),
        ("[a@f.example: Toner]", "Toner"), ("Toner (fwd)", "Toner"), ("转发：Toner", "Toner"), ("İLT: Toner", "Toner"),
        ("Redir.: Toner", "Toner"), ("Fwd[2]: Toner", "Toner"), ("Videresend: Toner", "Toner"), ("VS: Toner", "Toner"),
    ],
)  # fmt: skip
def test_the_own_subject_tells_where_the_headers_do_not(subject: str, forwarded: str) -> None:
    found = mail("-----Original Message-----\nFrom: Anna <a@f.example>\nSent: 1 May 2021\nTo: Eve\n\nTwo.", subject)
    assert found
    assert found.subject == forwarded


@pytest.mark.parametrize(
    ("value", "author"),
    [
        ("Anna Bauer <a@f.example>", ("a@f.example", "Anna Bauer")),
        ("Bauer, Anna <a@f.example>", ("a@f.example", "Bauer, Anna")),
        ('"Bauer, Anna" <a@f.example>', ("a@f.example", "Bauer, Anna")),
        ("'Anna Bauer' <a@f.example>", ("a@f.example", "Anna Bauer")),
        ("Anna Bauer [mailto:a@f.example]", ("a@f.example", "Anna Bauer")),
        ("Anna Bauer <mailto:a@f.example>", ("a@f.example", "Anna Bauer")),
        ("Anna Bauer (a@f.example)", ("a@f.example", "Anna Bauer")),
        ("a@f.example (Anna Bauer)", ("a@f.example", "Anna Bauer")),
        ("<a@f.example>", ("a@f.example", "")),
        ("a@f.example <a@f.example>", ("a@f.example", "")),
        ("'a@f.example' <a@f.example>", ("a@f.example", "")),
        ("a@f.example <mailto:a@f.example>", ("a@f.example", "")),
        ("Anna Bauer", ("", "Anna Bauer")),
        ("Anna Bauer via Firma <lists@f.example>", ("lists@f.example", "Anna Bauer via Firma")),
        ("list@f.example [mailto:list@f.example] On Behalf Of Anna Bauer", ("list@f.example", "Anna Bauer")),
        ("Büro [mailto:b@f.example] Im Auftrag von Anna Bauer", ("b@f.example", "Büro")),
        ("Anna Bauer/Office/Firma@Firma", ("", "Anna Bauer")),
        ("CN=Anna Bauer/O=Firma", ("", "Anna Bauer")),
        ("=?utf-8?q?J=C3=B6rg?= <j@f.example>", ("j@f.example", "Jörg")),
        ("O'Brien <o'brien@f.example>", ("o'brien@f.example", "O'Brien")),
        ("", ("", "")),
    ],
)
def test_an_author_is_read(value: str, author: tuple[str, str]) -> None:
    assert read_author(value) == author


WITHOUT_PREFIX = {name: head for name, head in (TRANSLATED | LAYOUTS).items() if not name.startswith("Outlook for Mac")}


@pytest.mark.parametrize("head", WITHOUT_PREFIX.values(), ids=WITHOUT_PREFIX.keys())
def test_a_program_forwards_without_a_prefix_in_the_subject(head: str) -> None:
    text = "\n".join(f"> {line}" for line in TEXT.split("\n")) if head.startswith(">") else TEXT
    found = mail(f"{COMMENT}\n\n{head}\n{text}\n", SUBJECT)
    assert found
    assert (found.from_addr, found.comment, found.text) == ("anna.bauer@firma.example", COMMENT, TEXT)


FOREIGN = {
    "Basque, Thunderbird": "-------- Birbidalitako mezua --------\nGaia: {s}\nData: {d}\nNork: {a}\nNori: {t}\n",
    "Welsh": "---------- Neges a anfonwyd ymlaen ----------\nOddi wrth: {a}\nDyddiad: {d}\nAt: {t}\nPwnc: {s}\n",
    "Gmail in Georgian": "---------- Forwarded message ---------\nვისგან: {a}\nDate: {d}\nSubject: {s}\nTo: {t}\n",
    "Hebrew with marks of direction": "\u200f\u200fמאת: \u200e{a}\n\u200fנשלח: {d}\n\u200fאל: {t}\n\u200fנושא: {s}\n",
}


@pytest.mark.parametrize("head", FOREIGN.values(), ids=FOREIGN.keys())
def test_headers_in_an_unknown_language_are_read_by_what_stands_in_them(head: str) -> None:
    head = head.format(a="Anna Bauer <a@f.example>", t="ben@school.example", d="28.10.2021 12:46", s=SUBJECT)
    found = mail(f"{COMMENT}\n\n{head}\n{TEXT}")
    assert found
    assert (found.from_addr, found.from_name, found.date) == ("a@f.example", "Anna Bauer", "28.10.2021 12:46")
    assert (found.subject, found.comment, found.text) == (SUBJECT, COMMENT, TEXT)


def test_a_contact_under_a_rule_is_no_forwarded_mail() -> None:
    card = "----- Reception -----\nTel: 01632 960171\nMail: office@school.example\nOpen: 8:00"
    assert mail(f"Call us.\n\n{card}") is None


@pytest.mark.parametrize("body", HTML_LAYOUTS.values(), ids=HTML_LAYOUTS.keys())
def test_a_program_forwards_in_html(body: str) -> None:
    head = "From: Ben <ben@school.example>\nTo: ict@school.example\nSubject: Fwd: Toner\nContent-Type: text/html"
    found = read_forward(parse_mail(f"{head}; charset=utf-8\n\n<html><body>{body}</body></html>".encode()))
    assert found
    assert (found.from_addr, found.from_name, found.subject) == ("a@f.example", "Anna Bauer", "Toner")
    assert (found.comment, found.text) == ("Please see below.", "We need two.")
