"""What the partners add to the pages of the house."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kreislauf.counted import counted
from kreislauf.rich_text import plain_words
from kreislauf.slices import Hit, Section, Sitemap, Tile, Todo
from marketplace.businesses.models import Business
from marketplace.partners.models import Ambassador, Bodies, Body, Membership, Supporter

MOST_ON_FRONT = 24


def front_sections() -> Iterable[Section]:
    bodies = list(Body.objects.shown().in_order()[:MOST_ON_FRONT])
    supporters = list(Supporter.objects.filter(shown_at__isnull=False).order_by("position", "pk")[:MOST_ON_FRONT])
    ambassadors = Ambassador.objects.filter(shown_at__isnull=False).select_related("supporter", "body")
    ambassador = ambassadors.order_by("position", "pk").first()
    if bodies or supporters or ambassador:
        context = {"bodies": bodies, "supporters": supporters, "ambassador": ambassador}
        yield Section("partners/sections/front.html", context)


def business_sections(business: Business) -> Iterable[Section]:
    memberships = Membership.objects.shown().filter(business=business).select_related("body")
    bodies = [one.body for one in memberships.order_by("body__position", "pk")]
    if bodies:
        yield Section("partners/sections/business.html", {"bodies": bodies})


def business_todo(business: Business) -> Iterable[Todo]:
    waiting = Membership.objects.unanswered().filter(business=business, body__left_at__isnull=True)
    if waiting.exists():
        text = _("Ein Partner hat Sie als Mitglied eingetragen. Dürfen das alle sehen?")
        yield Todo(_("Ja oder nein sagen"), reverse("partners:business:memberships"), text)


def office_business_sections(business: Business) -> Iterable[Section]:
    memberships = list(
        Membership.objects.filter(business=business).select_related("body").order_by("pk")[:MOST_ON_FRONT]
    )
    if memberships:
        yield Section("partners/sections/office_business.html", {"memberships": memberships})


def office_tiles() -> Iterable[Tile]:
    count = counted(Body.objects.shown())
    if count:
        yield Tile(count, _("Partner"), reverse("partners:office:list"))


def partner_tiles(body: Body) -> Iterable[Tile]:
    number = Membership.objects.shown().filter(body=body).count()
    text = ngettext("Mitglied im Verzeichnis", "Mitglieder im Verzeichnis", number)
    yield Tile(number, text, reverse("partners:area:members"))


def partner_todo(body: Body) -> Iterable[Todo]:
    claims = Membership.objects.of_body(body).unconfirmed().count()
    if claims:
        text = ngettext(
            "Ein Betrieb sagt, dass er bei Ihnen Mitglied ist.",
            "%(n)s Betriebe sagen, dass sie bei Ihnen Mitglied sind.",
            claims,
        )
        yield Todo(_("Bestätigen"), reverse("partners:area:members"), text % {"n": claims})
    if body.is_asked:
        yield Todo(_("Rückfrage beantworten"), reverse("partners:area:profile"), body.question, body.asked_at)
    if not (body.proposed().text_md and (body.email or body.phone)):
        missing = _("Auf Ihrer Seite fehlt noch, wer Sie sind und wie man Sie erreicht.")
        yield Todo(_("Profil ergänzen"), reverse("partners:area:profile"), missing)


def newest() -> Bodies:
    return Body.objects.shown().order_by("-shown_at", "-pk")


def hit(body: Body) -> Hit:
    return Hit(
        body.name, plain_words(body.text_html), ", ".join(filter(None, [str(body.get_kind_display()), body.town]))
    )


def sitemap() -> Sitemap:
    return Sitemap(Body.objects.shown().only("slug", "shown_at"), changed_at="shown_at")


def how_many() -> int:
    return Body.objects.shown().count()


def has_partners() -> bool:
    return Body.objects.shown().exists()
