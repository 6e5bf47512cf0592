"""Files that would fill the memory or never end are refused with a sentence."""

from __future__ import annotations

import io
import resource
import zipfile

import pytest

from mailtick.registers.not_readable import NotReadable
from mailtick.registers.sheets import MAX_BYTES, choose_sheet, read_sheets
from tests.registers.workbooks import workbook

_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_SHEET = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<dimension ref="{}"/><sheetData>{}</sheetData></worksheet>'
)
_CELL = '<row r="{1}"><c r="{0}{1}" t="inlineStr"><is><t>{2}</t></is></c></row>'


def with_sheet(content: str, blank_mb: int = 0) -> bytes:
    """A workbook whose only sheet has this XML, and so much blank space behind it."""
    file = io.BytesIO(workbook({"Laptops": [["tag"]]}))
    with zipfile.ZipFile(file) as packed, zipfile.ZipFile(made := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as new:
        for each in packed.infolist():
            with new.open(each.filename, "w") as part:
                is_sheet = each.filename.endswith("sheet1.xml")
                part.write(content.encode() if is_sheet else packed.read(each))
                for _ in range(blank_mb if is_sheet else 0):
                    part.write(b" " * (1 << 20))
    return made.getvalue()


def ods(rows: int) -> bytes:
    """An ODS file with one cell that says how often it is repeated."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    row = (
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell table:number-columns-repeated="16384" '
    )
    row += 'office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
    sheets = f'<office:spreadsheet><table:table table:name="A">{row}</table:table></office:spreadsheet>'
    document = f"<office:document-content {spaces}><office:body>{sheets}</office:body></office:document-content>"
    with zipfile.ZipFile(made := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("mimetype", _ODS, zipfile.ZIP_STORED)
        new.writestr("META-INF/manifest.xml", "<manifest/>")
        new.writestr("content.xml", document)
    return made.getvalue()


def lying(content: bytes) -> bytes:
    """The same zip file, saying that its largest part unpacks to a thousand bytes."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        largest = max(packed.infolist(), key=lambda each: each.file_size)
    return content.replace(largest.file_size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


STRAY = _SHEET.format("A1", _CELL.format("A", 1, "tag") + _CELL.format("XFD", 1048576, "stray"))
BOMB = with_sheet(_SHEET.format("A1", ""), blank_mb=600)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(BOMB, "this workbook unpacks to 600 MB, and at most 256 MB are read", id="a zip bomb"),
        pytest.param(lying(BOMB), "this workbook (takes more than|cannot be read)", id="a zip bomb that lies"),
        pytest.param(with_sheet(STRAY), "this workbook takes more than 1,024 MB of memory or 60", id="a stray cell"),
        pytest.param(
            with_sheet(_SHEET.format("A1", _CELL.format("A", 1, "tag") + _CELL.format("XFD", 300, "stray"))),
            'sheet "Laptops" has 300 rows and 16,384 columns, which is more than is read; copy the list alone',
            id="columns without end",
        ),
        pytest.param(ods(300), 'sheet "A" has 300 rows and 16,384 columns', id="a repeated cell"),
        pytest.param(ods(1_048_576), "this workbook (takes more than|cannot be read)", id="a cell repeated for ever"),
        pytest.param(b"tag," * 50_000 + b"\n", "line 1 has 200,001 characters, and a line of a list", id="one line"),
        pytest.param(b"tag\n" * (MAX_BYTES // 4 + 1), "this file has more than 32 MB; bring it in in parts", id="huge"),
        pytest.param(b'tag,type\n"' + b"a\n" * 100_000, "look at the quotation marks", id="a quotation without end"),
    ],
)
def test_a_monstrous_file_is_refused_with_a_sentence_and_fills_no_memory(content: bytes, says: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(NotReadable, match=says):
        read_sheets(content)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500 << 10


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(with_sheet(_SHEET.format("A1:XFD1048576", _CELL.format("A", 1, "tag"))), id="a size that lies"),
        pytest.param(
            with_sheet(_SHEET.format("A1", _CELL.format("A", 1, "tag") + '<row r="1048576"><c r="XFD1048576"/></row>')),
            id="an empty cell at the very end",
        ),
        pytest.param(workbook({"Laptops": [["tag"]]}), id="plain"),
    ],
)
def test_a_workbook_that_only_claims_to_be_huge_is_read(content: bytes) -> None:
    [row] = choose_sheet(read_sheets(content), "").rows
    assert row.cells == ("tag",)
