"""What decisions ask of the registers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from mailtick.incidents.kept import Agreement, Article, Equipment, KnownPayment
from mailtick.store.tables import (
    AccountMarkRow,
    ArticleRow,
    AssetRow,
    ContractRow,
    DiaryRow,
    LicenceRow,
    MailRow,
    PaperRow,
    PaymentRow,
    ProposalRow,
    TaskRow,
)
from mailtick.store.tables.base import Base

# Where equipment that is gone does not count any more.
_GONE = ("disposed", "stolen")


def all_equipment(session: Session) -> list[Equipment]:
    """All equipment that is somewhere, by tag."""
    query = select(AssetRow).where(AssetRow.retired_on.is_(None), AssetRow.status.not_in(_GONE))
    return [
        Equipment(
            row.tag,
            row.type,
            row.make_model,
            row.serial,
            row.status,
            row.location or "",
            row.aliases,
            row.quantity,
            row.contract or "",
            row.warranty_end_on,
            row.provider or "",
            row.assigned_to,
        )
        for row in session.scalars(query.order_by(AssetRow.tag))
    ]


def all_articles(session: Session) -> list[Article]:
    """All articles that are not retired, by reference."""
    query = select(ArticleRow).where(ArticleRow.retired_on.is_(None)).order_by(ArticleRow.ref)
    return [
        Article(
            row.ref,
            row.title,
            row.first_checks,
            row.symptoms,
            row.category or "",
            row.make_model,
            row.location or "",
        )
        for row in session.scalars(query)
    ]


def open_entries_about(session: Session, about: str) -> list[tuple[str, str]]:
    """What the diary and the tasks have about something and is not done: reference and what. What repeats is open."""
    diary = select(DiaryRow.ref, DiaryRow.what).where(
        DiaryRow.about == about,
        DiaryRow.retired_on.is_(None),
        or_(DiaryRow.done_on.is_(None), DiaryRow.repeats != ""),
    )
    tasks = select(TaskRow.ref, TaskRow.what).where(
        TaskRow.about == about, TaskRow.retired_on.is_(None), TaskRow.done_on.is_(None)
    )
    rows = (*session.execute(diary.order_by(DiaryRow.on)), *session.execute(tasks.order_by(TaskRow.ref)))
    return [(ref, what) for ref, what in rows]


def agreements_with(session: Session, provider: str) -> list[Agreement]:
    """The signed contracts with a provider, by its code."""
    query = select(ContractRow).where(
        ContractRow.provider == provider, ContractRow.retired_on.is_(None), ContractRow.is_draft.is_(False)
    )
    return [_agreement(row) for row in session.scalars(query.order_by(ContractRow.ref))]


def agreement_called(session: Session, ref: str) -> Agreement | None:
    """The contract with this reference, retired or not."""
    row = session.scalar(select(ContractRow).where(ContractRow.ref == ref))
    return _agreement(row) if row else None


def _agreement(row: ContractRow) -> Agreement:
    return Agreement(
        row.ref,
        row.provider,
        row.description,
        row.annual_value_pence,
        row.invoice_period,
        row.budget_category,
        row.end_on,
        goes_on=row.renewal.startswith("tacit") and row.notice_given_on is None,
        successor=row.successor,
    )


def payments_to(session: Session, provider: str) -> list[KnownPayment]:
    """The payments to a provider, by its code: its own, and those of its contracts."""
    query = (
        select(PaymentRow)
        .outerjoin(ContractRow, ContractRow.ref == PaymentRow.contract)
        .where(
            or_(PaymentRow.provider == provider, ContractRow.provider == provider),
            PaymentRow.retired_on.is_(None),
            PaymentRow.state != "cancelled",
        )
    )
    return [
        KnownPayment(
            row.ref,
            provider,
            row.contract or "",
            row.net_pence,
            row.vat_pence,
            row.invoice,
            row.due_on,
            row.state,
            row.paid_on,
            row.about,
            row.order_number,
        )
        for row in session.scalars(query.order_by(PaymentRow.ref))
    ]


def all_licences(session: Session) -> Sequence[LicenceRow]:
    """All licences, by reference."""
    query = select(LicenceRow).where(LicenceRow.retired_on.is_(None)).order_by(LicenceRow.ref)
    return session.scalars(query).all()


def keys_called(session: Session, row: type[Base], column: str, word: str) -> Sequence[str]:
    """The values of a key column that are this word, whatever its case."""
    found = row.__table__.c[column]
    return session.scalars(select(found).where(func.upper(found) == word.upper())).all()


def account_marks(session: Session, provider: str) -> frozenset[str]:
    """The marks of the bank accounts that a provider's confirmed invoices named."""
    return frozenset(session.scalars(select(AccountMarkRow.mark).where(AccountMarkRow.provider == provider)))


