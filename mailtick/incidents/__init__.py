"""What should happen? Pure: life cycle, rules, commands, decisions, notices; no clock, no file, no session, no log."""
