"""What the demonstration asks of the accounts: is this it, and whose account is that."""

from __future__ import annotations

from handrail.store.accounts.models import Account, Practice, folded_email


def holds_demo() -> bool:
    """Whether this database holds a demo practice. Asked once, when the server starts."""
    return Practice.objects.filter(is_demo=True).exists()


def demo_account(email: str) -> Account | None:
    """An open account of a demo practice. Nobody of a real practice is ever found."""
    return Account.objects.filter(
        email=folded_email(email), practice__is_demo=True, is_active=True
    ).first()
