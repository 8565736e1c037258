"""The people who run the platform: accounts, sessions, failed sign-ins."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from kreislauf.accounts.bases import CodeAppBase, FailedAttemptBase, PasskeyBase, RecoveryCodeBase, SessionBase
from kreislauf.mail.address import as_stored


class OperatorManager(BaseUserManager["Operator"]):
    def create_operator(self, email: str, password: str | None, *, name: str = "") -> Operator:
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


class Session(SessionBase):
    class Meta(SessionBase.Meta):
        db_table = "operators_session"


class FailedAttempt(FailedAttemptBase):
    """On the platform's own sites."""


class Passkey(PasskeyBase):
    person = models.ForeignKey(Operator, on_delete=models.CASCADE, related_name="passkeys")


class CodeApp(CodeAppBase):
    person = models.OneToOneField(Operator, on_delete=models.CASCADE, related_name="code_app")


class RecoveryCode(RecoveryCodeBase):
    person = models.ForeignKey(Operator, on_delete=models.CASCADE, related_name="recovery_codes")


class RegionFigures(models.Model):
    """What a region's slices counted last night, and when somebody last did something there."""

    region = models.OneToOneField("tenants.Region", on_delete=models.CASCADE, related_name="figures")
    values = models.JSONField(default=dict)  # a figure's name → its number
    last_entry_at = models.DateTimeField(null=True)
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.region}: {self.values}"


class RegionOverdue(models.Model):
    """What a region has not done in time (``kreislauf.slices.Overdue``): a number, never what it is about."""

    region = models.ForeignKey("tenants.Region", on_delete=models.CASCADE, related_name="overdue")
    name = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    since = models.DateTimeField()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="region_overdue_once")]

    def __str__(self) -> str:
        return f"{self.region}: {self.number} {self.name}"
