"""`/betrieb/buchhaltung/datev/` and the office's: whose accounts, what goes over, and the file."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kreislauf.audit.record import record
from kreislauf.house import declared
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import posted
from kreislauf.web.table_file import stream_files
from marketplace.businesses.models import Business
from marketplace.vouchers.books.datev.export import Preview, Row, TwoBusinessYears, business_year, files_of, preview
from marketplace.vouchers.books.datev.forms import DatevForm
from marketplace.vouchers.books.datev.journals import Scope
from marketplace.vouchers.books.period import Period, period_of, usual_periods
from marketplace.vouchers.books.views.pages import Pages, pages_of
from marketplace.vouchers.models import DatevSettings
from marketplace.vouchers.till.with_business import with_till_business


@allow(Audience.BUSINESS, while_paused=True, while_off=True)
@require_http_methods(["GET", "HEAD", "POST"])
@with_till_business
def of_business(request: HttpRequest, business: Business) -> HttpResponse:
    return _page(request, pages_of(business))


@allow(Audience.BUSINESS, while_paused=True, while_off=True)
@require_GET
@with_till_business
def file_of_business(request: HttpRequest, business: Business) -> HttpResponse | FileResponse:
    return _file(request, pages_of(business))


@allow(Audience.EDITOR, while_off=True)
@require_http_methods(["GET", "HEAD", "POST"])
def of_region(request: HttpRequest) -> HttpResponse:
    return _page(request, pages_of(None))


@allow(Audience.EDITOR, while_off=True)
@require_GET
def file_of_region(request: HttpRequest) -> HttpResponse | FileResponse:
    return _file(request, pages_of(None))


def _page(request: HttpRequest, pages: Pages) -> HttpResponse:
    today = timezone.localdate()
    settings, period, scope = _settings(pages), _period(request.GET, today=today), _scope(request, pages)
    form = DatevForm(posted(request), instance=settings or DatevSettings(business=pages.business))
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        record("datev.saved", saved, by=request.user, at=timezone.now())
        messages.success(request, _("Gespeichert. Die Vorschau rechnet mit diesen Konten."))
        return redirect(f"{request.path}?{request.GET.urlencode()}")
    context = {
        **pages.context,
        "form": form,
        "settings": settings,
        "period": period,
        "usual": usual_periods(today),
        "scope": scope,
        "file_url": reverse(f"{pages.routes}:datev_file"),
        **(_sums(settings, scope, period) if settings and not form.errors else {}),
    }
    return render(request, pages.template("datev"), context, status=422 if form.errors else 200)


def _file(request: HttpRequest, pages: Pages) -> HttpResponse | FileResponse:
    settings, period, scope = _settings(pages), _period(request.GET, today=timezone.localdate()), _scope(request, pages)
    back = f"{reverse(f'{pages.routes}:datev')}?{request.GET.urlencode()}"
    if settings is None:
        return redirect(back)
    try:
        business_year(settings, period)
    except TwoBusinessYears:
        return redirect(back)  # the page says why
    name = f"EXTF_Gutscheine_{period.first:%Y-%m-%d}_{period.last:%Y-%m-%d}"
    return stream_files(request, name, files_of(settings, scope, period, made_at=timezone.now()))


def _sums(settings: DatevSettings, scope: Scope, period: Period) -> dict[str, object]:
    try:
        business_year(settings, period)
    except TwoBusinessYears as refusal:
        return {"second_year": refusal.second}
    found, names = preview(settings, scope, period), _names(settings)
    rows = [
        (_word(row.kind), row, names.get(row.account, ""), names.get(row.against, ""))
        for row in found.rows
        if row.account
    ]
    return {"preview": found, "rows": rows, **_silent(found)}


def _names(settings: DatevSettings) -> dict[str, str]:
    """Account → what stands on it, in the form's words."""
    labels = DatevForm().fields
    return {account: str(labels[name].label) for name, account in settings.accounts.accounts.items()}


def _silent(found: Preview) -> dict[str, object]:
    rows: list[Row] = found.silent
    return {"silent_count": sum(row.count for row in rows), "silent_cents": sum(row.cents for row in rows)}


def _word(kind: str) -> str:
    return str(declared("journal_words").get(kind, kind))


def _settings(pages: Pages) -> DatevSettings | None:
    return DatevSettings.objects.select_related("business").filter(business=pages.business).first()


def _scope(request: HttpRequest, pages: Pages) -> Scope:
    if pages.business is not None:
        return Scope.BUSINESS
    return Scope.REGION if request.GET.get("umfang") == Scope.REGION else Scope.ALL


def _period(query: QueryDict, *, today: date) -> Period:
    """The last month where none is asked for: advisers want one after the other."""
    if "von" in query or "bis" in query:
        return period_of(query, today=today)
    _label, last_month = usual_periods(today)[1]
    return last_month
