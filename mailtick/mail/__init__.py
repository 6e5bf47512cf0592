"""What does this mail say? Pure: bytes in, frozen values out; no clock, no file, no session, no log."""
