"""A second partner signs one text, as it stands: from a mail, without signing in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from marketplace.advice.models.article import Article
from marketplace.partners.models import Body


class CoSignatures(models.QuerySet["CoSignature"]):
    def valid(self) -> CoSignatures:
        """Signed for the very text that the public sees."""
        shown = Q(signed_at__isnull=False, of_hash=models.F("article__signed_hash"))
        return self.filter(shown, body__shown_at__isnull=False, body__left_at__isnull=True)

    def open(self) -> CoSignatures:
        """Asked for, and neither given nor refused."""
        return self.filter(signed_at__isnull=True, refused_at__isnull=True)


class CoSignature(models.Model):
    """Of one version. Its logo appears beside the text that it was given for, and beside no other."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="co_signatures")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="co_signatures")
    version = models.PositiveIntegerField()
    of_hash = models.CharField(max_length=64)  # Article.signed_hash of the text that was shown
    asked_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    signed_by = models.CharField(max_length=254, blank=True)
    refused_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    objects = CoSignatures.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "body", "version"], name="co_signature_once"),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True) | Q(refused_at__isnull=True), name="co_signature_one_answer"
            ),
        ]

    def __str__(self) -> str:
        return str(self.body)

    @property
    def shown_to_visitors(self) -> bool:
        return True
