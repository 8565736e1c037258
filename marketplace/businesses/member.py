"""Who works for a business, and what they may do there."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class MemberRole(models.TextChoices):
    EVERYTHING = "everything", _("darf alles")
    TILL = "till", _("darf kassieren")


class Member(models.Model):
    """Somebody who works for a business: at its till, or with everything that is its own."""

    role = models.CharField(
        _("Was darf die Person?"),
        max_length=10,
        choices=MemberRole.choices,
        default=MemberRole.EVERYTHING,
        db_default=MemberRole.EVERYTHING,
    )
    business = models.ForeignKey("businesses.Business", on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="memberships")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "user"], name="member_once")]

    def __str__(self) -> str:
        return f"{self.user} – {self.business}"
