"""The keys of `then`: what stands beside each, read into what the rule sets or does."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from mailtick.incidents.choice import Choice, Question
from mailtick.incidents.incident import Grade, IncidentType, Priority
from mailtick.incidents.rule_acts import Aside, DiaryDay
from mailtick.incidents.rule_texts import read_text
from mailtick.incidents.rule_values import one_of, only_true, text, texts
from mailtick.incidents.targets import read_target

_MOST_CHOICES = 9
_NAME = re.compile(r"[a-z0-9_-]{1,40}")
# What picking a choice may set.
_SETS = ("place", "category", "asset")


def _question(value: object) -> Question:
    """A question in quotes, or a table with the question and its choices."""
    if isinstance(value, str):
        return Question(read_text(value))
    is_table = isinstance(value, Mapping) and set(value) <= {"question", "choices"}
    if not isinstance(value, Mapping) or not is_table or not isinstance(value.get("question"), str):
        example = 'ask = "Which room?", or ask = { question = "Which room?", choices = ["Hall", "Library"] }'
        raise ValueError(f"write a question: {example}")
    choices = value.get("choices", [])
    if not isinstance(choices, list) or len(choices) == 1 or len(choices) > _MOST_CHOICES:
        raise ValueError(f"choices must be a list of 2 to {_MOST_CHOICES} answers")
    return Question(read_text(value["question"]), tuple(map(_choice, choices)))


def _choice(value: object) -> Choice:
    if isinstance(value, str):
        return Choice(text(value))
    if isinstance(value, Mapping) and isinstance(value.get("answer"), str) and set(value) <= {"answer", *_SETS}:
        return Choice(text(value["answer"]), tuple((name, text(value[name])) for name in _SETS if name in value))
    example = '{ answer = "The one in the hall", place = "Hall" }'
    raise ValueError(f"a choice is a text, or a table such as {example}; it may set {', '.join(_SETS)}, not {value!r}")


def _chase(value: object) -> bool:
    if value is not True:
        raise ValueError("write chase = true, or leave it away")
    return True


def _template(value: object) -> str:
    name = text(value)
    if not _NAME.fullmatch(name):
        raise ValueError(
            f'"{name}" is no name of a template; write one such as "copier" for the file rules/copier.jinja'
        )
    return name


def _days(value: object) -> int:
    try:
        days = read_target(text(value)).days
    except ValueError:
        days = 0
    if not days:
        raise ValueError(f'this must be a number of open days, such as "3 days", not {value!r}')
    return days


def _diary(value: object) -> DiaryDay:
    if not isinstance(value, Mapping) or set(value) != {"what", "in"}:
        raise ValueError('write diary = { what = "See whether the part has come", in = "5 days" }')
    return DiaryDay(read_text(value["what"]), _days(value["in"]))


THEN: Mapping[str, Callable[[object], object]] = {
    "category": text,
    "place": text,
    "type": one_of(IncidentType),
    "impact": one_of(Grade),
    "urgency": one_of(Grade),
    "priority": one_of(Priority),
    "assign": text,
    "hand_over": text,
    "notify": texts,
    "restricted": only_true,
    "ask": _question,
    "asset": text,
    "reason": text,
    "watch": texts,
    "note": read_text,
    "diary": _diary,
    "follow_up": _days,
    "hold": lambda value: Aside(text(value), is_dropped=False),
    "chase": _chase,
    "template": _template,
    "drop": lambda value: Aside(text(value), is_dropped=True),
}
