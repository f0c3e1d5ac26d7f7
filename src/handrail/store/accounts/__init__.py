"""Practice, person, account, case header, membership."""
