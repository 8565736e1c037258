"""These need the board in the house, which is one word more in ``settings.SLICES``."""

from __future__ import annotations

from django.conf import settings

collect_ignore_glob = [] if "tests.notices" in settings.SLICES else ["test_*.py"]
