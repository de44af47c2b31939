"""What an application server calls: `granian --interface wsgi uccn.wsgi:application`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "uccn.settings")
django.setup(set_prefix=False)

from django.urls import get_resolver  # noqa: E402, after the set-up

from uccn.delivery.handler import PortalHandler  # noqa: E402
from uccn.delivery.release import release  # noqa: E402

application = PortalHandler()

# What a first request would wait for: a worker that has started takes the place of an old one.
_ = get_resolver().url_patterns, release()
