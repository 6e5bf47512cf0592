"""Who is who at the providers."""

from mailtick.registers.formats import MailAddress
from mailtick.registers.references import PROVIDER
from mailtick.registers.register import Register, columns_of
from mailtick.store.tables import ContactRow

CONTACTS = Register(
    name="contacts",
    title="Contacts",
    row=ContactRow,
    key=("provider", "name"),
    columns=columns_of(
        ContactRow,
        csv={"provider": "provider", "name": "name", "role": "role", "phone": "phone", "mail": "address"},
        formats={"address": MailAddress()},
        refers={"provider": PROVIDER},
    ),
)
