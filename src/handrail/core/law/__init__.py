"""What the law and the orders say: clauses, duties, treatment features, jurisdiction packs."""
