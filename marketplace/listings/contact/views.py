"""Writing to the author of a listing, and what the author does with it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.links import BadLink, Expired
from kreislauf.permissions import Audience, allow
from marketplace.listings.contact.answer import AlreadyAnswered, answer, block
from marketplace.listings.contact.forms import AnswerForm, MessageForm
from marketplace.listings.contact.write import AuthorHasMany, NotForwarded, NotTaken, forward, takes_messages, write
from marketplace.listings.limits import Limit, too_many_messages
from marketplace.listings.links import MESSAGE, REPLIES, message_of
from marketplace.listings.models import Listing, Message
from marketplace.listings.views import link_is_over, way_up

TOO_MANY = {
    Limit.PLACE: gettext_lazy(
        "Von hier kamen gerade viele Nachrichten. Bitte versuchen Sie es in einer Stunde wieder."
    ),
    Limit.ADDRESS: gettext_lazy(
        "Von dieser E-Mail-Adresse kamen heute schon viele Nachrichten. Bitte versuchen Sie es morgen wieder."
    ),
    Limit.REGION: gettext_lazy(
        "Auf dieser Seite werden gerade sehr viele Nachrichten geschrieben. "
        "Bitte versuchen Sie es in einer Stunde wieder."
    ),
}


@allow(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """The form on a listing's page posts here; refused, it stands on a page of its own."""
    rows = Listing.objects.select_related("kind", "category", "business")
    listing = get_object_or_404(rows, pk=pk, approved_at__isnull=False, kind__is_on_show=True)
    if not takes_messages(listing):
        return redirect(listing)
    if request.method != "POST":
        return _form(request, listing, MessageForm())
    form = MessageForm(request.POST)
    if form.is_trapped:
        return redirect("listings:written")
    if not form.is_valid():
        return _form(request, listing, form, status=422)
    if limit := too_many_messages(request, form.cleaned_data["email"]):
        form.add_error(None, TOO_MANY[limit])
        return _form(request, listing, form, status=429)
    data = form.cleaned_data
    try:
        write(listing, name=data["name"], email=data["email"], text=data["text"], key=data["key"], at=timezone.now())
    except NotTaken:
        return redirect(listing)
    return redirect("listings:written")


def _form(request: HttpRequest, listing: Listing, form: MessageForm, *, status: int = 200) -> HttpResponse:
    up = way_up((listing.title, listing.get_absolute_url()))
    context = {"listing": listing, "kind": listing.kind, "form": form, "up": up}
    return render(request, "listings/public/contact.html", context, status=status)


@allow(Audience.ANYONE)
@require_safe
def written(request: HttpRequest) -> HttpResponse:
    return render(request, "listings/public/written.html")


@allow(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def message(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail to whoever wrote: looking changes nothing, one click sends the message on."""
    try:
        found = message_of(MESSAGE, token)
    except BadLink as refusal:
        return link_is_over(request, expired=isinstance(refusal, Expired))
    if found is None:
        return link_is_over(request, expired=True)
    has_many = False
    if request.method == "POST":
        try:
            found = forward(found, at=timezone.now())
        except NotForwarded:
            return link_is_over(request, expired=True)
        except AuthorHasMany:
            has_many = True
    context = {"message": found, "listing": found.listing, "kind": found.listing.kind, "has_many": has_many}
    return render(request, "listings/public/message.html", context, status=429 if has_many else 200)


@allow(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody wrote to the author, who answers here."""
    found = _forwarded(request, token)
    if isinstance(found, HttpResponse):
        return found
    form = AnswerForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                answer(found, text=form.cleaned_data["text"], at=timezone.now())
            except AlreadyAnswered:
                messages.info(request, _("Sie haben schon geantwortet."))
            return redirect("listings:reply", token)
    context = {"message": found, "listing": found.listing, "form": form, "token": token}
    return render(request, "listings/own/reply.html", context, status=status)


@allow(Audience.ANYONE)
@require_POST
def blocking(request: HttpRequest, token: str) -> HttpResponse:
    """Nothing more from this address; ``wieder`` takes it back."""
    found = _forwarded(request, token)
    if isinstance(found, HttpResponse):
        return found
    block(found, blocked="wieder" not in request.POST, at=timezone.now())
    return redirect("listings:reply", token)


def _forwarded(request: HttpRequest, token: str) -> Message | HttpResponse:
    try:
        found = message_of(REPLIES, token)
    except BadLink as refusal:
        return link_is_over(request, expired=isinstance(refusal, Expired))
    if found is None:
        return link_is_over(request, expired=True)
    if found.forwarded_at is None:
        raise Http404
    return found
