"""A promise's pages: from the form to the mail, to the payment, and back."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.utils import timezone

from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard
from marketplace.campaigns.models import Campaign, Pledge, PledgeKind
from marketplace.campaigns.promises import links
from tests.make_campaign import make_campaign, make_pledge, make_reward
from tests.words import words


def path_of(address: str) -> str:
    return "/" + address.split("/", 3)[3]


def make_promise(campaign: Campaign, **fields: Any) -> Pledge:
    dates = {"promised_at": timezone.now(), "paid_at": None}
    return make_pledge(campaign, kind=PledgeKind.PROMISE, **(dates | fields))


def form(**fields: str) -> dict[str, str]:
    return {"support": "50", "email": "ilse@example.org", "name": "Ilse Petersen", "accepts": "on"} | fields


def test_somebody_promises_confirms_and_pays_once_it_is_called(
    site: Client, in_kiel: RegionCard, django_capture_on_commit_callbacks: Any
) -> None:
    campaign = make_campaign(mode="promise", goal_cents=10_000)
    address = f"{campaign.get_absolute_url()}unterstuetzen/"
    look = site.post(address, form())
    assert "Unverbindlich zusagen" in words(look)
    assert "Zahlungspflichtig" not in words(look)
    sent = site.post(f"{address}bestellung/", form(), follow=True)
    assert "innerhalb von 48 Stunden" in words(sent)
    pledge = Pledge.objects.get()
    assert (pledge.kind, pledge.promised_at, pledge.support_cents) == ("promise", None, 5000)

    path = path_of(links.confirmation_address(pledge))
    assert "Möchten Sie das zusagen?" in words(site.get(path))
    pledge.refresh_from_db()
    assert pledge.promised_at is None  # looking changes nothing
    assert "Ihre Zusage zählt" in words(site.post(path, follow=True))
    own = f"/zusage/{pledge.token}/"
    assert "Zahlungspflichtig" not in words(site.get(own))
    assert site.post(f"{own}zahlung/")["Location"] == own

    Campaign.objects.filter(pk=campaign.pk).update(called_at=timezone.now())
    Pledge.objects.filter(pk=pledge.pk).update(called_at=timezone.now())
    assert "Zahlungspflichtig bestellen" in words(site.get(own))
    answer = site.post(f"{own}zahlung/", {"way": "sandbox"})
    assert answer.status_code == 302
    assert answer["Location"] != own


def test_one_address_gets_no_more_than_ten_letters_a_day(site: Client, in_kiel: RegionCard) -> None:
    campaign = make_campaign(mode="promise", goal_cents=10_000)
    address = f"{campaign.get_absolute_url()}unterstuetzen/bestellung/"
    wanted = [form(email="Ilse@example.org" if number % 2 else "ilse@example.org") for number in range(12)]
    answers = [site.post(address, one, REMOTE_ADDR=f"198.51.100.{n}") for n, one in enumerate(wanted)]
    assert [answer.status_code for answer in answers] == [302] * 10 + [422] * 2
    assert "An diese Adresse haben wir heute schon mehrmals geschrieben." in words(answers[-1])
    assert (Pledge.objects.count(), outbox().filter(recipient="ilse@example.org").count()) == (10, 10)
    assert site.post(address, form(email="otto@example.org")).status_code == 302


def test_a_promise_is_given_up_after_a_question(site: Client, in_kiel: RegionCard) -> None:
    pledge = make_promise(make_campaign(mode="promise"))
    own = f"/zusage/{pledge.token}/"
    assert "zurücknehmen?" in words(site.get(f"{own}ruecknahme/"))
    assert "Sie haben Ihre Zusage zurückgenommen" in words(site.post(f"{own}ruecknahme/", follow=True))
    pledge.refresh_from_db()
    assert pledge.cancelled_at is not None
    assert site.get(f"{own}ruecknahme/")["Location"] == own


def test_what_is_paid_has_the_page_of_every_purchase(site: Client, in_kiel: RegionCard) -> None:
    pledge = make_promise(make_campaign(mode="promise"), paid_at=timezone.now())
    for path in ("", "ruecknahme/"):
        answer = site.post(f"/zusage/{pledge.token}/{path}") if path else site.get(f"/zusage/{pledge.token}/")
        assert answer["Location"] == pledge.get_absolute_url()


def test_the_page_opens_for_those_only_whose_address_is_confirmed(site: Client, in_kiel: RegionCard) -> None:
    asked = make_promise(make_campaign(mode="promise"), promised_at=None)
    bought = make_pledge(make_campaign())
    for pledge in (asked, bought):
        assert site.get(f"/zusage/{pledge.token}/").status_code == 404
    assert site.get("/zusage/bestaetigung/kein-link/").status_code == 404


def test_who_confirms_too_late_reads_what_happened(site: Client, in_kiel: RegionCard) -> None:
    campaign = make_campaign(mode="promise")
    reward = make_reward(campaign, total=1, left=0)
    pledge = make_promise(campaign, promised_at=None, reward=reward, reward_cents=2000)
    path = path_of(links.confirmation_address(pledge))
    gone = site.post(path)
    assert (gone.status_code, "vergriffen" in words(gone)) == (409, True)
    Campaign.objects.filter(pk=campaign.pk).update(withdrawn_at=timezone.now())
    assert "nimmt keine Zusagen mehr an" in words(site.get(path))
    assert site.post(path).status_code == 410
    Pledge.objects.all().delete()
    assert site.get(path).status_code == 410


def test_a_stopped_campaign_takes_no_payment(site: Client, in_kiel: RegionCard) -> None:
    now = timezone.now()
    campaign = make_campaign(mode="promise", called_at=now, stopped_at=now, stop_reason="Geprüft.")
    own = f"/zusage/{make_promise(campaign, called_at=now).token}/"
    page = words(site.get(own))
    assert ("angehalten" in page, "Zahlungspflichtig" in page) == (True, False)
    assert site.post(f"{own}zahlung/")["Location"] == own
