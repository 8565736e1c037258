"""Regions and their hosts, in the public schema. Everything else of a region lives in the region's own."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.contrib.postgres.functions import RandomUUID
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin

from kreislauf.regions import RegionCard, address_of, stepping_into
from tenants.engine.code_version import code_state


class Kind(models.TextChoices):
    KREIS = "kreis", _("Kreis")
    KREISFREIE_STADT = "kreisfreie_stadt", _("Kreisfreie Stadt")
    STADT = "stadt", _("Stadt")
    GEMEINDE = "gemeinde", _("Gemeinde")
    AMT = "amt", _("Amt")
    VERBAND = "verband", _("Verband")


class Status(models.TextChoices):
    PROVISIONING = "provisioning", _("Wird eingerichtet")
    DRAFT = "draft", _("Entwurf")
    LIVE = "live", _("Veröffentlicht")
    SUSPENDED = "suspended", _("Pausiert")
    LEAVING = "leaving", _("Zieht aus")
    GONE = "gone", _("Ausgezogen")


SERVED = (Status.DRAFT, Status.LIVE, Status.SUSPENDED, Status.LEAVING)


class Regions(models.QuerySet["Region"]):
    def with_schema(self) -> Regions:
        """Regions whose schema is complete."""
        return self.filter(status__in=SERVED)

    def for_cards(self) -> Regions:
        """With what ``card`` needs."""
        return self.select_related("parent").prefetch_related("domains", "parent__domains")

    def live(self) -> Regions:
        return self.filter(status=Status.LIVE)


class Region(TenantMixin):
    """An administration with a site of its own. Its status is the last of its dated steps."""

    auto_create_schema = False  # a half-made schema must never be served: tenants.signup.provision makes it
    auto_drop_schema = False

    name = models.CharField(_("amtlicher Name"), max_length=120)
    label = models.CharField(_("Subdomain"), max_length=40, validators=[RegexValidator(r"^[a-z][a-z0-9-]*[a-z0-9]$")])
    kind = models.CharField(_("Art"), max_length=20, choices=Kind.choices)
    ars = models.CharField(_("Regionalschlüssel"), max_length=12, blank=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.PROVISIONING)
    version = models.PositiveIntegerField(default=1)
    primary_colour = models.CharField(max_length=7, default="#00457c")
    accent_colour = models.CharField(max_length=7, default="#e5342f")
    glyphs = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # The same in the region, in its archives, and in what is imported from them.
    origin = models.UUIDField(default=uuid4, db_default=RandomUUID(), editable=False)
    # The Kreis of an Amt, the Amt of a Gemeinde: whose Regionalschlüssel begins this one's (tenants.regions.parents).
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children")
    # What its map stands on, in one word that changes with it; empty: on nothing (tenants.places.ground).
    ground = models.CharField(max_length=12, blank=True, db_default="", default="")
    # What the platform keeps of each payment by card, in hundredths of a percent, as its plan says.
    fee_basis_points = models.PositiveSmallIntegerField(default=0, db_default=0)
    # The state of the code that it could not be migrated to, and why: that code does not serve it (tenants.fleet).
    quarantined_for = models.CharField(max_length=32, blank=True, db_default="")
    quarantined_at = models.DateTimeField(null=True)
    quarantined_because = models.TextField(blank=True, db_default="")

    objects = Regions.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("label"), name="region_label_once", violation_error_message=_("Schon vergeben.")
            ),
            models.UniqueConstraint(Lower("schema_name"), name="region_schema_once"),
            # Two regions from one archive would hold the same vouchers, each worth what it says.
            models.UniqueConstraint(fields=["origin"], condition=~Q(status=Status.GONE), name="region_origin_once"),
            models.CheckConstraint(
                condition=Q(schema_name__regex=r"^r_[a-z0-9_]{1,60}$") & ~Q(schema_name="r_public"),
                name="region_schema_form",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def host(self) -> str:
        return next((domain.domain for domain in self.domains.all() if domain.is_primary), "")

    @property
    def url(self) -> str:
        return address_of(self.host)

    @property
    def last_step(self) -> Step | None:
        """The one that made its status what it is."""
        step: Step | None = self.steps.order_by("-pk").first()
        return step

    @property
    def is_suspended_by_office(self) -> bool:
        """Then its own people may resume it."""
        step = self.last_step
        return step is not None and step.status == Status.SUSPENDED and step.by_office

    @property
    def is_quarantined(self) -> bool:
        """Whether the running code could not migrate it. The former code goes on serving it."""
        return self.quarantined_for != "" and self.quarantined_for == code_state()

    def card(self) -> RegionCard:
        """What a request needs to know of this region; see ``tenants.regions.lookup``."""
        return self._card(parent=self._parent_card() if self.parent_id else None)

    def _parent_card(self) -> RegionCard | None:
        with stepping_into(None):
            above = self.parent
            return above._card() if above is not None and above.status in SERVED else None

    def _card(self, *, parent: RegionCard | None = None) -> RegionCard:
        return RegionCard(
            id=self.pk,
            schema=self.schema_name,
            name=self.name,
            label=self.label,
            kind=self.kind,
            host=self.host,
            status=self.status,
            version=self.version,
            ars=self.ars,
            quarantined=self.is_quarantined,
            ground=self.ground,
            fee_basis_points=self.fee_basis_points,
            parent=parent,
        )


class Domain(DomainMixin):
    """A host name that leads to a region. Stored in lower case without a trailing dot."""

    class Meta:
        constraints = [models.UniqueConstraint(Lower("domain"), name="domain_once")]


class Step(models.Model):
    """One dated change of a region's status: who, when, why. Never changed afterwards."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="steps")
    status = models.CharField(max_length=20, choices=Status.choices)
    at = models.DateTimeField()
    by = models.CharField(max_length=254)
    note = models.TextField(blank=True)
    by_office = models.BooleanField(default=False, db_default=False)  # the region's own people did it
    due_at = models.DateTimeField(null=True)  # when a leaving region is deleted

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.region} {self.status} {self.at:%d.%m.%Y %H:%M}"


def schema_for(label: str) -> str:
    """``schleswig-flensburg`` → ``r_schleswig_flensburg``."""
    return "r_" + label.replace("-", "_")


def record_step(
    region: Region,
    status: Status,
    *,
    by: str,
    at: datetime,
    note: str = "",
    by_office: bool = False,
    due_at: datetime | None = None,
) -> Step:
    """Move a region to a status and write down who did it; caches of the region are void from then on."""
    step = Step.objects.create(
        region=region, status=status, at=at, by=by, note=note, by_office=by_office, due_at=due_at
    )
    Region.objects.filter(pk=region.pk).update(status=status, version=models.F("version") + 1)
    region.refresh_from_db(fields=["status", "version"])
    return step
