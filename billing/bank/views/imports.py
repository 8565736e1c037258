"""Statements: handed in, looked at, taken over or dropped."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from billing.bank.account import open_account, open_merchant
from billing.bank.camt.line import CamtRefused
from billing.bank.forms import UploadForm
from billing.bank.imports.read import OTHER_ACCOUNT
from billing.bank.imports.take import NotRead, drop, take_over
from billing.bank.imports.upload import upload
from billing.bank.owner import Owner
from billing.providers.bank_transfer.models import BankImport, BankLine, BankRefund, ImportState, Verdict
from kreislauf.accounts.uploads import uploads_of
from kreislauf.counted import counted
from kreislauf.web.ask import ask
from kreislauf.web.pages import key_page

PER_PAGE = 24
LINES_PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest, owner: Owner) -> HttpResponse:
    """The account, what waits for a person, and the statements; a POST hands one in."""
    if request.method != "POST":
        return _home(request, owner, UploadForm())
    form = UploadForm(request.POST, uploads_of(request))
    if not form.is_valid():
        return _home(request, owner, form, status=422)
    file = form.cleaned_data["file"]
    try:
        row = upload(
            file, name=file.name or _("Kontoauszug"), size=file.size or 0, business_id=owner.business_id,
            by=request.user, at=timezone.now(),
        )  # fmt: skip
    except CamtRefused as refused:
        form.add_error("file", str(refused))
        return _home(request, owner, form, status=422)
    return owner.go("import", row.pk)


def _home(request: HttpRequest, owner: Owner, form: UploadForm, *, status: int = 200) -> HttpResponse:
    uploads = BankImport.objects.filter(account__in=owner.accounts).select_related("account")
    context = {
        "form": form,
        "account": open_account(owner.business_id),
        "merchant": open_merchant(owner.business_id),
        "has_account": owner.accounts.exists(),
        "open": counted(BankLine.objects.waiting().filter(account__in=owner.accounts)),
        "refunds": counted(BankRefund.objects.waiting().filter(charge__request__account__in=owner.accounts)),
        "page": key_page(uploads.order_by("-uploaded_at", "-pk"), request.GET.get("seite"), per_page=PER_PAGE),
    }
    return owner.page(request, "home", context, status=status)


@require_safe
def statement(request: HttpRequest, owner: Owner, pk: int) -> HttpResponse:
    """What would happen, what happens, or what has happened; also as the part that a page at work asks for."""
    row = _own(owner, pk)
    chosen = request.GET.get("stand", "")
    found = row.lines.select_related("request", "refund__charge__request")
    if chosen in Verdict.values:
        found = found.filter(verdict=chosen)
    context = {
        "row": row,
        "counts": _counts(row),
        "chosen": chosen,
        "at_work": row.state in (ImportState.READING, ImportState.TAKING),
        "page": key_page(found.order_by("position", "pk"), request.GET.get("seite"), per_page=LINES_PER_PAGE),
    }
    return owner.page(request, "import", context)


def _counts(row: BankImport) -> list[tuple[str, str, int, bool]]:
    """Key, words, number and whether the movements are listed, in the order of their importance."""
    listed = set(row.lines.values_list("verdict", flat=True).distinct())
    words: dict[str, str] = {str(one): str(one.label) for one in Verdict}
    words[OTHER_ACCOUNT] = _("von einem anderen Konto, übergangen")
    return [(key, label, row.counts[key], key in listed) for key, label in words.items() if row.counts.get(key)]


@require_POST
def takeover(request: HttpRequest, owner: Owner, pk: int) -> HttpResponse:
    row = _own(owner, pk)
    try:
        take_over(row, by=request.user, at=timezone.now())
    except NotRead:
        messages.warning(request, _("Diesen Auszug kann niemand übernehmen: Er ist nicht lesbar oder verworfen."))
    return owner.go("import", row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def dropping(request: HttpRequest, owner: Owner, pk: int) -> HttpResponse:
    row = _own(owner, pk)
    if request.method != "POST":
        return ask(
            request,
            _("Den Auszug „%(name)s“ verwerfen?") % {"name": row.name},
            _("Es wird nichts übernommen. Sie können die Datei jederzeit wieder hochladen."),
            submit=_("Verwerfen"),
            cancel_url=owner.url("import", row.pk),
            frame="business" if owner.is_business else "office",
        )
    drop(row, by=request.user, at=timezone.now())
    return owner.go("home")


def _own(owner: Owner, pk: int) -> BankImport:
    return get_object_or_404(BankImport.objects.select_related("account"), pk=pk, account__in=owner.accounts)
