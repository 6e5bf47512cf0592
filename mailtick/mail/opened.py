"""What is found when a part is opened that holds more than it shows."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class File:
    """A file that was found inside a part. An empty `name` or `media_type` is not known."""

    name: str
    content: bytes = field(repr=False)
    media_type: str = "application/octet-stream"
    is_inline: bool = False
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A text that stands for the mail's own; the same as a file, for where the mail's own text says something else."""

    is_html: bool
    text: str
    file: File


@dataclass(slots=True)
class Opened:
    """What stands where the part stood. `texts` say each whether it is HTML."""

    # A whole mail, or a MIME entity with its headers, which is read as if it stood here.
    mail: bytes = b""
    texts: list[tuple[bool, str]] = field(default_factory=list)
    # Shown only where the mail has no other text.
    spare_texts: list[tuple[bool, str]] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    # Whether the part itself stays attached, because it could not be opened wholly.
    is_kept: bool = False
