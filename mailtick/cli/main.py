"""`mailtick`: the list of its commands."""

from __future__ import annotations

import logging

import click

from mailtick import __version__
from mailtick.cli.approvals import approvals
from mailtick.cli.charter import charter_command
from mailtick.cli.check import check
from mailtick.cli.completion import completion
from mailtick.cli.demo import demo
from mailtick.cli.diary import diary_command
from mailtick.cli.done import done_command
from mailtick.cli.explain import explain
from mailtick.cli.files import files
from mailtick.cli.held import held
from mailtick.cli.import_mail import import_mail_command
from mailtick.cli.incidents import VERBS, list_command, show
from mailtick.cli.labels import labels_command
from mailtick.cli.may_install import may_install
from mailtick.cli.outbox import outbox
from mailtick.cli.places import move_command, swap_command
from mailtick.cli.printing import print_group
from mailtick.cli.problems import problems
from mailtick.cli.proposals import confirm, decline, proposals
from mailtick.cli.provider import provider_command
from mailtick.cli.registers import register
from mailtick.cli.reminders import ANSWERS
from mailtick.cli.replay import replay_command
from mailtick.cli.rules import rules
from mailtick.cli.run import run
from mailtick.cli.shown import bear_any_encoding
from mailtick.cli.sign_in import sign_in_link
from mailtick.cli.spending import budget_command, forecast_command
from mailtick.cli.staffing import STAFFING
from mailtick.cli.stock import stock_check
from mailtick.cli.visit_sheet import visit_sheet_command

COMMANDS: tuple[click.Command, ...] = (
    demo,
    check,
    run,
    explain,
    rules,
    list_command,
    show,
    files,
    *VERBS,
    held,
    outbox,
    diary_command,
    done_command,
    *ANSWERS,
    may_install,
    forecast_command,
    budget_command,
    approvals,
    visit_sheet_command,
    provider_command,
    problems,
    register,
    print_group,
    charter_command,
    move_command,
    swap_command,
    *STAFFING,
    labels_command,
    stock_check,
    proposals,
    confirm,
    decline,
    import_mail_command,
    replay_command,
    sign_in_link,
    completion,
)


class InOrder(click.Group):
    """Lists the commands in the order in which they are needed, not by the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=InOrder, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mailtick")
def main() -> None:
    """The helpdesk that lives in one mailbox.

    Begin with `mailtick demo`; it needs no settings. For your own desk write config.toml, try it with
    `mailtick check`, and start it with `mailtick run`.
    """
    # What is wrong with a PDF is said where it matters, once.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    bear_any_encoding()


for each in COMMANDS:
    main.add_command(each)
