"""What is read in a mail as a change of the registers, and laid before a person to confirm."""
