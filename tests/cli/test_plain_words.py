"""What people read on the command line: plain words for all that the desk calls something else inside."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mailtick.incidents.commands import COMMANDS
from mailtick.incidents.moments import Moments
from mailtick.incidents.samples import SAMPLES
from mailtick.incidents.words import NOTICE_WORDS
from tests.cli.saying import done, refused, say
from tests.support.stories import KeptStory

# A word with an underscore, which is no part of an address, of a path or of a name of a header.
_INTERNAL = re.compile(r"(?<![\w.@/+=$-])[a-z]+(?:_[a-z]+)+(?![\w.@/=])")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_REPR = re.compile(r"\[['\"{]|\['|\{'|\bNone\b|\bTrue\b|\bFalse\b")


@pytest.fixture(scope="module")
def story(kept_story: KeptStory, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo's desk after its whole story."""
    return Path(shutil.copytree(kept_story.folder, tmp_path_factory.mktemp("story") / "desk"))


@pytest.fixture
def told(story: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(story)
    return story


def assert_plain(text: str) -> None:
    assert _INTERNAL.findall(text) == []
    assert _MOMENT.findall(text) == []
    assert _REPR.findall(text) == []


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    "words", [("list", "--all"), ("held",), ("outbox", "--all"), ("outbox", "stopped"), ("check",)], ids=" ".join
)
def test_no_internal_name_stands_in_a_list_of_the_whole_story(words: tuple[str, ...]) -> None:
    assert_plain(say(*words).output if words == ("check",) else done(*words))


@pytest.mark.usefixtures("told")
def test_no_internal_name_stands_in_the_log_of_any_incident_of_the_story() -> None:
    numbers = [str(each["number"]) for each in json.loads(done("list", "--all", "--json"))]
    assert len(numbers) == 18
    for number in numbers:
        assert_plain(done("show", number))


@pytest.mark.usefixtures("told")
def test_no_internal_name_stands_in_a_preview_of_any_word() -> None:
    said = {"assign": ["amir.shah"], "second": ["FEN", "help"], "priority": ["1", "because", "exam"], "place": ["Y3"]}
    said |= {
        "for": ["zoe.marsh"],
        "also": ["zoe.marsh"],
        "merge": ["1053"],
        "restrict": ["yes"],
        "category": ["Security"],
    }
    for command in COMMANDS:
        text = said.get(command.word, ["so it is"] if command.takes else [])
        for number in ("1042", "1047", "1049", "1050"):
            assert_plain(say(command.word, number, *text, "--preview").output)


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("config", [(), ("-c", "config.toml")], ids=["any desk", "this desk"])
def test_no_internal_name_stands_in_the_explanation_of_any_mail_of_the_story(config: tuple[str, ...]) -> None:
    explained = done("explain", *config, "mails")
    assert explained.count("Decision:") > 100
    # What people wrote themselves is theirs.
    assert_plain("\n".join(line for line in explained.splitlines() if not line.startswith(("    | ", "mails/"))))


@pytest.mark.usefixtures("told")
def test_what_goes_to_whoever_may_not_see_a_restricted_matter_is_told_apart(told: Path) -> None:
    (clicked,) = [path for path in (told / "mails").glob("* to ict@*.eml") if b"I clicked it" in path.read_bytes()]
    lines = done("explain", "-c", "config.toml", str(clicked)).splitlines()
    assert "    write to Mrs Helen Okafor: word of a restricted matter, without its contents" in lines
    assert "    write to Mrs Sandra Kemp, Ms Leah Dunn, Mr Tom Whitfield: news for the team" in lines
    # She leads data protection: it is sent to her as such.
    assert "    write to Mrs Janet Pryor: news for the team" in lines


@pytest.mark.usefixtures("folder")
def test_a_preview_tells_who_gets_no_more_than_that_there_is_something() -> None:
    done("also", "1041", "zoe.marsh")
    assert "with a copy to Ms Zoe Marsh" in done("tell", "1041", "Tomorrow", "--preview")
    done("restrict", "1041", "yes")
    assert done("tell", "1041", "Tomorrow", "--preview").startswith("News will go to: Mrs Claire Brown <")
    assert "Zoe Marsh" not in done("tell", "1041", "Tomorrow", "--preview")


def test_every_mail_that_the_desk_writes_has_a_name_for_people() -> None:
    assert set(SAMPLES) <= set(NOTICE_WORDS)


@pytest.mark.usefixtures("folder")
def test_the_log_says_states_fields_and_mails_in_words() -> None:
    done("assign", "1041", "amir.shah")
    done("start", "1041")
    done("tell", "1041", "Tomorrow at nine.")
    done("restrict", "1041", "yes")
    shown = done("show", "1041")
    assert "state: given to somebody -> being worked on  [Mrs Sandra Kemp said so]" in shown
    assert "given to: Mr Amir Shah" in shown
    assert "      | news to claire.brown@saltmarshprimary.example" in shown
    assert re.search(r"answered: \w{3} \d{1,2} \w{3} \d\d:\d\d ", shown)
    assert "only few may see it: no -> yes" in shown


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 9, 8, 12, tzinfo=UTC), "Mon 9 Nov 08:12"),
        (datetime(2025, 11, 9, 8, 12, tzinfo=UTC), "Sun 9 Nov 2025 08:12"),
        (datetime(2026, 7, 1, 8, 12, tzinfo=UTC), "Wed 1 Jul 09:12"),
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), "Thu 31 Dec 23:59"),
        (datetime(2027, 1, 1, 0, 0, tzinfo=UTC), "Fri 1 Jan 2027 00:00"),
    ],
    ids=["this year", "another year", "summer time", "the last minute", "the next year"],
)
def test_a_moment_is_local_and_has_the_year_where_it_is_another_one(moment: datetime, words: str) -> None:
    now = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    assert Moments(ZoneInfo("Europe/London"), now).at(moment) == words


def test_an_old_incident_is_shown_with_its_year(folder: Path) -> None:
    old = b"From a@b.example Mon Mar  4 09:30:00 2024\n"
    head = b"From: claire.brown@saltmarshprimary.example\nTo: ict@saltmarshprimary.example\nSubject: old\n"
    (folder / "old.mbox").write_bytes(old + head + b"Date: Mon, 4 Mar 2024 09:30:00 +0000\n\nBoard is dark.\n")
    done("import-mail", "old.mbox")
    assert "Reported by: Mrs Claire Brown, Mon 4 Mar 2024 09:30" in done("show", "1042")


@pytest.mark.usefixtures("folder")
def test_a_closed_incident_is_with_nobody() -> None:
    done("resolve", "1041", "New cable")
    assert "the desk" not in done("list", "--all")
    assert done("list") == "Nothing is open.\n"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("priority", "1041", "2"), "say why as well: `mailtick priority` 2 because …"),
        (("restrict", "1041", "perhaps"), "write `mailtick restrict` yes, or `mailtick restrict` no"),
        (("tell", "1041", "x", "--as", "zoe.marsh"), "`mailtick tell` is for coordinator"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_refusal_names_commands_as_the_command_line_has_them(words: tuple[str, ...], sentence: str) -> None:
    assert sentence in refused(*words)
