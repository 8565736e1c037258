"""The pages on the fake's own origin: where a buyer pays, and where a business tells what Stripe wants to know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from tests.fakestripe.books import Json

if TYPE_CHECKING:
    from tests.fakestripe.fake import FakeStripe

PAGE = """<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width"></head>
<body><main><h1>{title}</h1><p>{text}</p><form method="post">{buttons}</form></main></body></html>"""
BUTTON = '<button name="act" value="{value}">{label}</button> '
PAY = {
    "pay": "Bezahlen",
    "twice": "Zweimal bezahlen",
    "late": "Später bezahlen",
    "decline": "Ablehnen",
    "cancel": "Abbrechen",
}
SETUP = {"all": "Alles angeben", "some": "Später weitermachen"}


@dataclass(frozen=True)
class Page:
    """A page, or with ``goes_to`` a redirect."""

    status: int
    html: str = ""
    goes_to: str = ""


def answer(fake: FakeStripe, path: str, act: str | None) -> Page:
    """``act`` is the button that was pressed, or None for who only looks."""
    _empty, first, *rest = path.split("/")
    if first == "c" and rest[:1] == ["pay"]:
        return _checkout(fake, rest[-1], act)
    if first == "setup":
        return _setup(fake, rest[-1], act)
    return Page(404, _page("Nicht gefunden", "", {}))


def _checkout(fake: FakeStripe, ref: str, act: str | None) -> Page:
    everybody = [*fake.accounts.values(), *fake.platforms.values()]
    session = next((s for books in everybody for s in books.all("checkout.session", id=ref)), None)
    if session is None:
        return Page(404, _page("Nicht gefunden", "", {}))
    if session["status"] != "open":
        return Page(200, _page("Diese Seite ist abgelaufen.", "", {}))
    if act is None:
        cents = session["amount_total"]
        return Page(200, _page(f"{cents // 100},{cents % 100:02} €", session["what"], PAY))
    return _pressed(fake, session, act)


def _pressed(fake: FakeStripe, session: Json, act: str) -> Page:
    acts: dict[str, Callable[[], object]] = {
        "pay": lambda: fake.pay(session),
        "twice": lambda: fake.pay(session, times=2),
        "late": lambda: fake.pay(session, late=True),
        "decline": lambda: fake.decline(session),
    }
    if act == "cancel":
        return Page(303, goes_to=session["cancel_url"])
    if act not in acts:
        return Page(400)
    acts[act]()
    if act == "decline":
        return Page(200, _page("Ihre Bank hat abgelehnt.", session["what"], PAY))
    return Page(303, goes_to=session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"]))


def _setup(fake: FakeStripe, token: str, act: str | None) -> Page:
    """A link is good for one visit; afterwards it leads to ``refresh_url``."""
    ref, use_case = fake.links.get(token, ("", {}))
    if not ref:
        return Page(404, _page("Nicht gefunden", "", {}))
    urls = use_case[use_case["type"]]
    if token in fake.used_links:
        return Page(303, goes_to=urls["refresh_url"])
    if act is None:
        wanted = ", ".join(fake.accounts[ref].profile["wanted"]) or "Es fehlt nichts."
        return Page(200, _page(fake.accounts[ref].profile["display_name"] or ref, wanted, SETUP))
    fake.used_links.add(token)
    fake.onboard(ref, leave=() if act == "all" else ("external_account",))
    return Page(303, goes_to=urls["return_url"])


def _page(title: str, text: str, buttons: dict[str, str]) -> str:
    made = "".join(BUTTON.format(value=value, label=label) for value, label in buttons.items())
    return PAGE.format(title=escape(title), text=escape(text), buttons=made)
