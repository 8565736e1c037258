"""The till as Jan sees it: code, amount, done; every no keeps what he typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.accounts.models import Role, User
from kreislauf.regions import RegionCard, stepping_into
from marketplace.businesses.models import Business, Member
from marketplace.vouchers.codes import grouped, new_code
from marketplace.vouchers.models import OfferKind, Redemption, Reversal
from marketplace.vouchers.till.redeem import redeem
from tenants.models import Region
from tests.make import make_business, make_offer, make_order, make_owner, make_user, make_voucher

TILL = "/betrieb/kasse/"


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    return make_business(name="Bäckerei Jansen")


@pytest.fixture
def jan(bakery: Business) -> User:
    return make_owner(bakery)


@pytest.fixture
def till(jan: User, kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    return client_for(kiel, user=jan)


def voucher_of(business: Business, **fields: object):  # type: ignore[no-untyped-def]
    offer = make_offer(business=business, price_cents=5000)
    return make_voucher(order=make_order(offer=offer), **fields)


def text(response: object) -> str:
    """The page's words without its tags, blanks made one."""
    body = response.content.decode()  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).replace("\xa0", " ")


def hidden(response: object, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())  # type: ignore[attr-defined]
    assert found
    return found[1]


def test_three_taps_from_the_code_to_what_is_left(till: Client, bakery: Business) -> None:
    voucher = voucher_of(bakery)

    page = till.get(f"{TILL}gutschein/", {"code": grouped(voucher.code).lower()})
    assert "Auf dem Gutschein sind noch 50,00 €" in text(page)

    data = {"code": hidden(page, "code"), "key": hidden(page, "key"), "amount": "12,50"}
    answer = till.post(f"{TILL}einloesung/", data)
    assert answer.status_code == 302
    done = till.get(answer["Location"])
    assert "12,50 € eingelöst Auf dem Gutschein bleiben 37,50 €" in text(done)
    assert "Nächster Gutschein" in text(done)

    again = till.post(f"{TILL}einloesung/", data)
    assert again["Location"] == answer["Location"]
    voucher.refresh_from_db()
    assert voucher.left_cents == 3750


def test_everything_at_once(till: Client, bakery: Business) -> None:
    voucher = voucher_of(bakery)
    page = till.get(f"{TILL}gutschein/", {"code": voucher.code})

    data = {"code": voucher.code, "key": hidden(page, "key"), "amount": "", "all_cents": hidden(page, "all_cents")}
    done = till.post(f"{TILL}einloesung/", data, follow=True)

    assert "50,00 € eingelöst Der Gutschein ist damit aufgebraucht." in text(done)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("60", "So viel ist nicht mehr auf dem Gutschein. Es sind noch 50,00 €."),
        ("", "Bitte geben Sie einen Betrag ein."),
        ("zwölf", "Bitte schreiben Sie ihn zum Beispiel so: 12,50."),
        ("0", "Der Betrag muss mindestens 0,01 € sein."),
        ("-5", "Der Betrag darf nicht negativ sein."),
        ("1,234", "höchstens zwei Stellen nach dem Komma"),
    ],
)
def test_a_wrong_amount_is_kept_and_changes_nothing(till: Client, bakery: Business, typed: str, sentence: str) -> None:
    voucher = voucher_of(bakery)

    answer = till.post(f"{TILL}einloesung/", {"code": voucher.code, "key": "tap", "amount": typed})

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert f'name="amount" type="text" value="{typed}"' in " ".join(answer.content.decode().split())
    assert hidden(answer, "key") == "tap"
    assert not Redemption.objects.exists()


def test_far_too_much_is_answered_with_what_is_left(till: Client, bakery: Business) -> None:
    data = {"code": voucher_of(bakery).code, "key": "tap", "amount": "1000000000000"}
    assert "Es sind noch 50,00 €." in text(till.post(f"{TILL}einloesung/", data))


def test_a_used_up_voucher_says_when_and_where_it_was_used(till: Client, bakery: Business) -> None:
    voucher = voucher_of(bakery)
    at = datetime(2026, 11, 12, 9, 14, tzinfo=UTC)
    redeem(voucher.code, by=bakery, actor="Jan", amount_cents=5000, at=at, key="1")
    page = till.get(f"{TILL}gutschein/", {"code": voucher.code})
    assert "Zuletzt eingelöst am 12.11.2026 um 10:14 Uhr bei Bäckerei Jansen: 50,00 €." in text(page)


def test_a_service_is_redeemed_with_one_button_and_in_parts_only_if_asked(till: Client, bakery: Business) -> None:
    offer = make_offer(business=bakery, kind=OfferKind.SERVICE, price_cents=5000)
    voucher = make_voucher(order=make_order(offer=offer))
    page = till.get(f"{TILL}gutschein/", {"code": voucher.code})
    first, second = page.content.decode().split('<details class="kl-till__undo"')
    assert "Leistung einlösen" in first
    assert 'name="amount"' not in first
    assert "Nur einen Teil einlösen" in second

    data = {"code": voucher.code, "key": hidden(page, "key"), "amount": "20"}
    till.post(f"{TILL}einloesung/", data)
    assert "Leistung einlösen" not in text(till.get(f"{TILL}gutschein/", {"code": voucher.code}))


