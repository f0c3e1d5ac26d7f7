"""Django settings. Every value that differs between installations comes from the environment,
which `./handrail` fills from the practice's settings file (see handrail.web.configuration)."""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("HANDRAIL_HOME") or PACKAGE.parent.parent / "var" / "unset")

DEBUG = False
IS_DEMO = os.environ.get("HANDRAIL_DEMO") == "1"
SECRET_KEY = os.environ.get("HANDRAIL_SECRET_KEY") or "only-for-tests-and-management-commands"
ALLOWED_HOSTS = (os.environ.get("HANDRAIL_HOSTS") or "127.0.0.1,localhost,[::1]").split(",")
USE_HTTPS = os.environ.get("HANDRAIL_HTTPS") == "1"

ROOT_URLCONF = "handrail.web.urls"
WSGI_APPLICATION = "handrail.web.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
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
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
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
    "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": HOME / "handrail.sqlite3"},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = os.environ.get("HANDRAIL_TIME_ZONE") or "America/Denver"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static-built"

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
