"""The kinds of values in a configuration: addresses, hosts, zones, files. Each reader's error is a sentence."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Annotated, TypeVar, cast
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BeforeValidator, PlainValidator, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from mailtick.config.faults import nearest, shown
from mailtick.incidents.hours import Hours, Opening, read_hours, read_opening
from mailtick.incidents.targets import Promise, read_target
from mailtick.mail.message import Address

T = TypeVar("T")

_DOMAIN = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*"
_DOMAIN_ALONE = re.compile(_DOMAIN)
_ADDRESS = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]+@(?:{_DOMAIN}|localhost)")
_NAMED_ADDRESS = re.compile(r'"?(?P<name>[^<>"\x00-\x1f]*?)"?\s*<(?P<addr>[^<>]*)>')
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a value may refer to: the folder of the configuration file, and the environment."""

    folder: Path
    environment: Mapping[str, str] = field(repr=False)

    def path(self, written: str) -> Path:
        return self.folder / written


def surroundings(info: ValidationInfo) -> Surroundings:
    return cast(Surroundings, info.context)


def text_of(value: object) -> str:
    """Return one line of text without blanks around it. For anything else the key's description is the error."""
    if not isinstance(value, str) or _CONTROL.search(value):
        raise PydanticCustomError("unfit", "not a line of text")
    return value.strip()


def read_address(value: object) -> str:
    address = text_of(value)
    if not _ADDRESS.fullmatch(address):
        raise ValueError(f'must be a mail address such as "ict@school.example", not {shown(address)}')
    return address


def read_named_address(value: object) -> Address:
    """Return "Name <address>" or a plain address as an Address."""
    match = _NAMED_ADDRESS.fullmatch(text_of(value))
    if match is None:
        return Address(read_address(value))
    return Address(read_address(match["addr"]), match["name"].strip())


def read_domain(value: object) -> str:
    domain = text_of(value).lower()
    if not _DOMAIN_ALONE.fullmatch(domain):
        raise ValueError(f'must be the part of an address after the @, such as "school.example", not {shown(domain)}')
    return domain


def read_host(value: object) -> str:
    host = text_of(value)
    if not _HOST.fullmatch(host) and not _is_ip_address(host):
        raise ValueError(f'must be the name of a server alone, such as "mail.school.example", not {shown(host)}')
    return host


def is_loopback(host: str) -> bool:
    return host.lower() == "localhost" or (_is_ip_address(host) and ipaddress.ip_address(host).is_loopback)


def _is_ip_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def read_zone(value: object) -> ZoneInfo:
    name = text_of(value)
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        near = nearest(name, available_timezones())
        hint = f"did you mean {near}?" if near else 'write it like "Europe/London"'
        raise ValueError(f"is no time zone that is known: {shown(name)}; {hint}") from None


def read_time(value: object) -> time:
    """Return a time of day outside the hours that clock changes skip or repeat, which differ from zone to zone."""
    if not _TIME.fullmatch(text_of(value)):
        raise PydanticCustomError("unfit", "not a time of day")
    moment = time.fromisoformat(text_of(value))
    if time(1) <= moment < time(3):
        raise ValueError(
            f"must not be {shown(value)}: when the clocks change, the hours from 01:00 to 03:00 come twice or not "
            "at all; take a time before 01:00 or from 03:00 on"
        )
    return moment


def read_hours_text(value: object) -> Hours:
    """Return opening hours. A day without any would leave the desk shut for ever, so there must be one."""
    hours = read_hours(text_of(value))
    if not hours.weekdays:
        raise ValueError('must say when somebody is there, such as "Mon-Thu 08:00-16:30, Fri 08:00-16:00"')
    return hours


def read_opening_text(value: object) -> Opening:
    return read_opening(text_of(value))


def read_promise(value: object) -> Promise:
    """Return the two targets of a priority: ["30 minutes", "4 hours"]."""
    if not isinstance(value, list) or len(value) != 2:
        raise PydanticCustomError("unfit", "not two texts")
    reply, resolve = (read_target(text_of(each)) for each in value)
    return Promise(reply, resolve)


def read_file(value: object, info: ValidationInfo) -> Path | None:
    written = text_of(value)
    path = surroundings(info).path(written)
    if written and not path.is_file():
        raise ValueError(f'names the file {path}, which is not there; correct the path, or write "" for none')
    return path if written else None


def read_folder(value: object, info: ValidationInfo) -> Path | None:
    written = text_of(value)
    path = surroundings(info).path(written)
    if written and not path.is_dir():
        raise ValueError(f'names the folder {path}, which is not there; make it, or write "" for none')
    return path if written else None


def read_reference(value: object) -> str:
    pattern = text_of(value)
    if pattern and "#" not in pattern:
        raise ValueError(f'must have # for each digit, such as "FIS-#####", not {shown(pattern)}')
    return pattern


def read_page_address(value: object) -> str:
    """Return the address of a page, or the empty string for none."""
    address = text_of(value).strip()
    if address and not re.fullmatch(r"https?://[^\s<>\"]+", address):
        raise ValueError(f'must be a web address in quotes, such as "https://school.example/ict", not {shown(address)}')
    return address


def _as_tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _as_filled_tuple(value: object) -> object:
    # Counted here: pydantic itself would not count an item that has a mistake of its own.
    if value in ([], ()):
        raise PydanticCustomError("unfit", "an empty list")
    return _as_tuple(value)


def read_list_address(value: object) -> str:
    """Return an address, or "@domain" for all addresses of a domain, in lower case."""
    written = text_of(value).strip()
    return f"@{read_domain(written[1:])}" if written.startswith("@") else read_address(written).lower()


_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def read_month(value: object) -> int:
    """Return the number of a month, 1 for January."""
    name = text_of(value).strip().lower()
    if name not in _MONTHS:
        raise PydanticCustomError("unfit", "not a month")
    return _MONTHS.index(name) + 1


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^\x00-\x1f\x7f]+$")]
MailAddress = Annotated[str, PlainValidator(read_address)]
NamedAddress = Annotated[Address, PlainValidator(read_named_address)]
ListAddress = Annotated[str, PlainValidator(read_list_address)]
Domain = Annotated[str, PlainValidator(read_domain)]
Host = Annotated[str, PlainValidator(read_host)]
Zone = Annotated[ZoneInfo, PlainValidator(read_zone)]
Month = Annotated[int, PlainValidator(read_month)]
TimeOfDay = Annotated[time, PlainValidator(read_time)]
OptionalFile = Annotated[Path | None, PlainValidator(read_file)]
OptionalFolder = Annotated[Path | None, PlainValidator(read_folder)]
OpeningHours = Annotated[Hours, PlainValidator(read_hours_text)]
OneOpening = Annotated[Opening, PlainValidator(read_opening_text)]
Targets = Annotated[Promise, PlainValidator(read_promise)]
PageAddress = Annotated[str, PlainValidator(read_page_address)]
ReferencePattern = Annotated[str, PlainValidator(read_reference)]
# TOML has lists; the settings are frozen.
Several = Annotated[tuple[T, ...], BeforeValidator(_as_tuple)]
AtLeastOne = Annotated[tuple[T, ...], BeforeValidator(_as_filled_tuple)]
