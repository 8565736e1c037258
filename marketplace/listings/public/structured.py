"""What search engines read of a listing (schema.org): only what stands on the page."""

from __future__ import annotations

from typing import Any

from kreislauf.german import machine_time
from kreislauf.pictures.stored import picture_url
from kreislauf.regions import current_region
from marketplace.listings.models import Listing, Side
from marketplace.listings.submit.jobs import Unit

_UNITS = {Unit.HOUR: "HOUR", Unit.MONTH: "MONTH", Unit.YEAR: "YEAR"}
_CONTRACTS = {"unlimited": "FULL_TIME", "limited": "TEMPORARY", "mini": "PART_TIME", "internship": "INTERN"}


def structured(listing: Listing) -> dict[str, Any]:
    """``JobPosting`` for jobs, ``Demand`` for what is looked for, else ``Offer``."""
    common = {
        "@context": "https://schema.org",
        "url": current_region().url + listing.get_absolute_url(),
        "description": listing.body,
    }
    if listing.kind.is_job:
        return common | _job(listing)
    found: dict[str, Any] = common | {
        "@type": "Demand" if listing.kind.side == Side.WANTED else "Offer",
        "name": listing.title,
        "availabilityStarts": machine_time(listing.approved_at) if listing.approved_at else None,
        "availabilityEnds": machine_time(listing.expires_at) if listing.expires_at else None,
        "areaServed": listing.place,
    }
    if listing.price_cents is not None:
        found |= {"price": f"{listing.price_cents / 100:.2f}", "priceCurrency": "EUR"}
    if listing.pictures:
        found["image"] = [current_region().url + picture_url(one["name"]) for one in listing.pictures]
    return {name: value for name, value in found.items() if value is not None}


def _job(listing: Listing) -> dict[str, Any]:
    said = listing.details
    employer = listing.business.name if listing.business else listing.contact_name
    found: dict[str, Any] = {
        "@type": "JobPosting",
        "title": listing.title,
        "datePosted": machine_time(listing.approved_at) if listing.approved_at else None,
        "validThrough": machine_time(listing.expires_at) if listing.expires_at else None,
        "employmentType": _CONTRACTS.get(said.get("contract", "")),
        "hiringOrganization": {"@type": "Organization", "name": employer},
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "postalCode": listing.postcode,
                "addressLocality": listing.place,
                "addressCountry": "DE",
            },
        },
        "baseSalary": _salary(said),
    }
    return {name: value for name, value in found.items() if value is not None}


def _salary(said: dict[str, Any]) -> dict[str, Any] | None:
    low, high = said.get("salary_from"), said.get("salary_to")
    if low is None and high is None:
        return None
    value = {"@type": "QuantitativeValue", "unitText": _UNITS.get(said.get("salary_unit", ""))}
    if low is not None:
        value["minValue"] = f"{low / 100:.2f}"
    if high is not None:
        value["maxValue"] = f"{high / 100:.2f}"
    return {"@type": "MonetaryAmount", "currency": "EUR", "value": value}
