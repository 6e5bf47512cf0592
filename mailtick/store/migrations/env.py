"""What Alembic runs: our metadata on the connection that `store.migrate` hands in."""

from typing import Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext

from mailtick.store.tables import Base
from mailtick.store.tables.base import UtcDateTime, Words


def plain_type(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write a migration in the database's own types: it must not change when our column types do."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Words):
        return "sa.Text()"
    if kind == "type" and isinstance(item, sa.Enum):
        return "sa.String(length=30)"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=plain_type,
)
context.run_migrations()
