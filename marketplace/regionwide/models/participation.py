"""Which businesses take the vouchers that the region itself sells."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from marketplace.businesses.models import Business
from marketplace.businesses.page_scopes import DIRECTORY, page_of
from marketplace.regionwide.pages import REGIONWIDE_PAGES

TAKING_PART = Q(approved_at__isnull=False, ended_at__isnull=True)
ENDED = Q(ended_at__isnull=False)
ASKING = Q(approved_at__isnull=True, ended_at__isnull=True)


class Participations(models.QuerySet["Participation"]):
    def taking_part(self) -> Participations:
        """Those whose tills take the vouchers now; a business that closed takes part again when it is reopened."""
        return self.filter(TAKING_PART, business__closed_at__isnull=True)

    def asking(self) -> Participations:
        """Those that the office has not answered yet."""
        return self.filter(ASKING)

    def named(self, words: str) -> Participations:
        """Of businesses that a search for the ``words`` finds; of all without words."""
        return self.filter(business__in=Business.objects.in_words(words)) if words else self


class Participation(models.Model):
    """A business asks, the office approves, either ends it. Asked again, the row begins anew: the log has the rest.

    ``name`` and ``iban`` are where the region transfers what it owes.
    """

    business = models.OneToOneField(Business, on_delete=models.PROTECT, related_name="participation")
    name = models.CharField(max_length=70)
    iban = models.CharField(max_length=34)
    asked_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=200, blank=True)  # of staff, for the business

    objects = Participations.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["-asked_at", "-id"], name="participation_newest"),
            models.Index(fields=["business"], condition=TAKING_PART, name="participation_running"),
            models.Index(fields=["asked_at"], condition=ASKING, name="participation_asking"),
        ]

    def __str__(self) -> str:
        return self.business.name

    @property
    def shown_to_visitors(self) -> bool:
        """Also one that ended: the pages that named it must change."""
        return self.approved_at is not None

    @property
    def page_scopes(self) -> tuple[str, ...]:
        return REGIONWIDE_PAGES, DIRECTORY, page_of(self.business_id)

    @property
    def takes_part(self) -> bool:
        return self.approved_at is not None and self.ended_at is None

    @property
    def is_asking(self) -> bool:
        return self.approved_at is None and self.ended_at is None

    @property
    def state_word(self) -> str:
        if self.ended_at and self.approved_at:
            return _("beendet")
        if self.ended_at:  # staff gives a reason
            return _("abgelehnt") if self.end_reason else _("zurückgezogen")
        return _("macht mit") if self.approved_at else _("möchte mitmachen")
