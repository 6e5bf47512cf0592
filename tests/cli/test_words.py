"""Every word that people may say, from the command line: where it fits, and where it does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import update

from mailtick.incidents.commands import COMMANDS
from mailtick.incidents.lookup import Stop
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.outbox import put_stop
from mailtick.store.tables import HandoverRow
from tests.cli.saying import done, refused, say
from tests.support.desks import MONDAY, letter, make_desk, put_in

_BROWN = "claire.brown@saltmarshprimary.example"
_MARSH = {"address": "zoe.marsh@saltmarshprimary.example", "name": "Ms Zoe Marsh", "field": "also"}
_KEMP_WATCHES = {"address": "sandra.kemp@saltmarshprimary.example", "name": "Mrs Sandra Kemp", "field": "watch"}
_RAHMAN = "mo.rahman77@personalmail.example"
_RELEASE = ("held", "release", "2")
_ARTICLE = ("register", "add", "articles", "ref=K1", "title=Wifi reset", "first_checks=Turn it off and on.")
_VISIT = ("register", "add", "diary", "kind=visit", "date=2199-11-24", "what=Engineer comes", "about=ICT-1041")
_ASKED = ["ask-approval", "£285.00 + VAT new power board"]
_APPROVED = ["approve", "--as", "tom.whitfield"]
_HEARD = ["heard", "BBA: engineer booked for Tuesday at 9:00"]
_SENT = ("the job is sent",)
_FIRM_WRITES = ("a firm writes",)
_COLLEAGUE_WRITES = ("a colleague has the same",)
_MAILS = {
    _FIRM_WRITES: letter("Kev <jobs@brightboard.example>", "[ICT-1041]", "Job 7741, on Tuesday. Kev"),
    _COLLEAGUE_WRITES: letter("Zoe Marsh <zoe.marsh@saltmarshprimary.example>", "wifi", "no wifi in my room either"),
}

# What to say, what was said before (of 1041, or a whole command), and how the incident then stands.
FITS: dict[str, tuple[list[str], list[list[str] | tuple[str, ...]], dict[str, object]]] = {
    "start": ([], [], {"state": "in_progress"}),
    "resolve": (["New", "cable"], [], {"state": "resolved", "resolution": "New cable"}),
    "temp": (["Loan projector until 24 Nov 2199"], [], {"state": "temporary_fix"}),
    "wait": (["Which room?"], [], {"state": "waiting_requester"}),
    "visit": (["24 Nov 2199 09:00"], [["start"]], {"state": "scheduled"}),
    "done": (["The engineer was here"], [_VISIT], {"state": "new"}),
    "second": (["BBA", "panel is dead"], [], {"state": "waiting_provider", "provider": "BrightBoard AV"}),
    "chase": (["BBA"], [["second", "BBA", "dead"], _SENT], {"state": "waiting_provider"}),
    "withdraw": (["BBA"], [["second", "BBA", "dead"], _SENT], {"state": "in_progress"}),
    "ask-approval": (["£285.00 + VAT board"], [], {"state": "waiting_approval"}),
    "approve": (["go on", "--as", "tom.whitfield"], [_ASKED], {"state": "in_progress"}),
    "refuse": (["too dear", "--as", "tom.whitfield"], [_ASKED], {"state": "in_progress"}),
    "ask": (["cheaper?", "--as", "tom.whitfield"], [_ASKED], {"state": "waiting_approval"}),
    "order": (["BBA", "PO-26-0311"], [_ASKED, _APPROVED], {"state": "waiting_provider", "provider": "BrightBoard AV"}),
    "assign": (["amir.shah"], [], {"state": "assigned", "assignee": "amir.shah@saltmarshprimary.example"}),
    "tell": (["Tomorrow at nine."], [], {"state": "new"}),
    "reply": (["It works, thanks"], [["resolve", "New cable"]], {"state": "closed"}),
    "heard": (["BBA: Job 7741, still looking"], [["second", "BBA", "dead"]], {"state": "waiting_provider"}),
    "job": (["BBA", "Job", "7742"], [["second", "BBA", "dead"]], {"state": "waiting_provider"}),
    "take-back": ([], [["second", "BBA", "dead"], _HEARD], {"state": "waiting_provider"}),
    "answer": (["wifi-reset"], [_ARTICLE], {"state": "new"}),
    "release": (["They come on Tuesday"], [["second", "BBA", "dead"], _FIRM_WRITES], {"state": "waiting_provider"}),
    "also": (["zoe.marsh"], [], {"state": "new", "participants": [_MARSH]}),
    "without": (["zoe.marsh"], [["also", "zoe.marsh"]], {"state": "new", "participants": []}),
    "watch": ([], [], {"participants": [_KEMP_WATCHES]}),
    "unwatch": ([], [["watch"]], {"participants": []}),
    "note": (["The cable looked worn."], [], {"state": "new"}),
    "time": (["20"], [], {"state": "new"}),
    "for": (["zoe.marsh"], [], {"state": "new", "reporter": _MARSH["address"], "affected": [_MARSH["address"]]}),
    "title": (["Panel", "stays", "dark"], [], {"title": "Panel stays dark"}),
    "place": (["Y3"], [], {"state": "new", "place": "Mrs Brown's class"}),
    "asset": (["SP-0051"], [], {"equipment": ["SP-0037", "SP-0051"]}),
    "category": (["printing and copying"], [], {"state": "new", "category": "Printing and copying"}),
    "priority": (["2 because the exam is tomorrow"], [], {"state": "new", "priority": "P2"}),
    "needed": (["24 Nov 2199 15:00"], [], {"needed_by": "2199-11-24T15:00"}),
    "restrict": (["yes"], [], {"state": "new", "is_restricted": True}),
    "merge": (["1042"], [_RELEASE], {"state": "cancelled"}),
    "unmerge": (["1042"], [_RELEASE, ("merge", "1042", "1041")], {"affected": [_BROWN]}),
    "separate": (["zoe.marsh"], [["category", "network and internet"], _COLLEAGUE_WRITES], {"affected": [_BROWN]}),
    "split": (["1 board dark; 2 laptop battery"], [], {"title": "board dark", "state": "new"}),
    "link": (["1042"], [_RELEASE], {"state": "new"}),
    "parent": (["1042"], [_RELEASE], {"parent": "ICT-1042"}),
    "resolve-parts": (["New switch"], [_RELEASE, ("parent", "1042", "1041")], {"state": "new"}),
    "reopen": (["It is dark again"], [["resolve", "New cable"]], {"state": "in_progress"}),
    "close": ([], [["resolve", "New cable"]], {"state": "closed"}),
    "cancel": (["reported by mistake"], [], {"state": "cancelled"}),
}

# What to say, what was said before, and why not.
FITS_NOT: dict[str, tuple[list[str], list[list[str] | tuple[str, ...]], str]] = {
    "start": ([], [["resolve", "New cable"]], "ICT-1041 is resolved; write `mailtick reopen` first"),
    "resolve": (["again"], [["cancel", "a mistake"]], "ICT-1041 is cancelled; write `mailtick reopen` first"),
    "temp": (["Loan projector"], [], "say by when the rest is done"),
    "wait": (["Which room?"], [["resolve", "New cable"]], "write `mailtick reopen` first"),
    "visit": (["soon"], [], '"soon" says no day and time'),
    "done": ([], [], "nothing in the diary is about ICT-1041 and open; `mailtick resolve` <what was done> ends"),
    "second": (["BBA dead"], [["second", "BBA", "dead"]], "BrightBoard AV has ICT-1041 already"),
    "chase": ([], [], "no outside firm has ICT-1041"),
    "withdraw": ([], [], "no firm has ICT-1041 now"),
    "ask-approval": (["£285.00"], [], "say what is to be decided"),
    "approve": ([], [_ASKED], "`mailtick approve` is for approver and owner"),
    "refuse": (["--as", "tom.whitfield"], [], "nothing is asked about ICT-1041; `mailtick ask-approval` asks"),
    "ask": (["--as", "tom.whitfield"], [_ASKED], "say what you want to know"),
    "order": (["BBA", "PO-26-0311"], [_ASKED], "nothing is ordered before Mr Tom Whitfield has answered"),
    "assign": (["amir.shah"], [["cancel", "a mistake"]], "ICT-1041 is cancelled; write `mailtick reopen` first"),
    "tell": ([], [], "say what to tell them"),
    "reply": ([], [], "who said what"),
    "heard": (["on Tuesday"], [], "no firm has ICT-1041; write `mailtick heard` FEN"),
    "job": (["Job 7742"], [], "no firm has or had ICT-1041"),
    "take-back": ([], [], "nothing that a firm told of ICT-1041 was recorded within a week"),
    "answer": (["wifi-rest"], [_ARTICLE], "did you mean wifi-reset?"),
    "release": ([], [["second", "BBA", "dead"]], "no outside firm has written on ICT-1041"),
    "also": (["nobody"], [], 'nobody on the list of people is called "nobody"'),
    "without": (["zoe.marsh"], [], '"zoe.marsh" takes no part in ICT-1041; there is: nobody'),
    "watch": ([], [["watch"]], "you watch ICT-1041 already"),
    "unwatch": ([], [], "you do not watch ICT-1041"),
    "note": ([], [], "say what to note"),
    "time": (["soon"], [], '"soon" is no time'),
    "for": (["claire.brown"], [], "ICT-1041 is Mrs Claire Brown's already"),
    "title": ([], [], "say what it is, in a few words"),
    "place": (["the moon"], [], '"the moon" is no place of the list'),
    "asset": (["SP-9999"], [], 'no equipment is called "SP-9999"'),
    "category": (["Gardening"], [], '"Gardening" is no category; there are: Network and internet'),
    "priority": (["2"], [], "say why as well"),
    "needed": (["soon"], [], '"soon" says no day'),
    "restrict": (["perhaps"], [], '"perhaps" is neither yes nor no'),
    "merge": (["1041"], [], "ICT-1041 cannot be merged into itself"),
    "unmerge": (["1041"], [], "ICT-1041 was not merged into ICT-1041"),
    "separate": (["claire.brown"], [], "reported ICT-1041 first; it stays theirs"),
    "split": (["laptop battery"], [], "that is one matter"),
    "link": (["1041"], [], "ICT-1041 is that incident itself"),
    "parent": (["1041"], [], "ICT-1041 cannot be part of itself"),
    "resolve-parts": (["New switch"], [], "ICT-1041 has no part that is open"),
    "reopen": ([], [], "ICT-1041 is new; there is nothing to reopen"),
    "close": ([], [], "ICT-1041 is new and cannot become closed"),
    "cancel": ([], [], "say why it is called off"),
}


def prepare(folder: Path, before: list[list[str] | tuple[str, ...]]) -> None:
    for said in before:
        if said == _SENT:
            database = Database(f"sqlite:///{folder / 'desk.db'}")
            with database.writing() as session:
                session.execute(update(HandoverRow).values(handed_at=MONDAY, state="sent"))
            database.close()
        elif isinstance(said, tuple) and said in _MAILS:
            database = Database(f"sqlite:///{folder / 'desk.db'}")
            desk = make_desk(database)
            put_in(desk, _MAILS[said])
            process(desk)
            database.close()
        elif isinstance(said, tuple):
            done(*said)
        else:
            done(said[0], "1041", *said[1:])


def test_every_word_is_tried() -> None:
    assert list(FITS) == list(FITS_NOT) == [command.word for command in COMMANDS]


@pytest.mark.parametrize("word", FITS)
def test_a_word_that_fits_is_done_and_answered_for_people_and_for_programs(folder: Path, word: str) -> None:
    arguments, before, stands = FITS[word]
    prepare(folder, before)
    answer = json.loads(done(word, "ICT-1041", *arguments, "--json"))
    assert {key: answer[key] for key in stands} == stands
    shown = json.loads(done("show", "1041", "--json"))
    assert {key: shown[key] for key in answer} == answer
    assert any(entry["because"].startswith("Mrs Sandra Kemp said so") for entry in shown["log"])


@pytest.mark.parametrize("word", FITS_NOT)
def test_a_word_that_does_not_fit_is_one_sentence_and_changes_nothing(folder: Path, word: str) -> None:
    arguments, before, sentence = FITS_NOT[word]
    prepare(folder, before)
    stood = standing()
    assert sentence in refused(word, "1041", *arguments, "--json")
    assert standing() == stood


def standing() -> tuple[dict[str, object], str]:
    """How the incident and the outbox stand; only its clock goes on by itself."""
    shown = json.loads(done("show", "1041", "--json"))
    return {key: value for key, value in shown.items() if key != "clock"}, done("outbox", "--json")


def test_who_speaks_is_who_the_log_names(folder: Path) -> None:
    done("assign", "1041", "amir.shah")
    done("note", "1041", "The cable looked worn.", "--as", "amir.shah@saltmarshprimary.example")
    entry = json.loads(done("show", "1041", "--json"))["log"][-1]
    assert (entry["who"], entry["text"]) == ("Mr Amir Shah", "The cable looked worn.")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("resolve", "1041", "Done", "--as", "amir.shah"), "ICT-1041 is not assigned to you"),
        (("assign", "1041", "amir.shah", "--as", "amir.shah"), "`mailtick assign` is for coordinator and deputy"),
        (
            ("resolve", "1041", "Done", "--as", "claire.brown"),
            "`mailtick resolve` is for coordinator and deputy and first level",
        ),
    ],
    ids=["not theirs", "not the role's", "a requester"],
)
def test_nobody_says_what_is_not_theirs_to_say(folder: Path, words: tuple[str, ...], sentence: str) -> None:
    assert sentence in refused(*words)


def test_a_word_that_takes_no_text_does_not_swallow_one(folder: Path) -> None:
    result = say("start", "1041", "the", "cable", "looked", "worn")
    assert result.exit_code == 2
    assert "`start` takes no words; `mailtick note` keeps them" in result.stderr
    assert json.loads(done("show", "1041", "--json"))["state"] == "new"


def test_an_answer_for_people_is_a_sentence(folder: Path) -> None:
    assert done("assign", "1041", "amir.shah") == "ICT-1041: given to Mr Amir Shah; they are told.\n"
    assert done("resolve", "1041", "New cable") == "ICT-1041: resolved; Mrs Claire Brown is told.\n"


def test_a_list_tells_of_a_restricted_matter_its_category_alone(folder: Path) -> None:
    done("category", "1041", "Security")
    (listed,) = json.loads(done("list", "--json"))
    shown = [listed[key] for key in ("title", "place", "reporter", "affected", "provider")]
    assert shown == ["Security", "", "", [], None]
    assert "Mrs Brown" not in done("list")
    assert "turn on again" not in done("list")
    assert "turn on again" in done("show", "1041")


def test_what_is_held_about_a_restricted_matter_is_listed_without_its_subject(folder: Path) -> None:
    done("restrict", "1041", "yes")
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    desk = make_desk(database)
    put_in(desk, letter("Kim <kim@elsewhere.example>", "[ICT-1041] who clicked it", "I know"))
    process(desk)
    database.close()
    held = json.loads(done("held", "--json"))
    assert [mail["subject"] for mail in held] == ["its Mo", "a restricted matter"]
    assert "who clicked it" not in done("held")


def stop(folder: Path, address: str) -> None:
    """Mail to an address came back."""
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    with database.writing() as session:
        put_stop(session, Stop(address, f"mail to {address} came back: no such mailbox", MONDAY))
    database.close()


def test_who_gets_no_mail_is_named_where_they_would_have_got_one(folder: Path) -> None:
    done("also", "1041", "zoe.marsh")
    for address in (_MARSH["address"], "amir.shah@saltmarshprimary.example"):
        stop(folder, address)
    answer = done("assign", "1041", "amir.shah")
    assert "Mr Amir Shah is not told: automatic mail to amir.shah@saltmarshprimary.example is stopped: " in answer
    assert json.loads(done("assign", "1041", "amir.shah", "--json"))["not_told"]
    came_back = f"mail to {_MARSH['address']} came back: no such mailbox"
    assert f"Ms Zoe Marsh <{_MARSH['address']}> (also, gets no copies: {came_back})" in done("show", "1041")
    assert json.loads(done("show", "1041", "--json"))["get_no_copies"] == {_MARSH["address"]: came_back}
