from __future__ import annotations

import csv
import io

import pytest
from sqlalchemy import select

from mailtick.demo.school import DOMAIN, KEPT, load_school, school_csv
from mailtick.registers import REGISTERS
from mailtick.registers.exporting import export_csv
from mailtick.registers.register import Register
from mailtick.store.database import Database
from mailtick.store.tables import ContractRow, PersonRoleRow, PersonRow, ProviderRow

pytestmark = pytest.mark.both_databases

BROUGHT = [register for register in REGISTERS if register.name in KEPT]


def test_the_whole_school_is_imported(database: Database) -> None:
    lines = {register.name: len([*csv.reader(io.StringIO(school_csv(register.name)))]) - 1 for register in BROUGHT}
    with database.writing() as session:
        assert load_school(session) == lines
    with database.writing() as session:
        assert load_school(session) == dict.fromkeys(lines, 0)


@pytest.mark.parametrize("register", BROUGHT, ids=lambda register: register.name)
def test_the_school_s_files_come_back_byte_for_byte(school: Database, register: Register) -> None:
    with school.reading() as session:
        assert export_csv(session, register, DOMAIN) == school_csv(register.name)


def test_people_have_whole_addresses_roles_and_limits(school: Database) -> None:
    with school.reading() as session:
        finance = session.scalars(select(PersonRow).where(PersonRow.name == "Mrs Janet Pryor")).one()
        roles = session.scalars(select(PersonRoleRow.role).where(PersonRoleRow.person_id == finance.id)).all()
    assert (finance.address, finance.approve_limit_pence) == ("janet.pryor@saltmarshprimary.example", 25_000)
    assert set(roles) == {"finance", "approver", "data_protection"}


def test_a_school_of_another_domain_has_its_own_addresses(database: Database) -> None:
    with database.writing() as session:
        load_school(session, "elsewhere.example")
        addresses = session.scalars(select(PersonRow.address)).all()
    assert all(address.endswith("@elsewhere.example") for address in addresses)


def test_amounts_are_exact_and_providers_write_from_their_domain(school: Database) -> None:
    with school.reading() as session:
        contract = session.scalars(select(ContractRow).where(ContractRow.ref == "C1")).one()
        provider = session.scalars(select(ProviderRow).where(ProviderRow.code == contract.provider)).one()
    assert contract.annual_value_pence == 540_000
    assert (contract.responsible, provider.domains) == ("janet.pryor@saltmarshprimary.example", ("fenlandict.example",))
