"""A day as an option of a command."""

import click

DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])
