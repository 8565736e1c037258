"""The web server's way in."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kreislauf.settings")
application = get_wsgi_application()
gc.collect()
gc.freeze()  # what is loaded by now stays: the collector need not look through it again and again
