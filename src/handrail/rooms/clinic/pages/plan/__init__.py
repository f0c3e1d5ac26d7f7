"""The plan: its versions, drafts and signatures, and the progress review."""
