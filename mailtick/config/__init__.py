"""config.toml, read and checked: the settings of one desk."""

from mailtick.config.faults import ConfigFaults, Fault
from mailtick.config.load import find_line, find_rules, load_settings
from mailtick.config.settings import Settings

__all__ = ["ConfigFaults", "Fault", "Settings", "find_line", "find_rules", "load_settings"]
