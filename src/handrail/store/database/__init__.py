"""The two database engines: connections, roles, row-level security, transactions."""
