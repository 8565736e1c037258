"""People who sign in to one region, and their keys. None of this is ever copied from region to region."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from kreislauf.accounts.bases import CodeAppBase, FailedAttemptBase, PasskeyBase, RecoveryCodeBase, SessionBase
from kreislauf.mail.address import as_stored
from kreislauf.regions import current_schema


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("Leitung")
    EDITOR = "editor", _("Redaktion")
    BUSINESS = "business", _("Betrieb")
    PARTNER = "partner", _("Partner")


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=as_stored(email), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    email = models.EmailField(_("E-Mail-Adresse"))
    name = models.CharField(_("Name"), max_length=120, blank=True)
    role = models.CharField(_("Rolle"), max_length=20, choices=Role.choices, default=Role.BUSINESS)
    is_active = models.BooleanField(_("aktiv"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    muted = models.JSONField(default=list, db_default=[])  # the kinds of mail that the person does without

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff_member(self) -> bool:
        """Whether the person works for the region."""
        return self.is_active and self.role in (Role.ADMINISTRATOR, Role.EDITOR)

    @property
    def audiences(self) -> set[str]:
        """The audiences (``kreislauf.permissions``) the person belongs to; staff helps everybody out.

        These are all that the role can have; what is left at one business, ``audiences_of`` says.
        """
        business = {"till", "business"}
        partner = {"partner"}
        staff = business | partner | {"editor"}
        by_role = {Role.ADMINISTRATOR: staff | {"administrator"}, Role.EDITOR: staff, Role.PARTNER: partner}
        return by_role.get(Role(self.role), business)

    def get_session_auth_hash(self) -> str:
        """Void when the password changes, and worth nothing in another region even if the hashes were equal."""
        return salted_hmac(f"kreislauf.sign-in.{current_schema()}", self.password, algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self) -> Any:
        return iter(())


class Session(SessionBase):
    class Meta(SessionBase.Meta):
        db_table = "accounts_session"


class Invitation(models.Model):
    """A letter that lets its reader set a password. Accepted once; ``business_id`` is whom it is for, if a business."""

    email = models.EmailField(_("E-Mail-Adresse"))
    role = models.CharField(max_length=20, choices=Role.choices)
    business_id = models.BigIntegerField(null=True)
    invited_by = models.CharField(max_length=254)
    invited_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL)

    class Meta:
        ordering = ["-invited_at"]

    def __str__(self) -> str:
        return self.email


class ApiToken(models.Model):
    """A business's key to the API. Only its hash is stored."""

    name = models.CharField(_("Bezeichnung"), max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    scopes = models.JSONField(default=list)
    business_id = models.BigIntegerField()
    created_by = models.CharField(max_length=254)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name


class Idempotent(models.Model):
    """What was answered to a POST that carried an ``Idempotency-Key``; ``body`` letter by letter as it was sent."""

    key = models.CharField(max_length=200)
    owner = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.TextField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="idempotent_once")]

    def __str__(self) -> str:
        return self.key


class FailedAttempt(FailedAttemptBase):
    """On a region's site."""


class Passkey(PasskeyBase):
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="passkeys")


class CodeApp(CodeAppBase):
    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="code_app")


class RecoveryCode(RecoveryCodeBase):
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")


class SignInRule(models.Model):
    """What the region asks of its office at the door; one row, or none as long as nothing was decided."""

    second_factor_since = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return "Verwaltung"
