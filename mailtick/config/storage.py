"""Where a desk keeps what it remembers: the address of its database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, PlainValidator, SecretStr, ValidationInfo
from pydantic_core import PydanticCustomError
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from mailtick.config.kinds import surroundings, text_of
from mailtick.config.secret import OptionalSecret
from mailtick.config.table import Table


def read_store_url(value: object, info: ValidationInfo) -> SecretStr:
    """Return the whole database address, with the password of the key beside it and a full path for SQLite.

    It is a secret because of that password.
    """
    try:
        url = make_url(text_of(value.get_secret_value() if isinstance(value, SecretStr) else value))
    except (ArgumentError, PydanticCustomError, ValueError):
        raise _unfit() from None
    match url.drivername:
        case "sqlite":
            return SecretStr(_sqlite_url(url, surroundings(info).folder))
        case "postgresql+psycopg":
            return SecretStr(_postgresql_url(url, info.data.get("password", SecretStr(""))))
        case "postgresql" | "postgres":
            raise ValueError('must begin with "postgresql+psycopg://"; the rest of the address stays as it is')
        case _:
            raise _unfit()


def _unfit() -> PydanticCustomError:
    # The address is never shown: a password may stand in it.
    return PydanticCustomError("unfit_secret", "not a database address")


def _sqlite_url(url: URL, folder: Path) -> str:
    if url.host or not url.database or url.database == ":memory:":
        raise ValueError('must name a file, such as "sqlite:///mailtick.db": without one everything is lost at the end')
    file = folder / url.database
    if not file.parent.is_dir():
        raise ValueError(f"names a file in the folder {file.parent}, which is not there; make that folder first")
    return url.set(database=str(file)).render_as_string(hide_password=False)


def _postgresql_url(url: URL, password: SecretStr) -> str:
    if url.password is not None or "password" in url.query:
        raise ValueError(
            'must not hold the password; take it out and write beside it password = "env:MAILTICK_DATABASE_PASSWORD"'
        )
    if not url.database:
        raise ValueError('must end with the name of the database, such as "postgresql+psycopg://mailtick@db/mailtick"')
    secret = password.get_secret_value()
    return (url.set(password=secret) if secret else url).render_as_string(hide_password=False)


class StoreSettings(Table):
    """The database. `url` is complete, the password included."""

    password: OptionalSecret = Field(
        default=SecretStr(""), description='where the password is kept, such as "env:MAILTICK_DATABASE_PASSWORD"'
    )
    url: Annotated[SecretStr, PlainValidator(read_store_url)] = Field(
        default=SecretStr("sqlite:///mailtick.db"),
        validate_default=True,
        description='a database address: "sqlite:///mailtick.db" or "postgresql+psycopg://user@host/database"',
    )
