"""Staff arranges the branches."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kreislauf.counted import COUNTED, Counted, CountUpTo
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask
from marketplace.businesses.categories import (
    InUse,
    NameTaken,
    add_category,
    change_category,
    move_category,
    remove_category,
)
from marketplace.businesses.models import Business, Category
from marketplace.businesses.office_forms import CategoryForm


@allow(Audience.EDITOR)
@require_http_methods(["GET", "POST"])
def categories(request: HttpRequest) -> HttpResponse:
    form = CategoryForm(request.POST or None, initial={"glyph": "bag"})
    if request.method == "POST" and form.is_valid():
        try:
            add_category(**form.cleaned_data, by=request.user, at=timezone.now())
        except NameTaken:
            form.add_error("name", _("Diese Branche gibt es schon."))
        else:
            messages.success(request, _("Die Branche „%(name)s“ steht am Ende der Liste.") % form.cleaned_data)
            return redirect("businesses:office:categories")
    rows = Category.objects.in_order().annotate(counted=CountUpTo(Business.objects.filter(category=OuterRef("pk"))))
    for row in rows:
        row.count = Counted.up_to(COUNTED, row.counted)  # type: ignore[attr-defined]
    status = 422 if request.method == "POST" else 200
    return render(request, "businesses/office/categories.html", {"form": form, "rows": rows}, status=status)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "POST"])
def category(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Category, pk=pk)
    form = CategoryForm(request.POST or None, initial={"name": row.name, "glyph": row.glyph})
    if request.method == "POST" and form.is_valid():
        try:
            change_category(row, **form.cleaned_data, by=request.user, at=timezone.now())
        except NameTaken:
            form.add_error("name", _("Diese Branche gibt es schon."))
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("businesses:office:categories")
    status = 422 if request.method == "POST" else 200
    return render(request, "businesses/office/category.html", {"form": form, "row": row}, status=status)


@allow(Audience.EDITOR)
@require_POST
def place(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Category, pk=pk)
    move_category(row, up=request.POST.get("richtung") == "hoch", by=request.user, at=timezone.now())
    return redirect("businesses:office:categories")


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first."""
    row = get_object_or_404(Category, pk=pk)
    if request.method != "POST":
        return ask(
            request,
            _("Die Branche „%(name)s“ löschen?") % {"name": row.name},
            _("Kein Betrieb steht darunter. Links, die auf diese Branche filtern, finden dann nichts mehr."),
            submit=_("Branche löschen"),
            cancel_url=reverse("businesses:office:categories"),
        )
    try:
        remove_category(row, by=request.user, at=timezone.now())
    except InUse as refusal:
        text = ngettext(
            "„%(name)s“ wird noch von einem Betrieb benutzt. Ordnen Sie ihn zuerst einer anderen Branche zu.",
            "„%(name)s“ wird noch von %(count)s Betrieben benutzt. Ordnen Sie sie zuerst einer anderen Branche zu.",
            refusal.count,
        )
        messages.error(request, text % {"name": row.name, "count": refusal.count})
    else:
        messages.success(request, _("Die Branche „%(name)s“ ist gelöscht.") % {"name": row.name})
    return redirect("businesses:office:categories")
