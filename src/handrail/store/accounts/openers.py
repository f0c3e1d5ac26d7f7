"""In whose name the command line may open cases."""

from __future__ import annotations

from handrail.store.accounts.models import Account, StaffSeat, folded_email
from handrail.store.accounts.seats import OPENS_CASES
from handrail.store.accounts.viewer import Viewer
from handrail.store.accounts.visibility import in_force
from handrail.store.database.engine import OWNER
from handrail.store.database.roles import connected_as


def who_opens_cases(email: str = "") -> dict[str, Viewer]:
    """E-mail address -> viewer of everybody with an open account who may open cases now.

    With `email` that account alone, if it may. For the command line: it asks as the owner role, in
    nobody's name.
    """
    with connected_as(OWNER):
        seats = StaffSeat._base_manager.filter(in_force(), seat__in=OPENS_CASES)
        accounts = Account.objects.filter(is_active=True, person_id__in=seats.values("person_id"))
        if email:
            accounts = accounts.filter(email=folded_email(email))
        return {
            account.email: Viewer(
                person_id=account.person_id,
                practice_id=account.practice_id,
                account_id=account.id,
            )
            for account in accounts.order_by("email")
        }
