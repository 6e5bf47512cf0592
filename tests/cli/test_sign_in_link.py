"""A link to the web desk from the machine itself."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from mailtick.rounds.signing_in import use_link, who_is
from mailtick.store.database import Database
from tests.cli.saying import done, refused
from tests.support.desks import make_desk


def test_it_signs_in_whom_it_names_and_says_where_there_are_no_pages(folder: Path) -> None:
    assert "this desk has no pages" in refused("sign-in-link")
    with (folder / "config.toml").open("a") as file:
        file.write('\n[web]\nlisten = "127.0.0.1:8025"\n')
    link = urlsplit(done("sign-in-link", "tom.whitfield").splitlines()[0])
    assert link.netloc == "127.0.0.1:8025"
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    desk = make_desk(database)
    found = who_is(desk, use_link(desk, link.path.rpartition("/")[2], "", "Firefox", 14), 14)
    assert found is not None
    assert found.person.name == "Mr Tom Whitfield"
    database.close()
