"""Template tags: `{% load handrail %}`."""
