"""A partner leaves without an heir: its people are nowhere any more, not in a picture and not next door."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from kreislauf.pictures.stored import private_path, variant_path
from kreislauf.regions import RegionCard
from marketplace.advice.hand_over import hand_over_all
from tenants.sharing.outbox.models import Due
from tests.make import NOON, make_body
from tests.make_article import make_adviser, make_article

PICTURE = "beratung/3f20-480x320.webp"


def test_its_advisers_pictures_and_numbers_go_with_it(
    in_kiel: RegionCard, media_folder: object, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    body, path = make_body(), variant_path(PICTURE, 480)
    default_storage.save(path, ContentFile(b"WEBP"))
    adviser = make_adviser(body, picture=PICTURE, picture_alt="Meike Storm")
    named = make_article(
        make_body(slug="other"), text_md=f"Fragen Sie {{{{ kontakt:{adviser.pk} }}}}.", shared_with="all"
    )

    with django_capture_on_commit_callbacks(execute=True):
        hand_over_all(body, None, "Ute", NOON)

    assert (default_storage.exists(path), default_storage.exists(private_path(path))) == (False, True)
    assert list(Due.objects.values_list("kind", "row")) == [("article", named.pk)]
