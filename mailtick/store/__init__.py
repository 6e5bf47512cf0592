"""What do we remember? Tables, queries in a given session, migrations."""
