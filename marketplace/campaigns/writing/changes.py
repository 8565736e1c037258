"""Starting, writing, handing in, discarding: a business's forms, each of which calls one verb."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kreislauf.accounts.models import User
from kreislauf.accounts.uploads import uploads_of
from kreislauf.web.ask import ask, posted
from marketplace.businesses.models import Business
from marketplace.campaigns.models import Campaign
from marketplace.campaigns.writing.desk import Desk
from marketplace.campaigns.writing.forms import CampaignForm, LiveForm, StartForm, initial_of
from marketplace.campaigns.writing.hand_in import Incomplete, NotADraft, discard, hand_in
from marketplace.campaigns.writing.preview import preview_of, preview_of_start
from marketplace.campaigns.writing.rules import USUAL_DAYS
from marketplace.campaigns.writing.write import Ended, Frozen, NotPublic, OwesAnUpdate, rewrite, start


def new_page(request: HttpRequest, desk: Desk, business: Business) -> HttpResponse:
    ends_on = timezone.localdate() + USUAL_DAYS
    form = StartForm(posted(request), initial={"ends_on": ends_on})
    if request.method == "POST" and "vorschau" not in request.POST and form.is_valid():
        campaign = _started(request, business, form)
        if campaign is not None:
            messages.success(request, _("Der Entwurf steht. Nur Sie sehen ihn."))
            return redirect(desk.url("campaign", campaign.pk))
    preview = preview_of_start(business, form.data if form.is_bound else {"ends_on": ends_on.isoformat()})
    context = {"desk": desk, "business": business, "form": form, "preview": preview}
    return render(request, "campaigns/writing/new.html", context, status=422 if form.is_bound and form.errors else 200)


def _started(request: HttpRequest, business: Business, form: StartForm) -> Campaign | None:
    """None where it was refused; then the form says why."""
    data = form.cleaned_data
    facts = {"why": data["why"], "goal_cents": data["goal"], "ends_on": data["ends_on"], "key": data["key"]}
    author = cast("User", request.user).email
    try:
        return start(business, **facts, author_email=author, by=request.user, at=timezone.now())
    except NotPublic:
        form.add_error(None, _("Erst wenn Ihr Betrieb freigegeben ist, kann er eine Kampagne starten."))
    except OwesAnUpdate as refusal:
        text = _("Erzählen Sie zuerst, was aus „%(title)s“ geworden ist. Wer Sie unterstützt hat, möchte das wissen.")
        form.add_error(None, text % {"title": refusal.campaign})
    return None


def edit_page(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    campaign = desk.campaign(pk)
    kind = LiveForm if campaign.approved_at else CampaignForm
    form = kind(posted(request), uploads_of(request) or None, initial=initial_of(campaign))
    is_saved = request.method == "POST" and "vorschau" not in request.POST and form.is_valid()
    if is_saved and _rewritten(request, campaign, form):
        return redirect(desk.url("campaign", pk))
    context = {"desk": desk, "campaign": campaign, "form": form, "preview": preview_of(campaign, form)}
    return render(request, "campaigns/writing/edit.html", context, status=422 if form.is_bound and form.errors else 200)


def _rewritten(request: HttpRequest, campaign: Campaign, form: LiveForm) -> bool:
    answer = request.POST.get("antwort", "").strip()[:1000]
    try:
        row = rewrite(campaign, form.texts(), answer=answer, by=request.user, at=timezone.now())
    except Frozen:
        form.add_error(None, _("Ziel, Kosten und Ende stehen fest, seit die Kampagne öffentlich ist."))
    except Ended:
        form.add_error(None, _("Diese Kampagne ist zu Ende."))
    else:
        messages.success(request, _("Gespeichert. Es wird noch angesehen.") if row.is_waiting else _("Gespeichert."))
        return True
    return False


def preview(request: HttpRequest, business: Business) -> HttpResponse:
    """What is being typed, as a card; nothing is saved."""
    return render(request, "campaigns/writing/_preview.html", {"preview": preview_of_start(business, request.POST)})


def handing_in(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    try:
        row = hand_in(desk.campaign(pk), by=request.user, at=timezone.now())
    except Incomplete as refusal:
        messages.error(request, " ".join(str(sentence) for sentence in refusal.sentences))
    except NotADraft:
        messages.info(request, _("Diese Kampagne ist schon abgegeben."))
    else:
        text = _("Die Kampagne ist öffentlich.") if row.is_public else _("Danke. Die Kampagne wird jetzt angesehen.")
        messages.success(request, text)
    return redirect(desk.url("campaign", pk))


def discarding(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    campaign = desk.campaign(pk)
    if request.method != "POST":
        return ask(
            request,
            _("Entwurf „%(title)s“ löschen?") % {"title": campaign},
            _("Der Entwurf und seine Gegenleistungen sind dann weg. Noch hat ihn niemand gesehen."),
            submit=_("Entwurf löschen"),
            cancel_url=desk.url("campaign", pk),
            frame=desk.name,
        )
    try:
        discard(campaign, by=request.user, at=timezone.now())
    except NotADraft:
        messages.warning(request, _("Diese Kampagne ist schon abgegeben."))
        return redirect(desk.url("campaign", pk))
    messages.success(request, _("Der Entwurf ist gelöscht."))
    return redirect(desk.url("list"))
