"""`/betrieb/region-gutschein/`: a business takes part, and sees what the region owes it."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from billing.bank.account import open_account
from billing.bank.payouts.paper import paper_of
from billing.providers.bank_transfer.iban import spaced_iban
from kreislauf.accounts.signing_in.confirmed import asks_password_to_post
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, posted
from kreislauf.web.pages import key_page
from kreislauf.web.table_file import stream_table
from marketplace.businesses.membership import with_business
from marketplace.businesses.models import Business
from marketplace.businesses.where_money_goes import for_who_may_redirect_money, may_redirect_money
from marketplace.regionwide.forms import ParticipationForm, PayeeForm
from marketplace.regionwide.issuer import issuer
from marketplace.regionwide.models import Claim, Participation, Settlement
from marketplace.regionwide.payouts.kind import PAYOUTS
from marketplace.regionwide.payouts.overview import sums_of
from marketplace.regionwide.payouts.statement import claim_rows, statement_head
from marketplace.regionwide.taking_part.change import NotPossible, ask_to_take_part, end, set_payee

PER_PAGE, LATEST = 24, 8
HOME, PAYEE = "regionwide:business:home", "regionwide:business:payee"


@allow(Audience.BUSINESS, while_paused=True)
@with_business
@require_safe
def home(request: HttpRequest, business: Business) -> HttpResponse:
    settled = Settlement.objects.filter(business=business).order_by("-made_at", "-pk")
    claims = Claim.objects.filter(business=business, settlement__isnull=True)
    context = {
        "business": business,
        "issuer": issuer(),
        "one": _participation(business),
        "may_redirect_money": may_redirect_money(request),
        "sums": sums_of(business),
        "claims": claims.order_by("-at", "-pk")[:LATEST],
        "more_claims": max(claims.count() - LATEST, 0),
        "page": key_page(settled, request.GET.get("seite"), per_page=PER_PAGE),
    }
    return render(request, "regionwide/business/home.html", context)


@allow(Audience.BUSINESS)
@with_business
@for_who_may_redirect_money
@require_http_methods(["GET", "HEAD", "POST"])
@asks_password_to_post
def participation(request: HttpRequest, business: Business) -> HttpResponse:
    """Asks to take part; only where the region sells vouchers."""
    seller, found = issuer(), _participation(business)
    if seller is None:
        return redirect(HOME)
    if found is not None and found.ended_at is None and request.method != "POST":
        return redirect(PAYEE)
    form = ParticipationForm(posted(request), initial=_payee(business, found))
    if request.method == "POST" and form.is_valid():
        try:
            ask_to_take_part(business, **form.cleaned_data, by=request.user, at=timezone.now())
        except NotPossible:
            form.add_error(None, _("Der Herausgeber nimmt seine eigenen Gutscheine ohnehin an."))
        else:
            messages.success(request, _("Danke. Die Region meldet sich."))
            return redirect(HOME)
    context = {"business": business, "issuer": seller, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "regionwide/business/participation.html", context, status=status)


@allow(Audience.BUSINESS, while_closed=True)
@with_business
@for_who_may_redirect_money
@require_http_methods(["GET", "HEAD", "POST"])
@asks_password_to_post
def payee(request: HttpRequest, business: Business) -> HttpResponse:
    """Where its money goes from the next settlement on; also after it has ended."""
    found = get_object_or_404(Participation, business=business)
    form = PayeeForm(posted(request), initial=_payee(business, found))
    if request.method == "POST" and form.is_valid():
        set_payee(found, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("Das Konto ist gespeichert."))
        return redirect(HOME)
    status = 422 if request.method == "POST" else 200
    return render(request, "regionwide/business/payee.html", {"form": form}, status=status)


@allow(Audience.BUSINESS)
@with_business
@require_http_methods(["GET", "HEAD", "POST"])
def ending(request: HttpRequest, business: Business) -> HttpResponse:
    found = get_object_or_404(Participation, business=business)
    if request.method != "POST":
        return _ask_to_end(request, found)
    try:
        end(found, by=request.user, at=timezone.now())
    except NotPossible:
        messages.info(request, _("Sie machen schon nicht mehr mit."))
    else:
        withdrawn = _("Ihre Anfrage ist zurückgezogen.")
        ended = _("Sie machen nicht mehr mit. Offene Beträge werden noch abgerechnet.")
        messages.success(request, ended if found.approved_at else withdrawn)
    return redirect(HOME)


def _ask_to_end(request: HttpRequest, found: Participation) -> HttpResponse:
    heading, submit = _("Anfrage zurückziehen?"), _("Anfrage zurückziehen")
    text = _("Sie können jederzeit wieder fragen.")
    if found.approved_at:
        heading, submit = _("Nicht mehr mitmachen?"), _("Nicht mehr mitmachen")
        text = _("Ihre Kasse nimmt den Gutschein der Region sofort nicht mehr. Was eingelöst ist, wird noch bezahlt.")
    return ask(request, heading, text, submit=submit, cancel_url=reverse(HOME), frame="business")


@allow(Audience.BUSINESS, while_paused=True)
@with_business
@require_safe
def settlement(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    found = get_object_or_404(Settlement, business=business, pk=pk)
    page = key_page(found.claims.order_by("at", "pk"), request.GET.get("seite"), per_page=PER_PAGE)
    return render(request, "regionwide/business/settlement.html", {"settlement": found, "page": page})


@allow(Audience.BUSINESS, while_paused=True)
@with_business
@require_GET
def settlement_file(request: HttpRequest, business: Business, pk: int) -> FileResponse:
    found = get_object_or_404(Settlement, business=business, pk=pk)
    return stream_table(request, f"abrechnung-{found.number}", statement_head(), claim_rows(found))


@allow(Audience.BUSINESS, while_paused=True)
@with_business
@require_safe
def settlement_paper(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    found = get_object_or_404(Settlement.objects.select_related("business"), business=business, pk=pk)
    return paper_of(PAYOUTS, found)


def _participation(business: Business) -> Participation | None:
    return Participation.objects.filter(business=business).first()


def _payee(business: Business, found: Participation | None) -> dict[str, str]:
    """As it stands, or as its customers transfer to it."""
    if found is not None:
        return {"name": found.name, "iban": spaced_iban(found.iban)}
    account = open_account(business.pk)
    if account is not None:
        return {"name": account.holder, "iban": spaced_iban(account.iban)}
    return {"name": business.name[:70]}
