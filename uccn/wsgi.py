"""What an application server calls: `granian --interface wsgi uccn.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "uccn.settings")

application = get_wsgi_application()
