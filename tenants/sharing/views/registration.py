"""The form of a neighbour's meeting, on this region's site."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kreislauf.accounts.limits import address_of_client, allow_try, wait_in_words
from kreislauf.permissions import Audience, allow
from kreislauf.shareable import RegistrationRefused
from kreislauf.web.ask import posted
from tenants.branding.context import branding_of
from tenants.sharing.register import register_there
from tenants.sharing.shown import Gone, NotThere, SwitchedOff, find_shown
from tenants.sharing.views.public import switched_off

TRIES, PER_SECONDS = 20, 3600


@allow(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    now = timezone.now()
    try:
        adoption, shareable = find_shown(pk, branding_of(request), at=now)
    except (NotThere, Gone):
        raise Http404 from None
    except SwitchedOff as refused:
        return switched_off(request, refused)
    asked, facts = shareable.registration, adoption.card.facts
    if asked is None or adoption.ended_at is not None or not asked.is_open(facts, now):
        return redirect(adoption)
    form = asked.form(posted(request), facts)
    context = {"adoption": adoption, "card": adoption.card, "shareable": shareable, "form": form, "facts": facts}
    if request.method == "POST" and form.is_valid():
        try:
            if not allow_try(f"register next door {address_of_client(request)}", TRIES, PER_SECONDS):
                wait = wait_in_words(PER_SECONDS)
                raise RegistrationRefused(_("Das waren viele Anmeldungen. %(wait)s") % {"wait": wait})
            context["sentence"] = register_there(adoption, asked, form.cleaned_data)
        except RegistrationRefused as refused:
            form.add_error(None, str(refused.words))
        else:
            # No redirect: the sentence would have to wait in a session of this region.
            return render(request, "sharing/public/registered.html", context)
    return render(request, "sharing/public/registration.html", context, status=422 if form.errors else 200)
