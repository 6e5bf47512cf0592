"""Read a secret from where the configuration says it lies: a variable, a file, a systemd credential."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from pydantic import PlainValidator, SecretStr, ValidationInfo

from mailtick.config.kinds import Surroundings, surroundings

_FORMS = '"env:NAME" for an environment variable, "file:/path" for a file, or "credential:NAME" for systemd'
_SOURCE = re.compile(
    r"env:(?P<variable>[A-Za-z_][A-Za-z0-9_]*)|file:(?P<path>[^\x00-\x1f\x7f]+)|credential:(?P<credential>[A-Za-z0-9_.-]+)"
)


def read_secret(value: object, info: ValidationInfo) -> SecretStr:
    """Return the secret that `value` points to. No error ever shows the value, which may be the secret itself.

    "env:NAME" is an environment variable; "file:/path" the first line of a file, from the folder of the
    configuration on; "credential:NAME" the same of a file in $CREDENTIALS_DIRECTORY. "" is no secret.
    """
    if isinstance(value, SecretStr) or value == "":
        return SecretStr("")
    match _SOURCE.fullmatch(value) if isinstance(value, str) else None:
        case re.Match() as source if name := source["variable"]:
            return SecretStr(_from_environment(name, surroundings(info)))
        case re.Match() as source if name := source["path"]:
            return SecretStr(_from_file(surroundings(info).path(name)))
        case re.Match() as source if name := source["credential"]:
            return SecretStr(_from_credential(name, surroundings(info)))
    raise ValueError(f"must not stand in this file itself; write where it is kept: {_FORMS}")


def read_needed_secret(value: object, info: ValidationInfo) -> SecretStr:
    secret = read_secret(value, info)
    if not secret.get_secret_value():
        raise ValueError(f"is empty; write where it is kept: {_FORMS}")
    return secret


def _from_environment(name: str, around: Surroundings) -> str:
    secret = around.environment.get(name, "")
    if not secret:
        raise ValueError(f"asks for the environment variable {name}, which is not set; set it before mailtick starts")
    return secret


def _from_credential(name: str, around: Surroundings) -> str:
    folder = around.environment.get("CREDENTIALS_DIRECTORY", "")
    if not folder:
        raise ValueError(
            f"asks for the credential {name}, but systemd handed none over; "
            f"add LoadCredential={name}:/path/to/file to the service"
        )
    return _from_file(Path(folder) / name)


def _from_file(path: Path) -> str:
    try:
        first_line = path.read_text("utf-8").partition("\n")[0]
    except FileNotFoundError:
        raise ValueError(
            f"asks for the file {path}, which is not there; make it with the password as its first line"
        ) from None
    except UnicodeDecodeError:
        raise ValueError(f"asks for the file {path}, which is not plain text (UTF-8)") from None
    except OSError as error:
        raise ValueError(f"asks for the file {path}, which cannot be read: {error.strerror}") from None
    if not first_line:
        raise ValueError(f"asks for the file {path}, whose first line is empty; write the password there")
    return first_line


OptionalSecret = Annotated[SecretStr, PlainValidator(read_secret)]
NeededSecret = Annotated[SecretStr, PlainValidator(read_needed_secret)]
