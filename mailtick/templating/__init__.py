"""How does a mail or a paper read? Words and HTML out of templates; knows no other room."""

from mailtick.templating.fault import TemplateFault
from mailtick.templating.paper import print_paper
from mailtick.templating.templates import Rendered, Templates

__all__ = ["Rendered", "TemplateFault", "Templates", "print_paper"]
