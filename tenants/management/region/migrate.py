"""Migrate regions, or with --check and --plan list those that are behind."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from contextlib import ExitStack

from django.core.management.base import CommandError
from tqdm import tqdm

from kreislauf.regions import stepping_into
from tenants.fleet.behind import Group, groups_behind
from tenants.fleet.migrate import AlreadyRunning, Result, migrate_fleet
from tenants.fleet.steps import can_be_replayed
from tenants.fleet.timeouts import Timeouts
from tenants.management.region import Echo, Options, region_of
from tenants.models import Region

HELP = "migrate regions to the code's tables; one that fails is quarantined, the others go on"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("label", nargs="*", help="all regions without one")
    asking = parser.add_mutually_exclusive_group()
    asking.add_argument("--check", action="store_true", help="only say who is behind; ends with 1 if anybody is")
    asking.add_argument("--plan", action="store_true", help="only say what would be done")
    parser.add_argument("--workers", type=_positive, default=2, help="regions at the same time (2)")
    parser.add_argument("--wave", type=_positive, default=50, help="stop after so many if more than half failed (50)")
    parser.add_argument(
        "--lock-timeout", type=_positive, default=Timeouts.lock, metavar="MS", help="wait for a table in use (2000)"
    )
    parser.add_argument(
        "--statement-timeout", type=_positive, default=Timeouts.statement, metavar="MS", help="per statement (600000)"
    )


def run(options: Options, *, echo: Echo, by: str) -> None:
    with stepping_into(None):
        regions = [region_of(label) for label in options["label"]]
        regions = regions or list(Region.objects.with_schema().order_by("label"))
        if options["check"] or options["plan"]:
            groups = groups_behind(regions)
            (_echo_plan if options["plan"] else _echo_check)(groups, len(regions), echo)
            if options["check"] and groups:
                raise CommandError("Not every region is at the code's tables.", returncode=1)
            return
        with ExitStack() as stack:
            result = _migrate(regions, options, echo, by, stack)
    _echo_result(result, len(regions), echo)


def _migrate(regions: list[Region], options: Options, echo: Echo, by: str, stack: ExitStack) -> Result:
    bar: tqdm[Region] | None = None

    def begun(total: int) -> None:
        nonlocal bar
        bar = stack.enter_context(tqdm(total=total, unit="region", disable=None, dynamic_ncols=True))

    def one(region: Region, error: str) -> None:
        if bar is not None and not bar.disable:
            bar.update()
            if not error:
                return
        echo(f"  {region.label}: {error or 'done'}")

    try:
        return migrate_fleet(
            regions,
            by=by,
            workers=options["workers"],
            wave=options["wave"],
            timeouts=Timeouts(lock=options["lock_timeout"], statement=options["statement_timeout"]),
            begun=begun,
            report=one,
        )
    except AlreadyRunning:
        raise CommandError("Another fleet run is going on; ask again when it has ended.") from None


def _echo_check(groups: list[Group], total: int, echo: Echo) -> None:
    behind = sum(len(group.regions) for group in groups if not group.is_ahead)
    ahead = sum(len(group.regions) for group in groups if group.is_ahead)
    echo(f"{total - behind - ahead} of {total} regions are where the code is, {behind} behind, {ahead} ahead.")


def _echo_plan(groups: list[Group], total: int, echo: Echo) -> None:
    _echo_check(groups, total, echo)
    for group in groups:
        echo("")
        some = ", ".join(region.label for region in group.regions[:3])
        more = f" and {len(group.regions) - 3} more" if len(group.regions) > 3 else ""
        echo(f"{some}{more}: {'have migrations this code does not know' if group.is_ahead else ''}".rstrip())
        for migration in group.plan:
            rows = any(not can_be_replayed(operation) for operation in migration.operations)
            how = "looks at rows, done in each" if rows else "recorded once, replayed"
            alone = "" if migration.atomic else "; without a transaction"
            echo(f"  {migration.app_label}.{migration.name}  ({how}{alone})")


def _echo_result(result: Result, total: int, echo: Echo) -> None:
    if result.ahead:
        echo(f"Left alone, ahead of this code: {', '.join(region.label for region in result.ahead)}")
    if result.failed or result.untouched:
        said = [f"Quarantined: {', '.join(region.label for region in result.failed)}."]
        if result.untouched:
            said.append(f"Not touched, since the others failed: {len(result.untouched)} regions.")
        raise CommandError(" ".join(said) + " Run it again when the cause is gone.")
    if not result.done:
        echo(f"{total - len(result.ahead)} of {total} regions are where the code is.")
    else:
        echo(f"{len(result.done)} of {total} regions were behind and are where the code is.")


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) == 0:
        raise ArgumentTypeError(f"{text} is not a whole number above 0")
    return int(text)
