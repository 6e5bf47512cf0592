"""What does the school keep? One file a register."""
