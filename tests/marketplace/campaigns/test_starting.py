"""The way of a campaign to the public: three answers, a draft, staff's decision."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.audit.models import Entry
from kreislauf.german import midnight
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.campaigns.models import Campaign, Update
from marketplace.campaigns.writing.write import Frozen, rewrite
from marketplace.review.approve import approve
from marketplace.review.trust import trust
from tests.conftest import make_client
from tests.make import NOON, make_business, make_owner, make_user
from tests.make_campaign import make_campaign, make_pledge, make_reward
from tests.post import deliver_all
from tests.words import words

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NEW = "/betrieb/kampagnen/neu/"
WHY = "Unsere Heizung ist nach dreißig Jahren kaputt. Ohne sie bleibt der Saal im Winter kalt."


@pytest.fixture
def business(in_kiel: RegionCard) -> Business:
    return make_business(
        name="Theater am Fluss", picture="betriebe/0123456789abcdef0123-480.960x640.webp", picture_alt="Der Saal"
    )


@pytest.fixture
def owner(site: Client, business: Business) -> Client:
    site.force_login(make_owner(business, email="theater@example.org"))
    return site


def start_form(**fields: Any) -> dict[str, Any]:
    return {"why": WHY, "goal": "5.000", "ends_on": (timezone.localdate() + 30 * DAY).isoformat()} | fields


def whole_form(**fields: Any) -> dict[str, Any]:
    return {
        "title": "Eine neue Heizung",
        "lead": WHY,
        "text_md": "Wir sind **zwölf** Leute.",
        "goal": "5000",
        "ends_on": (timezone.localdate() + 30 * DAY).isoformat(),
        "mode": "keep",
        "cost_1": "Kessel",
        "cost_1_cents": "4.000",
        "cost_2": "Einbau",
        "cost_2_cents": "1.000",
        "stretch_1": "Neue Vorhänge",
        "stretch_1_cents": "6.500",
    } | fields


def test_three_answers_make_a_draft_with_the_business_s_own_picture(owner: Client, business: Business) -> None:
    sent = owner.post(NEW, start_form())
    campaign = Campaign.objects.get()
    assert sent.url == f"/betrieb/kampagnen/{campaign.pk}/", words(sent)
    assert (campaign.title, campaign.lead) == ("Unsere Heizung ist nach dreißig Jahren kaputt", WHY)
    assert (campaign.goal_cents, campaign.picture, campaign.picture_alt) == (500_000, business.picture, "Der Saal")
    assert campaign.ends_at == midnight(campaign.ends_on + DAY)
    assert (campaign.state, campaign.author_email) == ("unconfirmed", "theater@example.org")
    assert "Entwurf" in words(owner.get(sent.url))
    assert Entry.objects.filter(action="campaign.written").count() == 1


def test_each_form_leads_back_without_sending_it(owner: Client, business: Business) -> None:
    campaign = make_campaign(business=business)
    desk = f"/betrieb/kampagnen/{campaign.pk}/"
    forms = {NEW: "/betrieb/kampagnen/", f"{desk}aendern/": desk, f"{desk}neues/": desk}
    for address, back in {**forms, f"{desk}gegenleistungen/neu/": desk}.items():
        page = owner.get(address).content.decode().partition('class="kl-formend"')[2]
        assert re.search(rf'<a [^>]*href="{back}"', page), address


def test_sent_twice_a_form_makes_one_draft(owner: Client) -> None:
    key = re.search(r'name="key" value="([^"]+)"', owner.get(NEW).content.decode())
    assert key
    addresses = {owner.post(NEW, start_form(key=key[1])).url for _n in range(2)}
    assert addresses == {f"/betrieb/kampagnen/{Campaign.objects.get().pk}/"}


@pytest.mark.parametrize("days", [6, 91])
def test_a_campaign_runs_between_a_week_and_ninety_days(owner: Client, days: int) -> None:
    answer = owner.post(NEW, start_form(ends_on=(timezone.localdate() + days * DAY).isoformat()))
    assert answer.status_code == 422
    assert "mindestens sieben und höchstens 90 Tage" in words(answer)
    assert not Campaign.objects.exists()


def test_a_long_why_is_cut_between_words_for_the_title(owner: Client) -> None:
    owner.post(NEW, start_form(why="Wort " * 40))
    title = Campaign.objects.get().title
    assert title.endswith("Wort…")
    assert len(title) <= 80


def test_the_preview_shows_what_is_typed_and_saves_nothing(owner: Client) -> None:
    for address, more in (("/betrieb/kampagnen/vorschau/", {}), (NEW, {"vorschau": "1"})):
        page = words(owner.post(address, start_form() | more))
        assert "Unsere Heizung ist nach dreißig Jahren kaputt" in page
        assert "0 € von 5.000 €" in page
    assert " von " not in words(owner.post("/betrieb/kampagnen/vorschau/", {"goal": "viel", "ends_on": "31.31"}))
    assert not Campaign.objects.exists()


def test_a_draft_is_there_for_its_own_business_only(owner: Client, in_kiel: RegionCard) -> None:
    draft = make_campaign(business=make_business(name="Anderes"), handed_in_at=None, approved_at=None, starts_at=None)
    reward = make_reward(draft)
    for route in ("", "aendern/", "loeschung/", "gegenleistungen/neu/", f"gegenleistungen/{reward.pk}/", "neues/"):
        assert owner.get(f"/betrieb/kampagnen/{draft.pk}/{route}").status_code == 404
    office = make_client(in_kiel)
    office.force_login(make_user())
    assert office.get(f"/verwaltung/kampagnen/{draft.pk}/").status_code == 404
    assert draft.title not in words(office.get("/verwaltung/kampagnen/"))


def test_the_draft_says_what_it_lacks_and_is_handed_in_once_it_is_whole(owner: Client) -> None:
    owner.post(NEW, start_form())
    campaign = Campaign.objects.get()
    address = f"/betrieb/kampagnen/{campaign.pk}/"
    page = words(owner.get(address))
    assert "Erzählen Sie noch, was Sie vorhaben" in page
    assert "Bitte nennen Sie die Kosten" in page
    owner.post(f"{address}abgabe/")
    campaign.refresh_from_db()
    assert campaign.handed_in_at is None

    assert owner.post(f"{address}aendern/", whole_form()).url == address
    campaign.refresh_from_db()
    assert campaign.costs == [{"what": "Kessel", "cents": 400_000}, {"what": "Einbau", "cents": 100_000}]
    assert campaign.stretch == [{"text": "Neue Vorhänge", "cents": 650_000}]
    assert campaign.text_html == "<p>Wir sind <strong>zwölf</strong> Leute.</p>"
    owner.post(f"{address}abgabe/")
    campaign.refresh_from_db()
    assert (campaign.is_waiting, campaign.is_public) == (True, False)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("cost_1_cents", "", "Wie viel Geld ist das?"),
        ("cost_2", "", "Wofür sind die 1.000 €?"),
        ("stretch_1_cents", "4.000", "Das liegt nicht über Ihrem Ziel."),
        ("goal", "50", "mindestens"),
        ("title", "www.theater.de", "ohne Webadresse"),
    ],
)
def test_a_mistake_is_named_where_it_is(owner: Client, field: str, value: str, sentence: str) -> None:
    owner.post(NEW, start_form())
    campaign = Campaign.objects.get()
    answer = owner.post(f"/betrieb/kampagnen/{campaign.pk}/aendern/", whole_form(**{field: value}))
    assert answer.status_code == 422
    assert sentence in words(answer)


def handed_in(business: Business, **fields: Any) -> Campaign:
    return make_campaign(business=business, approved_at=None, starts_at=None, **fields)


def test_staff_releases_it_from_the_mail_and_its_time_begins(owner: Client, business: Business) -> None:
    make_user(email="rathaus@example.org")
    owner.post(NEW, start_form())
    campaign = Campaign.objects.get()
    owner.post(f"/betrieb/kampagnen/{campaign.pk}/aendern/", whole_form())
    owner.post(f"/betrieb/kampagnen/{campaign.pk}/abgabe/")
    (mail,) = [one for one in deliver_all() if one.to == ["rathaus@example.org"]]
    assert "Kessel 4.000 € · Einbau 1.000 €" in mail.body.replace("\xa0", " ")
    link = re.search(r"http://kiel\.localhost[^/]*(/\S+)", mail.body)
    assert link
    guest = Client(headers={"host": "kiel.localhost"})
    page = guest.get(link[1])
    assert "Eine neue Heizung" in words(page)
    campaign.refresh_from_db()
    assert campaign.approved_at is None
    approve(campaign, version=campaign.version, by=make_user(), at=timezone.now())
    campaign.refresh_from_db()
    assert campaign.is_running
    (told,) = [one for one in deliver_all() if one.to == ["theater@example.org"]]
    assert "Ihre Kampagne läuft" in told.subject


def test_who_waited_long_for_the_release_still_has_a_week(business: Business) -> None:
    today = timezone.localdate()
    campaign = handed_in(business, ends_on=today + 2 * DAY)
    approve(campaign, version=1, by=make_user(), at=timezone.now())
    campaign.refresh_from_db()
    assert (campaign.ends_on, campaign.ends_at) == (today + 7 * DAY, midnight(today + 8 * DAY))


def test_once_public_goal_costs_and_end_are_frozen_and_words_wait_for_staff(owner: Client, business: Business) -> None:
    campaign = make_campaign(business=business)
    address = f"/betrieb/kampagnen/{campaign.pk}/aendern/"
    assert 'name="goal"' not in owner.get(address).content.decode()
    owner.post(address, whole_form(goal="9.000", title="Etwas anderes", lead="Neuer Satz."))
    campaign.refresh_from_db()
    assert (campaign.goal_cents, campaign.title) == (500_000, "Neue Lichter für das Theater")
    assert campaign.lead != "Neuer Satz."
    assert campaign.pending is not None
    assert campaign.pending["lead"] == "Neuer Satz."
    approve(campaign, version=campaign.version, by=make_user(), at=timezone.now())
    campaign.refresh_from_db()
    assert (campaign.lead, campaign.is_running) == ("Neuer Satz.", True)


def test_the_verb_itself_refuses_what_is_frozen(business: Business) -> None:
    campaign = make_campaign(business=business)
    with pytest.raises(Frozen):
        rewrite(campaign, {"goal_cents": 900_000}, by=make_user(), at=timezone.now())


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Sie bekommen das Geld mit vier Prozent Zinsen zurück.", "zinsen"),
        ("Werden Sie Anteilseigner unseres Ladens.", "anteilseigner"),
        ("Das ist steuerlich absetzbar.", "steuerlich absetzbar"),
        ("Unter allen verlosen wir ein Fahrrad.", "verlosen"),
    ],
)
def test_forbidden_words_are_shown_to_their_writer_and_to_staff(
    owner: Client, business: Business, text: str, word: str
) -> None:
    trust("campaign", submitter=f"business:{business.pk}", name=business.name, by=make_user(), at=NOON)
    draft = handed_in(business, handed_in_at=None, text_md=text)
    assert f"„{word}“" in words(owner.get(f"/betrieb/kampagnen/{draft.pk}/"))
    owner.post(f"/betrieb/kampagnen/{draft.pk}/abgabe/")
    draft.refresh_from_db()
    assert draft.is_waiting, "whoever is trusted is read where a forbidden word stands"
    owner.force_login(make_user())
    assert f"„{word}“" in words(owner.get(f"/verwaltung/kampagnen/{draft.pk}/"))


def test_a_trusted_business_publishes_harmless_words_at_once(owner: Client, business: Business) -> None:
    trust("campaign", submitter=f"business:{business.pk}", name=business.name, by=make_user(), at=NOON)
    draft = handed_in(business, handed_in_at=None)
    owner.post(f"/betrieb/kampagnen/{draft.pk}/abgabe/")
    draft.refresh_from_db()
    assert draft.is_running


def test_a_draft_is_deleted_and_what_was_handed_in_is_not(owner: Client, business: Business) -> None:
    draft = handed_in(business, handed_in_at=None)
    make_reward(draft)
    waiting = handed_in(business)
    for one in (draft, waiting):
        owner.post(f"/betrieb/kampagnen/{one.pk}/loeschung/")
    assert list(Campaign.objects.values_list("pk", flat=True)) == [waiting.pk]


def test_who_never_told_what_became_of_it_starts_no_other(owner: Client, business: Business) -> None:
    over = make_campaign(business=business, ended_at=timezone.now() - DAY, succeeded=False)
    make_pledge(over)
    refused = owner.post(NEW, start_form())
    assert refused.status_code == 422
    assert "was aus „Neue Lichter für das Theater“ geworden ist" in words(refused)
    assert over.title in words(owner.get("/betrieb/"))
    Update.objects.create(
        campaign=over, title="Da sind sie", text_md="Alle zwölf.", key="u", written_at=NOON, submitted_at=NOON
    )
    assert owner.post(NEW, start_form()).status_code == 302


def test_nothing_is_owed_for_a_campaign_that_nobody_has_paid_for(owner: Client, business: Business) -> None:
    over = make_campaign(business=business, ended_at=timezone.now() - DAY, succeeded=False, mode="promise")
    make_pledge(over, kind="promise", paid_at=None, promised_at=NOON)
    assert owner.post(NEW, start_form()).status_code == 302


def test_a_business_that_is_not_public_starts_none(site: Client, in_kiel: RegionCard) -> None:
    business = make_business(approved_at=None)
    site.force_login(make_owner(business))
    answer = site.post(NEW, start_form())
    assert answer.status_code == 422
    assert "Erst wenn Ihr Betrieb freigegeben ist" in words(answer)


def test_staff_hides_a_campaign_and_shows_it_again(owner: Client, business: Business) -> None:
    campaign = make_campaign(business=business)
    owner.force_login(make_user())
    owner.post(f"/verwaltung/kampagnen/{campaign.pk}/ausblendung/", {"reason": "Meldung"})
    campaign.refresh_from_db()
    assert (campaign.is_public, campaign.is_running) == (False, False)
    owner.post(f"/verwaltung/kampagnen/{campaign.pk}/wiederaufnahme/")
    campaign.refresh_from_db()
    assert campaign.is_running
