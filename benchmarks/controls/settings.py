"""The portal's settings, with the controls' addresses beside its own."""

from uccn.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.controls.urls"
