"""What all tables of a configuration have in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Table(BaseModel):
    """A frozen table that knows its keys and takes no value of another type.

    Each key has a description that goes on where "must be" ends: all that a reader is told when its value does
    not fit.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)
