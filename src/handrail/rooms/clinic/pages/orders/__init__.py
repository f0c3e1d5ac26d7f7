"""Orders and agreements: entered as clauses, order time shown, what goes beyond the plan."""
