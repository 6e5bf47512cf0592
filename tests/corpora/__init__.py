"""Measure the reading side on real mails of public projects, where they lie beside this project."""
