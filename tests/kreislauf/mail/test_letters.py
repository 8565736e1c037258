"""What the kinds of mail say, and to whom."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone, translation

from kreislauf.mail.kinds import KINDS
from kreislauf.mail.message import message_of
from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard, stepping_into
from marketplace.businesses.models import Business
from marketplace.businesses.reviewed import REVIEW
from marketplace.review.notify import notify_now
from marketplace.vouchers.models import Voucher, Withdrawal
from marketplace.vouchers.orders.emails import confirm_withdrawal, notify_of_failed_refund
from tenants.about.models import About
from tenants.branding.models import Branding
from tenants.models import Region
from tenants.signup.models import Application
from tests.kreislauf.mail.occasions import in_the_region, make_application, of_the_platform
from tests.make import NOON, make_business, make_user, make_voucher
from tests.post import deliver_all

pytestmark = pytest.mark.django_db
# „Ihr Zugang zu Kreis Plön“; „Kreis Plön“ alone is the sender's name.
WITHOUT_ARTICLE = re.compile(r"\b(?:an|auf|bei|für|im?|in|mit|um|von|zu[mr]?|ist|hat|Region)\s+Kreis Plön")
TYPED = "Gewonnen! Sofort abholen"


def text_of(kind: str) -> str:
    """Subject and both parts of the newest mail of this kind."""
    mail = outbox().filter(kind=kind).latest("pk")
    letter = KINDS[kind].letter(mail, KINDS[kind].about(mail))
    assert letter is not None
    message = message_of(letter, to=mail.recipient)
    return f"{message.subject}\n{message.body}\n{message.alternatives[0][0]}"


def test_every_kind_has_a_name_for_lists_and_both_templates(kiel: RegionCard) -> None:
    with stepping_into(kiel):
        for kind, queue in in_the_region(kiel).items():
            queue("ute@example.org")
            assert len(text_of(kind)) > 500
            assert "kiel.localhost/impressum/" in text_of(kind).partition("<!doctype")[0]
            assert str(outbox().filter(kind=kind).latest("pk")) != kind
    _fill_in_about()
    for kind, queue in of_the_platform(kiel).items():
        queue("ute@example.org")
        assert len(text_of(kind)) > 500
        assert "//localhost/impressum/" in text_of(kind).partition("<!doctype")[0]
        assert str(outbox().filter(kind=kind).latest("pk")) != kind


def test_no_letter_says_a_link_twice(kiel: RegionCard) -> None:
    with stepping_into(kiel):
        for kind, queue in in_the_region(kiel).items():
            queue("ute@example.org")
            links = re.findall(r"https?://\S+", text_of(kind).partition("<!doctype")[0])
            assert sorted(links) == sorted(set(links)), kind


def test_both_parts_of_a_letter_greet_alike(kiel: RegionCard) -> None:
    with stepping_into(kiel):
        for kind, queue in in_the_region(kiel).items():
            queue("ute@example.org")
            plain, _doctype, pretty = text_of(kind).partition("<!doctype")
            assert ("Guten Tag" in plain) == ("Guten Tag" in pretty), kind


def test_the_plain_part_of_a_letter_speaks_of_no_button_for_it_has_links(kiel: RegionCard) -> None:
    with stepping_into(kiel):
        for kind, queue in in_the_region(kiel).items():
            queue("ute@example.org")
            assert "Knopf" not in text_of(kind).partition("<!doctype")[0], kind


LOWER_CASE = {"am", "auf", "bei", "danke", "das", "der", "die", "ein", "eine", "für", "im", "jemand", "mit", "vielen"}


def test_a_letter_goes_on_in_lower_case_after_the_greeting(kiel: RegionCard) -> None:
    with stepping_into(kiel):
        for kind, queue in in_the_region(kiel).items():
            queue("ute@example.org")
            greeted = re.search(r"^Guten Tag[^,\n]*,\n+(\S+)", text_of(kind), re.MULTILINE)
            assert greeted is None or greeted[1] not in {word.capitalize() for word in LOWER_CASE}, kind


def test_no_letter_drops_the_article_of_an_administration(kiel: RegionCard) -> None:
    Region.objects.filter(pk=kiel.id).update(name="Kreis Plön")
    with stepping_into(kiel):
        Branding.objects.update(name="Kreis Plön", title="", organisation="")
        for kind, queue in in_the_region(kiel).items():
            queue("ute@example.org")
            assert not WITHOUT_ARTICLE.search(text_of(kind)), kind
    for kind, queue in of_the_platform(kiel).items():
        Application.objects.update(name="Kreis Plön")
        queue("ute@example.org")
        assert not WITHOUT_ARTICLE.search(text_of(kind)), kind


def _fill_in_about() -> None:
    About.objects.create(name="Kreislauf eG", address="Musterweg 1", email="hallo@kreislauf.example")


def test_the_first_letter_to_an_address_holds_nothing_that_a_stranger_typed(in_kiel: RegionCard) -> None:
    business = make_business(name=TYPED, contact_name=TYPED, description=TYPED, approved_at=None)
    KINDS["businesses.received"].queue(business, to="fremd@example.org")
    assert TYPED not in text_of("businesses.received")

    with stepping_into(None):
        KINDS["signup.confirm"].queue(make_application(name=TYPED, contact_name=TYPED), to="fremd@example.org")
        assert TYPED not in text_of("signup.confirm")
        assert "flensburg." not in text_of("signup.confirm")


def test_an_answer_to_the_letter_that_decides_does_not_carry_its_link_to_the_applicant(in_kiel: RegionCard) -> None:
    make_user(email="rathaus@kiel.example")
    business = make_business(approved_at=None)
    notify_now(REVIEW, business, at=timezone.now())

    mail = outbox().get()
    letter = KINDS[mail.kind].letter(mail, business)

    assert letter is not None
    assert (mail.recipient, letter.reply_to) == ("rathaus@kiel.example", "")
    assert "verwaltung/freigabe" in text_of(mail.kind)


def test_who_answers_a_visitor_speaks_the_visitor_s_language(in_kiel: RegionCard) -> None:
    make_user(email="ute@example.org")
    with translation.override("en"):
        KINDS["accounts.reset"].queue(None, to="ute@example.org")
        notify_now(REVIEW, make_business(approved_at=None), at=timezone.now())
    assert dict(outbox().values_list("kind", "language")) == {"accounts.reset": "en", "businesses.approval": "de"}

    letter, _approval = deliver_all()
    assert letter.subject == "Set new password"
    assert '<html lang="en">' in letter.alternatives[0][0]


def test_for_a_business_without_an_address_the_rathaus_is_written_to(in_kiel: RegionCard) -> None:
    make_user(email="rathaus@kiel.example")
    voucher = make_voucher()
    Business.objects.update(email="")
    voucher = Voucher.objects.select_related("business", "order").get()
    declared = Withdrawal.objects.create(
        voucher=voucher, name="Ute", email="ute@example.org", declared_at=NOON, accepted=True
    )

    confirm_withdrawal([declared])
    notify_of_failed_refund(voucher)

    assert sorted(outbox().values_list("kind", "recipient")) == [
        ("vouchers.refund_failed", "rathaus@kiel.example"),
        ("vouchers.withdrawal", "ute@example.org"),
        ("vouchers.withdrawal_business", "rathaus@kiel.example"),
    ]
