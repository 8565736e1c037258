"""The web server's way in."""

import ctypes
import gc
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kreislauf.settings")
django.setup(set_prefix=False)

from kreislauf.metrics.server import serve  # noqa: E402 - they stand on Django
from kreislauf.web.wsgi_handler import Handler  # noqa: E402

M_ARENA_MAX = -8  # of glibc's mallopt
if sys.platform == "linux" and hasattr(ctypes.CDLL(None), "mallopt"):
    # Else each thread that took an upload keeps its memory for itself, and the process never gives it back.
    ctypes.CDLL(None).mallopt(M_ARENA_MAX, 2)

application = Handler()
serve("web")
gc.collect()
gc.freeze()  # what is loaded by now stays: the collector need not look through it again and again
