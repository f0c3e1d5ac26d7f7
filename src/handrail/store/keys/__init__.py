"""The key ring outside the database, wrapped keys, sealing and destroying."""
