"""The WSGI application that a server runs."""

from __future__ import annotations

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection

from muster.site.turns import Turns

__all__ = ["application"]

COLLECT_AFTER = (50_000, 20, 50)
AT_ONCE = {"sqlite": 1, "postgresql": 2}  # while one waits for the server of the database, another works

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "muster.site.settings")
application = Turns(get_wsgi_application(), AT_ONCE[connection.vendor])
# What every page needs is loaded now and never freed, so the collector need not walk it; what pages make is freed at
# once by its last reference, but for the few circles that the collector is for.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
gc.set_threshold(*COLLECT_AFTER)
