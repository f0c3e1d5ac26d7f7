"""The clinical record: models, actions (every write), reading (every query), chart (page data)."""
