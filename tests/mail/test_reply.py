"""Only what somebody newly wrote, in the ways that mail programs and languages quote."""

from __future__ import annotations

import pytest

from mailtick.mail.parse import parse_mail
from mailtick.mail.reply import MARKER, new_text, read_reply

QUOTES = {
    "Gmail": "On Mon, 9 Nov 2026 at 08:13, ICT <ict@s.example> wrote:\n\n> quoted",
    "Gmail, wrapped": "On Mon, 9 Nov 2026 at 08:13, Saltmarsh Primary ICT <\nict@s.example> wrote:\n> quoted",
    "Gmail in German": "Am Mo., 9. Nov. 2026 um 08:13 Uhr schrieb ICT <ict@s.example>:\n> quoted",
    "Inbox in German": "ICT <ict@s.example> schrieb am Mo., 9. Nov. 2026\num 08:13 Uhr:\n\nquoted",
    "Apple Mail in French": "Le 9 nov. 2026 à 08:13, ICT <ict@s.example> a écrit :\n> quoted",
    "Gmail in Spanish": "El lun, 9 nov 2026 a las 8:13, ICT (<ict@s.example>) escribió:\n> quoted",
    "Gmail in Japanese": "2026年11月9日(月) 8:13 ICT <ict@s.example>:\n> quoted",
    "Thunderbird": "On 09/11/2026 08:13, ICT wrote:\n> quoted",
    "Zoho": "---- On Mon, 09 Nov 2026 08:13:00 +0000 ict@s.example wrote ----\n\nquoted",
    "Outlook": "From: ICT <ict@s.example>\nSent: 09 November 2026\nTo: Claire\nSubject: board\n\nquoted",
    "Outlook with bold labels": "*From:* ICT <ict@s.example>\n*Sent:* 9 Nov 2026\n*Subject:* b\n\nquoted",
    "Outlook on the web": "________________________________\nFrom: ICT\nSent: 09 November 2026\nTo: Claire\n\nquoted",
    "Outlook Express": "-----Original Message-----\nFrom: ICT\nTo: Claire\n\nquoted",
    "Outlook in Danish": "-------- Oprindelig besked --------\nFra: ICT\nTil: Claire\n\nquoted",
    "Outlook in Polish": "Od: ICT\nWysłano: 9 listopada 2026\nDo: Claire\nTemat: board\n\nquoted",
    "our own marker": f"On Monday ICT wrote:\n> {MARKER}\n> quoted\n\nnot even this",
    "our own marker, quoted without marks": f"{MARKER}\n\nquoted",
}
ENDINGS = {
    "delimiter": "-- \nClaire Brown\nSaltmarsh Primary",
    "iPhone": "Sent from my iPhone",
    "German telephone": "Von meinem iPhone gesendet",
    "Outlook for iOS": "Get Outlook for iOS <https://aka.ms/o0ukef>",
    "formula and name": "Kind regards,\nClaire Brown\nY3 teacher",
    "German formula": "Mit freundlichen Grüßen\nClaire Brown",
    "legal footer": "This e-mail is confidential and intended solely for the addressee.",
    "all of them": "Best regards\nClaire\n\nThis message is confidential. If it is not for you, delete it.",
}


@pytest.mark.parametrize("quote", QUOTES.values(), ids=QUOTES.keys())
def test_a_quote_is_left_out(quote: str) -> None:
    assert new_text(f"It works again.\nThank you!\n\n{quote}\n") == "It works again.\nThank you!"


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS.keys())
def test_what_a_program_or_a_firm_adds_is_left_out(ending: str) -> None:
    assert new_text(f"It works again.\n\n{ending}\n") == "It works again."


@pytest.mark.parametrize(
    "text",
    [
        "Please move them.\n\nFrom: room 12\nTo: room 14\n\nThank you",
        "Thanks!",
        "Options:\n-- the first\n-- the second",
        "She wrote: nothing works.\nWhat now?",
        "10:15 the screen went dark\n10:20 the sound as well",
        "Regards\nClaire",
    ],
    ids=["rooms", "thanks alone", "a list with dashes", "wrote in a sentence", "times", "a formula alone"],
)
def test_what_only_looks_like_a_quote_is_kept(text: str) -> None:
    assert new_text(text) == text