def test_the_browser_leaves_the_words_to_us_and_the_next_voucher_has_the_focus(till: Client, bakery: Business) -> None:
    assert re.search(r"data-scan-form\s+novalidate", till.get(TILL).content.decode())
    redemption = redeem(voucher_of(bakery).code, by=bakery, actor="Jan", amount_cents=1, at=timezone.now(), key="1")
    page = till.get(f"{TILL}einloesung/{redemption.pk}/").content.decode()
    assert re.search(r"<a[^>]*autofocus[^>]*>\s*<span[^>]*>Nächster Gutschein", page)


def test_every_no_names_its_reason_and_keeps_the_code(till: Client, bakery: Business) -> None:
    now = timezone.now()
    elsewhere = voucher_of(make_business(name="Buchhandlung Hafen"))
    cases = {
        new_code(): "Diesen Code gibt es hier nicht.",
        "K7QM": "Dieser Code ist noch nicht vollständig. Es fehlen noch 12 Zeichen.",
        "K7QM-4XPD-K7QM-4XP": "Es fehlt noch 1 Zeichen.",
        "K7QM-4XPD-K7QM-4XPDA": "Dieser Code ist zu lang. Es ist 1 Zeichen zu viel.",
        "2222-2222-2222-2223": "Bei diesem Code stimmt ein Zeichen nicht.",
        "": "Der Code fehlt noch.",
        elsewhere.code: "Dieser Gutschein gehört zu einem anderen Betrieb.",
        voucher_of(bakery, blocked_at=now).code: "Dieser Gutschein ist gesperrt.",
        voucher_of(bakery, left_cents=0).code: "Dieser Gutschein ist aufgebraucht.",
        voucher_of(bakery, refunded_at=now, left_cents=0).code: "Dieser Gutschein wurde zurückgegeben.",
        voucher_of(
            bakery, expires_on=timezone.localdate() - timedelta(days=1)
        ).code: "Dieser Gutschein ist abgelaufen.",
    }
    for code, sentence in cases.items():
        page = till.get(f"{TILL}gutschein/", {"code": code})
        assert page.status_code == 422
        assert sentence in text(page)
        assert f'value="{code}"' in page.content.decode()
        assert "Buchhandlung Hafen" not in text(page)
        if code:
            posted = till.post(f"{TILL}einloesung/", {"code": code, "key": "tap", "amount": "1"})
            assert posted.status_code == 422
            assert sentence in text(posted)
    assert not Redemption.objects.exists()


def test_the_same_tap_with_another_amount_asks_again_under_a_new_name(till: Client, bakery: Business) -> None:
    voucher = voucher_of(bakery)
    till.post(f"{TILL}einloesung/", {"code": voucher.code, "key": "tap", "amount": "10"})

    answer = till.post(f"{TILL}einloesung/", {"code": voucher.code, "key": "tap", "amount": "12"})

    assert answer.status_code == 422
    assert "Dieser Schritt ist schon gebucht. Eingelöst wurden 10,00 €." in text(answer)
    assert hidden(answer, "key") != "tap"


def test_undo_needs_a_reason_and_gives_everything_back(till: Client, bakery: Business, jan: User) -> None:
    voucher = voucher_of(bakery)
    done = redeem(voucher.code, by=bakery, actor=jan, amount_cents=1250, at=timezone.now(), key="tap")

    without = till.post(f"{TILL}einloesung/{done.pk}/storno/", {"other": " "})
    assert 'aria-invalid="true" aria-describedby="grund"' in without.content.decode()
    assert without.status_code == 422
    assert "Bitte sagen Sie, warum." in text(without)

    page = till.post(f"{TILL}einloesung/{done.pk}/storno/", {"usual": "Falscher Betrag"}, follow=True)
    assert "Storniert: 12,50 € sind zurück auf dem Gutschein Auf dem Gutschein sind jetzt 50,00 €" in text(page)
    assert list(Reversal.objects.values_list("reason", "by")) == [("Falscher Betrag", "Jan Jansen")]

    again = till.post(f"{TILL}einloesung/{done.pk}/storno/", {"usual": "Falscher Betrag"})
    assert again.status_code == 422
    assert "Diese Einlösung ist schon storniert." in text(again)


def test_another_business_s_redemption_is_not_there(
    bakery: Business, kiel: RegionCard, client_for: Callable[..., Client]
) -> None:
    voucher = voucher_of(bakery)
    done = redeem(voucher.code, by=bakery, actor="Jan", amount_cents=1250, at=timezone.now(), key="tap")
    stranger = client_for(kiel, user=make_owner(make_business(name="Buchhandlung Hafen")))

    assert stranger.get(f"{TILL}einloesung/{done.pk}/").status_code == 404
    assert stranger.post(f"{TILL}einloesung/{done.pk}/storno/", {"usual": "x"}).status_code == 404
    assert not Reversal.objects.exists()


