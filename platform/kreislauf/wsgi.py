"""The web server's way in."""

import gc
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kreislauf.settings")
django.setup(set_prefix=False)

from kreislauf.web.wsgi_handler import Handler  # noqa: E402 - it stands on Django

application = Handler()
gc.collect()
gc.freeze()  # what is loaded by now stays: the collector need not look through it again and again
