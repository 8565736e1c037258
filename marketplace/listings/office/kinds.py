"""Staff arranges the board: which kinds there are, their categories, and how long a listing stays."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.audit.record import record
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask
from marketplace.businesses.slugs import free_slug
from marketplace.listings.help.desk import desk
from marketplace.listings.models import Category, Kind
from marketplace.listings.office.forms import CategoryForm, DeskForm, KindForm


@allow(Audience.EDITOR)
@require_safe
def kinds(request: HttpRequest) -> HttpResponse:
    return render(request, "listings/office/kinds.html", {"kinds": Kind.objects.prefetch_related("categories")})


@allow(Audience.EDITOR)
@require_http_methods(["GET", "POST"])
def kind(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Kind, pk=pk)
    form = KindForm(request.POST or None, instance=one)
    if request.method == "POST" and form.is_valid():
        one = form.save()
        record("kind.changed", one, by=request.user, at=timezone.now(), fields=sorted(form.changed_data))
        messages.success(request, _("Gespeichert."))
        return redirect("listings:office:kinds")
    context = {"form": form, "kind": one, "categories": one.categories.in_order()}
    return render(request, "listings/office/kind.html", context, status=422 if form.errors else 200)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "POST"])
def new_category(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Kind, pk=pk)
    form = CategoryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.instance.kind = one
        form.instance.slug = free_slug(Category, form.instance.name, fallback="bereich")
        row = form.save()
        record("listing_category.added", row, by=request.user, at=timezone.now())
        return redirect("listings:office:kind", pk=pk)
    return _category_form(request, form, one)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "POST"])
def category(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Category.objects.select_related("kind"), pk=pk)
    form = CategoryForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        row = form.save()
        record("listing_category.changed", row, by=request.user, at=timezone.now(), fields=sorted(form.changed_data))
        messages.success(request, _("Gespeichert."))
        return redirect("listings:office:kind", pk=row.kind_id)
    return _category_form(request, form, row.kind, row)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "POST"])
def desk_page(request: HttpRequest) -> HttpResponse:
    """Who looks after help, and which numbers stand beside it."""
    form = DeskForm(request.POST or None, instance=desk())
    if request.method == "POST" and form.is_valid():
        row = form.save()
        record("desk.changed", row, by=request.user, at=timezone.now(), fields=sorted(form.changed_data))
        messages.success(request, _("Gespeichert."))
        return redirect("listings:office:desk")
    return render(request, "listings/office/desk.html", {"form": form}, status=422 if form.errors else 200)


def _category_form(
    request: HttpRequest, form: CategoryForm, kind: Kind, category: Category | None = None
) -> HttpResponse:
    context = {"form": form, "kind": kind, "category": category}
    return render(request, "listings/office/category.html", context, status=422 if form.errors else 200)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def category_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Only an empty one."""
    row = get_object_or_404(Category.objects.select_related("kind"), pk=pk)
    if row.listings.exists():
        messages.warning(request, _("In „%(name)s“ stehen noch Anzeigen.") % {"name": row})
        return redirect("listings:office:kind", pk=row.kind_id)
    if request.method != "POST":
        return ask(
            request,
            _("„%(name)s“ löschen?") % {"name": row},
            submit=_("Löschen"),
            cancel_url=reverse("listings:office:kind", args=[row.kind_id]),
        )
    record("listing_category.removed", row, by=request.user, at=timezone.now())
    row.delete()
    return redirect("listings:office:kind", pk=row.kind_id)
