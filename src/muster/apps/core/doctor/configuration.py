"""Checks of how the site is configured: settings, the secret key, e-mail, style sheets."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection

from muster.apps.core.backup.create import kept_secret
from muster.apps.core.doctor.diagnosis import Diagnosis, Level

__all__ = ["check_email", "check_secret", "check_settings", "check_static_files"]

LOOPBACK = {"127.0.0.1", "localhost", "[::1]", "::1"}
NOWHERE = ("console", "locmem", "dummy", "filebased")
PATIENCE = 5  # seconds that a mail server is waited for
OTHERS = 0o077


def check_settings() -> Iterator[Diagnosis]:
    """Find settings that are meant for trying Muster out, where people use it over a network."""
    outside = set(settings.ALLOWED_HOSTS) - LOOPBACK
    host = urlsplit(settings.MUSTER_ADDRESS).hostname or ""
    if settings.DEBUG:
        level = Level.ERROR if outside else Level.WARNING
        yield Diagnosis(
            "debug",
            level,
            "MUSTER_DEBUG is on: whoever meets an error sees the program's inside.",
            "Set MUSTER_DEBUG to off and start anew.",
        )
    if "*" in outside:
        yield Diagnosis(
            "hosts",
            Level.WARNING,
            "MUSTER_HOSTS accepts any name, so links in messages can be made to lead elsewhere.",
            "Set MUSTER_HOSTS to the names by which people reach the site.",
        )
    if outside and host in LOOPBACK:
        yield Diagnosis(
            "address",
            Level.ERROR,
            f"MUSTER_ADDRESS is {settings.MUSTER_ADDRESS}, which nobody else reaches: links in messages lead nowhere.",
            "Set MUSTER_ADDRESS to where the site is found from outside.",
        )
    if outside and not settings.SESSION_COOKIE_SECURE:
        yield Diagnosis(
            "https",
            Level.ERROR,
            "Passwords and sessions travel unencrypted: MUSTER_HTTPS is off and the site is used over a network.",
            "Put a proxy with HTTPS before the site, set MUSTER_PROXIES to 1 and MUSTER_HTTPS to on.",
        )


def check_secret() -> Iterator[Diagnosis]:
    """Find a secret key that others on this machine can read."""
    path = kept_secret()
    if path.exists() and path.stat().st_mode & OTHERS:
        yield Diagnosis(
            "secret-key",
            Level.ERROR,
            f"Others on this machine can read {path}, with which sessions and links are signed.",
            f"Run `chmod 600 {path}`.",
            mend=lambda: path.chmod(0o600),
        )


def check_email() -> Iterator[Diagnosis]:
    """Find messages that reach nobody."""
    kind = settings.EMAIL_BACKEND.rsplit(".", 2)[-2]
    if kind in NOWHERE:
        yield Diagnosis(
            "email",
            Level.WARNING,
            f"Messages are not sent: the e-mail backend is {kind!r}.",
            "Set MUSTER_EMAIL_URL to your mail server: smtp+tls://user:password@host:587.",
        )
        return
    if settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith("@localhost"):
        yield Diagnosis(
            "sender",
            Level.WARNING,
            f"Messages are sent from {settings.DEFAULT_FROM_EMAIL}, which many servers refuse.",
            "Set MUSTER_SENDER to an address of yours.",
        )
    try:
        server = get_connection(timeout=PATIENCE)
        server.open()
        server.close()
    except (OSError, smtplib.SMTPException) as error:
        told = " ".join(str(error).split())
        yield Diagnosis(
            "email",
            Level.ERROR,
            f"The mail server {settings.EMAIL_HOST} port {settings.EMAIL_PORT} cannot be used ({told}).",
            "Correct MUSTER_EMAIL_URL, or ask whoever runs the mail server.",
        )


def check_static_files() -> Iterator[Diagnosis]:
    """Find style sheets and scripts that were not gathered."""
    root = Path(settings.STATIC_ROOT)
    if not settings.DEBUG and not (root.is_dir() and any(root.iterdir())):
        yield Diagnosis(
            "static-files",
            Level.ERROR,
            f"There are no style sheets in {root}: pages cannot be shown.",
            "Run `muster serve` once, or `python manage.py collectstatic --no-input`.",
        )
