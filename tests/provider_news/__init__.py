"""Mails of invented firms, with what is to be recognised in each: `README.md` says how to add one."""
