"""The people who run the platform, and the book of what they did."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from kreislauf.mail.address import as_stored


class OperatorManager(BaseUserManager["Operator"]):
    def create_operator(self, email: str, password: str, *, name: str = "") -> Operator:
        operator = self.model(email=as_stored(email), name=name)
        operator.set_password(password)
        operator.save()
        return operator


class Operator(AbstractBaseUser):
    """Signs in on the operators' host only; regions keep their own people in their own tables."""

    email = models.EmailField(_("E-Mail-Adresse"))
    name = models.CharField(_("Name"), max_length=120, blank=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    audiences: ClassVar[set[str]] = {"operator"}
    is_staff_member: ClassVar[bool] = False

    objects: ClassVar[OperatorManager] = OperatorManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="operator_email_once")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_session_auth_hash(self) -> str:
        return salted_hmac("kreislauf.sign-in.operator", self.password, algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self) -> Any:
        return iter(())


class Session(AbstractBaseSession):
    class Meta(AbstractBaseSession.Meta):
        abstract = False
        db_table = "operators_session"

    @classmethod
    def get_session_store_class(cls) -> Any:
        from kreislauf.sessions import SessionStore

        return SessionStore


WORDS = {
    "application.requested": _("Antrag gestellt:"),
    "application.confirmed": _("E-Mail-Adresse bestätigt:"),
    "application.approved": _("Antrag freigegeben:"),
    "application.rejected": _("Antrag abgelehnt:"),
    "application.retried": _("Noch einmal versucht:"),
    "application.try_failed": _("Einrichten fehlgeschlagen:"),
    "application.rolled_back": _("Einrichten zurückgenommen:"),
    "region.draft": _("Entwurf bereit:"),
    "region.published": _("Veröffentlicht:"),
    "region.suspended": _("Pausiert:"),
    "region.resumed": _("Läuft weiter:"),
    "host.requested": _("Eigene Adresse gewünscht:"),
    "host.proved": _("Eigene Adresse nachgewiesen:"),
    "host.lost": _("Nachweis der eigenen Adresse fehlt:"),
    "host.found_again": _("Nachweis der eigenen Adresse wieder da:"),
    "host.chosen": _("Eigene Adresse ist Hauptadresse:"),
    "host.given_up": _("Wieder Adresse der Plattform, nicht mehr:"),
    "host.closed": _("Eigene Adresse geschlossen:"),
    "region.migrated": _("Tabellen aktualisiert:"),
    "region.bring_asked": _("Aktualisieren noch einmal versucht:"),
    "region.exported": _("Archiv geschrieben:"),
    "region.imported": _("Aus einem Archiv übernommen:"),
    "region.restored": _("Aus einem Archiv zurückgeholt:"),
    "region.leaving": _("Zieht aus:"),
    "region.staying": _("Bleibt doch:"),
    "region.removed": _("Gelöscht:"),
    "region.label_released": _("Subdomain wieder frei:"),
    "mail.sent_again": _("E-Mail noch einmal geschickt:"),
    "fleet.migrated": _("Tabellen aktualisiert:"),
    "region.set_aside": _("Zurückgestellt:"),
    "region.taken_back": _("Nicht mehr zurückgestellt:"),
}


class Deed(models.Model):
    """What an operator, an applicant or the platform itself did. Only ever added; the database refuses the rest."""

    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=254)
    action = models.CharField(max_length=60)
    region_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y %H:%M} {self.actor}: {self.action} {self.title}"

    @property
    def in_words(self) -> str:
        """The deed as a person would say it."""
        return str(WORDS.get(self.action, self.action))

    @property
    def why(self) -> str:
        return str(self.detail.get("reason") or self.detail.get("error") or "")


class Strike(models.Model):
    """One counted try against a limit of the platform's own sites, while the cache is away."""

    key = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["key", "at"], name="operators_strike_key_at")]

    def __str__(self) -> str:
        return self.key
