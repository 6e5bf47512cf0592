"""Where there is a web desk, the question to whoever decides names its page; elsewhere no mail speaks of one."""

from __future__ import annotations

from dataclasses import replace

from mailtick.incidents.samples import DESK, SAMPLES
from mailtick.templating import Templates


def test_the_question_names_the_page_where_there_is_one() -> None:
    without = Templates().render("approval", SAMPLES["approval"])
    desk = replace(DESK, pages="https://desk.saltmarshprimary.example")
    named = Templates().render("approval", {**SAMPLES["approval"], "desk": desk})
    link = "https://desk.saltmarshprimary.example/approvals"
    assert link in named.text
    assert f'href="{link}"' in named.html
    assert "page" not in without.text
