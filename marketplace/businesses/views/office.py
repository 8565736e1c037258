"""Staff looks after the region's businesses."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.accounts.limits import allow_try
from kreislauf.accounts.models import ApiToken, Invitation
from kreislauf.accounts.uploads import uploads_of
from kreislauf.audit.lines import about, in_words
from kreislauf.house import slices
from kreislauf.permissions import Audience, allow
from kreislauf.regions import current_region
from kreislauf.web.ask import ask, posted, say_undoable
from kreislauf.web.pages import key_page
from kreislauf.web.table_file import stream_table
from marketplace.businesses.change import Closed, correct
from marketplace.businesses.close import close, reopen
from marketplace.businesses.forms import EntryForm, facts_of, texts_of
from marketplace.businesses.invite import invite_owner
from marketplace.businesses.models import Business
from marketplace.businesses.office_forms import ClosingForm, InviteOwnerForm, RejectionForm
from marketplace.businesses.query import UNSEEN, Businesses
from marketplace.businesses.register import enter
from marketplace.businesses.templatetags.businesses import state_word
from marketplace.businesses.views.decision_context import MOST_LOOKALIKES, decision_context, likeness
from marketplace.businesses.views.waiting import longest_waiting
from tenants.branding.context import links_for

PER_PAGE = 24
AT_ONCE = 1000  # rows of the file that are in memory
LATEST, MOST_PEOPLE = 5, 10
STATES = {
    "": gettext_lazy("Alle"),
    "offen": gettext_lazy("Zu entscheiden"),
    "oeffentlich": gettext_lazy("Öffentlich"),
    "abgelehnt": gettext_lazy("Abgelehnt"),
    "geschlossen": gettext_lazy("Geschlossen"),
}


@allow(Audience.EDITOR)
@require_safe
def business_list(request: HttpRequest) -> HttpResponse:
    state, words = _filter(request)
    found = _found(state, words)
    page = key_page(found, request.GET.get("seite"), per_page=PER_PAGE)
    context: dict[str, Any] = {"page": page, "states": STATES, "state": state, "words": words}
    if not (state or words or page.has_previous):
        context["waiting"] = longest_waiting()
    return render(request, "businesses/office/list.html", context)


@allow(Audience.EDITOR)
@require_safe
def business_file(request: HttpRequest) -> FileResponse:
    """The same list for a spreadsheet, for the council or a mailing."""
    header = [
        _("Name"),
        _("Branche"),
        _("Straße"),
        _("PLZ"),
        _("Ort"),
        _("Ortsteil"),
        _("E-Mail"),
        _("Telefon"),
        _("Ansprechperson"),
        _("Stand"),
    ]
    rows = (
        (
            *(b.name, b.category.name, b.street, b.postcode, b.town or b.place, b.district),
            *(b.email, b.phone, b.contact_name, state_word(b)),
        )
        for b in _found(*_filter(request)).iterator(AT_ONCE)
    )
    return stream_table(request, f"betriebe-{current_region().label}", header, rows)


def _filter(request: HttpRequest) -> tuple[str, str]:
    return request.GET.get("stand", ""), request.GET.get("q", "").replace("\0", "")[:100]


def _found(state: str, words: str) -> Businesses:
    found = _in_state(Business.objects.select_related("category").defer(*UNSEEN), state)
    return (found.in_words(words) if words else found).in_german_order()


def _in_state(found: Businesses, state: str) -> Businesses:
    if state == "offen":
        return found.waiting()
    if state == "oeffentlich":
        return found.public()
    if state == "abgelehnt":
        return found.filter(rejected_at__isnull=False, closed_at__isnull=True)
    if state == "geschlossen":
        return found.filter(closed_at__isnull=False)
    return found.filter(Q())


@allow(Audience.EDITOR, takes_files=True)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """For people who phone: public at once, no letter to ourselves."""
    if request.method == "GET":
        form = EntryForm()
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
    context = {
        "business": business,
        "members": business.members.select_related("user").order_by("pk")[:MOST_PEOPLE],
        "invited": set(
            Invitation.objects.filter(user__memberships__business=business, accepted_at__isnull=True).values_list(
                "user_id", flat=True
            )
        ),
        "invite_form": InviteOwnerForm(initial={"email": business.email}),
        "now": timezone.now(),
        "keys": ApiToken.objects.filter(business_id=pk)[:LATEST],
        "lines": list(in_words(about(business)[:LATEST], links_for(request, "log_links"))),
        "log_query": f"zu={business._meta.label}:{pk}",
        "sections": [one for room in slices() for one in room.office_business_sections(business)],
        "next": Business.objects.waiting().exclude(pk=pk).order_by("submitted_at", "pk").first(),
    }
    if business.is_waiting:
        context |= decision_context(business, form=RejectionForm(), version=business.version)
    return render(request, "businesses/office/detail.html", context)


@allow(Audience.EDITOR, takes_files=True)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    business = get_object_or_404(Business.objects.select_related("category"), pk=pk)
    form = EntryForm(request.POST or None, uploads_of(request) or None, initial=texts_of(business) | facts_of(business))
    if request.method == "POST" and form.is_valid():
        try:
            correct(business, form.entry(), by=request.user, at=timezone.now())
        except Closed:
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
    business = get_object_or_404(Business, pk=pk, closed_at__isnull=True)
    form = InviteOwnerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Diese E-Mail-Adresse ist nicht vollständig. Sie sieht aus wie name@beispiel.de."))
    elif not allow_try(f"invite {request.user.pk}", 30, 3600):
        messages.error(request, _("Das waren viele Einladungen. Bitte machen Sie in einer Stunde weiter."))
    else:
        email = form.cleaned_data["email"]
        sent = invite_owner(business, by=request.user, at=timezone.now(), email=email)
        text = _("Die Einladung an %(email)s ist unterwegs.") if sent else _("%(email)s kann sich schon anmelden.")
        messages.success(request, text % {"email": email})
    return redirect("businesses:office:detail", pk=pk)


@allow(Audience.EDITOR)
@require_safe
def key(request: HttpRequest, pk: int) -> HttpResponse:
    """From a key to the business that it belongs to."""
    token = get_object_or_404(ApiToken, pk=pk)
    return redirect(f"{reverse('businesses:office:detail', args=[token.business_id])}#schluessel")