def test_who_works_for_two_businesses_chooses_one(bakery: Business, jan: User, till: Client, kiel: RegionCard) -> None:
    books = make_business(name="Buchhandlung Hafen")
    Member.objects.create(business=books, user=jan)
    voucher = voucher_of(books)

    sent = till.get(f"{TILL}gutschein/", {"code": voucher.code})
    assert sent["Location"].startswith(f"{TILL}betrieb/?weiter=")
    choice = till.get(sent["Location"])
    assert "Bäckerei Jansen" in text(choice)
    onward = till.post(
        f"{TILL}betrieb/", {"betrieb": books.pk, "weiter": hidden(choice, "weiter").replace("&amp;", "&")}
    )
    assert "Auf dem Gutschein sind noch 50,00 €" in text(till.get(onward["Location"]))

    strange = make_business(name="Café Fremd")
    for typed in (str(strange.pk), "0", "abc", "9" * 40, ""):
        assert till.post(f"{TILL}betrieb/", {"betrieb": typed}).status_code == 404


def test_the_choice_leads_nowhere_else(jan: User, bakery: Business, till: Client) -> None:
    answer = till.post(f"{TILL}betrieb/", {"betrieb": bakery.pk, "weiter": "https://example.org/"})
    assert answer["Location"] == TILL


def test_staff_may_stand_in_anywhere(bakery: Business, kiel: RegionCard, client_for: Callable[..., Client]) -> None:
    voucher = voucher_of(bakery)
    staff = client_for(kiel, user=make_user(role=Role.EDITOR))

    assert staff.get(TILL)["Location"].startswith(f"{TILL}betrieb/")
    staff.post(f"{TILL}betrieb/", {"betrieb": bakery.pk})

    assert "50,00 €" in text(staff.get(f"{TILL}gutschein/", {"code": voucher.code}))


def test_somebody_without_a_business_is_told_so(
    kiel: RegionCard, in_kiel: RegionCard, client_for: Callable[..., Client]
) -> None:
    nobody = client_for(kiel, user=make_user(role=Role.BUSINESS))
    assert "Hier fehlt noch Ihr Betrieb" in text(nobody.get(TILL, follow=True))


def test_the_till_stays_open_while_the_region_is_suspended(till: Client, bakery: Business, kiel: RegionCard) -> None:
    voucher = voucher_of(bakery)
    with stepping_into(None):
        Region.objects.filter(pk=kiel.id).update(status="suspended")

    assert till.get("/betrieb/angebote/").status_code == 503
    answer = till.post(f"{TILL}einloesung/", {"code": voucher.code, "key": "tap", "amount": "10"})
    assert answer.status_code == 302
    assert till.get(answer["Location"]).status_code == 200


def test_the_day_sums_up_and_prints(till: Client, bakery: Business, jan: User) -> None:
    voucher = voucher_of(bakery)
    now = timezone.now()
    for number, amount in enumerate((1250, 500)):
        redeem(voucher.code, by=bakery, actor=jan, amount_cents=amount, at=now, key=f"tap-{number}")
    till.post(f"{TILL}einloesung/{Redemption.objects.get(amount_cents=500).pk}/storno/", {"other": "=1+1"})

    page = text(till.get(f"{TILL}tag/"))
    assert "Summe 12,50 € Einlösungen 2 storniert 5,00 €" in page

    file = till.get(f"{TILL}tag.csv").getvalue().decode("utf-8-sig").splitlines()
    assert file[0] == "Zeit;Vorgang;Gutschein;Betrag in Euro;Gebucht von;Grund"
    tail = voucher.code[-4:]
    assert [line.split(";", 1)[1] for line in file[1:]] == [
        f"Einlösung;…{tail};12,50;Jan Jansen;",
        f"Einlösung;…{tail};5,00;Jan Jansen;",
        f"Storno;…{tail};-5,00;Jan Jansen;'=1+1",
    ]


@pytest.mark.parametrize("typed", ["2026-99-99", "gestern", "9999-01-01", "0001-01-01", ""])
def test_a_day_that_is_none_is_today(till: Client, typed: str) -> None:
    page = till.get(f"{TILL}tag/", {"tag": typed})
    assert page.status_code == 200
    assert f'value="{timezone.localdate():%Y-%m-%d}"' in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_till_asks_the_database_the_same_with_one_row_and_with_three(
    till: Client,
    bakery: Business,
    django_assert_num_queries,
    rows: int,  # type: ignore[no-untyped-def]
) -> None:
    voucher = voucher_of(bakery)
    for number in range(rows):
        redeem(voucher.code, by=bakery, actor="Jan", amount_cents=100, at=timezone.now(), key=str(number))
    till.get(TILL)  # the host and the face are remembered from here on

    with django_assert_num_queries(
        9
    ):  # session, user, business, face, menu, redemptions and reversals: own and regional
        till.get(TILL)
    with django_assert_num_queries(9):
        till.get(f"{TILL}tag/")
