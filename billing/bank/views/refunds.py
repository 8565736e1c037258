"""Refunds that wait, and the files that tell the bank to send them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from billing.bank.forms import PayeeForm
from billing.bank.owner import Owner
from billing.bank.refunds.run import AlreadyBooked, NothingWaits, make_run, set_payee, withdraw_run
from billing.providers.bank_transfer.iban import spaced_iban
from billing.providers.bank_transfer.models import BankRefund, BankRun, PainVersion
from kreislauf.counted import counted
from kreislauf.web.ask import ask, posted
from kreislauf.web.pages import key_page

PER_PAGE = 24
NEWEST = 12  # files; the statements say what became of the older ones


@require_http_methods(["GET", "HEAD", "POST"])
def refunds(request: HttpRequest, owner: Owner) -> HttpResponse:
    """What waits; a POST puts it into a file, one for each account."""
    if request.method == "POST":
        return _filed(request, owner)
    waiting = BankRefund.objects.waiting().filter(charge__request__account__in=owner.accounts)
    listed = waiting.select_related("charge__request").order_by("requested_at", "pk")
    context = {
        "page": key_page(listed, request.GET.get("seite"), per_page=PER_PAGE),
        "ready": counted(waiting.exclude(iban="")),
        "without": counted(waiting.filter(iban="")),
        "versions": PainVersion.choices,
        "runs": BankRun.objects.filter(account__in=owner.accounts).order_by("-made_at", "-pk")[:NEWEST],
    }
    return owner.page(request, "refunds", context)


def _filed(request: HttpRequest, owner: Owner) -> HttpResponse:
    version = request.POST.get("version", "")
    version = version if version in PainVersion.values else PainVersion.V09
    made = 0
    for account in owner.accounts:
        try:
            make_run(account, version=version, by=request.user, at=timezone.now())
        except NothingWaits:
            continue
        made += 1
    if made:
        messages.success(
            request, _("Die Datei ist fertig. Laden Sie sie herunter und geben Sie sie im Online-Banking ab.")
        )
    else:
        messages.info(request, _("Es wartet keine Erstattung, die in eine Datei kann."))
    return owner.go("refunds")


@require_http_methods(["GET", "HEAD", "POST"])
def payee(request: HttpRequest, owner: Owner, pk: int) -> HttpResponse:
    """Where a refund goes whose payer's account is not known, or took it not."""
    rows = BankRefund.objects.waiting().select_related("charge__request")
    refund = get_object_or_404(rows, pk=pk, charge__request__account__in=owner.accounts)
    initial = {"name": refund.name, "iban": spaced_iban(refund.iban) if refund.iban else ""}
    form = PayeeForm(posted(request), initial=initial)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "refund": refund}
        return owner.page(request, "payee", context, status=422 if request.method == "POST" else 200)
    set_payee(refund, **form.cleaned_data, by=request.user, at=timezone.now())
    messages.success(request, _("Die Bankverbindung ist eingetragen. Die Erstattung kommt in die nächste Datei."))
    return owner.go("refunds")


@require_safe
def file(request: HttpRequest, owner: Owner, pk: int) -> HttpResponse:
    run = get_object_or_404(BankRun, pk=pk, account__in=owner.accounts, withdrawn_at=None)
    headers = {"Content-Disposition": f'attachment; filename="{run.message_id}.xml"'}
    return HttpResponse(run.file, content_type="application/xml", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def run_withdrawal(request: HttpRequest, owner: Owner, pk: int) -> HttpResponse:
    run = _own(owner, pk)
    if request.method != "POST":
        return ask(
            request,
            _("Die Datei %(name)s zurücknehmen?") % {"name": run.message_id},
            _(
                "Nehmen Sie sie nur zurück, wenn Sie sie nicht bei der Bank abgegeben haben. Ihre Erstattungen kommen "
                "in die nächste Datei: Ist die alte doch bei der Bank, geht das Geld zweimal hinaus."
            ),
            submit=_("Zurücknehmen"),
            cancel_url=owner.url("refunds"),
            frame="business" if owner.is_business else "office",
        )
    try:
        withdraw_run(run, by=request.user, at=timezone.now())
    except AlreadyBooked:
        messages.warning(request, _("Ein Kontoauszug zeigt schon Abbuchungen dieser Datei. Sie bleibt, wie sie ist."))
    else:
        messages.success(request, _("Die Datei ist zurückgenommen. Ihre Erstattungen warten wieder."))
    return owner.go("refunds")


def _own(owner: Owner, pk: int) -> BankRun:
    return get_object_or_404(BankRun, pk=pk, account__in=owner.accounts)
