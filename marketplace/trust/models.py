"""Notices, decisions and appeals. The database lets nobody change what was said: see the migration on fixed rows.

Two things are allowed to them: what is not known yet is filled in once, and what is personal is emptied in time.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """As the Commission's template for reports counts them (Implementing Regulation (EU) 2024/2835, annex I).

    Those that are likeliest on a town's site come first. Abuse of children, which the template counts among the
    protection of minors, stands by itself: whoever reports it need not say who they are (Art. 16(2)(c) DSA).
    """

    FRAUD = "fraud", _("Betrug oder Abzocke")
    PRODUCTS = "products", _("Verbotene oder gefährliche Ware")
    CONSUMERS = "consumers", _("Falsche oder fehlende Angaben für Käufer")
    PRIVACY = "privacy", _("Meine Daten oder mein Bild ohne Erlaubnis")
    PROPERTY = "property", _("Verletzt Urheberrecht oder Marke")
    HATE = "hate", _("Beleidigung, Hetze oder verbotene Zeichen")
    HARASSMENT = "harassment", _("Belästigung oder Bedrohung im Netz")
    WOMEN = "women", _("Gewalt gegen Frauen im Netz")
    MINORS = "minors", _("Schadet Kindern oder Jugendlichen")
    CHILD_ABUSE = "child_abuse", _("Sexueller Missbrauch von Kindern")
    SELF_HARM = "self_harm", _("Selbstverletzung oder Suizid")
    VIOLENCE = "violence", _("Gewalt oder Aufruf dazu")
    SECURITY = "security", _("Gefahr für die öffentliche Sicherheit")
    ELECTIONS = "elections", _("Beeinflusst Wahlen oder die öffentliche Debatte unzulässig")
    ANIMALS = "animals", _("Verstößt gegen den Tierschutz")
    RULES = "rules", _("Gehört nicht hierher oder verstößt gegen die Regeln der Seite")


# Where a crime may endanger somebody's life or safety, the police must be told (Art. 18 DSA).
DANGEROUS = frozenset({Category.CHILD_ABUSE, Category.SELF_HARM, Category.VIOLENCE, Category.SECURITY})


class Outcome(models.TextChoices):
    KEEP = "keep", _("Bleibt, wie es ist")
    CORRECT = "correct", _("Bleibt, muss aber geändert werden")
    HIDE = "hide", _("Wird ausgeblendet")
    REMOVE = "remove", _("Wird auf Dauer entfernt")


APPEAL_VALID = timedelta(days=184)  # at least six months, whichever they are
HIDING = frozenset({Outcome.HIDE, Outcome.REMOVE})


class Ground(models.TextChoices):
    LAW = "law", _("Gesetz")
    TERMS = "terms", _("Nutzungsbedingungen")


class Subject(models.Model):
    """What a notice or a decision is about. The row may be gone by now: it is no foreign key."""

    kind = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    version = models.PositiveIntegerField(default=1)
    address = models.CharField(max_length=300)  # of the public page, without the host
    title = models.CharField(max_length=200)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title or str(self.pk)


class Decision(Subject):
    """What staff decided about an entry, and why; the author gets it as a statement of reasons (Art. 17 DSA).

    No program decides here. ``is_provisional``: hidden at once, or shown again, until a notice is decided on.
    """

    outcome = models.CharField(max_length=7, choices=Outcome.choices)
    is_provisional = models.BooleanField(default=False)
    by_notice = models.BooleanField()  # else staff found it
    ground = models.CharField(max_length=5, choices=Ground.choices, blank=True)
    ground_text = models.CharField(max_length=300, blank=True)
    facts = models.TextField(blank=True)
    by = models.CharField(max_length=254)
    by_person = models.BigIntegerField(null=True)  # the number of their account
    at = models.DateTimeField()
    statement_at = models.DateTimeField(null=True)  # when the author's letter left

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="keep", ground="") | (~Q(outcome="keep") & ~Q(ground="")),
                name="decision_restricts_on_a_ground",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "target_id", "-at"], name="decision_of_target"),
            models.Index(fields=["at"], name="decision_at"),
            models.Index(fields=["at"], condition=~Q(facts=""), name="decision_with_text"),
        ]

    @property
    def hides(self) -> bool:
        return self.outcome in HIDING

    @property
    def appeal_until(self) -> datetime:
        return self.at + APPEAL_VALID

    @property
    def restricts(self) -> bool:
        return self.outcome != Outcome.KEEP


class Notice(Subject):
    """Somebody says that an entry is unlawful or against the rules, and what it said at that moment."""

    words = models.TextField(blank=True)
    category = models.CharField(_("Worum geht es?"), max_length=11, choices=Category.choices)
    why = models.TextField(_("Warum?"), blank=True)
    name = models.CharField(_("Ihr Name"), max_length=80, blank=True)
    email = models.EmailField(_("Ihre E-Mail-Adresse"), blank=True)
    is_own = models.BooleanField(default=False)  # staff wrote it: the platform looks, too
    key = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField()
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="notices")

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            # Art. 16(2)(c) DSA: whoever reports the abuse of children need not say who they are.
            models.CheckConstraint(
                condition=~Q(category="child_abuse") | Q(name="", email=""), name="notice_of_child_abuse_names_nobody"
            ),
        ]
        indexes = [
            models.Index(fields=["received_at", "id"], condition=Q(decision__isnull=True), name="notice_open"),
            models.Index(fields=["received_at", "id"], name="notice_received"),
            models.Index(fields=["category", "received_at", "id"], name="notice_by_category"),
            models.Index(fields=["kind", "target_id"], name="notice_of_target"),
        ]

    @property
    def is_dangerous(self) -> bool:
        return self.category in DANGEROUS


class Appeal(models.Model):
    """The author, or whoever sent a notice, does not agree with a decision (Art. 20 DSA). Once for each of them."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="appeals")
    notice = models.ForeignKey(Notice, null=True, on_delete=models.PROTECT, related_name="appeals")  # null: the author
    text = models.TextField(_("Was sollen wir anders sehen?"), blank=True)
    at = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True)
    ruled_at = models.DateTimeField(null=True)
    is_upheld = models.BooleanField(null=True)
    reason = models.TextField(blank=True)
    ruled_by = models.CharField(max_length=254, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "notice"], nulls_distinct=False, name="appeal_once"),
            models.CheckConstraint(
                condition=Q(ruled_at__isnull=True, is_upheld__isnull=True)
                | Q(ruled_at__isnull=False, is_upheld__isnull=False),
                name="appeal_ruled_with_an_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["at", "id"], condition=Q(ruled_at__isnull=True), name="appeal_open"),
            models.Index(fields=["at", "id"], name="appeal_at"),
        ]

    def __str__(self) -> str:
        return str(self.decision_id)

    @property
    def is_author_s(self) -> bool:
        return self.notice_id is None
