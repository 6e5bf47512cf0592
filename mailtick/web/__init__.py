"""What do people see? Server-rendered pages; what they change goes through the same verbs as a mail's words."""
