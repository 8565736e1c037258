"""`/verwaltung/region-gutschein/`: who issues the region's vouchers, and which businesses take them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from billing.bank.paying_forms import HolderForm
from billing.payments.ways import ways_to_pay
from billing.providers.bank_transfer.iban import spaced_iban
from kreislauf.accounts.signing_in.confirmed import asks_password_to_post
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, posted
from kreislauf.web.pages import key_page
from marketplace.businesses.models import Business
from marketplace.regionwide.forms import EndForm, IssuerForm
from marketplace.regionwide.issuer import issuer as find_issuer
from marketplace.regionwide.issuer import set_issuer
from marketplace.regionwide.models import Participation, Settlement
from marketplace.regionwide.models.participation import ASKING, ENDED, TAKING_PART
from marketplace.regionwide.payouts.overview import open_cents_of, sums_of
from marketplace.regionwide.taking_part.change import NotPossible, approve, end, set_payee
from marketplace.regionwide.turnover import turnover
from marketplace.regionwide.views.asked import words_asked
from marketplace.review.change import Ended

PER_PAGE, LATEST = 24, 12
HOME = "regionwide:office:home"
STATES = {
    "": (gettext_lazy("alle"), None),
    "offen": (gettext_lazy("möchten mitmachen"), ASKING),
    "dabei": (gettext_lazy("machen mit"), TAKING_PART),
    "beendet": (gettext_lazy("beendet oder abgelehnt"), ENDED),
}


@allow(Audience.EDITOR)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Everybody who asked or takes part, the newest first."""
    state = request.GET.get("stand", "")
    words = words_asked(request)
    condition = STATES.get(state, STATES[""])[1]
    found = Participation.objects.named(words).select_related("business__category").order_by("-asked_at", "-pk")
    page = key_page(found.filter(condition) if condition else found, request.GET.get("seite"), per_page=PER_PAGE)
    owed = open_cents_of([one.business_id for one in page])
    context = {
        "issuer": find_issuer(),
        "is_paid": bool(ways_to_pay(None)),
        "page": page,
        "rows": [(one, owed.get(one.business_id, 0)) for one in page],
        "state": state,
        "words": words,
        "states": {value: label for value, (label, _condition) in STATES.items()},
        "count": Participation.objects.taking_part().count(),
        "turnover": turnover(timezone.now()),
    }
    return render(request, "regionwide/office/home.html", context)


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def issuer(request: HttpRequest) -> HttpResponse:
    """Once; after that it is a business that the office looks after like any other."""
    found = find_issuer()
    form = IssuerForm(posted(request), initial=_initial(found) if found else {})
    if request.method == "POST" and form.is_valid():
        try:
            set_issuer(form.entry(), by=request.user, at=timezone.now())
        except Ended:
            form.add_error(None, _("Der Herausgeber ist als Betrieb geschlossen. Nehmen Sie ihn zuerst wieder auf."))
        else:
            messages.success(request, _("Der Herausgeber ist eingetragen."))
            return redirect(HOME)
    status = 422 if request.method == "POST" else 200
    return render(request, "regionwide/office/issuer.html", {"form": form, "issuer": found}, status=status)


@allow(Audience.EDITOR)
@require_safe
def participation(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    settled = Settlement.objects.filter(business=found.business_id).select_related("run").order_by("-made_at", "-pk")
    context = {"one": found, "sums": sums_of(found.business), "settlements": settled[:LATEST]}
    return render(request, "regionwide/office/participation.html", context)


@allow(Audience.EDITOR)
@require_POST
def approval(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    try:
        approve(found, by=request.user, at=timezone.now())
    except NotPossible:
        messages.info(request, _("Darüber ist schon entschieden."))
    else:
        messages.success(request, _("%(name)s macht mit: Die Kasse nimmt den Gutschein ab sofort.") % {"name": found})
    return redirect("regionwide:office:participation", pk=pk)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def ending(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first, and for a reason that the business will read."""
    found, form = _found(pk), EndForm(posted(request))
    if request.method != "POST" or not form.is_valid():
        if found.ended_at is None:
            return _ask_to_end(request, found, form)
        messages.info(request, _("Darüber ist schon entschieden."))
        return redirect("regionwide:office:participation", pk=pk)
    try:
        end(found, by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"])
    except NotPossible:
        messages.info(request, _("Darüber ist schon entschieden."))
    else:
        text = (
            _("%(name)s macht nicht mehr mit.") if found.approved_at else _("Die Anfrage von %(name)s ist abgelehnt.")
        )
        messages.success(request, text % {"name": found})
    return redirect("regionwide:office:participation", pk=pk)


def _ask_to_end(request: HttpRequest, found: Participation, form: EndForm) -> HttpResponse:
    heading, submit = _("Die Anfrage von %(name)s ablehnen?"), _("Ablehnen")
    text = _("Der Betrieb bekommt eine E-Mail mit dem Grund. Er kann später wieder fragen.")
    if found.approved_at:
        heading, submit = _("Soll %(name)s nicht mehr mitmachen?"), _("Beenden")
        text = _("Die Kasse dort nimmt den Gutschein sofort nicht mehr. Was eingelöst ist, wird noch abgerechnet.")
    cancel_url = reverse("regionwide:office:participation", args=[found.pk])
    return ask(request, heading % {"name": found}, text, submit=submit, form=form, cancel_url=cancel_url)


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
@asks_password_to_post
def payee(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the next settlements of a business go."""
    found = _found(pk)
    form = HolderForm(posted(request), initial={"name": found.name, "iban": spaced_iban(found.iban)})
    if request.method == "POST" and form.is_valid():
        set_payee(found, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("Die Bankverbindung ist eingetragen."))
        return redirect("regionwide:office:participation", pk=pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "regionwide/office/payee.html", {"form": form, "one": found}, status=status)


def _found(pk: int) -> Participation:
    return get_object_or_404(Participation.objects.select_related("business"), pk=pk)


def _initial(found: Business) -> dict[str, Any]:
    names = ("name", "street", "postcode", "town", "email", "phone")
    return {name: getattr(found, name) for name in names} | {"place": found.district, "category": found.category_id}
