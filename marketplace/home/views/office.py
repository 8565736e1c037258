"""The staff's start page, and the log."""

from __future__ import annotations

from itertools import islice

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kreislauf.audit.lines import in_words
from kreislauf.audit.models import Entry
from kreislauf.permissions import Audience, allow
from kreislauf.regions import current_region
from kreislauf.web.pages import key_page
from kreislauf.web.table_file import stream_table
from marketplace.home.log import LogForm
from tenants.branding.context import branding_of, links_for
from tenants.branding.modules import menu, office_todo, rooms_on
from tenants.golive.check import checklist

PER_PAGE = 50
MOST_TODO = 6  # lines under „Wartet auf Sie“, of all slices together
MOST_ROWS = 50_000


@allow(Audience.EDITOR)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    branding = branding_of(request)
    audiences = getattr(request.user, "audiences", ())
    context = {
        "actions": menu("office_actions", branding, audiences=audiences),
        "tiles": [tile for room in rooms_on(branding) for tile in room.office_tiles()],
        "todo": list(islice(office_todo(branding, audiences=audiences), MOST_TODO)),
        "lines": list(in_words(Entry.objects.all()[:8], links_for(request, "log_links"))),
        "missing": [check for check in checklist() if not check.done] if current_region().is_draft else None,
    }
    return render(request, "home/office_home.html", context)


@allow(Audience.EDITOR)
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    form = LogForm(request.GET)
    page = key_page(form.entries(), request.GET.get("seite"), per_page=PER_PAGE)
    context = {
        "filters": form,
        "page": page,
        "lines": list(in_words(page, links_for(request, "log_links"))),
    }
    return render(request, "home/log.html", context)


@allow(Audience.EDITOR)
@require_safe
def log_file(request: HttpRequest) -> FileResponse:
    entries = LogForm(request.GET).entries()[:MOST_ROWS]
    lines = in_words(entries.iterator(chunk_size=2000), {})
    rows = (
        (
            f"{timezone.localtime(line.entry.at):%d.%m.%Y %H:%M:%S}",
            line.actor,
            line.action,
            line.entry.title,
            line.detail,
        )
        for line in lines
    )
    header = [_("Zeit"), _("Wer"), _("Was"), _("Woran"), _("Dazu")]
    return stream_table(request, f"protokoll-{current_region().label}", header, rows)
