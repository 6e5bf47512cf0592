"""Do this next time: a correction is offered as a rule in plain words, `y` makes it one, `undo` takes it out again."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select

from mailtick.config.rule_book import RuleFile
from mailtick.config.rule_files import load_rules
from mailtick.desk import Desk
from mailtick.rounds.act import act
from mailtick.rounds.learning import offer_rules
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.tables import IncidentRow, ProposalRow
from tests.rounds.test_triage_list import KEMP, SCHOOL, list_of, mails_to, reply, text_of
from tests.support.desks import SetClock, letter, make_desk, put_in
from tests.support.lookup import proof

pytestmark = pytest.mark.both_databases

BROWN = f"Claire Brown <claire.brown@{SCHOOL}>"
FINCH = f"Angela Finch <angela.finch@{SCHOOL}>"
RULES = """\
# Our rules; ask Sandra before you change them.

# What the safeguarding lead has to see.
[[rule]]
name = "Safeguarding"   # always first
when = { text = "cpoms" }
then = { notify = ["coordinator"] }

# Anything with a plug.
[[rule]]
name = "Plugs"
when = { text = ["dongle", "plug"] }
then = { category = "Computers and tablets" }
stop = true
"""


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock, tmp_path: Path) -> Desk:
    desk = make_desk(school, clock=clock)
    desk.rule_book = RuleFile(tmp_path / "rules.toml")
    offer_rules(desk)
    return desk


def report(desk: Desk, text: str, sender: str = BROWN, subject: str = "") -> IncidentRow:
    """A mail comes, with its text as its subject as well if there is no other; the incident that it opened."""
    put_in(desk, letter(sender, subject or text, text))
    while process(desk):
        pass
    with desk.database.reading() as session:
        return session.scalars(select(IncidentRow).order_by(IncidentRow.id.desc()).limit(1)).one()


def correct(desk: Desk, incident: IncidentRow, field: str, value: str) -> list[EmailMessage]:
    """The coordinator puts something right at the keyboard; the offers that follow."""
    before = len(mails_to(desk, "proposal"))
    act(desk, str(incident.number), field, value)
    offer_rules(desk)
    return mails_to(desk, "proposal")[before:]


def read_again(desk: Desk, folder: Path) -> None:
    """The running desk takes up the changed file."""
    desk.policy = replace(desk.policy, rules=load_rules(folder / "rules.toml"))


def test_a_correction_made_by_mail_becomes_a_rule_and_the_next_such_mail_is_right(desk: Desk, tmp_path: Path) -> None:
    put_in(desk, letter(BROWN, "The dongle", "The dongle blinks red.", message_id=f"<one@{SCHOOL}>"))
    process(desk)
    headers = {"In-Reply-To": f"<one@{SCHOOL}>", "References": f"<one@{SCHOOL}>", **proof(KEMP)}
    put_in(desk, letter(KEMP, "Re: [ICT-1041] The dongle", "#category Display and AV", headers=headers))
    process(desk)
    offer_rules(desk)
    (offer,) = mails_to(desk, "proposal")
    assert offer["Subject"] == 'Do this next time? When a mail has the word "dongle", its category is Display and AV.'
    said = text_of(offer)
    assert "Mrs Sandra Kemp changed category of ICT-1041 to Display and AV" in said
    assert "It would have touched one mail: this one, and rightly." in said
    answer = reply(desk, offer, "y")
    assert '"Learned from ICT-1041: dongle" stands in rules.toml now, and holds from the next mail on' in answer
    read_again(desk, tmp_path)
    assert report(desk, "My dongle is lost.", FINCH).category == "Display and AV"


def test_a_line_in_the_list_of_what_is_new_is_a_correction_like_any_other(desk: Desk) -> None:
    report(desk, "The dongle blinks red.")
    reply(desk, list_of(desk), "1 category Display and AV")
    offer_rules(desk)
    (offer,) = mails_to(desk, "proposal")
    assert 'When a mail has the word "dongle", its category is Display and AV.' in offer["Subject"]


def test_one_word_takes_it_out_again(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text(RULES)
    (offer,) = correct(desk, report(desk, "The dongle blinks red."), "category", "Display and AV")
    reply(desk, offer, "y")
    assert (tmp_path / "rules.toml").read_text() != RULES
    answer = reply(desk, offer, "undo")
    assert '"Learned from ICT-1041: dongle" is taken out of rules.toml; the proposal is open again' in answer
    assert (tmp_path / "rules.toml").read_text() == RULES


def test_the_block_says_who_and_when_and_stands_before_what_would_hide_it(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text(RULES)
    read_again(desk, tmp_path)
    (offer,) = correct(desk, report(desk, "The dongle blinks red."), "category", "Display and AV")
    reply(desk, offer, "yes please")
    text = (tmp_path / "rules.toml").read_text()
    learned = (
        "# Learned on 16 November 2026; Mrs Sandra Kemp said yes. "
        'When a mail has the word "dongle", its category is Display and AV.\n'
        '[[rule]]\nname = "Learned from ICT-1041: dongle"\nwhen = { text = "dongle" }\n'
        'then = { category = "Display and AV" }\n\n'
    )
    assert text == RULES.replace("# Anything with", f"{learned}# Anything with")
    read_again(desk, tmp_path)
    assert report(desk, "My dongle is lost.").category == "Display and AV"


def test_a_word_that_came_to_something_else_is_not_taken(desk: Desk, clock: SetClock) -> None:
    act(desk, str(report(desk, "The dongle of the laptop.").number), "category", "Telephones")
    clock.move(timedelta(days=20))
    offer_rules(desk)
    (offer,) = correct(desk, report(desk, "The visualiser needs a dongle.", FINCH), "category", "Display and AV")
    assert '"visualiser"' in offer["Subject"]


def test_where_only_the_sender_makes_it_safe_the_rule_names_them(desk: Desk) -> None:
    correct(desk, report(desk, "Zeppelin.", FINCH), "category", "Telephones")
    offers = correct(desk, report(desk, "Zeppelin.", BROWN), "category", "Information")
    assert [each["Subject"] for each in offers] == [
        f'Do this next time? When claire.brown@{SCHOOL} writes of "zeppelin", its category is Information.'
    ]


def test_the_effect_counts_what_it_would_have_touched(desk: Desk) -> None:
    for sender in (BROWN, FINCH):
        act(desk, str(report(desk, "A zeppelin.", sender).number), "category", "Information")
    offers = correct(desk, report(desk, "The zeppelin again."), "category", "Information")
    assert "It would have touched 3 mails: 3 rightly, none wrongly." in text_of(offers[-1])


def test_nothing_is_offered_where_no_word_is_safe(desk: Desk) -> None:
    assert correct(desk, report(desk, "Please help, it is broken again."), "category", "Telephones") == []
    # A person, a place, and a word of another category.
    assert correct(desk, report(desk, "Whitfield in the Library: printer."), "category", "Telephones") == []


def test_a_word_of_the_text_alone_needs_a_second_mail(desk: Desk) -> None:
    assert correct(desk, report(desk, "The zeppelin.", subject="help"), "category", "Information") == []
    offers = correct(desk, report(desk, "A zeppelin.", FINCH, subject="again"), "category", "Information")
    assert "It would have touched 2 mails: 2 rightly, none wrongly." in text_of(offers[0])


def test_at_most_three_rules_a_day_are_offered(desk: Desk, clock: SetClock) -> None:
    for word in ("zeppelin", "submarine", "telescope", "harmonica"):
        correct(desk, report(desk, f"The {word}."), "category", "Information")
    assert len(mails_to(desk, "proposal")) == 3
    clock.move(timedelta(days=2))
    assert len(correct(desk, report(desk, "A harmonica."), "category", "Information")) == 1


def test_the_same_idea_is_offered_once(desk: Desk) -> None:
    (offer,) = correct(desk, report(desk, "A zeppelin."), "category", "Information")
    assert "and is not offered again" in text_of(offer)
    assert "declined" in reply(desk, offer, "n")
    assert correct(desk, report(desk, "The zeppelin."), "category", "Information") == []


def test_places_and_priorities_are_learned_as_well(desk: Desk) -> None:
    (offer,) = correct(desk, report(desk, "The zeppelin."), "place", "LIB")
    assert 'When a mail has the word "zeppelin", it is in Library.' in offer["Subject"]
    (offer,) = correct(desk, report(desk, "Our submarine."), "priority", "P2 the head needs it")
    assert 'When a mail has the word "submarine", its priority is P2.' in offer["Subject"]


def test_work_that_is_given_to_somebody_puts_nothing_right(desk: Desk) -> None:
    assert correct(desk, report(desk, "The zeppelin."), "assign", "amir.shah") == []


def test_of_a_restricted_matter_nothing_is_learned(desk: Desk) -> None:
    incident = report(desk, "The zeppelin.")
    act(desk, str(incident.number), "restrict", "yes")
    assert correct(desk, incident, "category", "Information") == []


def test_a_file_that_cannot_be_read_is_left_alone_and_the_offer_stays(desk: Desk, tmp_path: Path) -> None:
    (offer,) = correct(desk, report(desk, "The zeppelin."), "category", "Information")
    (tmp_path / "rules.toml").write_text('[[rule]]\nname = "half\n')
    assert "rules.toml:2: this line cannot be read" in reply(desk, offer, "y")
    assert (tmp_path / "rules.toml").read_text() == '[[rule]]\nname = "half\n'
    (tmp_path / "rules.toml").unlink()
    reply(desk, offer, "y")
    (block,) = tomllib.loads((tmp_path / "rules.toml").read_text())["rule"]
    assert block["then"] == {"category": "Information"}
    with desk.database.reading() as session:
        assert session.scalars(select(ProposalRow.state)).all() == ["confirmed"]


def test_only_coordinator_and_deputy_decide_on_rules(desk: Desk, tmp_path: Path) -> None:
    (offer,) = correct(desk, report(desk, "The zeppelin."), "category", "Information")
    shah = f"Amir Shah <amir.shah@{SCHOOL}>"
    assert "NOT DONE" in reply(desk, offer, "y", shah)
    assert not (tmp_path / "rules.toml").exists()


def test_a_deputy_who_puts_something_right_is_asked_themselves(desk: Desk) -> None:
    dunn = f"Leah Dunn <leah.dunn@{SCHOOL}>"
    put_in(desk, letter(BROWN, "The dongle", "The dongle blinks red.", message_id=f"<one@{SCHOOL}>"))
    process(desk)
    headers = {"In-Reply-To": f"<one@{SCHOOL}>", **proof(dunn)}
    put_in(desk, letter(dunn, "Re: [ICT-1041] The dongle", "#category Display and AV", headers=headers))
    process(desk)
    offer_rules(desk)
    assert mails_to(desk, "proposal") == []
    (offer,) = mails_to(desk, "proposal", "leah.dunn")
    assert "Ms Leah Dunn changed category" in text_of(offer)
