"""The office looks after what the search knows."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kreislauf.permissions import Audience, allow
from marketplace.search.change_synonyms import change_synonyms
from marketplace.search.forms import SynonymsForm
from marketplace.search.missed import FEWEST_SHOWN, often_missed
from marketplace.search.question import synonym_text


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    """Words that mean the same, and words that were searched in vain."""
    form = SynonymsForm(request.POST or None, initial={"text": synonym_text()})
    if request.method == "POST" and form.is_valid():
        change_synonyms(form.cleaned_data["text"], by=request.user, at=timezone.now())
        messages.success(request, _("Gespeichert. Die Suche findet jetzt danach."))
        return redirect("search:words")
    context = {"form": form, "missed": often_missed(), "fewest": FEWEST_SHOWN}
    return render(request, "search/office/words.html", context, status=422 if request.method == "POST" else 200)
