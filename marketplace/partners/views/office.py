"""Staff takes partners in, shows them, and lets them go."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.accounts.uploads import uploads_of
from kreislauf.audit.lines import about, in_words
from kreislauf.counted import CountUpTo
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, posted, say_undoable
from kreislauf.web.pages import numbered_page
from marketplace.partners.bodies.arrange import move
from marketplace.partners.bodies.change import change
from marketplace.partners.bodies.enter import enter
from marketplace.partners.bodies.forms import LeaveForm, OfficeBodyForm, facts_of
from marketplace.partners.bodies.leave import AlreadyLeft, come_back, leave
from marketplace.partners.bodies.show import hide, show
from marketplace.partners.models import Body, BodyMember, Membership
from marketplace.partners.reviewed import REVIEW
from marketplace.review.views.decision_context import decision_context
from tenants.branding.context import links_for

PER_PAGE, LATEST, MOST_PEOPLE = 48, 5, 10


@allow(Audience.EDITOR)
@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    words = " ".join(request.GET.get("q", "").replace("\0", "")[:100].split())
    found = Body.objects.annotate(
        people_number=CountUpTo(BodyMember.objects.filter(body=OuterRef("pk"))),
        member_number=CountUpTo(Membership.objects.shown().filter(body=OuterRef("pk"))),
    )
    rows = (found.in_words(words) if words else found).order_by("left_at", "position", "pk")
    page = numbered_page(rows, request.GET.get("seite"), per_page=PER_PAGE)
    return render(request, "partners/office/list.html", {"page": page, "words": words})


@allow(Audience.EDITOR, takes_files=True)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    form = OfficeBodyForm(request.POST or None, uploads_of(request) or None)
    if request.method == "POST" and form.is_valid():
        body = enter(form.facts(), key=form.cleaned_data["key"], by=request.user, at=timezone.now())
        text = _("%(name)s ist angelegt. Sehen Sie die Angaben durch und schalten Sie die Seite frei.")
        messages.success(request, text % {"name": body})
        return redirect("partners:office:body", pk=body.pk)
    return render(request, "partners/office/edit.html", {"form": form}, status=_status(request))


@allow(Audience.EDITOR)
@require_safe
def body(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Body.objects.select_related("heir"), pk=pk)
    memberships = Membership.objects.of_body(found)
    context = {
        "body": found,
        "people": found.people.select_related("user").order_by("pk")[:MOST_PEOPLE],
        "members": memberships.shown().count(),
        "unanswered": memberships.unanswered().count(),
        "unconfirmed": memberships.unconfirmed().count(),
        "lines": list(in_words(about(found)[:LATEST], links_for(request, "log_links"))),
        "log_query": f"zu={found._meta.label}:{pk}",
    }
    if found.is_undecided:
        context |= decision_context(REVIEW, found, version=found.version, in_office=True)
    return render(request, "partners/office/body.html", context)


@allow(Audience.EDITOR, takes_files=True)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Body, pk=pk)
    form = OfficeBodyForm(request.POST or None, uploads_of(request) or None, initial=facts_of(found))
    if request.method == "POST" and form.is_valid():
        change(found, form.facts(), by=request.user, at=timezone.now())
        messages.success(request, _("Gespeichert."))
        return redirect("partners:office:body", pk=pk)
    return render(request, "partners/office/edit.html", {"form": form, "body": found}, status=_status(request))


@allow(Audience.EDITOR)
@require_POST
def place(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Body, pk=pk)
    up = request.POST.get("richtung") == "hoch"
    rows = Body.objects.staying().order_by("position", "pk")
    move("body.moved", rows, found, up=up, by=request.user, at=timezone.now())
    return redirect("partners:office:list")


@allow(Audience.EDITOR)
@require_POST
def showing(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Body, pk=pk)
    show(found, by=request.user, at=timezone.now())
    text = _("Alle sehen jetzt die Seite von %(name)s.") % {"name": found}
    say_undoable(request, text, undo_url=reverse("partners:office:hiding", args=[pk]))
    return redirect("partners:office:body", pk=pk)


@allow(Audience.EDITOR)
@require_POST
def hiding(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Body, pk=pk)
    hide(found, by=request.user, at=timezone.now())
    text = _("Niemand sieht mehr die Seite von %(name)s.") % {"name": found}
    say_undoable(request, text, undo_url=reverse("partners:office:showing", args=[pk]))
    return redirect("partners:office:body", pk=pk)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first, and who looks after the texts from then on."""
    found = get_object_or_404(Body, pk=pk)
    form = LeaveForm(posted(request), body=found)
    if request.method != "POST" or not form.is_valid():
        return ask(
            request,
            _("%(name)s ist nicht mehr dabei?") % {"name": found},
            _(
                "Die Seite verschwindet, und der Partnerbereich schließt. Texte und Termine gehen auf den Partner "
                "über, den Sie hier wählen."
            ),
            submit=_("Austritt eintragen"),
            form=form,
            cancel_url=reverse("partners:office:body", args=[pk]),
        )
    try:
        moved = leave(found, heir=form.cleaned_data["heir"], by=request.user, at=timezone.now())
    except AlreadyLeft:
        messages.info(request, _("Der Austritt ist schon eingetragen."))
    else:
        text = ngettext(
            "%(name)s ist nicht mehr dabei. Ein Eintrag ist übergegangen.",
            "%(name)s ist nicht mehr dabei. %(count)s Einträge sind übergegangen.",
            moved,
        )
        messages.success(request, text % {"name": found, "count": moved})
    return redirect("partners:office:body", pk=pk)


@allow(Audience.EDITOR)
@require_POST
def return_(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Body, pk=pk)
    come_back(found, by=request.user, at=timezone.now())
    messages.success(request, _("%(name)s ist wieder dabei. Was übergegangen ist, bleibt dort.") % {"name": found})
    return redirect("partners:office:body", pk=pk)


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
