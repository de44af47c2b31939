"""What an application server calls: `granian --interface wsgi uccn.wsgi:application`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "uccn.settings")
django.setup(set_prefix=False)

from uccn.delivery.handler import PortalHandler  # noqa: E402, after the set-up

application = PortalHandler()
