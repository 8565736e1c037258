"""A till system redeems, repeats itself, and takes back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kreislauf.accounts.models import Idempotent
from kreislauf.audit.models import Entry as AuditEntry
from kreislauf.house import declared
from kreislauf.regions import RegionCard, stepping_into
from marketplace.vouchers.codes import grouped, new_code
from marketplace.vouchers.models import Redemption, Reversal, Voucher
from tenants.models import Region
from tests.make import make_business, make_voucher
from tests.marketplace.vouchers.api.cast import KEY, TillSystem, till_of


@pytest.fixture
def voucher(in_kiel: RegionCard) -> Voucher:
    return make_voucher(value_cents=5000)


@pytest.fixture
def till(voucher: Voucher, kiel: RegionCard) -> TillSystem:
    return till_of(kiel, voucher.business)


def left(voucher: Voucher) -> int:
    voucher.refresh_from_db()
    return voucher.left_cents


def test_a_voucher_is_looked_up_and_redeemed(till: TillSystem, voucher: Voucher) -> None:
    seen = till.get(f"vouchers/{grouped(voucher.code)}/").json()
    assert (seen["code"], seen["state"], seen["left_cents"], seen["expires_on"]) == (
        voucher.code,
        "valid",
        5000,
        "2029-12-31",
    )

    answer = till.post("redemptions/", {"code": grouped(voucher.code).lower(), "amount_cents": 1250})

    assert answer.status_code == 201
    body = answer.json()
    assert body | {"id": 0, "redeemed_at": ""} == {
        "id": 0,
        "voucher": voucher.code[-4:],
        "title": "Frühstück für zwei",
        "amount_cents": 1250,
        "left_after_cents": 3750,
        "redeemed_at": "",
        "by": "Kasse 1 (API)",
        "reversal": None,
    }
    assert till.get(f"redemptions/{body['id']}/").json() == body
    assert till.get("redemptions/").json() == {"next": None, "previous": None, "results": [body]}
    assert AuditEntry.objects.get().actor == "Kasse 1 (API)"


def test_the_same_request_again_gets_the_same_answer_and_takes_nothing(till: TillSystem, voucher: Voucher) -> None:
    first = till.post("redemptions/", {"code": voucher.code, "amount_cents": 1250})
    again = till.post("redemptions/", f'{{"amount_cents":1250,   "code":"{voucher.code}"}}')

    assert (again.status_code, again.content) == (201, first.content)
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert left(voucher) == 3750


def test_a_refusal_is_an_answer_too(till: TillSystem, voucher: Voucher) -> None:
    first = till.post("redemptions/", {"code": voucher.code, "amount_cents": 6000})
    Voucher.objects.update(value_cents=9000, left_cents=9000)
    again = till.post("redemptions/", {"code": voucher.code, "amount_cents": 6000})

    assert (first.status_code, first.json()["code"], first.json()["left_cents"]) == (409, "too_little_left", 5000)
    assert (again.status_code, again.json()) == (409, first.json())
    assert not Redemption.objects.exists()


def test_the_same_key_with_another_body_is_refused(till: TillSystem, voucher: Voucher) -> None:
    till.post("redemptions/", {"code": voucher.code, "amount_cents": 1250})

    other = till.post("redemptions/", {"code": voucher.code, "amount_cents": 1300})

    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert left(voucher) == 3750


@pytest.mark.parametrize(
    ("key", "code"),
    [("", "idempotency_key_missing"), ("kurz", "idempotency_key_unfit"), ("x" * 201, "idempotency_key_unfit")],
)
def test_money_moves_with_a_proper_key_only(till: TillSystem, voucher: Voucher, key: str, code: str) -> None:
    answer = till.post("redemptions/", {"code": voucher.code, "amount_cents": 100}, key=key)

    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert left(voucher) == 5000


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"code": "", "amount_cents": 100},
        {"code": "X", "amount_cents": 0},
        {"code": "X", "amount_cents": -5},
        {"code": "X", "amount_cents": "viel"},
        {"code": "X", "amount_cents": 10**30},
        {"code": {"a": 1}, "amount_cents": 1},
    ],
)
def test_bad_input_names_its_fields_and_does_not_use_up_the_key(
    till: TillSystem, voucher: Voucher, body: object
) -> None:
    answer = till.post("redemptions/", body)

    assert answer.status_code == 400
    assert answer.json()["code"] == "invalid"
    assert answer.json()["fields"]
    assert not Idempotent.objects.exists()
    assert till.post("redemptions/", {"code": voucher.code, "amount_cents": 100}).status_code == 201


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '"x"', "1"])
def test_what_is_no_json_object_is_refused(till: TillSystem, body: str) -> None:
    answer = till.post("redemptions/", body)
    assert answer.status_code == 400
    assert set(answer.json()) >= {"code", "message"}


def test_each_no_has_its_code(till: TillSystem, kiel: RegionCard, voucher: Voucher) -> None:
    now = timezone.now()
    here = {"order": voucher.order}
    cases = {
        new_code(): (404, "unknown_code"),
        make_voucher(business=make_business(name="Buchhandlung Hafen")).code: (403, "wrong_business"),
        make_voucher(**here, position=2, blocked_at=now).code: (409, "blocked"),
        make_voucher(**here, position=3, left_cents=0).code: (409, "nothing_left"),
        make_voucher(**here, position=4, left_cents=0, refunded_at=now).code: (409, "refunded"),
        make_voucher(**here, position=5, expires_on=timezone.localdate() - timedelta(days=1)).code: (409, "expired"),
    }
    for number, (code, expected) in enumerate(cases.items()):
        answer = till.post("redemptions/", {"code": code, "amount_cents": 100}, key=f"{KEY}-{number}")
        assert (answer.status_code, answer.json()["code"]) == expected
        assert "Hafen" not in answer.content.decode()
    assert not Redemption.objects.exists()


def test_a_redemption_is_taken_back_once(till: TillSystem, voucher: Voucher) -> None:
    pk = till.post("redemptions/", {"code": voucher.code, "amount_cents": 1250}).json()["id"]

    first = till.post(f"redemptions/{pk}/reversal/", {"reason": "Falscher Betrag"}, key=f"{KEY}-2")
    again = till.post(f"redemptions/{pk}/reversal/", {"reason": "Falscher Betrag"}, key=f"{KEY}-2")
    other = till.post(f"redemptions/{pk}/reversal/", {"reason": "Falscher Betrag"}, key=f"{KEY}-3")

    assert (first.status_code, first.json()["reversal"]["reason"]) == (201, "Falscher Betrag")
    assert (again.status_code, again.content) == (201, first.content)
    assert (other.status_code, other.json()["code"]) == (409, "already_reversed")
    assert (left(voucher), Reversal.objects.count()) == (5000, 1)


def test_the_key_of_one_token_is_not_the_key_of_another(till: TillSystem, kiel: RegionCard, voucher: Voucher) -> None:
    second = till_of(kiel, voucher.business)

    till.post("redemptions/", {"code": voucher.code, "amount_cents": 100})
    second.post("redemptions/", {"code": voucher.code, "amount_cents": 100})

    assert left(voucher) == 4800


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("get", "vouchers/{code}/", "vouchers:read"),
        ("get", "redemptions/", "vouchers:read"),
        ("get", "redemptions/1/", "vouchers:read"),
        ("post", "redemptions/", "redemptions:write"),
        ("post", "redemptions/1/reversal/", "redemptions:write"),
        ("get", "orders/", "orders:read"),
        ("post", "offers/", "offers:write"),
        ("patch", "offers/1/", "offers:write"),
    ],
)
def test_each_door_has_its_scope(
    kiel: RegionCard, dortmund: RegionCard, voucher: Voucher, method: str, path: str, scope: str
) -> None:
    path = path.format(code=voucher.code)
    arguments = {"get": (), "post": ({},), "patch": ({},)}[method]
    without = till_of(kiel, voucher.business, scopes=[name for name in declared("scopes") if name != scope])
    with_it = till_of(kiel, voucher.business, scopes=[scope])
    with stepping_into(dortmund):
        foreign = till_of(dortmund, make_business())
    foreign.client = with_it.client

    assert getattr(TillSystem(kiel), method)(path, *arguments).status_code == 401
    assert getattr(TillSystem(kiel, "kl_erfunden"), method)(path, *arguments).status_code == 401
    assert getattr(foreign, method)(path, *arguments).status_code == 401
    assert getattr(without, method)(path, *arguments).status_code == 403
    assert getattr(with_it, method)(path, *arguments).status_code not in (401, 403)


def test_another_business_s_redemptions_are_not_there(till: TillSystem, kiel: RegionCard, voucher: Voucher) -> None:
    pk = till.post("redemptions/", {"code": voucher.code, "amount_cents": 1250}).json()["id"]
    stranger = till_of(kiel, make_business(name="Buchhandlung Hafen"))

    assert stranger.get("redemptions/").json()["results"] == []
    assert stranger.get(f"redemptions/{pk}/").status_code == 404
    assert stranger.post(f"redemptions/{pk}/reversal/", {"reason": "x"}).status_code == 404
    assert stranger.get(f"vouchers/{voucher.code}/").json()["code"] == "wrong_business"


def test_tills_go_on_while_the_region_is_suspended(till: TillSystem, kiel: RegionCard, voucher: Voucher) -> None:
    with stepping_into(None):
        Region.objects.filter(pk=kiel.id).update(status="suspended")

    assert till.get("offers/").status_code == 503
    assert till.post("redemptions/", {"code": voucher.code, "amount_cents": 1250}).status_code == 201


def test_answers_are_forgotten_after_a_week(till: TillSystem, voucher: Voucher) -> None:
    till.post("redemptions/", {"code": voucher.code, "amount_cents": 100})
    Idempotent.objects.update(at=timezone.now() - timedelta(days=8))

    till.post("redemptions/", {"code": voucher.code, "amount_cents": 100}, key=f"{KEY}-2")

    assert list(Idempotent.objects.values_list("key", flat=True)) == [f"{KEY}-2"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_database_the_same_with_one_row_and_with_three(
    till: TillSystem,
    voucher: Voucher,
    rows: int,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    for number in range(rows):
        till.post("redemptions/", {"code": voucher.code, "amount_cents": 100}, key=f"{KEY}-{number}")

    with django_assert_num_queries(4):  # token and its last use, business, redemptions
        till.get("redemptions/")
