"""The site's settings for tests: the same, with what is slow or needs a build exchanged.

Importing this sets the environment, so that commands which a test starts see the same site.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

_FOLDER = tempfile.mkdtemp(prefix="muster-tests-")
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
os.mkdir(os.path.join(_FOLDER, "static"))  # which a built site has
# What all processes of a run share: that of the first, whose environment the others have.
SHARED = os.environ.setdefault("TESTS_SHARED", _FOLDER)
_OWN = ("MUSTER_NO_SKIPS", "MUSTER_WRITE_DOCS")  # how to test, not how to run the site
for _name in [name for name in os.environ if name.startswith("MUSTER_") and name not in _OWN]:
    del os.environ[_name]
os.environ |= {
    "MUSTER_DATA": _FOLDER,
    "MUSTER_DEBUG": "off",
    "MUSTER_HTTPS": "off",
    "MUSTER_SECRET_KEY": "for-tests-alone-" * 4,
    "MUSTER_EMAIL_URL": "memory:",
}

from muster.site.settings import *  # noqa: E402, F403
from muster.site.settings import DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

os.makedirs(STATIC_ROOT, exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # In a file, since threads and processes share it; and not waiting for the disk, since no test pulls the plug.
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(_FOLDER, "test.sqlite3")}
    _options = DATABASES["default"]["OPTIONS"]
    _options["init_command"] = _options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
