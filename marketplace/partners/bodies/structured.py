"""A partner for search engines, as schema.org wants it."""

from __future__ import annotations

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from kreislauf.pictures.stored import picture_url
from kreislauf.regions import current_region
from kreislauf.rich_text import plain_words
from marketplace.businesses import hours
from marketplace.partners.models import Body, BodyKind

_TYPES = {BodyKind.ADMINISTRATION: "GovernmentOrganization", BodyKind.UNION: "WorkersUnion"}
# A script element ends at the first "</", even inside a string.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def structured_data(body: Body) -> SafeString:
    """Without what it has not said."""
    url = current_region().url
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _TYPES.get(BodyKind(body.kind), "Organization"),
        "name": body.name,
        "url": url + body.get_absolute_url(),
        "alternateName": body.short,
        "description": plain_words(body.text_html)[:300],
        "telephone": body.phone,
        "email": body.email,
        "sameAs": [body.website] if body.website else [],
        "logo": url + picture_url(body.logo) if body.logo else "",
        "openingHoursSpecification": hours.schema_org(body.hours),
    }
    if body.street:
        data["address"] = {
            "@type": "PostalAddress",
            "streetAddress": body.street,
            "postalCode": body.postcode,
            "addressLocality": body.town,
            "addressCountry": "DE",
        }
    said = {name: value for name, value in data.items() if value}
    return mark_safe(json.dumps(said, ensure_ascii=False).translate(_ESCAPES))
