"""Who writes for a body, and which businesses are its members."""

from __future__ import annotations

from django.db import models
from django.db.models import Case, Q, When
from django.utils.translation import gettext_lazy as _

from kreislauf.accounts.models import User
from marketplace.businesses.models import Business
from marketplace.businesses.page_scopes import page_of
from marketplace.partners.models.body import Body

MEMBERS = "members"  # the scope of cached pages that list members


class BodyRole(models.TextChoices):
    AUTHOR = "author", _("schreibt")
    EDITOR = "editor", _("schreibt und gibt frei")


class BodyMember(models.Model):
    """Somebody who writes for a body; editors also release what its authors write, and invite people."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="people")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="bodies")
    role = models.CharField(_("Was darf die Person?"), max_length=6, choices=BodyRole.choices, default=BodyRole.AUTHOR)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "user"], name="body_member_once")]

    def __str__(self) -> str:
        return f"{self.user} – {self.body}"


AGREED = Q(consented_at__isnull=False, confirmed_at__isnull=False)


class Memberships(models.QuerySet["Membership"]):
    def shown(self) -> Memberships:
        """What everybody sees: both sides say so, and both are public."""
        of_body = Q(body__shown_at__isnull=False, body__left_at__isnull=True)
        return self.filter(AGREED, of_body, business__approved_at__isnull=False, business__closed_at__isnull=True)

    def of_body(self, body: Body) -> Memberships:
        """Those that its people look after; a business that said no is left alone."""
        return self.filter(body=body, declined_at__isnull=True)

    def unconfirmed(self) -> Memberships:
        """A business says that it is a member, and the body has not said so yet."""
        return self.filter(consented_at__isnull=False, confirmed_at__isnull=True)

    def by_name(self) -> Memberships:
        """Those that a business says of itself first, then as a telephone book."""
        said_alone = Case(When(confirmed_at__isnull=True, then=0), default=1)
        return self.order_by(said_alone, "business__sort_name", "pk")

    def unanswered(self) -> Memberships:
        """The business has not said yet whether everybody may see it."""
        return self.filter(consented_at__isnull=True, declined_at__isnull=True)


class Membership(models.Model):
    """A business is a member of a body. Everybody sees it once the body has confirmed and the business has agreed."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="memberships")
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="memberships")
    since = models.DateField(_("Mitglied seit"), null=True, blank=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)  # by the body, or by staff for it
    consented_at = models.DateTimeField(null=True)  # by the business, or by staff whom it told
    declined_at = models.DateTimeField(null=True)

    shown_to_visitors = True
    objects = Memberships.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "business"], name="membership_once"),
            models.CheckConstraint(
                condition=Q(consented_at__isnull=True) | Q(declined_at__isnull=True), name="membership_one_answer"
            ),
        ]
        indexes = [models.Index(fields=["business", "body"], condition=AGREED, name="membership_agreed")]

    def __str__(self) -> str:
        return f"{self.business} – {self.body}"

    @property
    def is_agreed(self) -> bool:
        return self.consented_at is not None and self.confirmed_at is not None

    @property
    def page_scopes(self) -> tuple[str, ...]:
        """The directory of members, and the business's own page."""
        return MEMBERS, page_of(self.business_id)
