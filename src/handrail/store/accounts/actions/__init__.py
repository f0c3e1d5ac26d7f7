"""Every write to people, seats, cases and accounts: verbs with `by=` and `at=`, each one
transaction with its ledger line inside."""
