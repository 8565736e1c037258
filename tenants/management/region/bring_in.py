from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import CommandError
from django.utils import timezone

from tenants.archive.bring_in import SchemaTaken, SomebodyAtIt, bring_in
from tenants.archive.fits import TooNew
from tenants.archive.reading import Damaged, NotAnArchive
from tenants.archive.signature import BadSignature, UnknownKey
from tenants.management.region import Options, Told, region_of
from tenants.signup.labels import LabelRefused

HELP = "make a region out of an archive; people set new passwords, codes and links go on working"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--label", default="", help="another subdomain than the archive's")
    parser.add_argument("--trust", default="", metavar="KEY", help="of the installation that wrote it")


def run(options: Options, *, told: Told, by: str) -> None:
    try:
        region = bring_in(
            options["file"],
            label=options["label"].lower(),
            trusted=options["trust"],
            by=by,
            at=timezone.now(),
            told=lambda sentence: told(f"  {sentence}"),
        )
    except LabelRefused as refused:
        idea = f" Free: {refused.suggestion}" if refused.suggestion else ""
        raise CommandError(f"{refused.reason}{idea}") from None
    except BadSignature:
        raise CommandError("The signature does not fit: it was changed after it was signed.") from None
    except UnknownKey as refused:
        raise CommandError(
            f"It was signed with the key {refused.key}, which is not ours. If its owner told you this very key: "
            f"--trust {refused.key}"
        ) from None
    except SomebodyAtIt:
        raise CommandError("Somebody is bringing in this region at this moment.") from None
    except (NotAnArchive, Damaged, TooNew, SchemaTaken) as refused:
        raise CommandError(str(refused)) from None
    told(f"{region.name}: {region.status} at {region_of(region.label).url}/")
    told("People sign in by “Passwort vergessen”. Businesses make new keys for the API.")
