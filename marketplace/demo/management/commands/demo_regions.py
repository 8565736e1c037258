"""`kreislauf demo_regions`: a few regions with everything in them, by the verbs that real ones are made with."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import F
from django.utils import timezone

from kreislauf.celery import app
from kreislauf.house import slices
from kreislauf.mail.deliver import deliver
from kreislauf.mail.outbox import outbox
from kreislauf.regions import stepping_into
from marketplace.businesses.models import Business
from marketplace.demo import people
from marketplace.demo.about import set_up_about
from marketplace.demo.billing import set_up_billing
from marketplace.demo.look import set_up_look
from marketplace.demo.places import set_up_places
from marketplace.demo.regions import KREISE, REGIONS
from marketplace.demo.settle import one_waiting_application, settle
from marketplace.demo.shape import DemoRegion
from marketplace.demo.share import share
from marketplace.demo.sign_ins import write_sign_ins
from marketplace.search.vocabulary import write_vocabulary
from tenants.golive.publish import publish
from tenants.models import Region, Status
from tenants.operators.figures import count_figures
from tenants.operators.models import Operator


class Command(BaseCommand):
    help = "Make the demo regions; what is there already stays as it is."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("Demo regions have no place in production.")
        # What follows the rows of weeks past goes to a queue that ends with this process.
        app.conf.broker_url = "memory://localhost"
        operator = people.operator()
        made = [(data, self._region(data, operator)) for data in (*KREISE, *REGIONS)]
        share(made)
        with stepping_into(None):
            set_up_about(by=operator)
            set_up_billing(by=operator)
            one_waiting_application()
            _count_as_sent()
        write_sign_ins(made)

    def _region(self, data: DemoRegion, operator: Operator) -> Region:
        with stepping_into(None):
            region = settle(data, by=operator)
            card = region.card()
        if card.status != Status.DRAFT:
            return (
                region  # publishing is the last step: the rest is there, and whoever plays with it goes on from there
            )
        self.stdout.write(f"  {data.name}")
        with stepping_into(card):
            administrator = people.administrator(data)
            editor = people.editor(data, by=administrator)
            set_up_look(data, by=administrator)  # first: mails of the businesses go to the address that it names
            set_up_places(data, by=administrator)
            for one in slices():
                if one.demo is not None and one.name not in data.off:
                    one.demo(data, editor)
            people.owner(data)
            people.of_partners(data)
            count_figures(at=timezone.now())
            write_vocabulary()
            # The one letter that somebody should find in the mailbox: it lets the business in.
            asked = outbox().filter(kind="businesses.approval", about_id__in=Business.objects.waiting())
            for pk in asked.waiting().values_list("pk", flat=True):
                deliver(pk, at=timezone.now())
            _count_as_sent()
            publish(card, by=administrator, at=timezone.now())
        return region


def _count_as_sent() -> None:
    """Letters of weeks past to invented people."""
    outbox().waiting().update(sent_at=F("queued_at"), tries=1)
