"""Let `python -m mailtick` do what `mailtick` does."""

from mailtick.cli import main

main()
