"""Sessions in the database: one query finds session, account and second factor together.

Two limits, both from Handrail's clock and both checked at every request: idle (since the session
was last used) and absolute (since it began). Polling does not count as use: what a request may do
to the idle limit is decided by `touch`, which the middleware calls for pages a person asked for.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import Exists, OuterRef
from django.utils.functional import cached_property

from handrail import chance, clock
from handrail.store.accounts.models import Account, Session

# A page does not write the time it was asked for more often than this.
TOUCH_EVERY = timedelta(seconds=60)
HANDED_OVER = "handed_over"
"""Key of a session that is bound to one page: {"page": path, "leave": path, …}, or absent."""
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class SessionStore(DatabaseStore):
    """Django's database sessions with hashed keys, an owner and two limits.

    After loading: `account` (None: not signed in) and `has_second_factor`.
    """

    account: Account | None = None
    has_second_factor = False
    started_at: datetime | None = None
    seen_at: datetime | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    @cached_property
    def model(self) -> type[Session]:
        return Session

    def _get_new_session_key(self) -> str:
        return chance.new_token()

    def _get_session_from_db(self) -> Any:
        row: Any = _living_sessions().filter(session_key=kept(self.session_key)).first()
        if row is None:
            self._session_key = None
            return None
        self.account, self.started_at, self.seen_at = row.account, row.started_at, row.seen_at
        self.has_second_factor = row.has_second_factor
        return row

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(session_key=kept(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        started_at = self.started_at or clock.now()
        return Session(
            session_key=kept(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            account_id=data.get(SESSION_KEY),
            started_at=started_at,
            seen_at=self.seen_at or started_at,
            expire_date=started_at + settings.SESSION_ABSOLUTE_LIMIT,  # for clearing away
        )

    def create(self) -> None:
        """A new key begins a new session: at sign-in the limits start again."""
        self.started_at = self.seen_at = None
        super().create()

    def delete(self, session_key: str | None = None) -> None:
        Session.objects.filter(session_key=kept(session_key or self.session_key)).delete()

    def touch(self) -> None:
        """The session is in use by a person: put the idle limit off. At most once a minute."""
        now = clock.now()
        if self.session_key is None or self.account is None or self.seen_at is None:
            return
        if now - self.seen_at < TOUCH_EVERY:
            return
        self.seen_at = now
        Session.objects.filter(session_key=kept(self.session_key)).update(seen_at=now)


def kept(session_key: str | None) -> str:
    """What the database keeps of a session key."""
    return sha256((session_key or "").encode()).hexdigest()[:40]


def end_sessions(account: Account) -> int:
    """End every session of an account at once; returns how many there were."""
    return Session.objects.filter(account=account).delete()[0]


def _living_sessions() -> Any:
    now = clock.now()
    second_factor = Authenticator.objects.filter(
        user_id=OuterRef("account_id"), type__in=SECOND_FACTORS
    )
    return (
        Session.objects.filter(
            started_at__gt=now - settings.SESSION_ABSOLUTE_LIMIT,
            seen_at__gt=now - settings.SESSION_IDLE_LIMIT,
        )
        .select_related("account")
        .annotate(has_second_factor=Exists(second_factor))
    )
