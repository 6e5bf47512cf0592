"""What matters are about. `info` says how a column is called wherever people meet it."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from mailtick.store.tables.base import Base, Kept


class CategoryRow(Kept, Base):
    __tablename__ = "categories"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True, info={"label": "Code"})
    name: Mapped[str] = mapped_column(unique=True, info={"label": "Name"})
    origin: Mapped[str] = mapped_column(default="own", info={"label": "Origin", "help": "preset or own"})
    route: Mapped[str] = mapped_column(
        default="nobody", info={"label": "Goes to", "help": "nobody, first level or provider, where no rule says more"}
    )
    provider: Mapped[str] = mapped_column(default="", info={"label": "Provider", "help": "where it goes to a provider"})
    impact: Mapped[str] = mapped_column(
        default="", info={"label": "Impact", "help": "H, M or L, where no rule says it"}
    )
    urgency: Mapped[str] = mapped_column(
        default="", info={"label": "Urgency", "help": "H, M or L, where no rule says it"}
    )
    is_shared: Mapped[bool] = mapped_column(
        default=False, info={"label": "Shared service", "help": "all use it at once: a second report joins the first"}
    )
    is_restricted: Mapped[bool] = mapped_column(
        default=False, info={"label": "Restricted", "help": "few may see what it is about"}
    )
    words: Mapped[tuple[str, ...]] = mapped_column(
        default=(), info={"label": "Words that suggest it", "help": '";" between them; or a /regular expression/'}
    )
    subcategories: Mapped[tuple[str, ...]] = mapped_column(
        default=(), info={"label": "Parts", "help": 'finer words that mean it too, ";" between them'}
    )
    first_checks: Mapped[tuple[str, ...]] = mapped_column(
        default=(),
        info={"label": "First checks", "help": 'what people can try themselves, in the answer to a fault; ";" between'},
    )
    emergency_text: Mapped[str] = mapped_column(
        default="", info={"label": "When the desk is shut", "help": "what to do if it cannot wait"}
    )
    is_hidden: Mapped[bool] = mapped_column(
        default=False, info={"label": "Hidden", "help": "a hidden category is not offered any more"}
    )
