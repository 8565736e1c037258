"""What waits for the office about vouchers of the region."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from kreislauf.money import format_euro
from kreislauf.slices import Todo
from marketplace.regionwide.claims import open_claims, owed
from marketplace.regionwide.issuer import issuer
from marketplace.regionwide.models import Participation, Settlement
from marketplace.regionwide.payouts.overview import month_start
from marketplace.regionwide.turnover import turnover

MOST = 5  # lines on the office's first page; its menu leads to the rest


def office_todo(at: datetime) -> Iterable[Todo]:
    """One question where the region sells no vouchers of its own."""
    if issuer() is None:
        return
    asking = Participation.objects.asking().select_related("business").order_by("asked_at")
    for one in asking[:MOST]:
        title = _("%(name)s möchte beim Gutschein der Region mitmachen") % {"name": one.business.name}
        yield Todo(title, reverse("regionwide:office:participation", args=[one.pk]), since=one.asked_at)
    yield from _payouts(at)
    yield from _debts(at)
    yield from _law(at)


def _payouts(at: datetime) -> Iterable[Todo]:
    page = reverse("regionwide:office:settlements")
    if owed(open_claims(month_start(at))).cents:
        text = _("Ein Monat ist vorbei. Die Betriebe warten auf das, was sie eingelöst haben.")
        yield Todo(_("Gutschein der Region abrechnen"), page, text)
    unpaid = Settlement.objects.unpaid().order_by("made_at").first()
    if unpaid is not None:
        text = _("Abgerechnet, aber noch nicht als ausgezahlt eingetragen.")
        yield Todo(_("Betrieben den Gutschein der Region überweisen"), page, text, unpaid.made_at)


def _debts(at: datetime) -> Iterable[Todo]:
    """Of businesses that have ended or closed: no settlement will take it off."""
    gone = Q(business__participation__ended_at__isnull=False) | Q(business__closed_at__isnull=False)
    sums = open_claims(at).filter(gone).values("business__participation", "business__name").annotate(sum=Sum("cents"))
    debts = sums.filter(sum__lt=0).order_by("business__name")
    for pk, name, cents in debts.values_list("business__participation", "business__name", "sum")[:MOST]:
        title = _("%(name)s schuldet der Region %(cents)s") % {"name": name, "cents": format_euro(-cents)}
        text = _("Nach der Auszahlung wurde storniert. Fordern Sie das Geld an und tragen Sie ein, wenn es da ist.")
        yield Todo(title, reverse("regionwide:office:participation", args=[pk]), text)


def _law(at: datetime) -> Iterable[Todo]:
    """§ 2 Abs. 2 ZAG: from one million euros in twelve months on BaFin must be told."""
    found = turnover(at)
    if not found.is_near:
        return
    page = reverse("regionwide:office:home")
    if found.is_over:
        text = _("In zwölf Monaten wurde mehr als eine Million Euro damit bezahlt (§ 2 Abs. 2 ZAG).")
        yield Todo(_("Gutschein der Region bei der BaFin anzeigen"), page, text)
    else:
        text = _("%(percent)s %% von einer Million Euro in zwölf Monaten sind erreicht. Ab dann ist er anzuzeigen.")
        yield Todo(_("Gutschein der Region: Grenze der BaFin"), page, text % {"percent": found.percent})
