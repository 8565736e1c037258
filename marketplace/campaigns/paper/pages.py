"""The list of what is typed in from paper, for the business and the office; each area's routes call these."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kreislauf.web.ask import ask, posted
from kreislauf.web.pages import key_page
from marketplace.campaigns.models import Campaign, Pledge, PledgeKind
from marketplace.campaigns.paper.enter import IsClosed, confirm_paper, cross_out, enter, note_cash
from marketplace.campaigns.paper.forms import PaperForm
from marketplace.campaigns.paper.sheet import paper_sheet
from marketplace.campaigns.pledges.back import NotRunning, RewardGone, TooMuchSupport
from marketplace.campaigns.pledges.document import is_receipted, receipt_file
from marketplace.campaigns.public.words import not_taking
from marketplace.campaigns.writing.desk import Desk
from tenants.branding.on_paper import file_name, pdf_response

PER_PAGE = 50


def list_page(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    campaign = desk.campaign(pk)
    rows = Pledge.objects.filter(campaign=campaign, kind=PledgeKind.PAPER, cancelled_at__isnull=True)
    context = {
        "desk": desk,
        "campaign": campaign,
        "is_open": campaign.takes_pledges(timezone.now()),
        "page": key_page(rows.select_related("reward"), request.GET.get("seite"), per_page=PER_PAGE),
    }
    return render(request, "campaigns/paper/list.html", context)


def new_page(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """After one line comes the next: whoever types has a whole sheet before them."""
    campaign = desk.campaign(pk)
    if not campaign.takes_pledges(timezone.now()):
        messages.info(request, not_taking(campaign))
        return redirect(desk.url("paper", pk))
    form = PaperForm(posted(request), campaign=campaign)
    if request.method == "POST" and form.is_valid() and _entered(request, desk, campaign, form):
        messages.success(request, _("%(name)s ist eingetragen.") % {"name": form.cleaned_data["name"]})
        return redirect(desk.url("new_paper" if "weiter" in request.POST else "paper", pk))
    context = {"desk": desk, "campaign": campaign, "form": form}
    return render(request, "campaigns/paper/new.html", context, status=422 if form.errors else 200)


def _entered(request: HttpRequest, desk: Desk, campaign: Campaign, form: PaperForm) -> bool:
    try:
        enter(
            campaign,
            form.backer,
            reward=form.chosen,
            support_cents=form.cleaned_data["support"] or 0,
            in_cash=form.cleaned_data.get("in_cash", False),
            confirmed=desk.is_office,
            key=form.cleaned_data["key"],
            by=request.user,
            at=timezone.now(),
        )
    except NotRunning:
        form.add_error(None, not_taking(campaign))
    except RewardGone:
        form.add_error("reward", _("Diese Gegenleistung ist vergriffen."))
    except TooMuchSupport:
        form.add_error("support", _("Ohne Gegenleistung sind höchstens 2.000 € möglich."))
    return not form.errors


def sheet(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    campaign = desk.campaign(pk)
    return pdf_response(paper_sheet(campaign, at=timezone.now()), file_name("unterstuetzungsliste", campaign.title))


def receipt(request: HttpRequest, desk: Desk, pk: int, pledge: int) -> HttpResponse:
    """For whoever paid at the counter and left no address; only of a line that counts."""
    line = _line(desk, pk, pledge)
    if is_receipted(line):
        return receipt_file(line)
    messages.info(request, _("Einen Beleg gibt es, sobald der Eintrag bestätigt und bar bezahlt ist."))
    return redirect(desk.url("paper", pk))


def confirmation(request: HttpRequest, desk: Desk, pk: int, pledge: int) -> HttpResponse:
    """Staff has the sheet before them."""
    try:
        confirm_paper(_line(desk, pk, pledge), by=request.user, at=timezone.now())
    except IsClosed:
        messages.info(request, _("Dieser Eintrag ist gestrichen oder schon bezahlt."))
    return redirect(desk.url("paper", pk))


def cash(request: HttpRequest, desk: Desk, pk: int, pledge: int) -> HttpResponse:
    try:
        note_cash(_line(desk, pk, pledge), by=request.user, at=timezone.now())
    except IsClosed:
        messages.info(request, _("Dieser Eintrag ist gestrichen oder schon bezahlt."))
    return redirect(desk.url("paper", pk))


def striking(request: HttpRequest, desk: Desk, pk: int, pledge: int) -> HttpResponse:
    """Asks first: nothing brings the line back but typing it in again."""
    line = _line(desk, pk, pledge)
    if request.method != "POST":
        return ask(
            request,
            _("Den Eintrag von %(name)s streichen?") % {"name": line.name},
            _("Er zählt dann nicht mehr mit. Was bar bezahlt ist, geben bitte Sie zurück."),
            submit=_("Streichen"),
            cancel_url=desk.url("paper", pk),
            frame=desk.name,
        )
    try:
        cross_out(line, by=request.user, at=timezone.now())
        messages.success(request, _("Gestrichen."))
    except IsClosed:
        messages.info(request, _("Dieser Eintrag ist gestrichen oder schon bezahlt."))
    return redirect(desk.url("paper", pk))


def _line(desk: Desk, pk: int, pledge: int) -> Pledge:
    """Of a campaign that is looked after here; any other is not there."""
    rows = Pledge.objects.select_related("campaign__business", "reward")
    return get_object_or_404(rows, pk=pledge, campaign=desk.campaign(pk), kind=PledgeKind.PAPER)
