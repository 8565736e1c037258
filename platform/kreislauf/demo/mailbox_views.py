"""``/postfach/``: where the demo's mails can be read. Exists in the demo only."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from email.message import EmailMessage

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import conditional_escape, urlize
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from kreislauf.demo.mail_parts import as_data_address, bytes_of, content_of
from kreislauf.demo.mailbox import NoSuchMessage, envelopes, open_message
from kreislauf.permissions import Audience, allow

PAGE_SIZE = 25
# A mail's own styles and our links may work; scripts, forms and pictures from elsewhere may not.
MAIL_CSP = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
)

View = Callable[..., HttpResponse]


def _in_the_demo(view: View) -> View:
    @functools.wraps(view)
    def demo_view(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return demo_view


@allow(Audience.ANYONE)
@require_safe
@_in_the_demo
def mailbox(request: HttpRequest) -> HttpResponse:
    to = request.GET.get("an", "").strip()[:200]
    page = Paginator(list(envelopes(to=to)), PAGE_SIZE).get_page(request.GET.get("seite"))
    return render(request, "demo/mailbox.html", {"page": page, "to": to})


@allow(Audience.ANYONE)
@require_safe
@_in_the_demo
def mail(request: HttpRequest, name: str) -> HttpResponse:
    envelope, message = _found(name)
    return render(
        request,
        "demo/mailbox_mail.html",
        {
            "envelope": envelope,
            "text": _linked(content_of(message, "plain")),
            "has_html": message.get_body(("html",)) is not None,
            "as_text": request.GET.get("ansicht") == "text",
            "attachments": [
                {"number": number, "name": part.get_filename() or f"anhang-{number}", "size": len(bytes_of(part))}
                for number, part in enumerate(message.iter_attachments())
            ],
        },
    )


@allow(Audience.ANYONE)
@require_safe
@_in_the_demo
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML part alone, for the frame: its own policy instead of the site's."""
    _envelope, message = _found(name)
    # Links of the mail leave the frame, as they leave a mail program.
    html = re.sub(r"cid:([\w.-]+)", lambda match: as_data_address(message, match[1]), content_of(message, "html"))
    start, head, rest = re.split(r"(<head[^>]*>|$)", html, maxsplit=1)
    response = HttpResponse(f'{start}{head}<base target="_top">{rest}')
    response["Content-Security-Policy"] = MAIL_CSP
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


@allow(Audience.ANYONE)
@require_safe
@_in_the_demo
def attachment(request: HttpRequest, name: str, number: int) -> HttpResponse:
    _envelope, message = _found(name)
    parts = list(message.iter_attachments())
    if number >= len(parts):
        raise Http404
    response = HttpResponse(bytes_of(parts[number]), content_type=parts[number].get_content_type())
    filename = (parts[number].get_filename() or f"anhang-{number}").replace('"', "").replace("\\", "")
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _found(name: str) -> tuple[object, EmailMessage]:
    try:
        return open_message(name)
    except NoSuchMessage:
        raise Http404 from None


def _linked(text: str) -> SafeString:
    return mark_safe(urlize(conditional_escape(text)))
