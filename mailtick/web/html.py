"""Pages out of templates/web: escaped, strict about names, with the filters that pages share."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from urllib.parse import quote, unquote

import jinja2
from markupsafe import Markup

from mailtick.mail.money import pounds
from mailtick.templating.filters import filters
from mailtick.templating.templates import built_in_folder
from mailtick.web.marking import marked

STATIC = Path(__file__).parent / "static"
ENDING = ".html.jinja"


class Pages:
    """The templates of the pages, compiled at their first use. Moments are shown in `zone`."""

    def __init__(self, zone: tzinfo) -> None:
        self._made = jinja2.Environment(
            loader=jinja2.FileSystemLoader(built_in_folder("web")),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._made.filters.update(filters(zone), pounds=pounds)
        self._made.filters.update(
            lines=lines, urlpart=lambda text: quote(str(text), safe=""), unquoted=unquote, marked=marked
        )
        self._made.globals.update(asset=asset)

    def render(self, name: str, context: Mapping[str, object]) -> str:
        return self._made.get_template(name + ENDING).render(context)


def lines(text: str) -> Markup:
    """Text as people wrote it: escaped, its line breaks kept; web addresses in it stay dead text."""
    return Markup("<br>").join(text.strip().split("\n"))


def urlpart(text: object) -> str:
    """Text as a part of an address."""
    return quote(str(text), safe="")


def asset(name: str) -> str:
    """The address of a file of ours; it changes with the file, so that browsers may keep it for ever."""
    return f"/static/{name}?v={_STAMPS[name]}"


def _stamp(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


_STAMPS = {file.name: _stamp(file) for file in STATIC.iterdir() if file.is_file()}


def how_long(span: timedelta) -> str:
    """A span in the largest unit that says enough: "3 days", "2 hours", "5 minutes"."""
    minutes = int(abs(span).total_seconds()) // 60
    for size, word in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            count = minutes // size
            return f"{count} {word}{'' if count == 1 else 's'}"
    return "a moment"


def ago(moment: datetime, now: datetime) -> str:
    return f"{how_long(now - moment)} ago" if now >= moment else f"in {how_long(moment - now)}"
