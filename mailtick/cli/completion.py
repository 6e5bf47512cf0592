"""`mailtick completion`: what a shell needs to complete commands."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the completion script for a shell.

    For bash: mailtick completion bash > ~/.local/share/bash-completion/completions/mailtick
    """
    kind = get_completion_class(shell)
    if kind is None:
        raise click.ClickException(f"{shell} is not known")
    root = context.find_root()
    click.echo(kind(root.command, {}, "mailtick", "_MAILTICK_COMPLETE").source())
