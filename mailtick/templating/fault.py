"""Say in one sentence what is wrong with a template, with file and line."""

from __future__ import annotations

import traceback

import jinja2

# What an expression of a template can raise; everything else is a fault of ours and flies on.
FAILURES = (
    jinja2.TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


class TemplateFault(Exception):
    """A template that cannot be used. Its text is a sentence for the person who wrote the template."""


def fault_of(error: Exception, file: str, environment: jinja2.Environment) -> TemplateFault:
    """Return the fault for an error that rendering or reading `file` raised; call it where the error is caught."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return TemplateFault(f"{error.filename or file}, line {error.lineno}: {error.message}")
    line = _place(environment) or file
    if isinstance(error, jinja2.TemplateNotFound):
        return TemplateFault(f"{line}: there is no template {error.name!r}")
    return TemplateFault(f"{line}: {error or type(error).__name__}")


def _place(environment: jinja2.Environment) -> str:
    """Jinja rewrites the traceback of the error in hand, so that it names the template's own lines."""
    try:
        environment.handle_exception()
    except FAILURES as error:
        frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename.endswith(".jinja")]
    return f"{own[-1].filename}, line {own[-1].lineno}" if own else ""
