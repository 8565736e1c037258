"""From which postcodes people stand behind a campaign, as far as nobody can be told from it."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Case, CharField, Count, F, Value, When
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from kreislauf.web.remembered import remembered
from marketplace.campaigns.models import Campaign, Pledge
from marketplace.campaigns.models.pledge import ON_PAPER, PAID, PROMISED

FEWEST_SHOWN = 5  # people of one postcode: fewer stand among those from elsewhere
MOST_SHOWN = 6
_PERSON = Case(
    When(email="", then=Concat(Value("#"), Cast("pk", CharField()))),  # a line on paper without an address
    When(person="", then=F("email")),
    default=F("person"),
    output_field=CharField(),
)


class Nearby(NamedTuple):
    """(postcode, people), the most first; ``elsewhere`` are all others, also those who did not say from where."""

    rows: tuple[tuple[str, int], ...] = ()
    elsewhere: int = 0

    @property
    def sentence(self) -> str:
        """„Aus 44137 stehen 12 Menschen dahinter.“ Empty where too few have said from where."""
        if not self.rows:
            return ""
        postcode, number = self.rows[0]
        return _("Aus %(postcode)s stehen %(n)s Menschen dahinter.") % {"postcode": postcode, "n": number}


def nearby_of(campaign: Campaign, *, number: int) -> Nearby:
    """``number`` is how many pledges it has. Each person counts once, whatever they give and however often."""
    if number < FEWEST_SHOWN:
        return Nearby()
    # Who is forgotten has lost address and postcode, too, and counts no longer.
    found = Pledge.objects.filter(PAID | PROMISED | ON_PAPER, campaign=campaign, forgotten_at__isnull=True)
    rows, elsewhere = remembered(f"nearby {campaign.pk}", lambda: _counted(found), over=found)
    return Nearby(tuple((postcode, n) for postcode, n in rows), elsewhere)


def _counted(found: Any) -> tuple[list[tuple[str, int]], int]:
    """An address that something is sent to was not given for this, and counts as from elsewhere."""
    people = Count(_PERSON, distinct=True)
    said = found.filter(address__isnull=True).exclude(postcode="").values_list("postcode").order_by()
    most = said.annotate(n=people).filter(n__gte=FEWEST_SHOWN).order_by("-n", "postcode")
    rows = list(most[:MOST_SHOWN])
    everybody = found.aggregate(n=people)["n"]
    return rows, max(everybody - sum(n for _postcode, n in rows), 0)
