"""What somebody writes about a listing: it goes through us, and nobody's address shows before they answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.listings.models.listing import Listing


class Messages(models.QuerySet["Message"]):
    def to_author_of(self, listing: Listing) -> Messages:
        """To the same business, address or telephone: by one of these an author is known."""
        if listing.business_id:
            return self.filter(listing__business=listing.business_id)
        if listing.email:
            return self.filter(listing__email=listing.email)
        return self.filter(listing__email="", listing__phone=listing.phone)


class Message(models.Model):
    """A first message. Its writer confirms their address, then it is forwarded; the answer is the author's."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="messages")
    name = models.CharField(_("Ihr Name"), max_length=80)
    email = models.EmailField(_("Ihre E-Mail-Adresse"))
    text = models.TextField(_("Ihre Nachricht"), max_length=2000)
    key = models.CharField(max_length=64, unique=True)
    written_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    forwarded_at = models.DateTimeField(null=True)
    answer = models.TextField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True)
    # The author does not want to hear from this address again.
    blocked_at = models.DateTimeField(null=True)

    objects = Messages.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(forwarded_at__isnull=True) | Q(confirmed_at__isnull=False), name="message_confirmed_first"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(forwarded_at__isnull=False), name="message_forwarded_first"
            ),
        ]
        indexes = [models.Index(fields=["written_at"], name="message_written")]

    def __str__(self) -> str:
        return self.name
