"""The WSGI application that a server runs."""

from __future__ import annotations

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection

from muster.site.garbage import collect_seldom
from muster.site.turns import Turns

__all__ = ["application"]

AT_ONCE = {"sqlite": 1, "postgresql": 2}  # while one waits for the server of the database, another works

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "muster.site.settings")
application = Turns(get_wsgi_application(), AT_ONCE[connection.vendor])
import_module(settings.ROOT_URLCONF)  # what every page needs is loaded before the first
collect_seldom()
