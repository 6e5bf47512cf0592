"""Looks for mails that break the reading side; run by hand: `python -m tests.fuzz`."""
