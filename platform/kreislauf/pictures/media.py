"""``/medien/<path>``: the current region's public files, to anybody, and pictures that are not public to few."""

from __future__ import annotations

import mimetypes
import posixpath
from typing import Any

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kreislauf.pictures.stored import PREVIEW_KEY, PRIVATE_FOLDER, may_preview, open_private
from kreislauf.regions import OutsideRegion
from kreislauf.storage import StoreUnavailable

# What a browser may show. Anything else is handed over as a file.
SHOWN = frozenset({"image/webp", "image/png", "image/jpeg"})


@require_safe
def media_view(request: HttpRequest, path: str) -> FileResponse | HttpResponse:
    """Serve a file of this region for good: names carry a digest, so a changed picture has a new address.

    With the key of a preview also one that the public does not get to see, or not yet.
    """
    kind = mimetypes.guess_type(path)[0] or ""
    shown = kind in SHOWN
    preview = may_preview(path, request.GET.get(PREVIEW_KEY, ""))
    try:
        file = _opened(path, private=preview)
    except StoreUnavailable:
        # The page stands without its pictures; they come back by themselves.
        return HttpResponse(status=503, headers={"Retry-After": "60", "Cache-Control": "no-store"})
    response = FileResponse(file, content_type=kind if shown else "application/octet-stream", as_attachment=not shown)
    response["Cache-Control"] = "private, max-age=3600" if preview else "public, max-age=31536000, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    if not preview:
        # The API names them to whoever wants to show a region's offers.
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _opened(path: str, *, private: bool) -> Any:
    try:
        if private:
            return open_private(path)
        if posixpath.normpath(path.replace("\\", "/")).lower().partition("/")[0] == PRIVATE_FOLDER:
            raise Http404
        return default_storage.open(path)
    except (OSError, SuspiciousFileOperation, OutsideRegion, ValueError):
        raise Http404 from None
