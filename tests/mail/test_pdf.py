"""Papers that are locked, torn, or made to fill the memory and never end."""

from __future__ import annotations

import io
import resource
import zlib
from collections.abc import Sequence

import pypdf
import pytest

from mailtick.demo.attachments import draw_page
from mailtick.mail.message import Attachment
from mailtick.mail.pdf import MAX_BYTES, MAX_PAGES, PdfText, read_pdf

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
ONE_PAGE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
TEXT = b"BT /F1 12 Tf (Invoice FI-1) Tj ET\n"
FLATE = b"/Filter /FlateDecode"
_AES = (
    b"/Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /O <%(long)s> /U <%(long)s> /OE <%(short)s> "
    b"/UE <%(short)s> /Perms <00000000000000000000000000000000> /StmF /StdCF /StrF /StdCF "
    b"/CF << /StdCF << /CFM /AESV3 /Length 32 >> >> >> /ID [<00> <00>]"
)
AES = _AES % {b"long": b"00" * 48, b"short": b"00" * 32}


def read(content: bytes) -> PdfText:
    return read_pdf(Attachment("paper.pdf", "application/pdf", len(content), "", content))


def pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, the first of which is its catalog."""
    made, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(made)


def stream(content: bytes, about: bytes = FLATE) -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), about, content)


def page(contents: bytes, resources: bytes = b"/Font << /F1 5 0 R >>") -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /Contents %s /Resources << %s >> >>" % (contents, resources)


def drawn(content: bytes, about: bytes = FLATE) -> bytes:
    """One page that draws this."""
    return pdf([CATALOG, ONE_PAGE, page(b"4 0 R"), stream(content, about), FONT])


def blanks(megabytes: int) -> bytes:
    """So many megabytes, deflated a thousand times."""
    packing = zlib.compressobj(1)
    return b"".join(packing.compress(b" " * (1 << 20)) for _ in range(megabytes)) + packing.flush()


def chained_forms() -> bytes:
    """Forms that each draw the next one ten times."""
    calls = zlib.compress(b"/X Do " * 10)
    form = (
        b"/Filter /FlateDecode /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /X %d 0 R >> >>"
    )
    forms = [stream(calls, form % (number + 1)) for number in range(5, 40)]
    return pdf([CATALOG, ONE_PAGE, page(b"4 0 R", b"/XObject << /X 5 0 R >>"), stream(calls), *forms])


def wide_tree() -> bytes:
    """Nodes of which each has the next one ten times."""
    nodes = [b"<< /Type /Pages /Kids [%s] /Count 1 >>" % (b"%d 0 R " % (number + 1) * 10) for number in range(2, 30)]
    return pdf([CATALOG, *nodes, page(b"31 0 R"), stream(zlib.compress(TEXT))])


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 4) for number in range(1, count + 1))
    pages = [page(b"3 0 R", b"/Font << /F1 4 0 R >>")] * count
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    return pdf([CATALOG, tree, stream(zlib.compress(TEXT)), FONT, *pages])


def locked(password: str) -> bytes:
    """An invoice locked against changes, and where there is a password, also against reading."""
    writer = pypdf.PdfWriter(io.BytesIO(draw_page(["Invoice FI-1", "Total £120.00"])))
    writer.encrypt(password, "the owner's", algorithm="RC4-128")
    writer.write(made := io.BytesIO())
    return made.getvalue()


def test_a_paper_that_is_only_locked_against_changes_is_read() -> None:
    assert "Total £120.00" in read(locked("")).text


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(locked("secret"), "encrypted", id="a password"),
        pytest.param(pdf([CATALOG, ONE_PAGE, page(b"4 0 R"), stream(TEXT, b""), FONT], AES), "encrypted", id="AES"),
        pytest.param(b"%PDF-1.7\n" + b"x" * MAX_BYTES, "too large", id="too large"),
        pytest.param(draw_page(["Invoice"])[:300], "broken", id="cut off"),
        pytest.param(drawn(blanks(500)), "broken", id="half a gigabyte of blanks"),
        pytest.param(drawn(zlib.compress(blanks(500)), b"/Filter [/FlateDecode /FlateDecode]"), "broken", id="twice"),
        pytest.param(drawn(blanks(500)[:-4] + b"torn"), "broken", id="a torn bomb"),
        pytest.param(drawn(zlib.compress(b"q " * 900_000)), "broken", id="operations without end"),
        pytest.param(drawn(zlib.compress(b"<<" * 900_000)), "broken", id="nested without end"),
        pytest.param(pdf([CATALOG, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"]), "broken", id="its own page"),
        pytest.param(wide_tree(), "broken", id="ten pages in each of ten pages"),
        pytest.param(many_pages(12_000), "broken", id="twelve thousand pages"),
        pytest.param(chained_forms(), "a scan without text", id="forms in forms"),
        pytest.param(
            b"%PDF-1.4\nxref\n0 2000000000\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF",
            "broken",
            id="two thousand million objects",
        ),
        pytest.param(
            b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF",
            "broken",
            id="a table that leads to itself",
        ),
    ],
)
def test_a_paper_that_cannot_be_read_says_why_and_fills_no_memory(content: bytes, why: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert read(content) == PdfText("paper.pdf", "", why)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300 << 10


def test_of_a_thick_paper_the_first_pages_are_read() -> None:
    assert read(many_pages(50)).text.count("Invoice FI-1") == MAX_PAGES
