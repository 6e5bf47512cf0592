"""The page of a provider: what they have of ours, what was agreed, whom to speak to."""

from __future__ import annotations

from mailtick.mail.money import pounds
from mailtick.registers.contract_states import contract_words
from mailtick.registers.page import Around, Content, Section, listed
from mailtick.registers.pages.contract import contract_light
from mailtick.registers.pages.lines import handover_sections
from mailtick.registers.register import Values
from mailtick.registers.values import plain_row
from mailtick.store.belonging import handovers_to
from mailtick.store.records import records_where
from mailtick.store.tables import ContactRow, ContractRow, LicenceRow


def provider_page(around: Around, values: Values) -> Content:
    code = str(values["code"])
    contracts = records_where(around.session, ContractRow, "provider", code)
    still, earlier = handover_sections(around, handovers_to(around.session, code))
    return Content(
        sections=(
            still,
            Section("Contracts", tuple(_contract(around, row) for row in contracts)),
            Section(
                "Contacts",
                tuple(
                    listed(row.name, row.role, row.phone, row.address)
                    for row in records_where(around.session, ContactRow, "provider", code)
                ),
            ),
            Section(
                "Licences",
                tuple(
                    f"{row.ref}  {row.product}" for row in records_where(around.session, LicenceRow, "provider", code)
                ),
            ),
            earlier,
        ),
    )


def _contract(around: Around, row: ContractRow) -> str:
    contract = plain_row(row)
    light, why = contract_light(contract, around.today)
    end = contract_words(contract, around.today)
    value = f"{pounds(row.annual_value_pence)} a year before VAT"
    return f"{row.ref}  {row.description} ({listed(end, value, light)}{': ' + why if why else ''})"
