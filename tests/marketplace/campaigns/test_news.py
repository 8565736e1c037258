"""News of a campaign: read by staff, mailed once to each who backs it, ended by one POST, asked for afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.campaigns.models import Campaign, Unsubscribed, Update
from marketplace.campaigns.tasks import ask_afterwards, mail_news
from marketplace.campaigns.updates import mail
from marketplace.campaigns.updates.write import Mailed, rewrite_update
from marketplace.review.approve import approve
from marketplace.review.trust import trust
from tests.make import NOON, make_business, make_owner, make_user
from tests.make_campaign import make_campaign, make_pledge
from tests.marketplace.crash import dies_everywhere
from tests.post import deliver_all
from tests.words import words

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def business(in_kiel: RegionCard) -> Business:
    return make_business(name="Theater am Fluss")


@pytest.fixture
def campaign(business: Business) -> Campaign:
    return make_campaign(business=business)


@pytest.fixture
def owner(site: Client, business: Business) -> Client:
    site.force_login(make_owner(business, email="theater@example.org"))
    return site


def form(**fields: Any) -> dict[str, Any]:
    return {"kind": "news", "title": "Die Hälfte ist da", "text_md": "Danke! **Sechs** Lichter sind bestellt."} | fields


def address(campaign: Campaign) -> str:
    return f"/betrieb/kampagnen/{campaign.pk}/neues/"


def written(campaign: Campaign, owner: Client, **fields: Any) -> Update:
    answer = owner.post(address(campaign), form(**fields))
    assert answer.status_code == 302, words(answer)
    return Update.objects.latest("pk")


def released(update: Update) -> None:
    approve(update, version=update.version, by=make_user(), at=timezone.now())


def to_backers() -> list[Any]:
    """Letters that say how to end them."""
    return [one for one in deliver_all() if "List-Unsubscribe" in one.extra_headers]


def test_an_empty_page_speaks_of_no_mistake(owner: Client, campaign: Campaign) -> None:
    assert owner.get(f"/betrieb/kampagnen/{campaign.pk}/neues/").status_code == 200
    update = written(campaign, owner)
    assert owner.get(f"/betrieb/kampagnen/{campaign.pk}/neues/{update.pk}/").status_code == 200


def test_news_wait_for_staff_and_then_go_to_each_address_once(owner: Client, campaign: Campaign) -> None:
    for email in ("ilse@example.org", "ilse@example.org", "jan@example.org"):
        make_pledge(campaign, email=email)
    make_pledge(campaign, email="zusage@example.org", kind="promise", paid_at=None, promised_at=timezone.now())
    make_pledge(campaign, email="weg@example.org", refunded_at=timezone.now())
    make_pledge(campaign, email="offen@example.org", paid_at=None)
    make_pledge(make_campaign(title="Andere"), email="andere@example.org")
    update = written(campaign, owner)
    assert "wird angesehen" in words(owner.get(f"/betrieb/kampagnen/{campaign.pk}/"))
    mail_news()
    assert to_backers() == []

    owner.force_login(make_user())
    assert "Lichter sind bestellt" in words(owner.get(f"/verwaltung/kampagnen/neues/{update.pk}/"))
    released(update)
    for _n in range(2):
        mail_news()
    letters = to_backers()
    assert sorted(one.to[0] for one in letters) == ["ilse@example.org", "jan@example.org", "zusage@example.org"]
    assert letters[0].subject == "Die Hälfte ist da"
    assert letters[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letters[0].extra_headers["List-Id"] == f"<kampagne-{campaign.pk}.kiel.localhost>"
    update.refresh_from_db()
    assert update.mailed_at is not None


def test_many_backers_are_mailed_some_at_a_time(
    owner: Client, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "AT_ONCE", 2)
    for _n in range(5):
        make_pledge(campaign)
    update = written(campaign, owner)
    released(update)
    assert mail.mail_update(update.pk, at=timezone.now()) == 5
    assert mail.mail_update(update.pk, at=timezone.now()) == 0
    assert len(to_backers()) == 5


def test_a_worker_that_dies_leaves_the_rest_to_the_next(owner: Client, campaign: Campaign, in_kiel: RegionCard) -> None:
    make_pledge(campaign)
    update = written(campaign, owner)
    released(update)
    assert dies_everywhere(lambda: mail._mail_some(update.pk, at=timezone.now()), of=in_kiel) > 3


def test_one_post_ends_the_letters_of_this_campaign_and_looking_does_not(owner: Client, campaign: Campaign) -> None:
    make_pledge(campaign, email="ilse@example.org")
    other = make_campaign(business=campaign.business, title="Andere")
    make_pledge(other, email="ilse@example.org")
    released(written(campaign, owner))
    mail_news()
    (letter,) = to_backers()
    link = letter.extra_headers["List-Unsubscribe"].strip("<>").partition("localhost")[2]
    path = link[link.index("/") :]
    mailbox = Client(headers={"host": "kiel.localhost"}, enforce_csrf_checks=True)
    assert "abbestellen?" in words(mailbox.get(path))
    assert not Unsubscribed.objects.exists()
    for _n in range(2):
        assert mailbox.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Unsubscribed.objects.count() == 1
    assert "ilse" not in str(Unsubscribed.objects.get().person)
    for one in (campaign, other):
        released(written(one, owner))
    mail_news()
    assert [one.extra_headers["List-Id"] for one in to_backers()] == [f"<kampagne-{other.pk}.kiel.localhost>"]
    assert mailbox.post(path[:-3] + "x/").status_code == 404


def test_forbidden_words_are_read_even_of_a_trusted_business(owner: Client, campaign: Campaign) -> None:
    business = campaign.business
    trust("campaign_update", submitter=f"business:{business.pk}", name=business.name, by=make_user(), at=NOON)
    assert written(campaign, owner).is_public
    assert not written(campaign, owner, text_md="Wir verlosen ein Fahrrad.").is_public


def test_what_is_mailed_is_not_written_anew(owner: Client, campaign: Campaign) -> None:
    update = written(campaign, owner)
    owner.post(f"{address(campaign)}{update.pk}/", form(title="Mehr als die Hälfte"))
    update.refresh_from_db()
    assert (update.title, update.version) == ("Mehr als die Hälfte", 2)
    released(update)
    texts = {"title": "Neu", "text_md": "Neu"}
    with pytest.raises(Mailed):
        rewrite_update(update, texts, kind="news", backers_only=False, by=make_user(), at=timezone.now())


def test_staff_takes_news_from_the_page_and_no_further_letters_go_out(owner: Client, campaign: Campaign) -> None:
    make_pledge(campaign)
    update = written(campaign, owner)
    released(update)
    mail_news()
    owner.force_login(make_user())
    owner.post(f"/verwaltung/kampagnen/neues/{update.pk}/ausblendung/", {"reason": "Meldung"})
    assert to_backers() == []
    owner.post(f"/verwaltung/kampagnen/neues/{update.pk}/wiederaufnahme/")
    update.refresh_from_db()
    assert update.is_public


def test_nobody_writes_news_of_a_draft(owner: Client, business: Business) -> None:
    draft = make_campaign(business=business, handed_in_at=None, approved_at=None, starts_at=None)
    owner.post(address(draft), form())
    assert not Update.objects.exists()


def asked() -> list[str]:
    ask_afterwards()
    return [one.subject for one in deliver_all() if one.to == ["backstube@example.org"]]


@pytest.mark.parametrize(("days", "letters"), [(90, 0), (92, 1), (366, 1)])
def test_the_business_is_asked_what_became_of_it(business: Business, days: int, letters: int) -> None:
    over = timezone.now() - days * DAY
    make_pledge(
        make_campaign(business=business, ended_at=over, succeeded=True, starts_at=over - DAY, approved_at=over - DAY)
    )
    assert len(asked()) == letters
    assert asked() == []


def test_it_is_asked_again_after_a_year_unless_it_has_told_lately(business: Business) -> None:
    over = timezone.now() - 366 * DAY
    fields = {"ended_at": over, "succeeded": True, "asked_after_3_at": over + 91 * DAY, "starts_at": over - DAY}
    quiet = make_campaign(business=business, title="Still", approved_at=over - DAY, **fields)
    told = make_campaign(business=business, title="Erzählt", approved_at=over - DAY, **fields)
    make_pledge(quiet)
    make_pledge(told)
    Update.objects.create(
        campaign=told,
        title="So ist es geworden",
        text_md="Schön.",
        key="erzaehlt",
        written_at=timezone.now() - 9 * DAY,
        submitted_at=timezone.now(),
    )
    assert asked() == ["Was ist aus „Still“ geworden?"]
    quiet.refresh_from_db()
    told.refresh_from_db()
    assert quiet.asked_after_12_at
    assert told.asked_after_12_at


def test_nobody_is_asked_about_a_campaign_that_nobody_has_paid_for(business: Business) -> None:
    over = timezone.now() - 92 * DAY
    failed = {"ended_at": over, "succeeded": False, "starts_at": over - DAY, "approved_at": over - DAY}
    make_pledge(make_campaign(business=business, **failed), refunded_at=over)
    assert asked() == []
