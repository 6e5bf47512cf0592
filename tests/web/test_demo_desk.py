"""The demo's pages: the story goes on, and who looks is signed in by a link."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import httpx2

from mailtick.demo.play import Stage
from mailtick.demo.story import STORY


def test_the_demo_opens_on_the_desk_of_the_coordinator() -> None:
    with Stage(has_pages=True) as stage, httpx2.Client(base_url=stage.url, follow_redirects=True) as client:
        stage.play(STORY[0])
        path = urlsplit(stage.link_for("sandra.kemp")).path
        token = re.search(r'name="form_token" value="([^"]+)"', client.get(path).text)
        assert token is not None
        assert "Mrs Sandra Kemp" in client.post(path, data={"form_token": token[1]}).text
        assert "ICT-1041" in client.get("/incidents").text
        settings = client.get("/settings").text
        assert "Saltmarsh Primary School" in settings
        assert "kept secret" in settings
        assert "file:password" not in settings
        rules = client.get("/rules").text
        assert "The safeguarding system" in rules or "Fired in" in rules
        token = re.search(r'name="form_token" value="([^"]+)"', rules)
        assert token is not None
        tried = '[[rule]]\nname = "Boards"\nwhen = { text = "board" }\nthen = { priority = "P1" }\n'
        answer = client.post("/rules/try", data={"form_token": token[1], "rules": tried}).text
        assert "1 differ" in answer
        assert "P1" in answer
