"""What every answer tells a browser about security, whoever made the answer."""

from __future__ import annotations

from collections.abc import Callable

from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse

PERMISSIONS_POLICY = ", ".join(
    # The till's camera, an entry's place on the map; passkeys keep their default, which is this site alone.
    ["camera=(self)", "geolocation=(self)"]
    + [
        f"{feature}=()"
        for feature in (
            *("accelerometer", "autoplay", "browsing-topics", "display-capture", "encrypted-media"),
            *("fullscreen", "gyroscope", "hid", "magnetometer", "microphone", "midi", "payment"),
            *("screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
        )
    ]
)
# So that nothing is guessed: the defaults of an answer that says nothing about itself.
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
}


class HeadersMiddleware:
    """Outermost. Django's own middleware stands within the region; what is answered before it had no headers at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        set_default = response.headers.setdefault
        for name, value in _ALWAYS.items():
            set_default(name, value)
        if getattr(response, "xframe_options_exempt", False):
            # A page for other sites names them in its policy; this header knows no names.
            del response.headers["X-Frame-Options"]
            response.cookies.clear()  # in a frame they would be a stranger's
        if "Content-Security-Policy" not in response.headers:
            response.headers["Content-Security-Policy"] = build_policy()
        if settings.SECURE_HSTS_SECONDS and request.is_secure():
            # Without includeSubDomains, which only hosts that are surely ours say (``SecurityMiddleware``).
            set_default("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}")
        return response
