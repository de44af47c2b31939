"""What every test may rely on."""

import os

os.environ.setdefault("LOCAL", "yes")
os.environ.setdefault("SECRET_KEY", "for the tests only")
