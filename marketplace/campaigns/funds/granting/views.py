"""`/verwaltung/toepfe/bewilligungen/`: what is to be granted or paid, and what was."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.money import format_euro
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, posted, say_undoable
from kreislauf.web.pages import key_page, numbered_page
from kreislauf.web.table_file import stream_table
from marketplace.campaigns.funds.granting.certificate import certificate
from marketplace.campaigns.funds.granting.due import due, due_of, is_ready
from marketplace.campaigns.funds.granting.grant import (
    Decision,
    NothingToGrant,
    NotYet,
    WrongAmount,
    grant,
    may_withdraw,
    pay,
    refuse,
)
from marketplace.campaigns.funds.granting.register import HEAD, register_by, rows, set_registered
from marketplace.campaigns.funds.office.forms import GrantForm
from marketplace.campaigns.funds.office.leadership import leads, leave_to_leadership
from marketplace.campaigns.models import Campaign, Grant, MatchFund
from tenants.branding.on_paper import file_name, pdf_response

PER_PAGE = 48
LIST = "campaigns:funds:grants"
STATES = {
    "": gettext_lazy("Zu entscheiden"),
    "unbezahlt": gettext_lazy("Noch nicht bezahlt"),
    "register": gettext_lazy("Noch nicht im Register"),
    "alle": gettext_lazy("Alle bisherigen"),
}


@allow(Audience.EDITOR)
@require_safe
def grants(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("stand", "")
    context: dict[str, Any] = {"states": STATES, "state": state, "today": timezone.localdate(), "leads": leads(request)}
    if state in ("unbezahlt", "register", "alle"):
        found = Grant.objects.select_related("fund", "campaign__business")
        if state == "unbezahlt":
            found = found.filter(paid_at__isnull=True)
        if state == "register":
            found = found.filter(fund__is_de_minimis=True, registered_on__isnull=True)
        page = key_page(found.order_by("-granted_at", "-pk"), request.GET.get("seite"), per_page=PER_PAGE)
        now = timezone.now()
        context |= {"page": page, "made": [(one, register_by(one), may_withdraw(one, now)) for one in page]}
    else:
        due_page = numbered_page(due(), request.GET.get("seite"), per_page=PER_PAGE)
        context |= {"page": due_page, "due": [{**row, "ready": is_ready(row, context["today"])} for row in due_page]}
    return render(request, "campaigns/funds/office/grants.html", context)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, pk: int, campaign_pk: int) -> HttpResponse:
    """Public money is granted with a number; of a partner's, staff notes that it was paid."""
    fund, campaign, row = _due(pk, campaign_pk)
    leave_to_leadership(request, fund)
    if row is None:
        messages.info(request, _("Hier ist nichts zu entscheiden."))
        return redirect(LIST)
    form = GrantForm(posted(request), aid=fund.is_de_minimis, most_cents=row["cents"]) if fund.is_public_money else None
    if request.method != "POST" or (form and not form.is_valid()):
        return _ask_decision(request, fund, campaign, row, form)
    try:
        made = _decided(fund, campaign, form, by=request.user)
    except NotYet as refused:
        messages.error(request, _not_yet(refused))
        return redirect(LIST)
    except NothingToGrant:
        messages.info(request, _("Das hat schon jemand entschieden."))
        return redirect(LIST)
    except WrongAmount:
        messages.error(request, _("Inzwischen ist ein anderer Betrag vorgemerkt. Bitte entscheiden Sie noch einmal."))
        return redirect(LIST)
    text = _("%(cents)s sind bewilligt.") if fund.is_public_money else _("%(cents)s sind als bezahlt vermerkt.")
    messages.success(request, text % {"cents": format_euro(made.cents)})
    return redirect(f"{reverse(LIST)}?stand=alle")


def _decided(fund: MatchFund, campaign: Campaign, form: GrantForm | None, *, by: Any) -> Grant:
    if form is None:
        return pay(fund, campaign, by=by, at=timezone.now())
    data = form.cleaned_data
    said = Decision(
        data["number"], data["decided_on"], data.get("nace", "").upper(), cents=data["amount"], reason=data["reason"]
    )
    return grant(fund, campaign, said, by=by, at=timezone.now())


