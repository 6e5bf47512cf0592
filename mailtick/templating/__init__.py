"""How does a mail read? Subject, text and HTML out of templates that a desk may replace; knows no other room."""

from mailtick.templating.fault import TemplateFault
from mailtick.templating.templates import Rendered, Templates

__all__ = ["Rendered", "TemplateFault", "Templates"]
