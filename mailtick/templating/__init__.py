"""How does a mail or a paper read? Words and HTML out of templates; knows no other room."""

from mailtick.templating.fault import TemplateFault
from mailtick.templating.paper import Paper, check_papers, print_paper
from mailtick.templating.templates import Rendered, Templates

__all__ = ["Paper", "Rendered", "TemplateFault", "Templates", "check_papers", "print_paper"]
