"""`/verwaltung/rat/themen/`: topics in two levels, their order and names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kreislauf.forms.text_fields import LineField
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, posted
from marketplace.advice.models import Topic
from marketplace.advice.topics.change import StillUsed, add_topic, change_topic, move_topic, remove_topic
from tenants.branding.glyph_labels import GLYPH_LABELS

MOST = 200


class TopicForm(forms.Form):
    title = LineField(label=gettext_lazy("Thema"), max_length=60)
    lead = LineField(label=gettext_lazy("Worum es geht, in einem Satz"), max_length=200, required=False)
    glyph = forms.ChoiceField(label=gettext_lazy("Zeichen"), choices=list(GLYPH_LABELS.items()), initial="book")
    parent = forms.ModelChoiceField(
        label=gettext_lazy("Gehört zu"),
        queryset=Topic.objects.none(),
        required=False,
        empty_label=gettext_lazy("steht für sich"),
    )

    def __init__(self, data: Any = None, *, topic: Topic | None = None) -> None:
        names = ("title", "lead", "glyph", "parent")
        super().__init__(data, initial={name: getattr(topic, name) for name in names} if topic else None)
        if topic is not None and topic.children.exists():
            del self.fields["parent"]  # what holds others stays on the first level
            return
        above = Topic.objects.top().exclude(pk=topic.pk) if topic else Topic.objects.top()
        self.fields["parent"].queryset = above  # type: ignore[attr-defined]


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def topics(request: HttpRequest) -> HttpResponse:
    form = TopicForm(posted(request))
    if request.method == "POST" and form.is_valid():
        add_topic(form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("Das Thema ist angelegt."))
        return redirect("advice:office:topics")
    found = Topic.objects.in_order()[:MOST]
    below: dict[int, list[Topic]] = {}
    for topic in found:
        if topic.parent_id:
            below.setdefault(topic.parent_id, []).append(topic)
    levels = [(top, below.get(top.pk, [])) for top in found if top.parent_id is None]
    context = {"form": form, "levels": levels}
    return render(request, "advice/office/topics.html", context, status=422 if form.errors else 200)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def topic(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Topic.objects.select_related("parent"), pk=pk)
    form = TopicForm(posted(request), topic=one)
    if request.method == "POST" and form.is_valid():
        change_topic(one, form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("Gespeichert."))
        return redirect("advice:office:topics")
    status = 422 if form.errors else 200
    return render(request, "advice/office/topic.html", {"form": form, "topic": one}, status=status)


@allow(Audience.EDITOR)
@require_POST
def topic_place(request: HttpRequest, pk: int) -> HttpResponse:
    """``wohin=hoch`` or ``runter``."""
    one = get_object_or_404(Topic, pk=pk)
    move_topic(one, up=request.POST.get("wohin") == "hoch", by=request.user, at=timezone.now())
    return redirect("advice:office:topics")


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def topic_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first."""
    one, back = get_object_or_404(Topic, pk=pk), reverse("advice:office:topics")
    if request.method != "POST":
        heading = _("Thema „%(title)s“ löschen?") % {"title": one}
        return ask(request, heading, submit=_("Löschen"), cancel_url=back)
    try:
        remove_topic(one, by=request.user, at=timezone.now())
        messages.success(request, _("Das Thema ist gelöscht."))
    except StillUsed:
        messages.error(request, _("Zu diesem Thema gibt es noch Texte, Ansprechpersonen oder Unterthemen."))
    return redirect(back)
