"""config.toml, read and checked: the settings of one desk."""
