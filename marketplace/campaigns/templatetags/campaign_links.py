"""The way from somebody's own page to the campaign: ``{% load campaign_links %}``."""

from __future__ import annotations

from typing import Any

from django import template

from marketplace.campaigns.models import Campaign
from tenants.branding.context import branding_of
from tenants.branding.modules import slices_on

register = template.Library()


@register.simple_tag(takes_context=True)
def campaign_url(context: dict[str, Any], campaign: Campaign) -> str:
    """Empty while campaigns are switched off: what is paid stays readable, and the campaign's page answers nobody."""
    on = {one.name for one in slices_on(branding_of(context["request"]))}
    return campaign.get_absolute_url() if campaign._meta.app_label in on else ""
