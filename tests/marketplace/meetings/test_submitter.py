"""Of a partner's meeting, decisions are heard where it is looked after today."""

from __future__ import annotations

from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard
from marketplace.meetings.hand_over import hand_over
from marketplace.meetings.models import Meeting
from marketplace.meetings.noticed import NOTICEABLE
from marketplace.meetings.submitter import submitter_of
from marketplace.partners.models import BodyMember
from marketplace.review.reject import reject
from tests.make import NOON, make_author, make_body
from tests.make_meeting import make_meeting


def test_who_writes_for_the_partner_no_more_hears_no_decision(in_kiel: RegionCard) -> None:
    body, heir = make_body(), make_body(slug="heir", email="heir@example.org")
    make_author(body, email="otto@example.org")
    waits = make_meeting(body=body, author_email="otto@example.org", approved_at=None, released_at=None)
    later = make_meeting(body=body, author_email="otto@example.org")
    assert submitter_of(waits) == "otto@example.org"

    BodyMember.objects.all().delete()
    reject(waits, version=waits.version, reason="Bitte mit Ort.", by="Karl", at=NOON)
    hand_over(body, heir, "Karl", NOON)

    assert list(outbox().values_list("recipient", flat=True)) == ["rat@example.org"]
    assert NOTICEABLE.author(Meeting.objects.get(pk=later.pk)) == "heir@example.org"


def test_what_the_office_announced_for_a_partner_is_told_to_nobody(in_kiel: RegionCard) -> None:
    assert submitter_of(make_meeting(body=make_body(), author_email="")) == ""
