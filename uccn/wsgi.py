"""What an application server calls: `granian --interface wsgi uccn.wsgi:application`."""

import gc
import os

import django

# Hardly anything that is made while a worker starts is ever thrown away: to look for it takes time,
# now and at each later collection.
gc.disable()

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "uccn.settings")
django.setup(set_prefix=False)

from django.urls import get_resolver  # noqa: E402, after the set-up

from uccn.delivery.handler import PortalHandler  # noqa: E402
from uccn.delivery.release import release  # noqa: E402

application = PortalHandler()

# What a first request would wait for: a worker that has started takes the place of an old one.
_ = get_resolver().url_patterns, release()

gc.freeze()
gc.enable()
