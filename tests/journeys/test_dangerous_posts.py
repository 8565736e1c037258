"""What hurts is asked about, or can be taken back: each POST of the office, a business and the operators is decided."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from kreislauf.permissions import Audience
from tests.house.test_template_layout import templates
from tests.journeys.routes import Route, routes_of
from tests.make import make_business, make_category, make_offer, make_owner

ADVICE = ("advice:partner", "advice:office")  # the same pages, in two frames

ASKS = {  # GET shows the question (``{% confirm %}``, or a form of its own that says what will happen)
    "businesses:business:revocation",
    "businesses:business:member_removal",
    "businesses:office:member_removal",
    "businesses:office:deactivation",
    "review:office:together",
    "review:office:block_removal",
    "review:office:distrusting",
    "businesses:office:closing",
    "businesses:office:category_removal",
    "vouchers:office:stop",
    "vouchers:office:execution",
    "vouchers:office:recipient",
    "vouchers:office:dismissal",
    "branding:module_off",
    "places:drawing_removal",
    "vouchers:business:deletion",
    "campaigns:pledges:office_refund",
    "partners:office:leaving",
    "partners:office:supporter_removal",
    "partners:office:ambassador_removal",
    "partners:area:removal",
    "partners:area:naming",
    "partners:area:member_removal",
    "listings:office:hiding",
    "meetings:office:hiding",
    "meetings:office:cancelling",
    "meetings:partner:cancelling",
    "meetings:business:cancelling",
    *(f"meetings:{area}:registration_removal" for area in ("partner", "business", "office")),
    *(f"campaigns:business:{name}" for name in ("discarding", "withdrawing_reward")),
    *("campaigns:office:hiding", "campaigns:office:hiding_update"),
    *(f"campaigns:business:{name}" for name in ("extending", "withdrawing", "paper_striking")),
    *("campaigns:office:stopping", "campaigns:office:paper_striking"),
    "listings:office:ending",
    "listings:office:category_removal",
    "listings:office:recipient_removal",
    "domains:platform_host",
    "domains:main",
    "domains:removal",
    *("senders:key", "senders:removal", "senders:withdrawal"),
    "embed:removal",
    *("sharing:office:ending", "sharing:office:adoption_ending", "advice:office:sharing"),
    "accounts:office:withdrawal",
    "accounts:office:sign_in_rule",
    "accounts:office:factor_reset",
    "accounts:passkey_removal",
    "accounts:code_app_removal",
    "operators:factor_reset",
    "archive:departure",
    "connect:filing",
    "merchants:business:disconnection",
    "merchants:office:disconnection",
    *("bank:closing", "bank:dropping", "bank:run_withdrawal"),
    *("subsidies:office:start", "subsidies:office:stop", "subsidies:office:payment"),
    "subsidies:office:payment_withdrawal",
    *("subsidies:office:run_payment", "subsidies:office:run_withdrawal", "subsidies:office:repayment"),
    *(f"regionwide:office:{name}" for name in ("ending", "payment", "payment_withdrawal", "settling", "repayment")),
    *("regionwide:office:run_payment", "regionwide:office:run_withdrawal", "regionwide:business:ending"),
    "vouchers:region:deletion",
    *("businesses:bank:closing", "businesses:bank:dropping", "businesses:bank:run_withdrawal"),
    "operators:rejection",
    "operators:question",
    "operators:suspension",
    "operators:resumption",
    "subscriptions:correction",
    "subscriptions:reissue",
    "subscriptions:withdrawal",
    "subscriptions:change",
    "subscriptions:ending",
    "golive:pause",
    *(f"{desk}:{name}" for desk in ADVICE for name in ("archiving", "unspeaking", "giving_back")),
    *("advice:office:hiding", "advice:office:handing_over", "advice:office:topic_removal"),
    *(f"campaigns:funds:{name}" for name in ("decision", "refusal", "grant_payment", "grant_payment_withdrawal")),
}
UNDOES = {  # the answer has „Rückgängig“, or the button beside it is the way back
    "vouchers:business:stop",
    "vouchers:business:resumption",
    *("vouchers:region:stop", "vouchers:region:resumption"),
    *("campaigns:pledges:sending", "campaigns:pledges:unsending", "campaigns:pledges:office_line"),
    "vouchers:office:resumption",
    "businesses:office:category_place",
    *("partners:office:place", "partners:office:supporter_place", "partners:office:ambassador_place"),
    *("partners:office:showing", "partners:office:hiding", "partners:office:return"),
    *("partners:area:role", "partners:business:answer"),
    "businesses:office:reopening",
    "businesses:office:reactivation",
    "businesses:business:member_role",
    "businesses:office:member_role",
    "accounts:office:deactivation",
    "accounts:office:reactivation",
    "operators:deactivation",
    "operators:reactivation",
    "branding:module_on",
    "archive:staying",
    "golive:resumption",
    "listings:office:showing",
    "meetings:office:showing",
    *("campaigns:office:showing", "campaigns:office:showing_update"),
    "campaigns:office:resuming",
    # A line from paper is struck out beside it, and typed in again.
    *("campaigns:office:paper_confirmation", "campaigns:office:paper_cash", "campaigns:business:paper_cash"),
    "listings:office:call_done",
    "listings:office:call_again",
    "trust:office:hiding",
    "trust:office:showing",
    *(f"{desk}:{name}" for desk in ADVICE for name in ("restoring", "adviser_hiding", "adviser_showing")),
    *("advice:office:showing", "advice:office:topic_place"),
    "listings:business:ending",
    "listings:business:reopening",
    *("bank:rejection", "bank:undo", "businesses:bank:rejection", "businesses:bank:undo"),
    *(f"meetings:{area}:question_step" for area in ("partner", "business", "office")),
    *(f"meetings:{area}:attendance" for area in ("partner", "business", "office")),
    *("bank:refunds", "businesses:bank:refunds"),  # a file is taken back beside its name
    *(f"campaigns:funds:{name}" for name in ("office_closing", "office_reopening", "registration", "unregistration")),
}
IN_PLACE = {  # a form that opens in place, with a reason or the amount, and a red button
    "vouchers:office:blocking",
    "vouchers:office:release",
    "vouchers:office:reversal",
    "vouchers:till:redemption",
    "vouchers:till:reversal",
    "review:office:decision",
    "trust:office:notice",  # a form with the reasons
    "trust:office:unasked",
    "trust:office:appeal",
}
# A form that is filled in and sent, or something that only repeats what was done.
HARMLESS = {
    *("sharing:office:request", "sharing:office:acceptance", "sharing:office:offer"),
    *("sharing:office:adoption", "sharing:office:version"),
    *(f"{desk}:{name}" for desk in ADVICE for name in ("new", "edit", "preview", "language", "signing", "assurance")),
    # A text goes on to those who decide; a partner whose texts need no decision has a button that says so.
    *(f"{desk}:{name}" for desk in ADVICE for name in ("handing_in", "new_adviser", "adviser", "adviser_assurance")),
    *("advice:office:topics", "advice:office:topic"),
    *("advice:office:print_all", "advice:office:print_article", "advice:partner:print"),  # the answer is the sheet
    "branding:module_first",
    *(f"meetings:{area}:question_answer" for area in ("partner", "business", "office")),
    # Leads to a draft that nobody else sees before it is handed in; a second press leads to the same one.
    *("meetings:partner:question_article", "meetings:office:question_article"),
    "listings:business:new",
    *(
        f"meetings:{area}:{name}"
        for area in ("office", "partner", "business")
        for name in ("new", "edit", "afterwards", "new_registration", "room")
    ),
    *("meetings:office:hours", "meetings:partner:hours"),
    *(f"campaigns:business:{name}" for name in ("new", "preview", "edit", "handing_in", "new_reward")),
    *("campaigns:business:new_update", "campaigns:business:update"),
    "campaigns:business:reward",  # of a public one, a page that says who hears of a later day
    "meetings:partner:release",
    "listings:business:listing",
    "listings:business:renewal",
    "listings:office:new",
    "listings:office:desk",
    "listings:office:print",
    "listings:office:kind",
    "listings:office:category",
    "listings:office:new_category",
    "places:postcodes",
    "places:drawing",
    "golive:publication",
    "operators:about",
    "subscriptions:payment",
    "subscriptions:sender",
    "subscriptions:statement",  # shows what it would book, then books
    "subscriptions:buyer",
    "subscriptions:own_buyer",
    "subscriptions:own_card",  # leads to a page that says the amount
    "subscriptions:new_plan",
    "subscriptions:new_version",
    "subscriptions:beginning",
    "pages:profile",
    "pages:text",
    "search:words",
    "trust:office:escalation",
    "pages:sign_language_text",
    "businesses:business:profile",
    "businesses:business:hours",
    "businesses:business:choice",
    "partners:area:choice",
    "partners:area:profile",
    "partners:area:team",
    "partners:area:confirmation",  # beside „Entfernen“
    "partners:business:memberships",
    "partners:office:add",
    "partners:office:edit",
    *("partners:office:new_supporter", "partners:office:supporter"),
    *("partners:office:new_ambassador", "partners:office:ambassador"),
    "businesses:business:keys",
    "businesses:business:team",
    "businesses:office:team",
    "businesses:office:add",
    "businesses:office:edit",
    "businesses:office:invitation",
    "watch:office:list",
    "review:office:routine",
    "review:office:blocks",
    "review:office:block",
    "businesses:office:categories",
    "businesses:office:category",
    "vouchers:till:choice",
    *(f"vouchers:region:{name}" for name in ("new_offer", "offer", "picture", "publication", "copy")),
    "vouchers:business:new_offer",
    "vouchers:business:offer",
    "vouchers:business:picture",
    "vouchers:business:publication",
    "vouchers:business:copy",
    "vouchers:business:sales_mail",
    "vouchers:office:mailing",
    "campaigns:pledges:reception",  # what has arrived has arrived
    "vouchers:office:datev",
    "vouchers:business:datev",
    "vouchers:business:seller",
    "vouchers:till:receipt",
    "vouchers:till:receipt_mail",
    "branding:look",
    "domains:list",
    "embed:hosts",
    "domains:look",
    *("senders:page", "senders:change", "senders:code", "senders:confirmation", "senders:look"),
    "accounts:office:team",
    "accounts:name",
    "accounts:address",
    "accounts:password",
    "accounts:confirmation",
    "accounts:mails",
    "accounts:session_end",
    "accounts:sessions_end",
    "accounts:code_app",
    "accounts:add_passkey_question",
    "accounts:add_passkey",
    "accounts:recovery_codes",
    "operators:people",
    "mail:office:again",
    "archive:archives",
    "operators:approval",
    "operators:remark",
    "operators:another_try",
    "operators:region_try",
    "operators:mail_again",
    "connect:retry",
    *(f"merchants:{side}:{name}" for side in ("business", "office") for name in ("opening", "onboarding", "check")),
    "merchants:office:invitation",
    *("bank:home", "bank:account", "bank:payee", "businesses:bank:home", "businesses:bank:account"),
    "businesses:bank:payee",
    # The page above the button says what will happen, movement by movement.
    "subsidies:office:settlements",  # it says how much that is, and is corrected by the next month's
    *("subsidies:office:new", "subsidies:office:edit", "subsidies:office:settlement_payee"),
    "subsidies:office:new_run",  # a file is taken back beside its name
    *("regionwide:office:issuer", "regionwide:office:payee", "regionwide:office:settlement_payee"),
    "regionwide:office:new_run",  # a file is taken back beside its name
    "regionwide:office:approval",  # an end is beside it
    *("regionwide:business:participation", "regionwide:business:payee"),  # behind the password, and told by mail
    *("bank:takeover", "bank:assignment", "businesses:bank:takeover", "businesses:bank:assignment"),
    *("campaigns:funds:office_new", "campaigns:funds:office_edit"),
    *("campaigns:business:new_paper", "campaigns:office:new_paper"),
}
PEOPLE = {
    Audience.SIGNED_IN,
    Audience.TILL,
    Audience.BUSINESS,
    Audience.PARTNER,
    Audience.EDITOR,
    Audience.ADMINISTRATOR,
    Audience.OPERATOR,
}


def methods_of(view: object) -> set[str]:
    """What ``require_http_methods`` lets through; it stands in the closure of the wrapper."""
    found: set[str] = set()
    while view is not None:
        for cell in getattr(view, "__closure__", None) or ():
            if isinstance(cell.cell_contents, list) and "POST" in cell.cell_contents:
                found |= set(cell.cell_contents)
        view = getattr(view, "__wrapped__", None)
    return found


def posts() -> list[Route]:
    routes = [*routes_of("kreislauf.urls_region"), *routes_of("kreislauf.urls_operator")]
    return [one for one in routes if one.view.audience in PEOPLE and "POST" in methods_of(one.view)]


def test_every_post_is_decided() -> None:
    decided = [ASKS, UNDOES, IN_PLACE, HARMLESS]
    assert {route.name for route in posts()} == set().union(*decided)
    assert sum(map(len, decided)) == len(set().union(*decided))


def test_what_asks_has_a_page_for_it() -> None:
    asking = [route for route in posts() if route.name in ASKS]
    assert [route.name for route in asking if "GET" not in methods_of(route.view)] == []


def test_no_form_goes_past_the_question() -> None:
    """A button on another page leads to the question; it never posts to the route itself."""
    to = re.compile(r"""<form[^>]*method="post"[^>]*action="\{% url "([\w:]+)\"""")
    found = [(name, route) for name, text in templates().items() for route in to.findall(text) if route in ASKS]
    assert found == []


@pytest.fixture
def rows(in_kiel: object) -> dict[str, str]:
    offer = make_offer()
    return {
        "vouchers:office:stop": f"/verwaltung/gutscheine/angebote/{offer.pk}/halt/",
        "businesses:office:closing": f"/verwaltung/betriebe/{make_business().pk}/schliessung/",
        "businesses:office:category_removal": f"/verwaltung/branchen/{make_category(name='Leer').pk}/loeschung/",
    }


@pytest.mark.parametrize(
    "route", ["vouchers:office:stop", "businesses:office:closing", "businesses:office:category_removal"]
)
def test_the_question_says_what_will_happen(route: str, rows: dict[str, str], office: Client) -> None:
    page = office.get(rows[route]).content.decode()
    assert "kl-confirm" in page
    assert "Abbrechen" in page


def test_a_business_takes_back_that_it_stopped_an_offer(in_kiel: object, client_for: Callable[..., Client]) -> None:
    offer = make_offer()
    client = client_for(in_kiel, user=make_owner(offer.business))
    page = client.post(f"/betrieb/angebote/{offer.pk}/halt/", follow=True).content.decode()
    assert "Rückgängig" in page
    client.post(re.search(r'kl-flash__undo" method="post" action="([^"]+)"', page)[1])  # type: ignore[index]
    offer.refresh_from_db()
    assert offer.stopped_at is None


def test_the_business_reads_why_staff_stopped_its_offer(
    office: Client, in_kiel: object, client_for: Callable[..., Client]
) -> None:
    offer = make_offer()
    address = f"/verwaltung/gutscheine/angebote/{offer.pk}/halt/"
    assert office.post(address).status_code == 422
    office.post(address, {"reason": "Das Bild gehört jemand anderem."})
    page = client_for(in_kiel, user=make_owner(offer.business)).get("/betrieb/angebote/").content.decode()
    assert "Das Bild gehört jemand anderem." in page
