"""Create the tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "absences",
    "blocked_addresses",
    "budgets",
    "calendar",
    "categories",
    "column_mappings",
    "counters",
    "cover",
    "imported_rows",
    "locations",
    "people",
    "periods",
    "problems",
    "providers",
    "reminders",
    "settings",
    "snoozes",
    "suppressed_addresses",
    "tasks",
    "articles",
    "contacts",
    "contracts",
    "incidents",
    "person_addresses",
    "person_roles",
    "sign_ins",
    "spares",
    "web_sessions",
    "affected",
    "alarms",
    "approvals",
    "assets",
    "diary",
    "handovers",
    "implementations",
    "licences",
    "mails",
    "participants",
    "related",
    "satisfaction",
    "search_texts",
    "waits",
    "chases",
    "incident_assets",
    "ledger",
    "loans",
    "mail_references",
    "members",
    "papers",
    "payments",
    "proposals",
    "record_changes",
    "rule_hits",
    "seats",
    "stock_checks",
    "account_marks",
    "outgoing",
    "deliveries",
    "log_entries",
)


def upgrade() -> None:
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("mail", sa.Integer(), nullable=True),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_absences"),
    )
    op.create_index("ix_absences_person", "absences", ["person"])
    op.create_index("ix_absences_to_on", "absences", ["to_on"])

    op.create_table(
        "blocked_addresses",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("address", name="pk_blocked_addresses"),
    )

    op.create_table(
        "budgets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("planned_pence", sa.Integer(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_budgets"),
    )

    op.create_table(
        "calendar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_calendar"),
    )
    op.create_index("ix_calendar_from_on", "calendar", ["from_on"])

    op.create_table(
        "categories",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("impact", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("is_restricted", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("subcategories", sa.Text(), nullable=False),
        sa.Column("first_checks", sa.Text(), nullable=False),
        sa.Column("emergency_text", sa.Text(), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_categories"),
        sa.UniqueConstraint("code", name="uq_categories_code"),
        sa.UniqueConstraint("name", name="uq_categories_name"),
    )

    op.create_table(
        "column_mappings",
        sa.Column("register", sa.Text(), nullable=False),
        sa.Column("layout", sa.Text(), nullable=False),
        sa.Column("header", sa.Text(), nullable=False),
        sa.Column("column", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("register", "layout", "header", name="pk_column_mappings"),
    )

    op.create_table(
        "counters",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counters"),
    )

    op.create_table(
        "cover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_cover"),
    )
    op.create_index("ix_cover_person", "cover", ["person"])
    op.create_index("ix_cover_to_on", "cover", ["to_on"])

    op.create_table(
        "imported_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("called", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_imported_rows"),
    )
    op.create_index("ix_imported_rows_register", "imported_rows", ["register", "sheet"])

    op.create_table(
        "locations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("part_of", sa.Text(), nullable=False),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_locations"),
        sa.UniqueConstraint("code", name="uq_locations_code"),
        sa.UniqueConstraint("name", name="uq_locations_name"),
    )

    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("usual_place", sa.Text(), nullable=False),
        sa.Column("approve_limit_pence", sa.Integer(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("active_from_on", sa.Date(), nullable=True),
        sa.Column("active_to_on", sa.Date(), nullable=True),
        sa.Column("sponsor", sa.Text(), nullable=False),
        sa.Column("work_list_at", sa.Text(), nullable=False),
        sa.Column("at_once", sa.Text(), nullable=False),
        sa.Column("triage_at", sa.Text(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("address", name="uq_people_address"),
    )

    op.create_table(
        "periods",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_periods"),
    )

    op.create_table(
        "problems",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("incidents", sa.Text(), nullable=False),
        sa.Column("symptom", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("workaround", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("resolver", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_problems"),
        sa.UniqueConstraint("ref", name="uq_problems_ref"),
    )

    op.create_table(
        "providers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("billing_address", sa.Text(), nullable=False),
        sa.Column("domains", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("reference_pattern", sa.Text(), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("covers", sa.Text(), nullable=False),
        sa.Column("is_ticket_system", sa.Boolean(), nullable=False),
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("processor_agreement", sa.Text(), nullable=False),
        sa.Column("visits", sa.Text(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_providers"),
        sa.UniqueConstraint("code", name="uq_providers_code"),
    )

    op.create_table(
        "reminders",
        sa.Column("register", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("rung", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("register", "key", "kind", "on", "rung", name="pk_reminders"),
    )

    op.create_table(
        "settings",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_settings"),
    )

    op.create_table(
        "snoozes",
        sa.Column("register", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("register", "key", "kind", "on", name="pk_snoozes"),
    )

    op.create_table(
        "suppressed_addresses",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("address", name="pk_suppressed_addresses"),
    )

    op.create_table(
        "tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by", sa.Text(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
        sa.UniqueConstraint("ref", name="uq_tasks_ref"),
    )
    op.create_index("ix_tasks_about", "tasks", ["about"])
    op.create_index("ix_tasks_due_on", "tasks", ["due_on"])

    op.create_table(
        "articles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("symptoms", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("make_model", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("first_checks", sa.Text(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("incidents", sa.Text(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("worked", sa.Integer(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["category"], ["categories.code"], name="fk_articles_category"),
        sa.ForeignKeyConstraint(["location"], ["locations.code"], name="fk_articles_location"),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("ref", name="uq_articles_ref"),
    )

    op.create_table(
        "contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["provider"], ["providers.code"], name="fk_contacts_provider"),
        sa.PrimaryKeyConstraint("id", name="pk_contacts"),
    )
    op.create_index("ix_contacts_provider", "contacts", ["provider"])

    op.create_table(
        "contracts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("end_on", sa.Date(), nullable=False),
        sa.Column("renewal", sa.Text(), nullable=False),
        sa.Column("notice_months", sa.Integer(), nullable=False),
        sa.Column("annual_value_pence", sa.Integer(), nullable=False),
        sa.Column("invoice_period", sa.Text(), nullable=False),
        sa.Column("budget_category", sa.Text(), nullable=False),
        sa.Column("how_bought", sa.Text(), nullable=False),
        sa.Column("service_level", sa.Text(), nullable=False),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.Column("total_value_pence", sa.Integer(), nullable=False),
        sa.Column("first_due_on", sa.Date(), nullable=True),
        sa.Column("vat_percent", sa.Integer(), nullable=False),
        sa.Column("lead_in_months", sa.Integer(), nullable=False),
        sa.Column("early_termination", sa.Text(), nullable=False),
        sa.Column("extension", sa.Text(), nullable=False),
        sa.Column("exit_plan", sa.Text(), nullable=False),
        sa.Column("price_review", sa.Text(), nullable=False),
        sa.Column("cancel_by", sa.Text(), nullable=False),
        sa.Column("cancel_address", sa.Text(), nullable=False),
        sa.Column("support_hours", sa.Text(), nullable=False),
        sa.Column("exclusions", sa.Text(), nullable=False),
        sa.Column("meetings", sa.Text(), nullable=False),
        sa.Column("documents", sa.Text(), nullable=False),
        sa.Column("successor", sa.Text(), nullable=False),
        sa.Column("is_draft", sa.Boolean(), nullable=False),
        sa.Column("renewed_on", sa.Date(), nullable=True),
        sa.Column("notice_given_on", sa.Date(), nullable=True),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["provider"], ["providers.code"], name="fk_contracts_provider"),
        sa.PrimaryKeyConstraint("id", name="pk_contracts"),
        sa.UniqueConstraint("ref", name="uq_contracts_ref"),
    )

    op.create_table(
        "incidents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=30), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("impact", sa.String(length=30), nullable=False),
        sa.Column("urgency", sa.String(length=30), nullable=False),
        sa.Column("priority", sa.String(length=30), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("reporter_id", sa.Integer(), nullable=False),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("restored_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fix_kind", sa.Text(), nullable=False),
        sa.Column("how_closed", sa.Text(), nullable=False),
        sa.Column("temporary_fix", sa.Text(), nullable=False),
        sa.Column("rest_due_on", sa.Date(), nullable=True),
        sa.Column("next_look_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("responded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("related_to_id", sa.Integer(), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("is_restricted", sa.Boolean(), nullable=False),
        sa.Column("first_text", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("passed_on_by", sa.Text(), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.Column("chasers", sa.Integer(), nullable=False),
        sa.Column("needed_by", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["assignee_id"], ["people.id"], name="fk_incidents_assignee_id"),
        sa.ForeignKeyConstraint(["merged_into_id"], ["incidents.id"], name="fk_incidents_merged_into_id"),
        sa.ForeignKeyConstraint(["parent_id"], ["incidents.id"], name="fk_incidents_parent_id"),
        sa.ForeignKeyConstraint(["related_to_id"], ["incidents.id"], name="fk_incidents_related_to_id"),
        sa.ForeignKeyConstraint(["reporter_id"], ["people.id"], name="fk_incidents_reporter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_incidents"),
        sa.UniqueConstraint("number", name="uq_incidents_number"),
    )
    op.create_index("ix_incidents_assignee_id", "incidents", ["assignee_id"])
    op.create_index("ix_incidents_category_received_at", "incidents", ["category", "received_at"])
    op.create_index("ix_incidents_closed_at", "incidents", ["closed_at"])
    op.create_index("ix_incidents_merged_into_id", "incidents", ["merged_into_id"])
    op.create_index("ix_incidents_next_look_at", "incidents", ["next_look_at"])
    op.create_index("ix_incidents_parent_id", "incidents", ["parent_id"])
    op.create_index("ix_incidents_place", "incidents", ["place"])
    op.create_index("ix_incidents_received_at", "incidents", ["received_at"])
    op.create_index("ix_incidents_related_to_id", "incidents", ["related_to_id"])
    op.create_index("ix_incidents_reporter_id", "incidents", ["reporter_id"])
    op.create_index("ix_incidents_state", "incidents", ["state"])

    op.create_table(
        "person_addresses",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("is_verified", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_person_addresses_person_id"),
        sa.PrimaryKeyConstraint("address", name="pk_person_addresses"),
    )
    op.create_index("ix_person_addresses_person_id", "person_addresses", ["person_id"])

    op.create_table(
        "person_roles",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_person_roles_person_id"),
        sa.PrimaryKeyConstraint("person_id", "role", name="pk_person_roles"),
    )
    op.create_index("ix_person_roles_role", "person_roles", ["role"])

    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("browser_hash", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_sign_ins_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_ins"),
        sa.UniqueConstraint("token_hash", name="uq_sign_ins_token_hash"),
    )
    op.create_index("ix_sign_ins_asked_at", "sign_ins", ["asked_at"])
    op.create_index("ix_sign_ins_person_id", "sign_ins", ["person_id"])

    op.create_table(
        "spares",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("fits", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("provider", sa.Text(), nullable=True),
        sa.Column("price_pence", sa.Integer(), nullable=False),
        sa.Column("last_used_for", sa.Text(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["location"], ["locations.code"], name="fk_spares_location"),
        sa.ForeignKeyConstraint(["provider"], ["providers.code"], name="fk_spares_provider"),
        sa.PrimaryKeyConstraint("id", name="pk_spares"),
        sa.UniqueConstraint("ref", name="uq_spares_ref"),
    )

    op.create_table(
        "web_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("browser", sa.Text(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_web_sessions_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_web_sessions"),
        sa.UniqueConstraint("token_hash", name="uq_web_sessions_token_hash"),
    )
    op.create_index("ix_web_sessions_person_id", "web_sessions", ["person_id"])

    op.create_table(
        "affected",
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_affected_incident_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_affected_person_id"),
        sa.PrimaryKeyConstraint("incident_id", "person_id", name="pk_affected"),
    )
    op.create_index("ix_affected_person_id", "affected", ["person_id"])

    op.create_table(
        "alarms",
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_alarms_incident_id"),
        sa.PrimaryKeyConstraint("incident_id", "rung", "about", name="pk_alarms"),
    )

    op.create_table(
        "approvals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("net_pence", sa.Integer(), nullable=True),
        sa.Column("vat_pence", sa.Integer(), nullable=True),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("quote_number", sa.Text(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("budget_category", sa.Text(), nullable=False),
        sa.Column("asked_of_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("order_number", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["answered_by_id"], ["people.id"], name="fk_approvals_answered_by_id"),
        sa.ForeignKeyConstraint(["asked_of_id"], ["people.id"], name="fk_approvals_asked_of_id"),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_approvals_incident_id"),
        sa.PrimaryKeyConstraint("id", name="pk_approvals"),
    )
    op.create_index("ix_approvals_incident_id", "approvals", ["incident_id"])
    op.create_index("ix_approvals_state", "approvals", ["state"])

    op.create_table(
        "assets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("make_model", sa.Text(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("assigned_to", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=True),
        sa.Column("contract", sa.Text(), nullable=True),
        sa.Column("purchased_on", sa.Date(), nullable=True),
        sa.Column("cost_pence", sa.Integer(), nullable=False),
        sa.Column("warranty_end_on", sa.Date(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("usual_location", sa.Text(), nullable=True),
        sa.Column("owned", sa.Text(), nullable=False),
        sa.Column("security_mark", sa.Text(), nullable=False),
        sa.Column("funding", sa.Text(), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=False),
        sa.Column("invoice", sa.Text(), nullable=False),
        sa.Column("in_service_on", sa.Date(), nullable=True),
        sa.Column("replacement_due_on", sa.Date(), nullable=True),
        sa.Column("implementation", sa.Text(), nullable=False),
        sa.Column("depends_on", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("disposed_on", sa.Date(), nullable=True),
        sa.Column("disposal", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["contract"], ["contracts.ref"], name="fk_assets_contract"),
        sa.ForeignKeyConstraint(["location"], ["locations.code"], name="fk_assets_location"),
        sa.ForeignKeyConstraint(["provider"], ["providers.code"], name="fk_assets_provider"),
        sa.ForeignKeyConstraint(["usual_location"], ["locations.code"], name="fk_assets_usual_location"),
        sa.PrimaryKeyConstraint("id", name="pk_assets"),
        sa.UniqueConstraint("tag", name="uq_assets_tag"),
    )
    op.create_index("ix_assets_assigned_to", "assets", ["assigned_to"])
    op.create_index("ix_assets_contract", "assets", ["contract"])
    op.create_index("ix_assets_location", "assets", ["location"])
    op.create_index("ix_assets_serial", "assets", ["serial"])

    op.create_table(
        "diary",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=True),
        sa.Column("contract", sa.Text(), nullable=True),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("repeats", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("also_told", sa.Text(), nullable=False),
        sa.Column("remind_days", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("opens_incident", sa.Boolean(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["contract"], ["contracts.ref"], name="fk_diary_contract"),
        sa.ForeignKeyConstraint(["location"], ["locations.code"], name="fk_diary_location"),
        sa.ForeignKeyConstraint(["provider"], ["providers.code"], name="fk_diary_provider"),
        sa.PrimaryKeyConstraint("id", name="pk_diary"),
        sa.UniqueConstraint("ref", name="uq_diary_ref"),
    )
    op.create_index("ix_diary_about", "diary", ["about"])
    op.create_index("ix_diary_on", "diary", ["on"])

    op.create_table(
        "handovers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("job_reference", sa.Text(), nullable=False),
        sa.Column("first_automatic_reply_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_human_reply_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("promised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("promised_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("eta_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("on_site_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("quote_number", sa.Text(), nullable=False),
        sa.Column("quoted_net_pence", sa.Integer(), nullable=True),
        sa.Column("quoted_vat_pence", sa.Integer(), nullable=True),
        sa.Column("quote_valid_until", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_handovers_incident_id"),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name="fk_handovers_provider_id"),
        sa.PrimaryKeyConstraint("id", name="pk_handovers"),
    )
    op.create_index("ix_handovers_incident_id", "handovers", ["incident_id"])
    op.create_index("ix_handovers_job_reference", "handovers", ["job_reference"])
    op.create_index("ix_handovers_provider_id", "handovers", ["provider_id"])

    op.create_table(
        "implementations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("target_on", sa.Date(), nullable=True),
        sa.Column("contract", sa.Text(), nullable=True),
        sa.Column("provider", sa.Text(), nullable=True),
        sa.Column("budget_category", sa.Text(), nullable=False),
        sa.Column("assets", sa.Text(), nullable=False),
        sa.Column("licences", sa.Text(), nullable=False),
        sa.Column("places", sa.Text(), nullable=False),
        sa.Column("budget_pence", sa.Integer(), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=False),
        sa.Column("risks", sa.Text(), nullable=False),
        sa.Column("changes_infrastructure", sa.Boolean(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["contract"], ["contracts.ref"], name="fk_implementations_contract"),
        sa.ForeignKeyConstraint(["provider"], ["providers.code"], name="fk_implementations_provider"),
        sa.PrimaryKeyConstraint("id", name="pk_implementations"),
        sa.UniqueConstraint("ref", name="uq_implementations_ref"),
    )

    op.create_table(
        "licences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("in_use", sa.Integer(), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("end_on", sa.Date(), nullable=True),
        sa.Column("cost_pence", sa.Integer(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=True),
        sa.Column("contract", sa.Text(), nullable=True),
        sa.Column("warn_days", sa.Integer(), nullable=True),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("minimum_free", sa.Integer(), nullable=False),
        sa.Column("key_kept_at", sa.Text(), nullable=False),
        sa.Column("licensed_to", sa.Text(), nullable=False),
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("renewal", sa.Text(), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=False),
        sa.Column("invoice", sa.Text(), nullable=False),
        sa.Column("budget_category", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("used_by", sa.Text(), nullable=False),
        sa.Column("holds_personal_data", sa.Boolean(), nullable=False),
        sa.Column("part_of", sa.Text(), nullable=False),
        sa.Column("in_use_checked_on", sa.Date(), nullable=True),
        sa.Column("overuse_explained", sa.Text(), nullable=False),
        sa.Column("overuse_until_on", sa.Date(), nullable=True),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["contract"], ["contracts.ref"], name="fk_licences_contract"),
        sa.ForeignKeyConstraint(["provider"], ["providers.code"], name="fk_licences_provider"),
        sa.PrimaryKeyConstraint("id", name="pk_licences"),
        sa.UniqueConstraint("ref", name="uq_licences_ref"),
    )

    op.create_table(
        "mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("is_whole", sa.Boolean(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("is_received", sa.Boolean(), nullable=False),
        sa.Column("is_in_sent", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("from_address", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("processed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_reason", sa.Text(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("as_new_by_id", sa.Integer(), nullable=True),
        sa.Column("taken_off_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["as_new_by_id"], ["people.id"], name="fk_mails_as_new_by_id"),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_mails_incident_id"),
        sa.ForeignKeyConstraint(["taken_off_id"], ["incidents.id"], name="fk_mails_taken_off_id"),
        sa.PrimaryKeyConstraint("id", name="pk_mails"),
        sa.UniqueConstraint("identity", name="uq_mails_identity"),
    )
    op.create_index("ix_mails_from_address", "mails", ["from_address"])
    op.create_index("ix_mails_incident_id", "mails", ["incident_id"])
    op.create_index("ix_mails_message_id", "mails", ["message_id"])
    op.create_index("ix_mails_received_at", "mails", ["received_at"])
    op.create_index("ix_mails_state_id", "mails", ["state", "id"])
    op.create_index("ix_mails_taken_off_id", "mails", ["taken_off_id"])

    op.create_table(
        "participants",
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_participants_incident_id"),
        sa.PrimaryKeyConstraint("incident_id", "address", name="pk_participants"),
    )

    op.create_table(
        "related",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["first_id"], ["incidents.id"], name="fk_related_first_id"),
        sa.ForeignKeyConstraint(["second_id"], ["incidents.id"], name="fk_related_second_id"),
        sa.PrimaryKeyConstraint("first_id", "second_id", name="pk_related"),
    )
    op.create_index("ix_related_second_id", "related", ["second_id"])

    op.create_table(
        "satisfaction",
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_satisfaction_incident_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_satisfaction_person_id"),
        sa.PrimaryKeyConstraint("incident_id", "person_id", name="pk_satisfaction"),
    )
    op.create_index("ix_satisfaction_person_id", "satisfaction", ["person_id"])

    op.create_table(
        "search_texts",
        sa.Column("incident_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_search_texts_incident_id"),
        sa.PrimaryKeyConstraint("incident_id", name="pk_search_texts"),
    )

    op.create_table(
        "waits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("waiting_on", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("follow_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("to_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_waits_incident_id"),
        sa.PrimaryKeyConstraint("id", name="pk_waits"),
    )
    op.create_index("ix_waits_incident_id", "waits", ["incident_id"])

    op.create_table(
        "chases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["handover_id"], ["handovers.id"], name="fk_chases_handover_id"),
        sa.PrimaryKeyConstraint("id", name="pk_chases"),
    )
    op.create_index("ix_chases_handover_id", "chases", ["handover_id"])

    op.create_table(
        "incident_assets",
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("asset_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name="fk_incident_assets_asset_id"),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_incident_assets_incident_id"),
        sa.PrimaryKeyConstraint("incident_id", "asset_id", name="pk_incident_assets"),
    )
    op.create_index("ix_incident_assets_asset_id", "incident_assets", ["asset_id"])

    op.create_table(
        "ledger",
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("uidvalidity", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["mail_id"], ["mails.id"], name="fk_ledger_mail_id"),
        sa.PrimaryKeyConstraint("mailbox", "uidvalidity", "uid", name="pk_ledger"),
    )
    op.create_index("ix_ledger_mail_id", "ledger", ["mail_id"])

    op.create_table(
        "loans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("asset", sa.Text(), nullable=False),
        sa.Column("borrower", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["asset"], ["assets.tag"], name="fk_loans_asset"),
        sa.PrimaryKeyConstraint("id", name="pk_loans"),
        sa.UniqueConstraint("ref", name="uq_loans_ref"),
    )
    op.create_index("ix_loans_asset", "loans", ["asset"])
    op.create_index("ix_loans_borrower", "loans", ["borrower"])

    op.create_table(
        "mail_references",
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mail_id"], ["mails.id"], name="fk_mail_references_mail_id"),
        sa.PrimaryKeyConstraint("message_id", "mail_id", name="pk_mail_references"),
    )
    op.create_index("ix_mail_references_mail_id", "mail_references", ["mail_id"])

    op.create_table(
        "members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["set"], ["assets.tag"], name="fk_members_set"),
        sa.PrimaryKeyConstraint("id", name="pk_members"),
    )
    op.create_index("ix_members_serial", "members", ["serial"])
    op.create_index("ix_members_set", "members", ["set"])

    op.create_table(
        "papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["mail_id"], ["mails.id"], name="fk_papers_mail_id"),
        sa.PrimaryKeyConstraint("id", name="pk_papers"),
    )
    op.create_index("ix_papers_mail_id", "papers", ["mail_id"])
    op.create_index("ix_papers_register_key", "papers", ["register", "key"])

    op.create_table(
        "payments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("contract", sa.Text(), nullable=True),
        sa.Column("licence", sa.Text(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("net_pence", sa.Integer(), nullable=False),
        sa.Column("vat_pence", sa.Integer(), nullable=False),
        sa.Column("budget_category", sa.Text(), nullable=False),
        sa.Column("invoice", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=True),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=False),
        sa.Column("invoiced_on", sa.Date(), nullable=True),
        sa.Column("passed_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("difference", sa.Text(), nullable=False),
        sa.Column("disputed", sa.Text(), nullable=False),
        sa.Column("cancelled", sa.Text(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["contract"], ["contracts.ref"], name="fk_payments_contract"),
        sa.ForeignKeyConstraint(["licence"], ["licences.ref"], name="fk_payments_licence"),
        sa.ForeignKeyConstraint(["provider"], ["providers.code"], name="fk_payments_provider"),
        sa.PrimaryKeyConstraint("id", name="pk_payments"),
        sa.UniqueConstraint("ref", name="uq_payments_ref"),
    )
    op.create_index("ix_payments_contract", "payments", ["contract"])
    op.create_index("ix_payments_due_on", "payments", ["due_on"])
    op.create_index("ix_payments_invoice", "payments", ["invoice"])
    op.create_index("ix_payments_paid_on", "payments", ["paid_on"])

    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("written", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["mail_id"], ["mails.id"], name="fk_proposals_mail_id"),
        sa.PrimaryKeyConstraint("id", name="pk_proposals"),
    )
    op.create_index("ix_proposals_mail_id", "proposals", ["mail_id"])
    op.create_index("ix_proposals_state", "proposals", ["state"])
    op.create_index("ix_proposals_told_at", "proposals", ["told_at"])

    op.create_table(
        "record_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("register", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("column", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["mail_id"], ["mails.id"], name="fk_record_changes_mail_id"),
        sa.PrimaryKeyConstraint("id", name="pk_record_changes"),
    )
    op.create_index("ix_record_changes_at", "record_changes", ["at"])
    op.create_index("ix_record_changes_mail_id", "record_changes", ["mail_id"])
    op.create_index("ix_record_changes_register_key", "record_changes", ["register", "key"])

    op.create_table(
        "rule_hits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_rule_hits_incident_id"),
        sa.ForeignKeyConstraint(["mail_id"], ["mails.id"], name="fk_rule_hits_mail_id"),
        sa.PrimaryKeyConstraint("id", name="pk_rule_hits"),
    )
    op.create_index("ix_rule_hits_at", "rule_hits", ["at"])
    op.create_index("ix_rule_hits_incident_id", "rule_hits", ["incident_id"])
    op.create_index("ix_rule_hits_mail_id", "rule_hits", ["mail_id"])
    op.create_index("ix_rule_hits_rule_at", "rule_hits", ["rule", "at"])

    op.create_table(
        "seats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["licence"], ["licences.ref"], name="fk_seats_licence"),
        sa.PrimaryKeyConstraint("id", name="pk_seats"),
    )
    op.create_index("ix_seats_holder", "seats", ["holder"])
    op.create_index("ix_seats_licence", "seats", ["licence"])

    op.create_table(
        "stock_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asset", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["asset"], ["assets.tag"], name="fk_stock_checks_asset"),
        sa.ForeignKeyConstraint(["location"], ["locations.code"], name="fk_stock_checks_location"),
        sa.PrimaryKeyConstraint("id", name="pk_stock_checks"),
    )
    op.create_index("ix_stock_checks_asset", "stock_checks", ["asset"])
    op.create_index("ix_stock_checks_on", "stock_checks", ["on"])

    op.create_table(
        "account_marks",
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name="fk_account_marks_proposal_id"),
        sa.ForeignKeyConstraint(["provider"], ["providers.code"], name="fk_account_marks_provider"),
        sa.PrimaryKeyConstraint("provider", "mark", name="pk_account_marks"),
    )
    op.create_index("ix_account_marks_proposal_id", "account_marks", ["proposal_id"])

    op.create_table(
        "outgoing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("once", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("envelope_from", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("is_automatic", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("handover_id", sa.Integer(), nullable=True),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column("approval_id", sa.Integer(), nullable=True),
        sa.Column("listed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["approval_id"], ["approvals.id"], name="fk_outgoing_approval_id"),
        sa.ForeignKeyConstraint(["handover_id"], ["handovers.id"], name="fk_outgoing_handover_id"),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_outgoing_incident_id"),
        sa.ForeignKeyConstraint(["mail_id"], ["mails.id"], name="fk_outgoing_mail_id"),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name="fk_outgoing_proposal_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outgoing"),
        sa.UniqueConstraint("message_id", name="uq_outgoing_message_id"),
        sa.UniqueConstraint("once", name="uq_outgoing_once"),
        sa.UniqueConstraint("token", name="uq_outgoing_token"),
    )
    op.create_index("ix_outgoing_incident_id", "outgoing", ["incident_id"])
    op.create_index("ix_outgoing_mail_id", "outgoing", ["mail_id"])
    op.create_index("ix_outgoing_recipient_created_at", "outgoing", ["recipient", "created_at"])

    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outgoing_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("uncertain_count", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["outgoing_id"], ["outgoing.id"], name="fk_deliveries_outgoing_id"),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_outgoing_id", "deliveries", ["outgoing_id"])
    op.create_index("ix_deliveries_state_next_try_at", "deliveries", ["state", "next_try_at"])

    op.create_table(
        "log_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_internal", sa.Boolean(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.Column("outgoing_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_log_entries_incident_id"),
        sa.ForeignKeyConstraint(["mail_id"], ["mails.id"], name="fk_log_entries_mail_id"),
        sa.ForeignKeyConstraint(["outgoing_id"], ["outgoing.id"], name="fk_log_entries_outgoing_id"),
        sa.PrimaryKeyConstraint("id", name="pk_log_entries"),
    )
    op.create_index("ix_log_entries_at", "log_entries", ["at"])
    op.create_index("ix_log_entries_incident_id", "log_entries", ["incident_id"])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
