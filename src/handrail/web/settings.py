"""Django settings. Every value that differs between installations comes from the environment,
which `./handrail` fills from the practice's settings file (see handrail.web.configuration)."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from handrail.store.database import engine
from handrail.web.demo.cast import SECOND_FACTOR

engine.prefer_sound_sqlite()  # before anything of Django finds the older one

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("HANDRAIL_HOME") or PACKAGE.parent.parent / "var" / "unset")

DEBUG = False
DEMO_SECOND_FACTOR = SECOND_FACTOR  # public; shown where IS_DEMO alone
IS_DEMO = False  # decided by the database alone, when the server starts: see handrail.web.wsgi
IS_BENCH = os.environ.get("HANDRAIL_BENCH") == "1"  # the bare page of `./handrail bench`
# What this process serves: all, clinic, portal, court or worker. Decides role and key rings.
HANDRAIL_ROOM = os.environ.get("HANDRAIL_ROOM") or "all"
SECRET_KEY = os.environ.get("HANDRAIL_SECRET_KEY") or "only-for-tests-and-management-commands"
ALLOWED_HOSTS = (os.environ.get("HANDRAIL_HOSTS") or "127.0.0.1,localhost,[::1]").split(",")
USE_HTTPS = os.environ.get("HANDRAIL_HTTPS") == "1"
BEHIND_PROXY = os.environ.get("HANDRAIL_PROXY") == "1"  # one that sets X-Forwarded-* itself

ROOT_URLCONF = "handrail.web.urls"
WSGI_APPLICATION = "handrail.web.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "handrail.store.database",
    "handrail.store.ledger",
    "handrail.store.keys",
    "handrail.store.accounts",
    "handrail.store.outbox",
    "handrail.store.hatch",
    "handrail.store.records",
    "handrail.rooms.shared",
    "handrail.rooms.clinic",
    "handrail.rooms.portal",
    "handrail.rooms.court",
]
MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "handrail.web.middleware.Manners",
    "handrail.rooms.shared.errors.PagesForBareErrors",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "handrail.web.middleware.OneSignInAtATime",
    # From here on the database may be asked.
    "handrail.web.middleware.RequestTransaction",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "handrail.web.middleware.Viewing",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "handrail.web.handed_over.HandedOver",
    "handrail.web.resend.NothingLost",
    "handrail.web.middleware.StaffOnly",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # before allauth's own pages
        "DIRS": [
            PACKAGE / "rooms/shared/templates",
            PACKAGE / "web/demo/templates",
            PACKAGE / "web/bench/templates",
        ],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
DATABASES = {
    "default": engine.database(
        os.environ.get("DATABASE_URL"), home=HOME, role=engine.ROLE_OF_ROOM[HANDRAIL_ROOM]
    ),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Signing in ---
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["handrail.store.accounts.passwords.BoundedArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "handrail.store.accounts.passwords.NotTooLong"},
    {"NAME": "handrail.store.accounts.passwords.NotRepetitive"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email"]},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_FORMS = {
    "login": "handrail.rooms.shared.sign_in.forms.SignInForm",
    "change_password": "handrail.rooms.shared.sign_in.forms.ChangePassword",
    "reauthenticate": "handrail.rooms.shared.sign_in.forms.StillMe",
}
MFA_FORMS = {
    "authenticate": "handrail.rooms.shared.sign_in.forms.SecondFactor",
    "reauthenticate": "handrail.rooms.shared.sign_in.forms.StillMeByCode",
    "activate_totp": "handrail.rooms.shared.sign_in.forms.SetUpSecondFactor",
}
ACCOUNT_ADAPTER = "handrail.web.sign_in.InvitedOnly"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]  # there is no sign-up
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever accepted an invitation has shown it
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
MFA_ADAPTER = "handrail.web.sign_in.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Handrail"
MFA_TOTP_TOLERANCE = 1  # clocks of phones differ: one step of 30 seconds either way

# --- Sessions and cookies ---
SESSION_ENGINE = "handrail.store.accounts.sessions"
SESSION_IDLE_LIMIT = timedelta(minutes=int(os.environ.get("HANDRAIL_IDLE_MINUTES") or 30))
SESSION_ABSOLUTE_LIMIT = timedelta(hours=int(os.environ.get("HANDRAIL_SESSION_HOURS") or 8))
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-session" if USE_HTTPS else "session"
SESSION_COOKIE_SECURE = USE_HTTPS
SESSION_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "handrail.web.resend.csrf_failure"
CSRF_COOKIE_NAME = "__Host-csrf" if USE_HTTPS else "csrf"
CSRF_COOKIE_SECURE = USE_HTTPS
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # gone with the browser session
LANGUAGE_COOKIE_SECURE = USE_HTTPS
LANGUAGE_COOKIE_SAMESITE = "Strict"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Where "Leave this page" leads: a page that tells nothing and loads fast.
LEAVE_TO = os.environ.get("HANDRAIL_LEAVE_TO") or "https://www.weather.gov/"

# --- Transport ---
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if USE_HTTPS else 0
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# No letters leave before the outbox does it with safe contact rules.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"wordless": {"()": "handrail.web.logs.Wordless"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "wordless"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "level": "WARNING"}},
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = os.environ.get("HANDRAIL_TIME_ZONE") or "America/Denver"

STATIC_URL = "/static/"
# `./handrail run` and demo collect the files once; without that they are found where they lie.
STATIC_IS_BUILT = os.environ.get("HANDRAIL_STATIC_BUILT") == "1"
STATIC_ROOT = HOME / "static-built" if STATIC_IS_BUILT else None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_IS_BUILT
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not STATIC_IS_BUILT

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
