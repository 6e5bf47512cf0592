"""The web desk: where it listens, and how browsers reach it."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field, PlainValidator

from mailtick.config.faults import shown
from mailtick.config.kinds import PageAddress, text_of
from mailtick.config.table import Table

_LISTEN = re.compile(r"(?P<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]):(?P<port>\d{1,5})")


def read_listen(value: object) -> str:
    """Return "host:port", or the empty string for no web desk."""
    words = text_of(value)
    found = _LISTEN.fullmatch(words)
    if words and (found is None or int(found["port"]) > 65535):
        raise ValueError(f'must be a host and a port such as "127.0.0.1:8025", not {shown(words)}')
    return words


class WebSettings(Table):
    """`listen` is "host:port", empty for no web desk; `url` is how browsers reach it, empty for what it listens on."""

    listen: Annotated[str, PlainValidator(read_listen)] = Field(
        default="", description='a host and a port in quotes, such as "127.0.0.1:8025"'
    )
    url: PageAddress = Field(default="", description='a web address in quotes, such as "https://desk.school.example"')
    session_days: int = Field(default=14, ge=1, le=365, description="a whole number of days from 1 to 365")

    @property
    def host(self) -> str:
        return self.listen.rpartition(":")[0].strip("[]")

    @property
    def port(self) -> int:
        return int(self.listen.rpartition(":")[2])

    @property
    def address(self) -> str:
        """How browsers reach it, without a stroke at the end; empty where there is no web desk."""
        return self.url.rstrip("/") or f"http://{self.listen}" if self.listen else ""
