"""mailtick: the helpdesk that lives in one mailbox."""

__version__ = "0.1.0"
