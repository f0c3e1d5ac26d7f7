"""A form a practice might write for itself."""

FORM = """
id = "sleep"
version = "1"
shelf = "A"
validated = false
respondents = ["parent"]
about = "child"
when = "each Sunday"
needs_contact_in_window = false
source = "our own"
languages = ["en"]
name = { en = "Sleep, own form (unvalidated)" }
instruction = { en = "Think of the last seven nights." }
missing = { rule = "refuse", source = "each answer stands alone" }

[responses.nights]
kind = "rating"
min = 0
max = 7
anchors = [{ value = 0, text = { en = "none" } }, { value = 7, text = { en = "all" } }]

[[items]]
id = "woke"
text = { en = "Nights on which the child woke." }
responses = "nights"
"""
