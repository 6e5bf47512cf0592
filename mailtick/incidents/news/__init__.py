"""What is news in a firm's mail: when they come, what it costs, whether it is done. Words alone decide, no memory."""
