"""Who may know what: kinds of record, seats, the matrix."""
