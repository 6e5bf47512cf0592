"""The firms and services of second level."""

from mailtick.registers.formats import Choice, MailAddress
from mailtick.registers.pages.provider import provider_page
from mailtick.registers.references import PROVIDER
from mailtick.registers.register import Register, Values, columns_of
from mailtick.registers.vocabulary import Level
from mailtick.store.tables import ProviderRow


def _writes_from_its_own_domain(values: Values) -> Values:
    """Return a new provider with the domain of its service mail, where no domain is given."""
    return {**values, "domains": values["domains"] or (str(values["address"]).rpartition("@")[2],)}


PROVIDERS = Register(
    name="providers",
    title="Providers",
    row=ProviderRow,
    key=("code",),
    columns=columns_of(
        ProviderRow,
        csv={
            "code": "code",
            "name": "name",
            "level": "level",
            "service_mail": "address",
            "billing_mail": "billing_address",
            "phone": "phone",
            "job_ref_pattern": "reference_pattern",
            "hours": "hours",
            "covers": "covers",
        },
        formats={"address": MailAddress(), "billing_address": MailAddress(), "level": Choice(Level)},
    ),
    complete=_writes_from_its_own_domain,
    refer=PROVIDER,
    page=provider_page,
)
