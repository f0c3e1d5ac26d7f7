"""`/how-it-works/`: the protocol in force, rendered from its files for whoever reads it."""
