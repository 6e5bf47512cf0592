"""A learned rule as the block that is written into the file, whatever a mail had in it."""

from __future__ import annotations

import json

from mailtick.incidents.learning import LearnedRule

# A block begins with it, so that it can be told from what a person wrote.
MARK = "# Learned "


def block_of(rule: LearnedRule, note: str) -> str:
    """Return the lines of the block; `note` says when, by whom and why, in one line."""
    when = {"sender": rule.sender, "text": rule.word}
    conditions = ", ".join(f"{key} = {_quoted(value)}" for key, value in when.items() if value)
    return (
        f"{MARK}{_one_line(note)}\n"
        "[[rule]]\n"
        f"name = {_quoted(rule.name)}\n"
        f"when = {{ {conditions} }}\n"
        f"then = {{ {rule.field} = {_quoted(rule.value)} }}\n"
    )


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are TOML's, but for DEL and halves of a pair, which no TOML file may hold."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")


def _one_line(text: str) -> str:
    """A comment ends with its line, so nothing in it may end one."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(shown.encode("utf-8", "replace").decode("utf-8").split())
