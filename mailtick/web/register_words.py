"""How the registers are called on the web desk, and what a list of each shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mailtick.registers import REGISTERS
from mailtick.registers.register import Register

BY_NAME: Mapping[str, Register] = {register.name: register for register in REGISTERS}


@dataclass(frozen=True, slots=True)
class Called:
    """A register: its title, one thing of it as after "Add", what it is for, the columns of its list, its filters."""

    title: str
    one: str
    about: str
    columns: tuple[str, ...]
    filters: tuple[str, ...] = ()


CALLED: Mapping[str, Called] = {
    "locations": Called(
        "Places", "a place", "Rooms, cupboards and trolleys.", ("name", "code", "aliases", "origin"), ("origin",)
    ),
    "assets": Called(
        "Equipment",
        "equipment",
        "What there is, where it is, who looks after it.",
        ("tag", "type", "make_model", "location", "assigned_to", "status", "warranty_end_on"),
        ("location", "type", "status", "provider"),
    ),
    "members": Called("Members of sets", "a member", "The single pieces of a set, such as the iPads of a trolley.",
        ("set", "number", "serial", "status"), ("set", "status")),
    "loans": Called("Loans", "a loan", "Who has borrowed what, until when.",
        ("ref", "asset", "borrower", "from_on", "due_on", "returned_on")),
    "spares": Called("Spares", "a spare", "Lamps, cables, toner: how many there are.",
        ("ref", "what", "fits", "quantity", "minimum", "location"), ("location",)),
    "stock_checks": Called("Stock checks", "a stock check", "What was seen, where, by whom.",
        ("asset", "on", "location", "result", "by"), ("result", "location")),
    "licences": Called("Licences", "a licence", "Software and services: how many are owned, used and free.",
        ("ref", "product", "provider", "end_on", "cost_pence"), ("provider", "type")),
    "seats": Called("Seats of licences", "a seat", "Who or what uses a licence.",
        ("licence", "holder", "from_on", "to_on", "quantity"), ("licence",)),
    "contracts": Called("Contracts", "a contract", "What was agreed with whom, until when.",
        ("ref", "description", "provider", "end_on", "annual_value_pence"), ("provider", "budget_category")),
    "providers": Called("Firms", "a firm", "Second-level support and suppliers.",
        ("name", "code", "level", "address", "phone", "covers"), ("level",)),
    "contacts": Called("People at firms", "somebody at a firm", "Whom to speak to.",
        ("provider", "name", "role", "phone", "address"), ("provider",)),
    "payments": Called("Payments", "a payment", "What has to be paid, and what was.",
        ("ref", "what", "provider", "net_pence", "vat_pence", "due_on"), ("provider", "budget_category")),
    "budgets": Called("Budgets", "a budget", "What is planned for a year, by category.",
        ("year", "category", "planned_pence"), ("year",)),
    "implementations": Called("New things", "a new thing", "What is being brought in, step by step.",
        ("ref", "title", "owner", "stage", "target_on"), ("stage", "provider")),
    "people": Called("People", "somebody", "Who works here, where, with which roles.",
        ("name", "address", "job", "roles", "usual_place"), ("roles", "usual_place")),
    "articles": Called("Knowledge", "an article", "What helped once and may help again.",
        ("ref", "title", "category", "location", "reviewed_on"), ("category",)),
    "problems": Called("Problems", "a problem", "What lies behind several incidents.",
        ("ref", "title", "state", "owner", "next_step", "next_on"), ("state",)),
    "calendar": Called("Terms and closed days", "a term or closed day", "When the school is open.",
        ("kind", "name", "from_on", "to_on"), ("kind",)),
    "absences": Called("Absences", "an absence", "Who is away from when until when.",
        ("person", "from_on", "to_on", "source"), ("person",)),
    "cover": Called("Cover rota", "cover", "Who stands in for whom.",
        ("person", "role", "from_on", "to_on"), ("role",)),
    "diary": Called("Diary entries", "a diary entry", "Visits, deliveries, outages, tasks, reviews.",
        ("ref", "on", "kind", "what", "provider", "done_on"), ("kind", "provider")),
    "tasks": Called("Tasks", "a task", "What has to be done, by whom, until when.",
        ("ref", "what", "person", "about", "due_on", "done_on"), ("person",)),
    "categories": Called("Categories", "a category", "What a matter can be about, and where it goes.",
        ("name", "code", "route", "provider", "origin"), ("route",)),
}  # fmt: skip

# What the sentences of the registers say about the command line, and what stands here instead.
_INSTEAD = (
    (re.compile(r"; a new one is added with: mailtick[^\n]*"), ""),
    (
        re.compile(r" with --column \"[^\"]*\", or what holds for all records with --set \"[^\"]*\""),
        " below, or what it is in all rows",
    ),
    (re.compile(r" Say what they are, such as --column [^\n]*"), " Say below what they are."),
    (re.compile(r"say which with --sheet \"[^\"]*\"\."), "say below which is meant."),
    (re.compile(r"; `--set [^`]*` takes [^;\n]*|; only --set [^\n]*"), ""),
    (re.compile(r"--set [^=]*=([^:]*):"), r"\1:"),
    (re.compile(r"[:;] `mailtick [^`]*`[^.;\n]*|\s*\(`mailtick [^`]*`\)"), ""),
)


def on_the_desk(sentence: str) -> str:
    """A sentence of the registers without the commands that it names: here there are buttons."""
    for pattern, instead in _INSTEAD:
        sentence = pattern.sub(instead, sentence)
    return sentence[:1].upper() + sentence[1:]
