"""Each principle with the rules that enforce it, and each rule with the test that proves it."""

from __future__ import annotations

from handrail.core.therapy.principles import Principle
from handrail.core.therapy.protocol import load
from handrail.web.reference.markdown import code, table
from handrail.web.reference.markdown import page as whole


def page() -> str:
    """Principles -> rules -> tests."""
    protocol = load()
    rules = (
        (code(rule.id), rule.says, code(rule.test) or "not proved yet") for rule in protocol.rules
    )
    return whole(
        "Principles, rules, tests",
        "A principle without a rule is a wish, and a rule without a test is not proved yet.",
        "## Principles",
        *(_principle(principle) for principle in protocol.principles),
        "## Rules",
        table(("Rule", "Says", "Test"), rules),
        source="src/handrail/core/therapy/principles.toml and rules.toml",
    )


def _principle(principle: Principle) -> str:
    enforced_by = ", ".join(code(id_) for id_ in principle.enforced_by)
    return "\n\n".join(
        [f"### {principle.name.en}", principle.text.en, f"Enforced by: {enforced_by}"]
    )
