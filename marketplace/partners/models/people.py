"""Who writes for a body, and which businesses are its members."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kreislauf.accounts.models import User
from marketplace.businesses.models import Business
from marketplace.partners.models.body import Body


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


class Membership(models.Model):
    """A business is a member of a body. Only with the business's consent does everybody see it."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="memberships")
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="memberships")
    since = models.DateField(_("Mitglied seit"), null=True, blank=True)
    asked_at = models.DateTimeField()
    consented_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "business"], name="membership_once"),
            models.CheckConstraint(
                condition=Q(consented_at__isnull=True) | Q(declined_at__isnull=True), name="membership_one_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.business} – {self.body}"
