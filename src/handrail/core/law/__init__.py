"""What the law and the court orders say: clauses, duties, treatment features, jurisdiction packs."""
