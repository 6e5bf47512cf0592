"""Builds desks from their settings, starts them and stops them."""

from mailtick.daemon.build import build_desk, build_policy, imap_account
from mailtick.daemon.daemon import Daemon
from mailtick.daemon.lock import AlreadyRunning

__all__ = ["AlreadyRunning", "Daemon", "build_desk", "build_policy", "imap_account"]
