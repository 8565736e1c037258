"""Ours without the middleware that counts and times each answer."""

from kreislauf.settings import *  # noqa: F403
from kreislauf.settings import MIDDLEWARE as COUNTED

MIDDLEWARE = [one for one in COUNTED if one != "kreislauf.metrics.middleware.MetricsMiddleware"]