def note_account(session: Session, provider: str, mark: str, proposal_id: int) -> None:
    """Keep the mark of a bank account that a confirmed invoice named."""
    if mark not in account_marks(session, provider):
        session.add(AccountMarkRow(provider=provider, mark=mark, proposal_id=proposal_id))


def forget_account(session: Session, proposal_id: int) -> None:
    """The confirmation that brought a mark is taken back."""
    for row in session.scalars(select(AccountMarkRow).where(AccountMarkRow.proposal_id == proposal_id)):
        session.delete(row)


def file_papers(session: Session, register: str, key: str, mail_id: int, names: Sequence[str], at: datetime) -> None:
    """File a mail's attachments on a record, each once."""
    known = {row.name for row in papers_of(session, register, key) if row.mail_id == mail_id}
    session.add_all(
        PaperRow(register=register, key=key, mail_id=mail_id, name=name, at=at)
        for name in dict.fromkeys(names)
        if name not in known
    )


def papers_of(session: Session, register: str, key: str) -> Sequence[PaperRow]:
    """The papers that are filed on a record, the oldest first."""
    query = select(PaperRow).where(PaperRow.register == register, PaperRow.key == key)
    return session.scalars(query.order_by(PaperRow.id)).all()


def paper_numbered(session: Session, number: int) -> tuple[PaperRow, MailRow] | None:
    """A paper by its number, with the mail that it came with."""
    query = select(PaperRow, MailRow).join(MailRow, MailRow.id == PaperRow.mail_id).where(PaperRow.id == number)
    found = session.execute(query).first()
    return (found[0], found[1]) if found else None


def open_proposals(session: Session, kind: str = "") -> Sequence[ProposalRow]:
    """What waits to be confirmed, the oldest first; of one kind where it is given."""
    query = select(ProposalRow).where(ProposalRow.state == "open")
    return session.scalars((query.where(ProposalRow.kind == kind) if kind else query).order_by(ProposalRow.id)).all()


def undeclined_proposals(session: Session, kind: str) -> Sequence[ProposalRow]:
    """What was proposed of a kind and not declined, the newest first."""
    query = select(ProposalRow).where(ProposalRow.kind == kind, ProposalRow.state != "declined")
    return session.scalars(query.order_by(ProposalRow.id.desc())).all()


def all_proposals(session: Session) -> Sequence[ProposalRow]:
    """Every proposal, the oldest first."""
    return session.scalars(select(ProposalRow).order_by(ProposalRow.id)).all()


def proposal_row(session: Session, number: int, *, lock: bool = False) -> ProposalRow | None:
    """A proposal by its number; locked, so that two words on it come one after the other."""
    return session.get(ProposalRow, number, with_for_update=lock or None)


def proposals_of_mail(session: Session, mail_id: int) -> Sequence[ProposalRow]:
    """What was proposed because of a mail."""
    return session.scalars(select(ProposalRow).where(ProposalRow.mail_id == mail_id).order_by(ProposalRow.id)).all()


def has_untold(session: Session) -> bool:
    """Whether something is proposed that nobody was told of."""
    query = select(ProposalRow.id).where(ProposalRow.state == "open", ProposalRow.told_at.is_(None))
    return session.scalar(query.limit(1)) is not None
