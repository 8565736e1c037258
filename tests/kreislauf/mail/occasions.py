"""What makes each kind of mail be written: kind by kind, so that none is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from django.utils.timezone import localdate

from kreislauf.accounts.emails import LETTERS, invitation
from kreislauf.accounts.letters import Letters
from kreislauf.accounts.models import Invitation, Role
from kreislauf.accounts.realm import Person
from kreislauf.regions import RegionCard, stepping_into
from marketplace.businesses import emails as businesses
from marketplace.businesses import team_letter
from marketplace.businesses.address_letter import new_address
from marketplace.businesses.reviewed import REVIEW
from marketplace.review import emails as review
from marketplace.vouchers.models import Declaration, Withdrawal
from marketplace.vouchers.orders import emails as vouchers
from marketplace.vouchers.orders import lost_letter as lost
from marketplace.vouchers.withdrawal import emails as withdrawal
from tenants.archive import emails as archive
from tenants.archive.models import ArchiveFile, Certificate, Departure
from tenants.domains import emails as domains
from tenants.domains.models import OwnHost
from tenants.fleet import emails as fleet
from tenants.fleet.models import Run
from tenants.golive import emails as golive
from tenants.models import Status, Step
from tenants.operators import emails as operators
from tenants.operators.models import Operator, RegionOverdue
from tenants.signup import emails as signup
from tenants.signup.models import Application, Remark
from tests.kreislauf.mail.advice_occasions import about_articles
from tests.kreislauf.mail.bank_occasions import about_bank_accounts, order_to_be_transferred
from tests.kreislauf.mail.books_occasions import about_books
from tests.kreislauf.mail.campaign_ending_occasions import about_ends_of_campaigns
from tests.kreislauf.mail.campaign_writing_occasions import about_campaign_writing
from tests.kreislauf.mail.fund_occasions import about_funds
from tests.kreislauf.mail.listing_occasions import about_listings
from tests.kreislauf.mail.meeting_occasions import about_meetings
from tests.kreislauf.mail.merchant_occasions import about_accounts_of_merchants
from tests.kreislauf.mail.partner_occasions import about_partners
from tests.kreislauf.mail.pledge_occasions import about_pledges
from tests.kreislauf.mail.regionwide_occasions import about_taking_part
from tests.kreislauf.mail.sender_occasions import about_senders
from tests.kreislauf.mail.sharing_occasions import about_neighbours
from tests.kreislauf.mail.subscription_occasions import about_subscriptions
from tests.kreislauf.mail.trust_occasions import about_notices
from tests.kreislauf.mail.watch_occasions import about_watches
from tests.make import NOON, make_business, make_cashier, make_order, make_user, make_voucher
from tests.tenants.operators.operators import make_operator


def in_the_region(card: RegionCard) -> dict[str, Callable[[str], object]]:
    """By kind: queues one mail to an address. Makes the rows that they are about."""
    now = timezone.now()
    waiting = make_business(approved_at=None, submitted_at=now)
    rejected = make_business(approved_at=None, reject_reason="Bitte mit Anschrift.")
    asked = make_business(approved_at=None, submitted_at=now, asked_at=now, question="Wem gehört das Bild?")
    order = make_order(fulfilled_at=NOON)
    voucher = make_voucher(order=order, value_cents=2500)
    declared = Withdrawal.objects.create(
        voucher=voucher, name="Ute", email="ute@example.org", declared_at=NOON, accepted=True
    )
    waits = Declaration.objects.create(
        number=order.number, email=order.email, name="Ute", order=order, fits=True, declared_at=now
    )
    back = make_voucher(order=order, position=2, refunded_at=NOON)
    invited = Invitation.objects.create(
        email="neu@example.org", role=Role.EDITOR, invited_by="Ute", invited_at=now, user=make_user()
    )
    with stepping_into(None):
        own = OwnHost.objects.create(
            region_id=card.id, host="kreis-demo.de", requested_at=NOON, requested_by="Ute", next_check_at=NOON,
            lost_since=NOON,
        )  # fmt: skip
        own = OwnHost.objects.select_related("region").get(pk=own.pk)
        kept = ArchiveFile.objects.create(
            region_id=card.id, asked_at=NOON, asked_by="Ute", finished_at=now, expires_at=now
        )
        leaving = _departure(card)
        steps = {status: _step(card, status) for status in (Status.LIVE, Status.SUSPENDED)}
    return {
        "accounts.invitation": lambda to: invitation.queue(invited, to=to),
        "signup.draft": lambda to: signup.draft.queue(invited, to=to),
        "businesses.invitation": lambda to: team_letter.invitation.queue(_invited_to_work(), to=to),
        "vouchers.lost": lambda to: (_bought_by(to), lost.lost.queue(None, to=to)),
        "accounts.reset": lambda to: (make_user(email=to), LETTERS.reset.queue(None, to=to)),
        **_about_accounts("accounts", LETTERS, make_user()),
        **about_articles(),
        **about_listings(),
        **about_meetings(),
        **about_campaign_writing(),
        **about_funds(),
        **about_ends_of_campaigns(),
        **about_pledges(),
        **about_ends_of_campaigns(),
        **about_bank_accounts(),
        **about_accounts_of_merchants(),
        **about_taking_part(),
        **about_notices(),
        **about_watches(),
        **about_partners(),
        **about_neighbours(card),
        **about_books(voucher),
        "businesses.approval": lambda to: REVIEW.letters.approval.queue(waiting, to=to, version=waiting.version),
        "businesses.question": lambda to: REVIEW.letters.question.queue(asked, to=to, version=asked.version),
        "businesses.delay": lambda to: REVIEW.letters.delay.queue(waiting, to=to, version=waiting.version),
        "review.bundle": lambda to: review.bundle.queue(
            None, to=to, items=[["business", waiting.pk, waiting.version]], sent_to="u…@k….example"
        ),
        "vouchers.recipient_changed": lambda to: vouchers.recipient_changed.queue(
            make_order(), to=to, new_address="o…@e….org"
        ),
        "businesses.team": lambda to: team_letter.team.queue(
            make_business(), to=to, user_id=make_user().pk, change="added", role="till", to_person=True
        ),
        "businesses.new_address": lambda to: new_address.queue(make_business(), to=to, who=""),
        "businesses.received": lambda to: businesses.received.queue(waiting, to=to),
        "businesses.approved": lambda to: businesses.approved.queue(make_business(), to=to, invitation_id=0),
        "businesses.rejected": lambda to: businesses.rejected.queue(rejected, to=to, version=rejected.version),
        "vouchers.vouchers": lambda to: vouchers.vouchers.queue(order, to=to),
        "vouchers.transfer": lambda to: vouchers.transfer.queue(order_to_be_transferred(), to=to),
        "vouchers.sold": lambda to: vouchers.sold.queue(voucher.business, to=to, day=f"{localdate(voucher.issued_at)}"),
        "vouchers.withdrawal": lambda to: vouchers.withdrawal.queue(order, to=to, withdrawal_ids=[declared.pk]),
        "vouchers.withdrawal_business": lambda to: vouchers.withdrawal_business.queue(
            order, to=to, withdrawal_ids=[declared.pk]
        ),
        "vouchers.withdrawal_confirmation": lambda to: withdrawal.withdrawal_confirmation.queue(waits, to=to),
        "vouchers.withdrawal_lapsed": lambda to: withdrawal.withdrawal_lapsed.queue(waits, to=to),
        "vouchers.refunded": lambda to: withdrawal.refunded.queue(back, to=to),
        "vouchers.refund_failed": lambda to: vouchers.refund_failed.queue(voucher, to=to),
        "archive.ready": lambda to: archive.ready.queue(kept, to=to),
        "archive.leaving": lambda to: archive.leaving.queue(leaving, to=to),
        "archive.leaving_business": lambda to: archive.leaving_business.queue(leaving, to=to),
        "archive.leaving_entry": lambda to: archive.leaving_entry.queue(leaving, to=to),
        "archive.staying": lambda to: archive.staying.queue(_staying(card), to=to),
        "golive.suspended": lambda to: golive.suspended.queue(steps["suspended"], to=to),
        "golive.resumed": lambda to: golive.resumed.queue(steps["live"], to=to),
        "domains.proved": lambda to: domains.proved.queue(own, to=to),
        "domains.lost": lambda to: domains.lost.queue(own, to=to),
        "domains.closed": lambda to: domains.closed.queue(own, to=to),
        **about_senders(card),
    }


def _invited_to_work() -> Invitation:
    business = make_business()
    person = make_cashier(business, email="lena@example.org")
    return Invitation.objects.create(
        email=person.email, role=Role.BUSINESS, invited_by="Ute", invited_at=NOON, user=person, business_id=business.pk
    )


def _bought_by(address: str) -> None:
    make_voucher(order=make_order(email=address, fulfilled_at=NOON))


def _about_accounts(prefix: str, letters: Letters, person: Person) -> dict[str, Callable[[str], object]]:
    asked = {"old": person.email, "new": "neu@example.org", "at": timezone.now().isoformat()}
    return {
        f"{prefix}.new_device": lambda to: letters.new_device.queue(person, to=to, browser="", at=asked["at"]),
        f"{prefix}.sign_in": lambda to: letters.sign_in.queue(person, to=to, at=asked["at"]),
        f"{prefix}.new_address": lambda to: letters.new_address.queue(person, to=to, **asked),
        f"{prefix}.old_address": lambda to: letters.old_address.queue(person, to=to),
        f"{prefix}.factor_reset": lambda to: letters.factor_reset.queue(person, to=to, by="Ida"),
    }


def of_the_platform(card: RegionCard) -> dict[str, Callable[[str], object]]:
    application, robin = make_application(), Operator.objects.create_operator("robin@example.org", None)
    gone = _departure(card, stayed_at=NOON)
    certificate = Certificate.objects.create(departure=gone, issued_at=NOON, facts=FACTS, signature="x", key="x")
    run = Run.objects.create(by="Robin", began_at=NOON, total=1)
    remark = Remark.objects.create(application=application, text="Wer?", is_question=True, by="Robin", at=NOON)
    overdue = RegionOverdue.objects.create(region_id=card.id, name="trust", number=2, since=NOON)
    return {
        "operators.invitation": lambda to: operators.invitation.queue(robin, to=to),
        "operators.reset": lambda to: (make_operator(email=to), operators.LETTERS.reset.queue(None, to=to)),
        **_about_accounts("operators", operators.LETTERS, robin),
        "signup.confirm": lambda to: signup.confirm.queue(application, to=to),
        "signup.operators": lambda to: signup.operators.queue(application, to=to),
        "signup.question": lambda to: signup.question.queue(remark, to=to),
        "signup.rejected": lambda to: signup.rejected.queue(application, to=to),
        "archive.certificate": lambda to: archive.certificate.queue(certificate, to=to),
        "fleet.failures": lambda to: fleet.failures.queue(run, to=to),
        "operators.overdue": lambda to: operators.overdue.queue(overdue, to=to),
        **about_subscriptions(card),
    }


def make_application(*, name: str = "Stadt Flensburg", contact_name: str = "Ute Brandt") -> Application:
    return Application.objects.create(
        name=name, kind="kreisfreie_stadt", label="flensburg", contact_name=contact_name, email="ute@flensburg.example",
        primary_colour="#00457c", accent_colour="#e5342f", key="k" * 32, requested_at=timezone.now(),
    )  # fmt: skip


def _step(card: RegionCard, status: str) -> Step:
    return Step.objects.create(region_id=card.id, status=status, at=NOON, by="Robin", note="Umzug der Server")


def _staying(card: RegionCard) -> Departure:
    with stepping_into(None):
        return _departure(card, stayed_at=NOON)


def _departure(card: RegionCard, **fields: object) -> Departure:
    due = timezone.now() + timedelta(days=30)
    return Departure.objects.create(
        region_id=card.id, asked_at=NOON, asked_by="Ute", status_before="live", due_at=due, owed_cents=0, **fields
    )


FACTS = {
    "platform": "localhost", "region": "Stadt Husum", "label": "husum", "schema": "r_husum", "hosts": [],
    "asked_at": NOON.isoformat(), "due_at": NOON.isoformat(), "deleted_at": NOON.isoformat(), "rows": {}, "files": 0,
    "bytes": 0, "stages": {}, "owed_cents": 0, "handed_over_to": "", "hand_over_reason": "", "archive": None,
}  # fmt: skip
