"""The portal's settings as tests see them, whatever the machine's own environment says.

Only DATABASE_URL and CACHE_URL are taken from outside: they choose what is tested against. `.env`
is not read. The rest is a developer's machine with nothing else set.
"""

import atexit
import os
import shutil
import tempfile

LEFT_OUT = [
    *("ADMINS", "ALLOWED_HOSTS", "API_LIMIT_ANONYMOUS", "API_LIMIT_PARTNER", "BEHIND_PROXY"),
    *("CONTACT_EMAIL", "CSRF_TRUSTED_ORIGINS", "DEBUG"),
    *("EMAIL_HOST", "EMAIL_HOST_PASSWORD", "EMAIL_HOST_USER", "EMAIL_PORT", "EMAIL_USE_TLS"),
    *("FROM_EMAIL", "HSTS_SECONDS", "LOG_LEVEL", "METRICS_TOKEN", "PROMETHEUS_MULTIPROC_DIR"),
    *(
        "PRIVATE_ROOT",
        "PUBLIC_ADDRESS",
        "RELEASE",
        "RESPONSE_CACHE_BYTES",
        "SECRET_KEY_FALLBACKS",
        "STATIC_ROOT",
    ),
    "TRUSTED_PROXIES",
]

for name in LEFT_OUT:
    os.environ.pop(name, None)
os.environ["PYTHON_DOTENV_DISABLED"] = "1"
os.environ["LOCAL"] = "yes"
os.environ["SECRET_KEY"] = "for the tests only"

from uccn.settings import *  # noqa: E402, F403

# Two hundred accounts are made in a run; a slow hash would only slow the run down.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Tests come from one address, and ask more than a person does. Those about limits set their own.
API_LIMIT_ANONYMOUS = "900000/minute"

if DATABASES["default"]["ENGINE"].endswith("postgresql"):  # noqa: F405
    # What a test wrote need not survive a power cut: nobody waits for the disk.
    options = DATABASES["default"].setdefault("OPTIONS", {})  # noqa: F405
    options["options"] = f"{options.get('options', '')} -c synchronous_commit=off".strip()
    # A server set up without a locale would make databases that do not know what a letter is.
    DATABASES["default"]["TEST"] = {"CHARSET": "UTF8", "TEMPLATE": "template0"}  # noqa: F405

# Documents that tests bring lie in a folder of this run.
STORAGES["private"]["OPTIONS"]["location"] = tempfile.mkdtemp(prefix="portal-tests-")  # noqa: F405
atexit.register(shutil.rmtree, STORAGES["private"]["OPTIONS"]["location"], ignore_errors=True)  # noqa: F405
