"""Staff looks after the region's businesses."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.accounts.invite import Blocked
from kreislauf.accounts.limits import allow_try, wait_in_words
from kreislauf.accounts.models import ApiToken, Invitation
from kreislauf.accounts.uploads import uploads_of
from kreislauf.audit.lines import about, in_words
from kreislauf.house import slices
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, posted, say_undoable
from marketplace.businesses.change import correct
from marketplace.businesses.close import close, reopen
from marketplace.businesses.for_leadership import ForLeadership, has_somebody
from marketplace.businesses.forms import EntryForm, facts_of, texts_of
from marketplace.businesses.invite import invite_owner
from marketplace.businesses.models import Business
from marketplace.businesses.office_forms import ClosingForm, InviteOwnerForm
from marketplace.businesses.register import enter
from marketplace.businesses.reviewed import MOST_LOOKALIKES, REVIEW, likeness
from marketplace.businesses.views.refusals import sentence
from marketplace.businesses.where_money_goes import is_editor
from marketplace.review.change import Ended
from marketplace.review.views.decision_context import decision_context
from tenants.branding.context import links_for

LATEST, MOST_PEOPLE = 5, 10


@allow(Audience.EDITOR, takes_files=True)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """For people who phone: public at once, no letter to ourselves."""
    if request.method == "GET":
        form = EntryForm(posted(request))
        return render(request, "businesses/office/edit.html", {"form": form})
    form = EntryForm(request.POST, uploads_of(request))
    if form.is_valid():
        business = enter(form.entry(), key=form.cleaned_data["key"], by=request.user, at=timezone.now())
        text = (
            _("%(name)s ist öffentlich. Die Einladung ist unterwegs.")
            if business.email
            else _("%(name)s ist öffentlich.")
        )
        messages.success(request, text % {"name": business})
        for other in business.lookalikes()[:MOST_LOOKALIKES]:
            messages.warning(request, likeness(other))
        return redirect("businesses:office:detail", pk=business.pk)
    return render(request, "businesses/office/edit.html", {"form": form}, status=422)


@allow(Audience.EDITOR)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    business = get_object_or_404(Business.objects.select_related("category"), pk=pk)
    waiting = Invitation.objects.filter(user__memberships__business=business, accepted_at__isnull=True)
    invited = set(waiting.values_list("user_id", flat=True))
    context = {
        "business": business,
        "members": business.members.select_related("user").order_by("pk")[:MOST_PEOPLE],
        "invited": invited,
        "may_invite": invited or not (is_editor(request) and has_somebody(business)),
        "invite_form": InviteOwnerForm(initial={"email": business.email}),
        "now": timezone.now(),
        "keys": ApiToken.objects.filter(business_id=pk)[:LATEST],
        "lines": list(in_words(about(business)[:LATEST], links_for(request, "log_links"))),
        "log_query": f"zu={business._meta.label}:{pk}",
        "sections": [one for room in slices() for one in room.office_business_sections(business)],
        "next": Business.objects.waiting().exclude(pk=pk).order_by("submitted_at", "pk").first(),
    }
    if business.is_undecided:
        context |= decision_context(REVIEW, business, version=business.version, in_office=True)
    return render(request, "businesses/office/detail.html", context)


@allow(Audience.EDITOR, takes_files=True)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    business = get_object_or_404(Business.objects.select_related("category"), pk=pk)
    form = EntryForm(request.POST or None, uploads_of(request) or None, initial=texts_of(business) | facts_of(business))
    if request.method == "POST" and form.is_valid():
        try:
            correct(business, form.entry(), by=request.user, at=timezone.now())
        except Ended:
            messages.error(request, _("Der Betrieb ist geschlossen. Nehmen Sie ihn zuerst wieder auf."))
        else:
            messages.success(request, _("Gespeichert."))
        return redirect("businesses:office:detail", pk=pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "businesses/office/edit.html", {"form": form, "business": business}, status=status)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first, and for a reason."""
    business = get_object_or_404(Business, pk=pk)
    form = ClosingForm(posted(request))
    if request.method != "POST" or not form.is_valid():
        return ask(
            request,
            _("%(name)s schließen?") % {"name": business},
            _(
                "Der Betrieb verschwindet aus dem Verzeichnis, seine Angebote werden nicht mehr verkauft. "
                "Gekaufte Gutscheine bleiben gültig. Sie können ihn später wieder aufnehmen."
            ),
            submit=_("Betrieb schließen"),
            form=form,
            details=[(room.title, note) for room in slices() for note in room.closing_notes(business)],
            cancel_url=reverse("businesses:office:detail", args=[pk]),
        )
    close(business, by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"])
    text = _("%(name)s steht nicht mehr im Verzeichnis. Gutscheine gelten weiter.") % {"name": business}
    say_undoable(request, text, undo_url=reverse("businesses:office:reopening", args=[pk]))
    return redirect("businesses:office:detail", pk=pk)


@allow(Audience.EDITOR)
@require_POST
def reopening(request: HttpRequest, pk: int) -> HttpResponse:
    business = get_object_or_404(Business, pk=pk)
    reopen(business, by=request.user, at=timezone.now())
    messages.success(request, _("%(name)s steht wieder im Verzeichnis.") % {"name": business})
    return redirect("businesses:office:detail", pk=pk)


@allow(Audience.EDITOR)
@require_POST
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    business = get_object_or_404(Business, pk=pk, closed_at__isnull=True, is_region=False)
    form = InviteOwnerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Diese E-Mail-Adresse ist nicht vollständig. Sie sieht aus wie name@beispiel.de."))
    elif not allow_try(f"invite {request.user.pk}", 30, 3600):
        messages.error(request, _("Das waren viele Einladungen. %(wait)s") % {"wait": wait_in_words(3600)})
    else:
        email = form.cleaned_data["email"]
        by_editor = is_editor(request)
        try:
            sent = invite_owner(
                business, by=request.user, at=timezone.now(), email=email, by_editor=by_editor, may_unblock=True
            )
        except ForLeadership as refused:
            messages.error(request, sentence(refused))
            return redirect("businesses:office:detail", pk=pk)
        except Blocked:
            text = _("Diese Person ist gesperrt. Die Verwaltung kann ihren Zugang wieder freigeben.")
            messages.error(request, text)
            return redirect("businesses:office:people")
        text = _("Die Einladung an %(email)s ist unterwegs.") if sent else _("%(email)s kann sich schon anmelden.")
        messages.success(request, text % {"email": email})
    return redirect("businesses:office:detail", pk=pk)


@allow(Audience.EDITOR)
@require_safe
def key(request: HttpRequest, pk: int) -> HttpResponse:
    """From a key to the business that it belongs to."""
    token = get_object_or_404(ApiToken, pk=pk)
    return redirect(f"{reverse('businesses:office:detail', args=[token.business_id])}#schluessel")
