"""Read the text layer of a PDF, within bounds: so many bytes, pages, operations and letters, and never an error."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import pypdf
from pypdf.errors import DependencyError

from mailtick.mail.message import Attachment

MAX_BYTES = 4 << 20
MAX_PAGES = 5
MAX_CHARACTERS = 20_000
# A page of dense print has a few thousand; what goes on for ever is cut.
_MAX_OPERATIONS = 20_000
# What the library may spend on a file; its own bounds are meant for books and pictures.
_BOUNDS = pypdf.Configuration(
    zlib_maximum_output_length=2_000_000,
    zlib_maximum_recovery_input_length=200_000,
    lzw_maximum_output_length=2_000_000,
    run_length_maximum_output_length=2_000_000,
    array_based_stream_maximum_output_length=2_000_000,
    stream_filters_maximum_length=4,
    stream_decoding_work_maximum_length=4_000_000,
    stream_parsing_work_maximum_count=100_000,
    page_tree_maximum_entries=1_000,
    page_tree_maximum_page_entries=10_000,
    xform_maximum_invocations_per_extraction=50,
)


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of a file, or why there is none: "a scan without text", "encrypted", "broken"."""

    name: str
    text: str
    why_not: str = ""


class _Enough(Exception):
    """The file goes on for longer than anybody reads."""


class _Locked(Exception):
    """It cannot be read without a password."""


class _Counter:
    """Counts the operations of a file's pages."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self, *_: object) -> None:
        self._count += 1
        if self._count > _MAX_OPERATIONS:
            raise _Enough


def is_pdf(attachment: Attachment) -> bool:
    return attachment.content.startswith(b"%PDF-") or (
        attachment.name.lower().endswith(".pdf") and b"%PDF-" in attachment.content[:1024]
    )


def read_pdf(attachment: Attachment) -> PdfText:
    """Return the text of the first pages, as far as it has a text layer."""
    name = attachment.name
    if attachment.size_bytes > MAX_BYTES:
        return PdfText(name, "", "too large")
    pages: list[str] = []
    why_not = ""
    try:
        with pypdf.apply_configuration(_BOUNDS):
            _read_pages(attachment.content, pages)
    except (_Locked, DependencyError):
        # Without its password, or by a cipher that is not installed; either way nobody can read it here.
        why_not = "encrypted"
    except _Enough:
        why_not = "too long"
    except Exception:  # noqa: BLE001  a broken file raises many kinds, and says nothing but that it is broken
        why_not = "broken"
    text = "\n".join(pages)[:MAX_CHARACTERS].replace("\x00", "").encode("utf-8", "replace").decode()
    if text.strip():
        return PdfText(name, text)
    return PdfText(name, "", why_not or "a scan without text")


def _read_pages(content: bytes, pages: list[str]) -> None:
    """Put the text of each page into `pages`, so that what was read before a fault is kept."""
    count = _Counter()
    reader = pypdf.PdfReader(BytesIO(content))
    # Many writers lock a file against changes and leave it open for reading.
    if reader.is_encrypted and not reader.decrypt(""):
        raise _Locked
    for number in range(min(MAX_PAGES, len(reader.pages))):
        pages.append(reader.pages[number].extract_text(visitor_operand_before=count))
        if sum(map(len, pages)) > MAX_CHARACTERS:
            return
