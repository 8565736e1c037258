"""A business opens its account, comes back, reads how it stands and what is missing, and cannot touch another's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from billing.connect.accounts.begin import begin
from billing.connect.accounts.check import check_account
from billing.payments.models import Attempt, Merchant, MerchantState
from billing.payments.ways import ways_to_pay
from billing.providers.base import ProviderDown
from billing.providers.sandbox.accounts import ACTS, do
from billing.providers.sandbox.models import SandboxAccount
from billing.providers.sandbox.provider import Sandbox
from kreislauf.accounts.models import Role
from kreislauf.audit.models import Entry
from kreislauf.mail.models import OutgoingMail
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from tests.make import make_business, make_cashier, make_offer, make_order, make_owner, make_user

pytestmark = pytest.mark.django_db
PAGE = "/betrieb/zahlungskonto/"


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    return make_business()


@pytest.fixture
def baker(bakery: Business, in_kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    return client_for(in_kiel, user=make_owner(bakery))


@pytest.fixture
def leader(in_kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    return client_for(in_kiel, user=make_user(role=Role.ADMINISTRATOR))


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def begun(business_id: int | None, act: str = "") -> Merchant:
    merchant = begin(business_id, "sandbox", by="x", at=timezone.now())
    if act:
        do(SandboxAccount.objects.get(ref=merchant.account_ref), ACTS[act])
        merchant = check_account(merchant.pk, at=timezone.now())
    return merchant


def test_a_business_opens_an_account_comes_back_and_sells(baker: Client, bakery: Business) -> None:
    assert "Zum Ausprobieren geht alles von selbst" in text_of(baker.get(PAGE))

    opened = baker.post(f"{PAGE}sandbox/eroeffnung/")
    merchant = Merchant.objects.get()
    assert opened["Location"] == f"http://kiel.localhost/sandbox/konto/{merchant.account_ref}/"
    assert "Fast da" in text_of(baker.get(PAGE))

    done = baker.post(opened["Location"], {"act": "complete"})
    assert done["Location"] == f"http://kiel.localhost{PAGE}{merchant.pk}/rueckkehr/"
    assert "Sie können Zahlungen annehmen" in text_of(baker.get(done["Location"]))

    baker.post(f"{PAGE}{merchant.pk}/pruefung/")
    assert "Sie können Zahlungen annehmen" in text_of(baker.get(PAGE))
    assert Merchant.objects.get().sells
    assert [entry.action for entry in Entry.objects.order_by("pk") if entry.action.startswith("merchant.")] == [
        "merchant.pending",
        "merchant.active",
    ]


def test_the_page_one_comes_back_to_believes_the_provider_only_and_writes_nothing(
    baker: Client, bakery: Business
) -> None:
    merchant = begun(bakery.pk)
    do(SandboxAccount.objects.get(), ACTS["missing"])

    page = text_of(baker.get(f"{PAGE}{merchant.pk}/rueckkehr/?state=active"))

    assert "Ihr Konto ist eingeschränkt" in page
    assert "Das Bankkonto (IBAN)" in page
    merchant.refresh_from_db()
    assert merchant.state == MerchantState.PENDING


def test_the_way_back_needs_the_same_business_and_somebody_signed_in(
    baker: Client, in_kiel: RegionCard, client_for: Callable[..., Client]
) -> None:
    other = begun(make_business(name="Fischladen").pk)
    stranger = client_for(in_kiel)

    for name in ("rueckkehr", "neuer-link", "trennung"):
        assert baker.get(f"{PAGE}{other.pk}/{name}/").status_code == 404
        assert "/anmelden/" in stranger.get(f"{PAGE}{other.pk}/{name}/")["Location"]
    for name in ("angaben", "pruefung", "trennung"):
        assert baker.post(f"{PAGE}{other.pk}/{name}/").status_code == 404
    other.refresh_from_db()
    assert other.closed_at is None


def test_somebody_at_the_till_sees_nothing_of_it(
    bakery: Business, in_kiel: RegionCard, client_for: Callable[..., Client]
) -> None:
    assert client_for(in_kiel, user=make_cashier(bakery)).get(PAGE).status_code in (302, 403)


@pytest.mark.parametrize(
    ("act", "heading", "more"),
    [
        ("", "Fast da: Es fehlen noch Angaben", "Weiter zu Testkasse"),
        ("review", "Ihre Angaben werden geprüft", "Sie müssen nichts tun"),
        ("complete", "Sie können Zahlungen annehmen", "Konto trennen"),
        ("soon", "aber bald fehlt etwas", "Ein Foto von Ausweis oder Reisepass"),
        ("missing", "Ihr Konto ist eingeschränkt", "Die Steuernummer"),
        ("reject", "Ihr Konto wurde abgelehnt", "Nur dort lässt sich das klären"),
        ("disconnect", "beim Anbieter getrennt", "Neues Konto eröffnen"),
    ],
)
def test_each_stage_has_a_heading_and_says_what_to_do(
    baker: Client, bakery: Business, act: str, heading: str, more: str
) -> None:
    begun(bakery.pk, act)
    page = text_of(baker.get(PAGE))
    assert heading in page
    assert more in page


def test_an_account_is_disconnected_after_a_question_and_connected_again(baker: Client, bakery: Business) -> None:
    merchant = begun(bakery.pk, "complete")
    address = f"{PAGE}{merchant.pk}/trennung/"

    assert "Konto bei Testkasse trennen?" in text_of(baker.get(address))
    assert "Sie haben das Konto getrennt" in text_of(baker.post(address, follow=True))

    baker.post(f"{PAGE}sandbox/eroeffnung/")
    assert Merchant.objects.get() == merchant


def test_an_account_that_was_replaced_is_listed_below(baker: Client, bakery: Business) -> None:
    gone = begun(bakery.pk, "disconnect")
    begun(bakery.pk)
    assert f"{gone.account_ref}, ersetzt" in text_of(baker.get(PAGE))


def test_a_link_that_was_too_old_leads_to_a_button_for_another(baker: Client, bakery: Business) -> None:
    merchant = begun(bakery.pk)
    baker.post(f"{PAGE}{merchant.pk}/angaben/")
    onboarding = f"/sandbox/konto/{merchant.account_ref}/"

    back = baker.post(onboarding, {"act": "expired"}, follow=True)

    assert "Der Link war zu alt" in text_of(back)
    assert baker.post(f"{PAGE}{merchant.pk}/angaben/")["Location"].endswith(onboarding)


def test_while_the_provider_is_silent_the_page_says_so_and_nothing_is_lost(
    baker: Client, bakery: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(self: Sandbox, merchant: Merchant) -> None:
        raise ProviderDown

    with monkeypatch.context() as patch:
        patch.setattr(Sandbox, "open_account", silent)
        assert "antwortet gerade nicht" in text_of(baker.post(f"{PAGE}sandbox/eroeffnung/", follow=True))
    assert baker.post(f"{PAGE}sandbox/eroeffnung/").status_code == 302
    assert Merchant.objects.get().account_ref


def test_a_provider_without_accounts_is_not_found(baker: Client) -> None:
    assert baker.post(f"{PAGE}nirgendwo/eroeffnung/").status_code == 404
    assert not Merchant.objects.exists()


def test_an_account_of_the_other_mode_is_not_shown(baker: Client, bakery: Business, settings: Settings) -> None:
    merchant = begun(bakery.pk, "complete")
    Merchant.objects.filter(pk=merchant.pk).update(provider="stripe", livemode=True)
    settings.PAYMENT_PROVIDERS = {"stripe": settings.PAYMENT_PROVIDERS["sandbox"]}

    assert "Noch kein Konto" in text_of(baker.get(PAGE))
    assert baker.get(f"{PAGE}{merchant.pk}/rueckkehr/").status_code == 404


def test_what_waits_stands_on_the_business_s_first_page(baker: Client, bakery: Business) -> None:
    begun(bakery.pk, "soon")
    page = text_of(baker.get("/betrieb/"))
    assert "bald fehlt etwas" in page
    assert timezone.localdate(timezone.now() + timedelta(days=14)).strftime("%Y") in page


def test_without_a_way_to_be_paid_the_business_reads_why_nothing_is_sold(
    baker: Client, bakery: Business, settings: Settings
) -> None:
    settings.PAYMENT_PROVIDERS = {"stripe": settings.PAYMENT_PROVIDERS["sandbox"]}
    assert ways_to_pay(bakery.pk) == ()
    page = text_of(baker.get("/betrieb/"))
    assert "Ihre Gutscheine sind nicht im Verkauf" in page
    assert f'href="{PAGE}"' in page


def test_the_region_has_an_account_of_its_own_for_its_leaders_only(leader: Client, office: Client) -> None:
    page = "/verwaltung/zahlungskonto/"
    assert office.get(page).status_code == 403

    leader.post(f"{page}sandbox/eroeffnung/")

    merchant = Merchant.objects.get()
    assert merchant.business_id is None
    assert "Fast da" in text_of(leader.get(page))
    assert office.post(f"{page}{merchant.pk}/trennung/").status_code == 403


def test_the_region_s_account_is_not_a_business_s(leader: Client, baker: Client, bakery: Business) -> None:
    ours, theirs = begun(None), begun(bakery.pk)
    assert leader.get(f"/verwaltung/zahlungskonto/{theirs.pk}/rueckkehr/").status_code == 404
    assert baker.get(f"{PAGE}{ours.pk}/rueckkehr/").status_code == 404


def test_the_office_sees_how_a_business_stands_and_invites_it(office: Client, bakery: Business) -> None:
    begun(bakery.pk, "missing")
    detail = f"/verwaltung/betriebe/{bakery.pk}/"
    assert "Niemand kann diesen Betrieb bezahlen" in text_of(office.get(detail))

    office.post(f"{detail}zahlungskonto/einladung/")

    letters = OutgoingMail.objects.filter(kind="merchants.invitation")
    assert [letter.recipient for letter in letters] == [bakery.email]
    assert Entry.objects.filter(action="account.invited").exists()


def test_a_business_without_an_address_is_not_invited(office: Client) -> None:
    business = make_business(email="")
    page = text_of(office.post(f"/verwaltung/betriebe/{business.pk}/zahlungskonto/einladung/", follow=True))
    assert "keine E-Mail-Adresse" in page
    assert not OutgoingMail.objects.exists()


def test_an_order_that_was_paid_to_a_lost_account_says_who_has_to_refund(office: Client, bakery: Business) -> None:
    order = make_order(offer=make_offer(business=bakery))
    lost, page = begun(bakery.pk, "disconnect"), f"/verwaltung/gutscheine/bestellungen/{order.pk}/"
    attempt = Attempt.objects.create(
        purpose="voucher", order_id=order.pk, provider="sandbox", merchant=lost, amount_cents=2500, title="Frühstück",
        email="ute@example.org", return_url="http://kiel.localhost/", created_at=timezone.now(), state="succeeded",
    )  # fmt: skip
    assert "Erstatten muss der Betrieb selbst" in text_of(office.get(page))

    Merchant.objects.filter(pk=lost.pk).update(closed_because="disconnected")
    assert "Erstatten muss der Betrieb selbst" not in text_of(office.get(page))
    assert attempt.merchant == lost


@pytest.fixture
def helping(bakery: Business, in_kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    """An editor who helps the bakery out."""
    client = client_for(in_kiel, user=make_user(role=Role.EDITOR))
    client.post("/betrieb/kasse/betrieb/", {"betrieb": bakery.pk})
    return client


def test_an_editor_opens_no_account_for_a_business_and_disconnects_none(helping: Client, bakery: Business) -> None:
    page = text_of(helping.get(PAGE))
    assert "Konto eröffnen oder verbinden" not in page
    assert "die Leitung Ihrer Verwaltung" in page
    assert helping.post(f"{PAGE}sandbox/eroeffnung/").status_code == 403
    assert not Merchant.objects.exists()

    merchant = begun(bakery.pk, "complete")
    assert "Konto trennen" not in text_of(helping.get(PAGE))
    for what in ("angaben", "trennung"):
        assert helping.post(f"{PAGE}{merchant.pk}/{what}/").status_code == 403
    merchant.refresh_from_db()
    assert merchant.state == MerchantState.ACTIVE


def test_an_open_screen_connects_and_disconnects_nothing(baker: Client, bakery: Business) -> None:
    """From the password the way leads back to the page with the button."""
    session = baker.session
    session["confirmed_at"] = 0
    session.save()
    answer = baker.post(f"{PAGE}sandbox/eroeffnung/", headers={"Referer": f"http://kiel.localhost{PAGE}"})
    assert answer["Location"] == f"/konto/bestaetigung/?next={quote(PAGE, safe='')}"
    assert not Merchant.objects.exists()

    merchant = begun(bakery.pk, "complete")
    baker.post(f"{PAGE}{merchant.pk}/trennung/")
    merchant.refresh_from_db()
    assert merchant.state == MerchantState.ACTIVE
