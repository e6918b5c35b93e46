"""The settings of the tests: as they are, but quicker and stricter."""

import tempfile

from config.settings import *  # noqa: F403
from config.settings import DATABASES, STORAGES, TEMPLATES
from tests.harness.templates import UndefinedVariable

# A slow hash protects stored passwords; the tests store none worth protecting.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Nobody needs what a test wrote to survive a power cut.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"
# A server that a test starts ends with it, and so do its connections.
DATABASES["default"]["CONN_MAX_AGE"] = 0

TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable()

# One address signs in as many people in a minute.
ACCOUNT_RATE_LIMITS = False

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# A file is looked up when it is asked for; every test client would list them all otherwise.
WHITENOISE_AUTOREFRESH = True

# Probe images of tests end with the test run.
STORAGES["private"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}

# The folders that tests make.
DISCOVERY_FOLDERS = [tempfile.gettempdir()]
