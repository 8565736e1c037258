"""The letter to somebody who signed on paper and left an address."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from marketplace.campaigns.models import Pledge
from marketplace.campaigns.pledges.addresses import receipt_page
from marketplace.campaigns.promises.letters import RELATED, to_campaign


@letter("campaigns.paper", Pledge, title=gettext_lazy("Eintrag von der Liste auf Papier"), **RELATED)
def entered(pledge: Pledge) -> Letter | None:
    if pledge.promised_at is None or pledge.is_closed:
        return None
    text = _("Ihr Eintrag auf der Liste ist angekommen und zählt jetzt mit.")
    if pledge.cash_at:
        paid = _(
            "Bezahlt haben Sie in bar. Den Kassenbeleg gibt Ihnen der Betrieb, eine Bestätigung steht hier: %(url)s"
        )
        paid %= {"url": receipt_page(pledge)}
    else:
        paid = _("Kommt genug zusammen, bittet Sie der Betrieb um die Bezahlung. Klappt es nicht, zahlt niemand.")
    wrong = _("Stimmt etwas nicht? Antworten Sie einfach auf diese E-Mail, dann hört Sie der Betrieb.")
    return to_campaign(pledge, _("Danke, Ihre Unterstützung zählt"), text, paid, wrong)
