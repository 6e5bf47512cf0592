"""The command line. Each file holds one command or one family of them; `main` lists them."""

from mailtick.cli.main import main

__all__ = ["main"]
