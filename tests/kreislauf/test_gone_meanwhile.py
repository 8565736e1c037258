"""Two press the same button: whoever comes second is told that it is gone, and nothing breaks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.test import RequestFactory

from kreislauf.accounts.models import User
from kreislauf.regions import RegionCard
from kreislauf.web.errors import GoneMeanwhileMiddleware
from marketplace.businesses.models import Business, Member
from marketplace.partners.models import Body, BodyMember, BodyRole
from tests.conftest import make_client
from tests.make import make_author, make_body, make_business, make_cashier, make_owner
from tests.meanwhile import pressed_meanwhile
from tests.words import words


def of_business() -> tuple[Any, Any, User, str]:
    business = make_business()
    gone = Member.objects.get(user=make_cashier(business))
    return Business.objects.filter(pk=business.pk), gone, make_owner(business), f"/betrieb/team/{gone.pk}/entfernung/"


def of_partner() -> tuple[Any, Any, User, str]:
    body = make_body()
    gone = BodyMember.objects.get(user=make_author(body))
    colleague = make_author(body, role=BodyRole.EDITOR)
    return Body.objects.filter(pk=body.pk), gone, colleague, f"/partnerbereich/team/{gone.pk}/entfernung/"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("made", [of_business, of_partner])
def test_the_second_of_two_who_remove_a_colleague(
    in_kiel: RegionCard, made: Callable[[], tuple[Any, Any, User, str]]
) -> None:
    held, gone, colleague, path = made()
    client = make_client(in_kiel, user=colleague)

    answer = pressed_meanwhile(
        lambda: client.post(path, HTTP_REFERER=f"http://kiel.localhost{path}"), held=held, change=gone.delete
    )

    assert answer.status_code == 404
    assert "Das gibt es nicht mehr" in words(answer)


@pytest.mark.parametrize(("method", "status"), [("get", None), ("head", None), ("post", 404), ("delete", 404)])
def test_a_page_that_only_shows_hides_no_fault(kiel: RegionCard, method: str, status: int | None) -> None:
    request = getattr(RequestFactory(), method)("/api/v1/offers/7/")

    answer = GoneMeanwhileMiddleware(lambda request: None).process_exception(request, ObjectDoesNotExist())  # type: ignore[arg-type, return-value]

    assert (answer and answer.status_code) == status
