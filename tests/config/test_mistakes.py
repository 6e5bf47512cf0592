"""Everything that is wrong with a configuration is said at once, each with its key, its line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailtick.config import ConfigFaults, load_settings
from tests.config.desks import ENVIRONMENT, MAILBOX, SMALLEST, faults

TWENTY_MISTAKES = """\
[desk]
name = ""
address = "ict at saltmarshprimary.example"
prefix = "Ict"
zone = "Europe/Londn"
first_number = 0
staff_domain = ["saltmarshprimary.example"]
plus_addressing = "yes"

[team]
coordinator = []
deputy = ["Ms Leah Dunn <leah.dunn>"]

[[mailbox]]
name = "desk"
host = "https://imap.saltmarshprimary.example/"
poll_secnds = 30
password = "tide-and-marsh"

[smtp]
host = "smtp.saltmarshprimary.example"
port = "abc"
security = "ssl"

[store]
url = "mysql://root@localhost/mailtick"

[summary]
day = 1
time = "02:30"
to = [
  "coordinator",
  "ownr",
]

[[rule]]
name = "Copier to Anglia Print"
when = { text = "copier" }
then = { priorty = "P3", hand_over = "APS" }

[limmits]
"""

TWENTY_SENTENCES = """\
config.toml:2: desk.name must be whose desk it is, such as "Saltmarsh Primary School", not ""
config.toml:3: desk.address must be a mail address such as "ict@school.example", not "ict at saltmarshprimary.example"
config.toml:4: desk.prefix must be 2 to 6 capital letters, such as "ICT", not "Ict"
config.toml:5: desk.zone is no time zone that is known: "Europe/Londn"; did you mean Europe/London?
config.toml:6: desk.first_number must be a whole number from 1 to 999999, not 0
config.toml:7: desk.staff_domain is not known; did you mean staff_domains?
config.toml:8: desk.plus_addressing must be true or false, not "yes"
config.toml:11: team.coordinator must be a list of people, such as ["Sandra Kemp <sandra.kemp@school.example>"], \
with at least one, not an empty list
config.toml:12: team.deputy[1] must be a mail address such as "ict@school.example", not "leah.dunn"
config.toml:14: mailbox[1].user is missing; it must be the name to sign in with, often the mail address
config.toml:16: mailbox[1].host must be the name of a server alone, such as "mail.school.example", \
not "https://imap.saltmarshprimary.example/"
config.toml:17: mailbox[1].poll_secnds is not known; did you mean poll_seconds?
config.toml:18: mailbox[1].password must not stand in this file itself; write where it is kept: \
"env:NAME" for an environment variable, "file:/path" for a file, or "credential:NAME" for systemd
config.toml:22: smtp.port must be a whole number from 1 to 65535, not "abc"
config.toml:23: smtp.security must be "tls", "starttls" or "plain", not "ssl"
config.toml:26: store.url must be a database address: "sqlite:///mailtick.db" \
or "postgresql+psycopg://user@host/database"
config.toml:29: summary.day must be one of "mon", "tue", "wed", "thu", "fri", "sat", "sun", not 1
config.toml:30: summary.time must not be "02:30": when the clocks change, the hours from 01:00 to 03:00 come twice \
or not at all; take a time before 01:00 or from 03:00 on
config.toml:33: summary.to[2] is no list of people under [team]: "ownr"; did you mean owner?
config.toml:39: rule[1].then.priorty is not known; did you mean priority?
config.toml:41: limmits is not known; did you mean limits?
"""


def test_all_mistakes_are_answered_at_once_with_their_lines(tmp_path: Path) -> None:
    assert faults(tmp_path, TWENTY_MISTAKES) == TWENTY_SENTENCES.splitlines()


ONE_MISTAKE = {
    "no web address": (
        "desk",
        'charter = "school.example/ict"',
        'desk.charter must be a web address in quotes, such as "https://school.example/ict", not "school.example/ict"',
    ),
    "a number for a text": ("desk", "phone = 1632", "desk.phone must be a phone number in quotes, not 1632"),
    "a date for a text": (
        "desk",
        "phone = 2026-11-24",
        "desk.phone must be a phone number in quotes, not a date or time",
    ),
    "hours that are none": (
        "desk",
        'hours = "always"',
        'desk.hours "always" begins with no day of the week; write it like "Mon-Thu 08:00-16:30, Fri 08:00-16:00"',
    ),
    "hours that end before they begin": (
        "desk",
        'inset_hours = "15:30-08:30"',
        'desk.inset_hours "15:30-08:30" ends before it begins; write it like 08:30-15:30',
    ),
    "a text for a list": (
        "desk",
        'aliases = "it@saltmarshprimary.example"',
        'desk.aliases must be a list of addresses, such as ["it@school.example"], not "it@saltmarshprimary.example"',
    ),
    "a name for a list's address": (
        "desk",
        'lists = ["@lists.school.example", "all staff"]',
        'desk.lists[2] must be a mail address such as "ict@school.example", not "all staff"',
    ),
    "a number in a list of texts": (
        "desk",
        "authserv_ids = [1]",
        "desk.authserv_ids[1] must be one line of text in quotes, not 1",
    ),
    "true for a number": (
        "mailbox",
        "max_mail_mb = true",
        "mailbox[1].max_mail_mb must be a whole number of megabytes from 1 to 1000, not true",
    ),
    "an unknown key unlike any": (
        "desk",
        "colour = 1",
        (
            "desk.colour is not known; possible here: name, address, prefix, zone, first_number, staff_domains, "
            "aliases, lists, plus_addressing, authserv_ids, phone, charter, access, hours, inset_hours, "
            "sessions, ask_satisfaction, shadow, financial_year"
        ),
    ),
    "a domain with an @": (
        "desk",
        'staff_domains = ["@saltmarshprimary.example"]',
        (
            'desk.staff_domains[1] must be the part of an address after the @, such as "school.example", '
            'not "@saltmarshprimary.example"'
        ),
    ),
    "a plain connection to another machine": (
        "mailbox",
        'security = "plain"',
        (
            'mailbox[1].security must not be "plain": password and mails would cross the network to '
            "imap.saltmarshprimary.example for all to read; "
            'write "tls" or "starttls", or, if you must, allow_plain = true'
        ),
    ),
    "handled mail into the folder that is read": (
        "mailbox",
        'processed_folder = "inbox"',
        'mailbox[1].processed_folder must not be "inbox", the folder that is read: mails would be read again and again',
    ),
    "a missing certificate file": (
        "mailbox",
        'ca_file = "school.pem"',
        (
            "mailbox[1].ca_file names the file FOLDER/school.pem, which is not there; "
            'correct the path, or write "" for none'
        ),
    ),
    "a user without a password": (
        "smtp",
        'user = "ict"',
        'smtp.password is missing although a user is given; write password = "env:MAILTICK_SMTP_PASSWORD"',
    ),
    "a password without a user": (
        "smtp",
        'password = "env:DATABASE_PASSWORD"',
        "smtp.password is given without a user; add the user, or take the password away",
    ),
}


@pytest.mark.parametrize(("table", "line", "sentence"), ONE_MISTAKE.values(), ids=ONE_MISTAKE.keys())
def test_one_mistake_is_one_sentence(tmp_path: Path, table: str, line: str, sentence: str) -> None:
    text = SMALLEST.replace(f"[{table}]\n", f"[{table}]\n{line}\n").replace(f"[[{table}]]\n", f"[[{table}]]\n{line}\n")
    [fault] = faults(tmp_path, text)
    assert fault.partition(" ")[2] == sentence.replace("FOLDER", str(tmp_path))


MORE_TABLES = {
    "one target instead of two": (
        '[targets]\nP1 = "30 minutes"\n',
        'targets.P1 must be two texts, such as ["30 minutes", "4 hours"], not "30 minutes"',
    ),
    "a target in weeks": (
        '[targets]\nP5 = ["2 days", "2 weeks"]\n',
        'targets.P5 "2 weeks" is no target; write it like "30 minutes", "4 hours" or "3 days"',
    ),
    "a time without quotes": (
        "[summary]\ntime = 02:30:00\n",
        'summary.time must be a time of day in quotes, such as "07:30", not a date or time',
    ),
    "a folder of templates that is not there": (
        '[templates]\nfolder = "ours"\n',
        'templates.folder names the folder FOLDER/ours, which is not there; make it, or write "" for none',
    ),
    "a job number without digits": (
        '[[provider]]\ncode = "A"\nname = "A"\naddress = "a@a.example"\nreference = "FIS"\n',
        'provider[1].reference must have # for each digit, such as "FIS-#####", not "FIS"',
    ),
    "two providers of one code": (
        (
            '[[provider]]\ncode = "A"\nname = "A"\naddress = "a@a.example"\n'
            '[[provider]]\ncode = "a"\nname = "B"\naddress = "b@b.example"\n'
        ),
        'provider[2].code is "a", which provider[1] is called already; take another',
    ),
    "two places of one code": (
        '[[place]]\ncode = "LIB"\nname = "Library"\n[[place]]\ncode = "LIB"\nname = "Library"\n',
        'place[2].code is "LIB", which place[1] is called already; take another',
    ),
    "two mailboxes of one name": (
        MAILBOX,
        'mailbox[2].name is "desk", which mailbox[1] is called already; take another',
    ),
    "a rule's value that cannot be": (
        '[[rule]]\nname = "A"\nwhen = { any = [{ hours = "noon" }] }\nthen = { category = "Other" }\n',
        (
            'rule[1].when.any[1].hours is wrong: "noon" is no span of time; write it as "08:00-16:30", '
            "or open, closed or holiday"
        ),
    ),
    "one bracket where two are needed": (
        '[rule]\nname = "A"\n',
        "rule must be tables that each begin with the line [[rule]], not a table",
    ),
    "a key with a line break": (
        '[limits]\n"a\\nb" = 1\n',
        (
            'limits."a\\nb" is not known; possible here: automatic_per_hour, automatic_per_incident, lease_seconds, '
            "uncertain_retry_seconds, batch"
        ),
    ),
}


@pytest.mark.parametrize(("tables", "sentence"), MORE_TABLES.values(), ids=MORE_TABLES.keys())
def test_a_mistake_in_further_tables_is_one_sentence(tmp_path: Path, tables: str, sentence: str) -> None:
    [fault] = faults(tmp_path, SMALLEST + tables)
    assert fault.partition(" ")[2] == sentence.replace("FOLDER", str(tmp_path))


def test_what_is_missing_altogether_is_named(tmp_path: Path) -> None:
    assert faults(tmp_path, "") == [
        "config.toml: desk is missing; it must be a table that begins with the line [desk]",
        "config.toml: team is missing; it must be a table that begins with the line [team]",
        "config.toml: mailbox is missing; it must be one or more tables, each beginning with the line [[mailbox]]",
        "config.toml: smtp is missing; it must be a table that begins with the line [smtp]",
    ]


def test_a_misspelt_table_is_not_missing_as_well(tmp_path: Path) -> None:
    assert faults(tmp_path, SMALLEST.replace("[smtp]", "[smpt]")) == [
        "config.toml:11: smpt is not known; did you mean smtp?"
    ]


NOT_TOML = {
    "no equals sign": ("name\n", "a line must be a comment (#), a table ([name]) or key = value"),
    "no quotes": ("name = desk\n", 'after = there must be a text in "quotes", a number, true, false or a list in [ ]'),
    "no closing quote": (
        'name = "desk\n',
        "a text must end with the quote that it began with, on the same line",
    ),
    "no closing single quote": (
        "name = 'desk",
        "a text is begun, here or above, and never ended; look for a missing quote",
    ),
    "a time without quotes": ("time = 07:30\n", "something is left over; one key = value to a line, texts in quotes"),
    "a Windows path": (
        'file = "C:\\Users\\ict"\n',
        "a backslash in \"…\" must be doubled; or write the text in 'single quotes'",
    ),
    "a key twice": ("a = 1\na = 2\n", "this key stands twice in its table; keep one of the two"),
    "a table twice": (
        "[a]\n[a]\n",
        "this table was begun before; put its keys together, or write [[…]] where several are allowed",
    ),
    "a list left open": ("to = [1\nb = 2\n", "a list must end with ], and its items need commas between them"),
}


@pytest.mark.parametrize(("text", "advice"), NOT_TOML.values(), ids=NOT_TOML.keys())
def test_a_line_that_cannot_be_read_is_named_with_advice(tmp_path: Path, text: str, advice: str) -> None:
    line = 1 + text.count("\n") - text.endswith("\n")
    assert faults(tmp_path, f"# desk\n{text}") == [f"config.toml:{line + 1}: this line cannot be read: {advice}"]


def test_brackets_without_end_are_refused(tmp_path: Path) -> None:
    assert faults(tmp_path, "a = " + "[" * 100_000) == ["config.toml:1: has too many brackets inside each other"]


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigFaults, match="is not there; copy mailtick's example"):
        load_settings(tmp_path / "config.toml", ENVIRONMENT)
    with pytest.raises(ConfigFaults, match="is a folder; name the"):
        load_settings(tmp_path, ENVIRONMENT)


def test_a_file_in_another_encoding_says_so_with_the_line(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b'[desk]\nname = "B\xfcro"\n')
    with pytest.raises(ConfigFaults, match=":2: has characters that are not UTF-8; save the file as UTF-8"):
        load_settings(tmp_path / "config.toml", ENVIRONMENT)


STORE_URLS = {
    "no scheme that is known": (
        "oracle://db/mailtick",
        'must be a database address: "sqlite:///mailtick.db" or "postgresql+psycopg://user@host/database"',
    ),
    "another driver": (
        "postgresql://mailtick@db/mailtick",
        'must begin with "postgresql+psycopg://"; the rest of the address stays as it is',
    ),
    "a password in it": (
        "postgresql+psycopg://mailtick:samphire@db/mailtick",
        'must not hold the password; take it out and write beside it password = "env:MAILTICK_DATABASE_PASSWORD"',
    ),
    "a password behind it": (
        "postgresql+psycopg://mailtick@db/mailtick?password=samphire",
        'must not hold the password; take it out and write beside it password = "env:MAILTICK_DATABASE_PASSWORD"',
    ),
    "no database": (
        "postgresql+psycopg://mailtick@db",
        'must end with the name of the database, such as "postgresql+psycopg://mailtick@db/mailtick"',
    ),
    "memory": (
        "sqlite:///:memory:",
        'must name a file, such as "sqlite:///mailtick.db": without one everything is lost at the end',
    ),
    "a folder that is not there": (
        "sqlite:///none/mailtick.db",
        "names a file in the folder FOLDER/none, which is not there; make that folder first",
    ),
}


@pytest.mark.parametrize(("url", "sentence"), STORE_URLS.values(), ids=STORE_URLS.keys())
def test_a_database_address_that_cannot_be_used_says_why(tmp_path: Path, url: str, sentence: str) -> None:
    expected = f"config.toml:14: store.url {sentence}".replace("FOLDER", str(tmp_path))
    assert faults(tmp_path, f'{SMALLEST}[store]\nurl = "{url}"\n') == [expected]
