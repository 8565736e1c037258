"""``/api/v1/docs/``: the API's description to try out, from our own server."""

from __future__ import annotations

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.views.decorators.http import require_safe
from drf_spectacular.views import SpectacularSwaggerSplitView

# Swagger UI writes styles into its elements; no other page may.
_page = csp_update({"style-src": [SELF, UNSAFE_INLINE]})(
    SpectacularSwaggerSplitView.as_view(url_name="api:schema", template_name="api/docs.html")
)
docs = require_safe(_page)
