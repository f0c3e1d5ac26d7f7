"""Orders written out for the tests of this folder."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import handrail
from handrail.core.law.contact import NotPermitted, Permitted, order_permits
from handrail.core.law.orders import Order, order_from

FAMILIES = Path(handrail.__file__).parent / "web" / "demo" / "families"


def day(text: str) -> date:
    return date.fromisoformat(text)


def family(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FAMILIES / f"{name}.json").read_text(encoding="utf-8"))
    return found


def orders_of(name: str) -> list[Order]:
    return [order_from(raw) for raw in family(name)["orders"]]


def order(id_: str, signed_on: str, *clauses: dict[str, Any], **more: Any) -> Order:
    return order_from({"id": id_, "signed_on": signed_on, "clauses": list(clauses), **more})


def ladder(*permitted: str, **more: Any) -> dict[str, Any]:
    return {"type": "CONTACT_LADDER", "permitted": list(permitted), **more}


def no_contact(protected: str, restrained: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "NO_CONTACT", "protected": [protected], "restrained": [restrained], **more,
    }  # fmt: skip


def asked(
    orders: list[Order], modality: str, on: str = "2025-07-01", **more: Any
) -> Permitted | NotPermitted:
    """The answer for the child "kid" with the parent "pa", unless said otherwise."""
    given = {"child": "kid", "parent": "pa", **more}
    return order_permits(orders, modality=modality, on=day(on), **given)


def codes(answer: Permitted | NotPermitted) -> list[str]:
    """The codes of a refusal in order; empty when it is permitted."""
    return [] if isinstance(answer, Permitted) else [reason.code for reason in answer.reasons]