def test_if_nothing_would_be_left_everything_is_kept() -> None:
    mail = parse_mail(b"From: a@b.example\n\n> all of it\n> is quoted\n")
    assert read_reply(mail) == "> all of it\n> is quoted"


def test_an_answer_below_and_between_quotes_is_kept() -> None:
    answered = "> Which?\nThe left one.\n> When?\nFriday."
    assert new_text(f"On 9 Nov 2026 ICT wrote:\n> Hello,\n>\n{answered}") == answered


def test_a_quote_that_the_writer_set_in_is_kept() -> None:
    text = "The page says:\n\n> Access denied.\n\nSince Friday."
    assert new_text(text) == text


def test_the_mail_that_is_answered_below_it_is_left_out() -> None:
    assert new_text("On 9 Nov 2026 ICT wrote:\n> Which?\n> When?\n\nThe left one, since Friday.") == (
        "The left one, since Friday."
    )


@pytest.mark.parametrize(
    ("line", "is_cut"),
    [
        ("Sent from my iPhone", True),
        ("Sent from my mobile, please excuse typing errors", True),
        ("Sent from the kitchen", False),
        ("Sent from my desk, which stands nearer to the server than my phone.", False),
    ],
)
def test_a_line_of_a_device_is_told_from_a_sentence(line: str, *, is_cut: bool) -> None:
    assert new_text(f"It works.\n\n{line}") == ("It works." if is_cut else f"It works.\n\n{line}")


@pytest.mark.parametrize(
    "html",
    [
        '<p>It works.</p><div class="gmail_quote">Ysgrifennodd ICT:<p>quoted</p></div>',
        '<p>It works.</p><blockquote type="cite">quoted</blockquote>',
        '<div>It works.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg">X: y</div><div>quoted</div>',
        '<div>It works.</div><div class="yahoo_quoted">quoted</div>',
        '<div>It works.</div><div class="moz-cite-prefix">X:</div><blockquote type="cite">quoted</blockquote>',
    ],
    ids=["Gmail", "Apple Mail", "Outlook on the web", "Yahoo", "Thunderbird"],
)
def test_a_quote_marked_in_html_is_left_out_in_any_language(html: str) -> None:
    raw = f"From: a@b.example\nContent-Type: text/html; charset=utf-8\n\n{html}"
    assert read_reply(parse_mail(raw.encode())) == "It works."


@pytest.mark.parametrize(
    "attribution",
    [
        "Quoting Anna Brown <anna.brown@saltmarshprimary.example>:",
        "Zitat von Anna Brown <anna.brown@saltmarshprimary.example>:",
        "16.11.26 08:12, Anna Brown пише:",
        "Вы писали 16 ноября 2026 г., 8:12:12:",
        "2026-11-16 08:12, Anna Brown 쓴 글:",
        "\u202bבתאריך יום ב׳, 16 בנוב׳ 2026 ב-8:12 מאת \u202aAnna Brown\u202c <\u202aanna@office.example\u202c>:\u202c",
        "‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐",
        "Anna Brown <anna.brown@saltmarshprimary.example> 16/11/2026 08:12 >>>",
        ">>> Anna Brown <anna.brown@saltmarshprimary.example> 11/16/26 8:12 AM >>>",
        "====\n\nMessage du : 16/11/2026 08:12\nDe : Anna Brown\nA : ict@saltmarshprimary.example\nSujet : Lampe\n",
    ],
    ids=[
        *("Horde", "Horde in German", "Ukrainian", "The Bat!", "Korean", "Hebrew", "Proton", "GroupWise"),
        *("GroupWise with its sign", "SFR"),
    ],
)
def test_what_stands_under_an_attribution_without_marks_is_quoted(attribution: str) -> None:
    assert new_text(f"It blinks now.\n\n{attribution}\n\nThe lamp is new.\nICT") == "It blinks now."
