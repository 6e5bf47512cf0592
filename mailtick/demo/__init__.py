"""How do I try it? A post office in one process, and a school that does not exist."""
