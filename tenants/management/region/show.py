from __future__ import annotations

from argparse import ArgumentParser

from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from kreislauf.regions import stepping_into
from tenants.management.region import Echo, Options, region_of, table
from tenants.operators.region_facts import region_facts

HELP = "one region: address, state, size, history"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("label")


def run(options: Options, *, echo: Echo, by: str) -> None:
    region = region_of(options["label"])
    with stepping_into(None):
        known, steps = region_facts(region), list(region.steps.all())
        above, below = region.parent, region.children.count()
    facts = [
        ("Name", region.name),
        ("Kind", str(region.get_kind_display())),
        ("ARS", region.ars or "–"),
        ("Part of", f"{above.name} ({above.label})" if above else "–"),
        ("Regions below", str(below)),
        ("Address", f"{region.url}/"),
        ("State", region.status),
        ("Schema", region.schema_name),
    ]
    if known is not None:
        facts.append(("Size", f"{filesizeformat(known.bytes_used)} in {known.tables} tables"))
        facts.append(("Migrations", f"{len(known.missing)} behind" if known.missing else "up to date"))
    for line in table([tuple(fact) for fact in facts]):
        echo(line)
    echo("")
    for step in steps:
        note = f": {step.note}" if step.note else ""
        echo(f"{timezone.localtime(step.at):%d.%m.%Y %H:%M}  {step.status:<12} {step.by}{note}")
