"""Whom to invite for a partner, and what they may do."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.text_fields import AddressField
from marketplace.partners.models import BodyRole


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Was darf die Person?"), choices=BodyRole.choices)


class TeamForm(RoleForm):
    email = AddressField(label=_("E-Mail-Adresse"))
    role = forms.ChoiceField(
        label=_("Was darf die Person?"),
        choices=BodyRole.choices,
        initial=BodyRole.AUTHOR,
        widget=forms.RadioSelect,
        help_text=_("Wer freigibt, liest die Texte der anderen, ändert das Profil und lädt Leute ein."),
    )
    field_order = ("email", "role")
