"""Measures what a mail costs; run by hand: `python -m tests.bench`. No test of the suite asserts a time."""
