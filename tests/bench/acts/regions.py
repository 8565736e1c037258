"""Making what the benches run on: a platform, regions, offers."""

from __future__ import annotations

from django.core.management import call_command
from django.utils import timezone

from kreislauf.regions import stepping_into


def prepare() -> None:
    """The platform's own schema, and the template of regions."""
    from tenants.engine.code_version import code_state
    from tenants.engine.migrate import prepare_public
    from tenants.engine.template import template_script

    prepare_public()
    template_script(code_state())


def collect_static() -> None:
    call_command("collectstatic", interactive=False, verbosity=0)


def demo() -> None:
    """The regions of `make demo`."""
    call_command("demo_regions", verbosity=0)


def make(labels: list[str]) -> None:
    """Live regions, each made from the template."""
    from tenants.branding.models import Branding
    from tenants.engine.template import make_schema
    from tenants.models import Domain, Kind, Region, Status, record_step, schema_for

    for label in labels:
        make_schema(schema_for(label))
        region = Region.objects.create(
            name=f"Kreis {label.capitalize()}", label=label, schema_name=schema_for(label), kind=Kind.KREIS
        )
        Domain.objects.create(tenant=region, domain=host_of(label), is_primary=True)
        record_step(region, Status.LIVE, by="bench", at=timezone.now())
        with stepping_into(region.card()):
            Branding.objects.create(name=region.name, place=label.capitalize(), primary_colour="#00457c",
                                    accent_colour="#e5342f", glyphs=["boat", "lighthouse", "fish"])  # fmt: skip


def host_of(label: str) -> str:
    return f"{label}.localhost"


def fill(label: str, offers: int) -> None:
    """Twenty businesses of six branches in five places, and so many offers of theirs on sale."""
    from tests.make import make_business, make_category, make_offer

    with stepping_into(_card(label)):
        branches = [make_category(name=f"Bereich {number}") for number in range(6)]
        businesses = [
            make_business(
                name=f"Betrieb {number}",
                category=branches[number % 6],
                place=f"Ortsteil {number % 5}",
                latitude=54.3 + number / 1000,
                longitude=10.1,
            )
            for number in range(20)
        ]
        for number in range(offers):
            make_offer(
                title=f"Gutschein {number}", business=businesses[number % 20], price_cents=1000 + 500 * (number % 9)
            )


def _card(label: str):  # type: ignore[no-untyped-def]
    from tenants.models import Region, schema_for

    with stepping_into(None):
        return Region.objects.prefetch_related("domains").get(schema_name=schema_for(label)).card()
