"""One-time links: which of them stand."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from handrail.store.accounts.models import Invitation

MOST_TRIES = 5
"""So often somebody may fail to show who they are; then the link has ended."""


def usable_links(moment: datetime) -> QuerySet[Invitation]:
    """Links that are neither used nor ended nor tried too often."""
    return Invitation.objects.filter(
        Q(tries__isnull=True) | Q(tries__lt=MOST_TRIES),
        used_at__isnull=True,
        expires_at__gt=moment,
    )
