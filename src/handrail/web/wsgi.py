"""The WSGI application that the server runs."""

from __future__ import annotations

import os
import sys

from django.core.wsgi import get_wsgi_application

# A page waits at most this long (seconds) for one of the people just signing in to make room.
sys.setswitchinterval(0.001)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handrail.web.settings")
application = get_wsgi_application()


def _look_for_the_demo() -> None:
    """Where fictional people are, every page says so and no setting can take that back; where they
    are not, there is no way in but the real one."""
    from django.conf import settings
    from django.db import connection

    from handrail.store.accounts.demo_practice import holds_demo

    settings.IS_DEMO = holds_demo()
    connection.close()


_look_for_the_demo()
