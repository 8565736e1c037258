"""What search engines read of a campaign (schema.org): what stands on the page, and never that it is a donation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kreislauf.german import machine_time
from kreislauf.pictures.stored import picture_url
from kreislauf.regions import current_region
from marketplace.campaigns.models import Campaign, Reward
from marketplace.campaigns.public.bar import Bar


def structured(campaign: Campaign, rewards: Iterable[Reward], bar: Bar) -> dict[str, Any]:
    """A page about a project of the business, and its rewards as products."""
    site, address = current_region().url, campaign.page_address
    business = {
        "@type": "LocalBusiness",
        "name": campaign.business.name,
        "url": site + campaign.business.get_absolute_url(),
    }
    page: dict[str, Any] = {
        "@type": "WebPage",
        "@id": address,
        "url": address,
        "name": campaign.title,
        "description": campaign.lead,
        "inLanguage": "de",
        "datePublished": machine_time(campaign.starts_at) if campaign.starts_at else None,
        "expires": campaign.ends_on.isoformat(),
        "image": site + picture_url(campaign.picture) if campaign.picture else None,
        "about": {
            "@type": "Project",
            "name": campaign.title,
            "description": bar.sentence,
            "parentOrganization": business,
        },
    }
    products = [_product(one, business, address) for one in rewards]
    return {
        "@context": "https://schema.org",
        "@graph": [{name: value for name, value in page.items() if value is not None}, *products],
    }


def _product(reward: Reward, business: dict[str, Any], address: str) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "Product", "name": reward.title}
    if reward.text:
        found["description"] = reward.text
    found["offers"] = {
        "@type": "Offer",
        "price": f"{reward.price_cents / 100:.2f}",
        "priceCurrency": "EUR",
        "availability": f"https://schema.org/{'InStock' if reward.is_offered else 'SoldOut'}",
        "seller": business,
        "url": address,
    }
    return found
