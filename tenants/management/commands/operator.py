"""`kreislauf operator …`: the people of the operators' site, from a terminal; also the very first of them."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kreislauf.accounts.addresses import reset_address
from kreislauf.accounts.second_factor.factors import has_second_factor, reset_second_factor
from kreislauf.regions import stepping_into
from kreislauf.terminal import terminal_user
from tenants.operators.invite import AlreadyOperator, invite_operator, reactivate_operator
from tenants.operators.models import Operator

Options = dict[str, Any]
Echo = Callable[[str], object]


def list_them(options: Options, *, echo: Echo, by: str) -> None:
    for operator in Operator.objects.order_by("email"):
        state = "active" if operator.is_active else "locked"
        factor = "second factor" if has_second_factor(operator) else "no second factor"
        echo(f"{operator.email}  {operator.name}  {state}, {factor}")


def invite(options: Options, *, echo: Echo, by: str) -> None:
    try:
        operator = invite_operator(options["email"], name=options["name"], by=by, at=timezone.now())
    except AlreadyOperator:
        raise CommandError(f"{options['email']} has an account already.") from None
    echo(f"Invited. The link, which is in the mail as well: {reset_address(operator)}")


def link(options: Options, *, echo: Echo, by: str) -> None:
    echo(reset_address(_found(options["email"])))


def reactivate(options: Options, *, echo: Echo, by: str) -> None:
    reactivate_operator(_found(options["email"]), by=by, at=timezone.now())
    echo(f"{options['email']} has access.")


def reset_factor(options: Options, *, echo: Echo, by: str) -> None:
    if not reset_second_factor(_found(options["email"]), by=by, at=timezone.now()):
        raise CommandError(f"{options['email']} has no second factor.")
    echo(f"{options['email']} has none any more, and sets one up at the next sign-in.")


def _found(email: str) -> Operator:
    operator = Operator.objects.filter(email__iexact=email).first()
    if operator is None:
        raise CommandError(f"No operator has the address {email}.")
    return operator


VERBS = {
    "list": (list_them, "who has access, and whether with a second factor"),
    "invite": (invite, "mail somebody the link to set a password, and print it"),
    "link": (link, "print a link to set a new password, for when no mail arrives"),
    "reactivate": (reactivate, "give access back"),
    "reset-second-factor": (reset_factor, "delete somebody's second factors, for when nobody else can"),
}


class Command(BaseCommand):
    help = "List, invite and let in operators."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        for name, (do, summary) in VERBS.items():
            sub = verbs.add_parser(name, help=summary)
            sub.set_defaults(do=do)
            if name != "list":
                sub.add_argument("email")
            if name == "invite":
                sub.add_argument("name")

    def handle(self, *args: Any, **options: Any) -> None:
        with stepping_into(None):
            options["do"](options, echo=self.stdout.write, by=terminal_user())
