from __future__ import annotations

from django.urls import URLPattern

business_patterns: list[URLPattern] = []
office_patterns: list[URLPattern] = []
