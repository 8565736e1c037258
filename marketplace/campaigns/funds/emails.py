"""What the giver of a pot hears of it."""

from __future__ import annotations

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from kreislauf.money import format_euro
from kreislauf.regions import current_region
from marketplace.campaigns.models import Match, MatchFund


@letter("campaigns.fund_emptied", MatchFund, title=gettext_lazy("Topf leer"), related=("body", "business"))
def emptied(fund: MatchFund, *, is_office: bool) -> Letter | None:
    """None where there is something in it again, or where it is over. To the giver, or to staff in their place."""
    if fund.emptied_at is None or fund.is_over(timezone.now()):
        return None
    route = reverse("campaigns:funds:office_edit", args=[fund.pk]) if is_office else fund.get_absolute_url()
    context = {
        "subject": _("Der Topf „%(name)s“ ist leer") % {"name": fund.name},
        "paragraphs": [_what_it_gave(fund), _what_now(fund, is_office=is_office)],
        "button_url": current_region().url + route,
        "button_text": _("Topf auffüllen") if is_office else _("Topf ansehen"),
    }
    return Letter(template="campaigns/mail/words", context=context)


def _what_it_gave(fund: MatchFund) -> str:
    kept = Match.objects.filter(fund=fund, released_at__isnull=True).order_by()
    found = kept.aggregate(cents=Sum("cents", default=0), n=Count("pk"), campaigns=Count("campaign", distinct=True))
    text = ngettext(
        "Aus dem Topf sind %(cents)s vorgemerkt oder bezahlt, für eine Unterstützung.",
        "Aus dem Topf sind %(cents)s vorgemerkt oder bezahlt, für %(n)s Unterstützungen.",
        found["n"],
    )
    return text % {"cents": format_euro(found["cents"]), "n": found["n"]}


def _what_now(fund: MatchFund, *, is_office: bool) -> str:
    day = date_format(fund.last_day, "j. F Y")
    if is_office:
        text = _("Bis zum %(day)s bekommen neue Unterstützungen daraus nichts mehr, außer Sie füllen ihn auf.")
    else:
        text = _(
            "Bis zum %(day)s bekommen neue Unterstützungen daraus nichts mehr, und auf den Seiten steht, dass er leer "
            "ist. Wenn Sie etwas nachlegen möchten, antworten Sie einfach auf diese E-Mail."
        )
    return text % {"day": day}