def _ask_decision(
    request: HttpRequest, fund: MatchFund, campaign: Campaign, row: dict[str, Any], form: GrantForm | None
) -> HttpResponse:
    names = {"cents": format_euro(row["cents"]), "title": campaign.title}
    heading, text, submit = (
        (_("Wie viel ist für „%(title)s“ bewilligt?"), _("Danach bleibt der Betrag, wie er ist."), _("Bewilligen"))
        if fund.is_public_money
        else (_("%(cents)s für „%(title)s“ bezahlt?"), _("Wer gibt, zahlt direkt an den Betrieb."), _("Ist bezahlt"))
    )
    return ask(
        request,
        heading % names,
        text,
        submit=submit,
        danger=False,
        cancel_url=reverse(LIST),
        form=form,
        details=[
            (_("Topf"), fund.name),
            (_("Vorgemerkt"), names["cents"]),
            (_("An"), ", ".join([campaign.business.name, *campaign.business.address_lines()])),
            (_("E-Mail-Adresse"), campaign.business.email or "–"),
            (_("Unterstützungen"), row["number"]),
        ],
    )


def _not_yet(refused: NotYet) -> str:
    if refused.until is None:
        return _("Eine Erstattung ist noch unterwegs. Bitte warten Sie, bis sie angekommen ist.")
    day = date_format(refused.until, "j. F Y")
    return _("Bis zum %(day)s kann noch jemand widerrufen. Erst danach steht der Betrag fest.") % {"day": day}


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def refusal(request: HttpRequest, pk: int, campaign_pk: int) -> HttpResponse:
    """Asks first: everything goes back into the pot."""
    fund, campaign, row = _due(pk, campaign_pk)
    leave_to_leadership(request, fund)
    if row is not None and request.method != "POST":
        names = {"cents": format_euro(row["cents"]), "title": campaign.title}
        return ask(
            request,
            _("Nichts für „%(title)s“?") % names,
            _("%(cents)s gehen zurück in den Topf. Auf der Seite der Kampagne stehen sie dann nicht mehr.") % names,
            submit=_("Nicht bewilligen"),
            cancel_url=reverse(LIST),
        )
    try:
        cents = refuse(fund, campaign, by=request.user, at=timezone.now())
    except NothingToGrant:
        messages.info(request, _("Hier ist nichts zu entscheiden."))
    else:
        messages.success(request, _("%(cents)s sind zurück im Topf.") % {"cents": format_euro(cents)})
    return redirect(LIST)


@allow(Audience.EDITOR)
@require_POST
def registration(request: HttpRequest, pk: int) -> HttpResponse:
    """It was entered in the register."""
    set_registered(_grant(pk), done=True, by=request.user, at=timezone.now())
    undo = reverse("campaigns:funds:unregistration", args=[pk])
    say_undoable(request, _("Als eingetragen vermerkt."), undo_url=undo)
    return redirect(f"{reverse(LIST)}?stand=register")


@allow(Audience.EDITOR)
@require_POST
def unregistration(request: HttpRequest, pk: int) -> HttpResponse:
    set_registered(_grant(pk), done=False, by=request.user, at=timezone.now())
    return redirect(f"{reverse(LIST)}?stand=register")


@allow(Audience.EDITOR)
@require_safe
def certificate_file(request: HttpRequest, pk: int) -> HttpResponse:
    made = _grant(pk)
    return pdf_response(certificate(made), file_name("bescheinigung", f"{made.pk}"))


@allow(Audience.EDITOR)
@require_safe
def register_file(request: HttpRequest) -> FileResponse:
    """What the register of de-minimis aid wants to know, a line for each grant."""
    return stream_table(request, "de-minimis-register", [str(name) for name in HEAD], rows())


def _due(pk: int, campaign_pk: int) -> tuple[MatchFund, Campaign, dict[str, Any] | None]:
    fund = get_object_or_404(MatchFund, pk=pk)
    campaign = get_object_or_404(Campaign.objects.select_related("business"), pk=campaign_pk)
    return fund, campaign, due_of(fund, campaign)


def _grant(pk: int) -> Grant:
    return get_object_or_404(Grant.objects.select_related("fund", "campaign__business"), pk=pk)
