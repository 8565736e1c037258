from __future__ import annotations

from django.urls import URLPattern

from marketplace.campaigns.ending import urls as ending
from marketplace.campaigns.paper import urls as paper

business_patterns: list[URLPattern] = [*ending.business_patterns, *paper.business_patterns]
office_patterns: list[URLPattern] = [*ending.office_patterns, *paper.office_patterns]
