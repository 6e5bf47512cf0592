from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, date, datetime

from python_calamine import CalamineWorkbook

from mailtick.demo.school import DOMAIN
from mailtick.registers.assets import ASSETS
from mailtick.registers.changing import Author
from mailtick.registers.exporting_xlsx import export_xlsx
from mailtick.registers.importing import import_csv
from mailtick.registers.locations import LOCATIONS
from mailtick.store.database import Database

OFFICE = Author("Mrs Sandra Kemp", "import of a test", datetime(2026, 11, 9, 9, tzinfo=UTC))


def parts_of(content: bytes) -> str:
    """All that a workbook holds, as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "\n".join(packed.read(name).decode() for name in packed.namelist())


def test_days_and_amounts_are_what_a_spreadsheet_calculates_with(school: Database) -> None:
    with school.reading() as session:
        content = export_xlsx(session, ASSETS, DOMAIN)
    header, first, *others = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Assets").to_python()
    desktop = dict(zip(header, first, strict=True))
    assert (desktop["tag"], desktop["purchased"], desktop["cost_gbp"]) == ("SP-0001", date(2022, 8, 18), 412.0)
    assert (desktop["qty"], len(others)) == (1.0, 59)


def test_the_header_stays_in_view_and_columns_are_wide_enough(school: Database) -> None:
    with school.reading() as session:
        sheet = parts_of(export_xlsx(session, ASSETS))
    assert 'ySplit="1"' in sheet
    assert 'state="frozen"' in sheet
    widths = [float(width) for width in re.findall(r'<col min="\d+" max="\d+" width="([\d.]+)"', sheet)]
    assert min(widths) >= 8
    assert max(widths) >= len("Promethean ActivPanel 9 75in")


def test_nothing_in_a_workbook_is_a_formula_or_a_link(school: Database) -> None:
    with school.writing() as session:
        text = 'code,name\nS1,"=HYPERLINK(""http://x.example"",""pay"")"\nS2,http://x.example\n'
        import_csv(session, LOCATIONS, text, by=OFFICE)
        content = parts_of(export_xlsx(session, LOCATIONS))
    assert "<f>" not in content
    assert "<hyperlink" not in content
    assert "=HYPERLINK(" in content
