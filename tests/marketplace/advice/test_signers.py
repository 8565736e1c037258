"""The link to sign is its reader's own: it says nothing once they do not answer for the partner any more."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.accounts.models import User
from kreislauf.links import sign
from kreislauf.regions import RegionCard
from marketplace.advice.links import CO_SIGNATURE, VALID
from marketplace.advice.models import CoSignature
from marketplace.advice.signing.sign import ask_to_sign
from marketplace.partners.models import Body, BodyMember, BodyRole
from tests.make import make_author, make_body
from tests.make_article import make_article
from tests.marketplace.advice.test_way import link_in
from tests.post import deliver_all
from tests.words import words


@pytest.fixture
def chamber(in_kiel: RegionCard) -> Body:
    return make_body(name="Handwerkskammer", email="info@hwk.example")


def asked_link(chamber: Body) -> str:
    """The first of the links that the chamber gets."""
    ask_to_sign(make_article(), chamber, by="Ute", at=timezone.now())
    return link_in(deliver_all()[0])


@pytest.mark.parametrize("ends", ["removed", "author", "blocked", "left"])
def test_who_does_not_release_there_any_more_neither_reads_nor_signs(site: Client, chamber: Body, ends: str) -> None:
    jan = make_author(chamber, email="jan@hwk.example", role=BodyRole.EDITOR)
    make_author(chamber, email="jutta@hwk.example", role=BodyRole.EDITOR)  # masked, she looks the same
    link, member = asked_link(chamber), BodyMember.objects.filter(user=jan)
    assert "Zeigen Sie den Ausfall" in words(site.get(link))

    if ends == "removed":
        member.delete()
    elif ends == "author":
        member.update(role=BodyRole.AUTHOR)
    elif ends == "blocked":
        User.objects.filter(pk=jan.pk).update(is_active=False)
    else:
        Body.objects.filter(pk=chamber.pk).update(left_at=timezone.now())

    for answer in (site.get(link), site.post(link), site.post(link, {"ablehnen": "1", "reason": "Nein."})):
        assert answer.status_code == 410
        assert "Der Link ist nicht mehr gültig." in words(answer)
        assert "Zeigen Sie den Ausfall" not in words(answer)
    assert CoSignature.objects.open().count() == 1


def test_the_partners_own_address_signs_until_it_is_another_one(site: Client, chamber: Body) -> None:
    link = asked_link(chamber)
    assert site.get(link).status_code == 200
    Body.objects.filter(pk=chamber.pk).update(email="neu@hwk.example")
    assert site.post(link).status_code == 410
    Body.objects.filter(pk=chamber.pk).update(email="info@hwk.example")
    assert "Ihr Logo steht neben dem Text" in words(site.post(link))


def test_a_link_from_before_accounts_were_named_goes_by_the_address(site: Client, chamber: Body) -> None:
    jan = make_author(chamber, email="jan@kammer.example", role=BodyRole.EDITOR)
    asked_link(chamber)
    link = f"/rat/mitzeichnung/{older_token(CoSignature.objects.get())}/"
    assert site.get(link).status_code == 200
    BodyMember.objects.filter(user=jan).delete()
    assert site.post(link).status_code == 410


def older_token(asked: CoSignature) -> str:
    return sign(CO_SIGNATURE, [asked.pk, "j…@k….example"], expires=VALID, at=asked.asked_at)
