"""What staff fills in about businesses: a refusal's reason, a branch, an owner's address."""

from __future__ import annotations

from typing import cast

from django import forms
from django.db.models import Case, QuerySet, When
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kreislauf.accounts.models import ApiToken, User
from kreislauf.forms.optimistic_lock import OptimisticLock
from kreislauf.forms.text_fields import AddressField, LineField
from marketplace.businesses.models import MemberRole
from tenants.branding.glyph_labels import GLYPH_LABELS


class ClosingForm(forms.Form):
    reason = LineField(
        label=_("Grund"),
        max_length=200,
        help_text=_("Steht später im Protokoll. Zum Beispiel: Geschäft aufgegeben."),
        error_messages={"required": _("Bitte geben Sie einen Grund an.")},
    )


class CategoryForm(OptimisticLock, forms.Form):
    name = LineField(label=_("Name"), max_length=60)
    glyph = forms.ChoiceField(label=_("Zeichen"), choices=[(name, label) for name, label in GLYPH_LABELS.items()])


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Was darf die Person?"), choices=MemberRole.choices)


class TeamForm(RoleForm):
    email = AddressField(label=_("E-Mail-Adresse"))
    role = forms.ChoiceField(
        label=_("Was darf die Person?"),
        choices=MemberRole.choices,
        initial=MemberRole.TILL,
        widget=forms.RadioSelect,
        help_text=_("Wer kassieren darf, sieht die Kasse und ihren Tag; Verkauf, Angebote und Schlüssel nicht."),
    )
    field_order = ("email", "role")

    def __init__(self, data: QueryDict | None, *, may_give: bool) -> None:
        """``may_give`` says whether to offer the role that may do everything; the verb refuses it where it must."""
        super().__init__(data)
        if not may_give:
            self.fields["role"].widget.choices = [(MemberRole.TILL, MemberRole.TILL.label)]


MOST_KEYS = 50  # the rest stays on the page of the keys


class KeysField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # cannot be subscripted when it runs
    def label_from_instance(self, key: ApiToken) -> str:
        return str(_("%(name)s, gemacht von %(maker)s")) % {"name": key.name, "maker": key.created_by}


class KeysForm(forms.Form):
    """Which keys end together with somebody's access; those that the person made come first and are ticked."""

    keys = KeysField(
        ApiToken.objects.none(),
        label=_("Diese Schlüssel zur Schnittstelle gleich mit widerrufen"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Was mit einem davon arbeitet, hält sofort an. Angekreuzt sind die von dieser Person."),
    )

    def __init__(self, data: QueryDict | None, *, keys: QuerySet[ApiToken], person: User) -> None:
        made = keys.filter(created_by__in=[person.name or person.email, person.email])
        super().__init__(data, initial={"keys": list(made.values_list("pk", flat=True))})
        shown = keys.order_by(Case(When(pk__in=made, then=0), default=1), "-created_at").values_list("pk", flat=True)
        cast(KeysField, self.fields["keys"]).queryset = keys.filter(pk__in=list(shown[:MOST_KEYS]))


class InviteOwnerForm(forms.Form):
    email = AddressField(label=_("E-Mail-Adresse"))
