"""Accounts, sessions, invitations and seen submissions.

These tables carry no row-level security: they are read before anybody is known. They name no
case, and hold nothing about a family but somebody's e-mail address.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from handrail.store.accounts.models.person import Person
from handrail.store.accounts.models.practice import Practice
from handrail.store.database.classes import (
    AUDIT,
    CONTACT_DETAILS,
    PRACTICE,
    ROW_ID,
    SECRET,
    classified,
)
from handrail.store.database.fields import Row, ShortText
from handrail.store.database.guard import Guarded


def folded_email(email: str) -> str:
    """An address as it is kept and compared: trimmed and case-folded."""
    return email.strip().casefold()


class AccountManager(BaseUserManager["Account"]):
    """Accounts are made by accepting an invitation; there is no way to make a mighty one."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email=folded_email(username or ""))


@classified(
    id=ROW_ID,
    practice=ROW_ID,
    person=ROW_ID,
    email=CONTACT_DETAILS,
    password=SECRET,
    is_active=PRACTICE,
    made_at=AUDIT,
    last_login=AUDIT,
)
class Account(AbstractBaseUser, Row):
    """A person's sign-in. Most people have none. No groups, no permissions, no superuser.

    `practice` repeats the person's, because the person may only be read once the practice is
    known.
    """

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    class Meta:
        db_table = "account"


@classified(
    session_key=SECRET,
    session_data=SECRET,
    expire_date=AUDIT,
    account=ROW_ID,
    started_at=AUDIT,
    seen_at=AUDIT,
)
class Session(AbstractBaseSession):
    """A session of one browser. The key is kept hashed: a stolen backup signs nobody in."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="+")
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "session"

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        from handrail.store.accounts.sessions import SessionStore

        return SessionStore


@classified(
    id=ROW_ID,
    practice=ROW_ID,
    person=ROW_ID,
    email=CONTACT_DETAILS,
    token_hash=SECRET,
    made_at=AUDIT,
    made_by=ROW_ID,
    expires_at=AUDIT,
    used_at=AUDIT,
    tries=AUDIT,
)
class Invitation(Row):
    """A link that lets one person make their account, or start it again, once, within three days.

    `tries`: how often somebody tried to show who they are; None where the link asks nothing.
    """

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField()
    token_hash = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(null=True)

    class Meta:
        db_table = "invitation"


@classified(id=ROW_ID, person=ROW_ID, key=ROW_ID, path=AUDIT, location=AUDIT, at=AUDIT)
class Submission(Row):
    """A form that was sent, so that sending it twice does the thing once."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField()
    path = ShortText(max_length=300)
    location = ShortText(max_length=300, blank=True)
    at = models.DateTimeField()

    objects = Guarded()

    class Meta:
        db_table = "submission"
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="submission_once"),
        ]
