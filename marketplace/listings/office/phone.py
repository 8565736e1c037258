"""Staff writes a listing for somebody on the telephone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.accounts.uploads import uploads_of
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import posted
from marketplace.listings.models import Kind
from marketplace.listings.models.kind import Writers
from marketplace.listings.office.forms import PhoneForm
from marketplace.listings.office.memo_word import memo_word
from marketplace.listings.submit.submit import take_down_for


@allow(Audience.EDITOR)
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    kinds = Kind.objects.on().exclude(writers=Writers.BUSINESSES)
    return render(request, "listings/office/choose.html", {"kinds": kinds})


@allow(Audience.EDITOR, takes_files=True)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    row = get_object_or_404(Kind.objects.on().exclude(writers=Writers.BUSINESSES), slug=kind)
    if request.method == "GET":
        return render(request, "listings/office/new.html", {"kind": row, "form": PhoneForm(posted(request), kind=row)})
    form = PhoneForm(request.POST, uploads_of(request), kind=row)
    if not form.is_valid():
        return render(request, "listings/office/new.html", {"kind": row, "form": form}, status=422)
    data = form.cleaned_data
    listing = take_down_for(
        row,
        form.entry(),
        consent=data["consent"],
        word=memo_word(),
        key=data["key"],
        by=request.user,
        at=timezone.now(),
    )
    text = _("„%(title)s“ ist öffentlich. Merkwort für Rückrufe: %(word)s")
    messages.success(request, text % {"title": listing, "word": listing.word})
    return redirect("listings:office:listing", pk=listing.pk)
