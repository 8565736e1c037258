"""The mail with which the Rathaus decides: the picture travels in it, because a mail fetches nothing."""

from __future__ import annotations

import re
from pathlib import Path

from django.test import Client
from django.utils import timezone

from kreislauf.audit.models import Entry
from kreislauf.pictures.images import accept_upload
from kreislauf.pictures.stored import store_picture
from kreislauf.regions import RegionCard
from marketplace.businesses.reviewed import REVIEW
from marketplace.review.tell import tell_now
from tests.journeys.pictures import png
from tests.make import make_business, make_user
from tests.post import deliver_all


def test_the_picture_to_decide_on_is_in_the_mail(in_kiel: RegionCard, media_folder: Path) -> None:
    picture = store_picture(accept_upload(png("Brot")), folder="betriebe")
    make_user(email="rathaus@kiel.example")
    business = make_business(approved_at=None, submitted_at=timezone.now(), picture=picture, picture_alt="Ein Brot")

    tell_now(REVIEW, business, at=timezone.now())
    (mail,) = deliver_all()
    message = mail.message()
    parts = [(part.get_content_type(), part.get("Content-ID")) for part in message.walk()]
    assert parts == [
        ("multipart/related", None),
        ("multipart/alternative", None),
        ("text/plain", None),
        ("text/html", None),
        ("image/jpeg", "<bild-1>"),
    ]
    assert 'src="cid:bild-1" alt="Ein Brot"' in " ".join(mail.alternatives[0][0].split())
    assert list(message.walk())[-1].get_payload(decode=True).startswith(b"\xff\xd8")


def test_the_log_says_whose_link_decided(in_kiel: RegionCard, site: Client) -> None:
    for name in ("rathaus", "ute"):
        make_user(email=f"{name}@kiel.example")
    tell_now(REVIEW, make_business(approved_at=None, submitted_at=timezone.now()), at=timezone.now())
    letters = {mail.to[0]: mail.body for mail in deliver_all()}
    found = re.search(r"http://kiel\.localhost(/verwaltung/freigabe/\S+/)", letters["ute@kiel.example"])
    assert found is not None

    site.post(found[1], {"freigeben": "1"})

    assert Entry.objects.get(action="business.approved").actor == "Link aus der E-Mail an u…@k….example"
