"""The administrator's pages: who works here, and how they get in. No case, no family."""
