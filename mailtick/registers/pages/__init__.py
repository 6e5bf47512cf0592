"""What belongs to a record: its page, one file a register."""
