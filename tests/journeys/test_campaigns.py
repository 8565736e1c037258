"""A town stands behind its shops: a theatre starts, twelve people back it, it works out; another does not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.journeys import clock
from tests.journeys.conftest import Visit
from tests.journeys.demo import Demo
from tests.journeys.letters import link_from_letter, open_letter
from tests.journeys.resident import CODE, come_back
from tests.journeys.till import ask
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
TITLE = "Ein Vorhang, der nicht klemmt"
WHY = "Ein Vorhang, der nicht klemmt. Seit dem Sommer bleibt unserer auf halber Höhe stehen."
LOST = "Ein Dach für die Fahrräder"
GOAL = 600
VOUCHER = "Zwei Karten für Samstag"
POT = "Vorhangtopf"
HOST = "dortmund.example"


def test_a_theatre_starts_twelve_stand_behind_it_and_it_works_out(visit: Visit, demo: Demo) -> None:
    owner, office = visit("dortmund", "phone"), visit("dortmund")
    phone, keys = visit("dortmund", "phone"), visit("dortmund", mouse=False)
    plain = visit("dortmund", "phone", scripts=False)
    _pot(office)
    owner.sign_in("Betrieb")
    desk = _start(owner, WHY, TITLE, goal=GOAL)
    _reward(owner, desk)
    _hand_in(owner, desk)
    page = _release(office, TITLE)

    _promise(phone, page, reward=VOUCHER, euros=20, name="Ute Brandt", email=f"ute@{HOST}", look=True)
    _promise(keys, page, euros=50, name="Klavier Krüger", email=f"klavier@{HOST}", shown="Klavier Krüger")
    for number in range(8):
        _promise(plain, page, euros=60, name=f"Nachbar {number}", email=f"nachbar{number}@{HOST}")
    _paper(office, owner, desk)
    phone.go(page)
    phone.reads("zugesagt")
    phone.look("campaign-promised")

    # The twelfth makes it: 115 percent of the goal are promised, and everybody is asked to pay.
    _promise(plain, page, euros=80, name="Die Zwölfte", email=f"zwoelf@{HOST}")
    code = _pay(phone, f"ute@{HOST}", look=True)
    for email in (f"klavier@{HOST}", f"zwoelf@{HOST}"):
        _pay(plain, email)
    for number in range(8):
        _pay(plain, f"nachbar{number}@{HOST}")
    # 52 and 50 and 80 euros are doubled; of the next 60 there are 18 left in the pot. The town's other pot goes on.
    phone.go("/toepfe/")
    phone.follow(POT)
    phone.reads("Der Topf ist leer")
    phone.look("campaign-empty-pot")
    phone.go(page)
    phone.look("campaign-paid")

    clock.let_it_end(demo, "dortmund", TITLE)
    come_back(phone, page, until="Geschafft!", patience=100)
    phone.look("campaign-succeeded")
    _redeem(owner, code)
    _news(owner, office, desk, phone)
    clock.let_withdrawals_pass(demo, "dortmund", TITLE)
    _grant(office)
    assert phone.dead_links() == []


def test_another_does_not_make_it_and_nobody_has_paid(visit: Visit, demo: Demo) -> None:
    owner, office = visit("dortmund"), visit("dortmund", "phone")
    plain = visit("dortmund", "phone", scripts=False)
    owner.sign_in("Betrieb")
    desk = _start(owner, f"{LOST}. Sie stehen im Regen.", LOST, goal=900)
    _hand_in(owner, desk)
    page = _release(office, LOST)
    _promise(plain, page, euros=40, name="Regina Nass", email=f"regina@{HOST}")
    clock.let_it_end(demo, "dortmund", LOST)
    open_letter(plain, to=f"regina@{HOST}", subject=LOST, patience=100)
    come_back(plain, page, until="Niemand muss etwas bezahlen.", patience=60)
    office.go("/verwaltung/kampagnen/unterstuetzungen/")
    office.look("campaign-pledges")
    assert LOST not in office.page.inner_text("main").partition("bezahlt")[0]


def _pot(office: Visitor) -> None:
    office.sign_in("Leitung")
    office.go("/verwaltung/toepfe/neu/")
    last = timezone.localdate() + timedelta(days=60)
    office.type(name=POT, budget_cents="200", ends_on=f"{last:%Y-%m-%d}", factor_percent="100")
    office.tick("giver_kind", "public")
    office.type(authority="Kulturbüro")
    office.tick("is_de_minimis")
    office.look("campaign-pot")
    assert office.press("Speichern") == 200, office.text


def _start(owner: Visitor, why: str, title: str, *, goal: int) -> str:
    """The address of the campaign at its business's desk."""
    owner.go("/betrieb/kampagnen/neu/")
    last = timezone.localdate() + timedelta(days=30)
    owner.type(why=why, goal=str(goal), ends_on=f"{last:%Y-%m-%d}")
    owner.look("campaign-start")
    assert owner.press("Entwurf anlegen") == 200, owner.text
    desk = str(owner.page.url)
    owner.go(f"{desk}aendern/")
    owner.type(title=title, text_md="Wir spielen jeden Samstag. Bitte helft uns.")
    owner.tick("mode", "promise")
    owner.type(cost_1="Stoff und Schiene", cost_1_cents=str(goal))
    owner.look("campaign-write")
    assert owner.press("Speichern") == 200, owner.text
    return desk


def _reward(owner: Visitor, desk: str) -> None:
    owner.go(f"{desk}gegenleistungen/neu/")
    owner.choose("offer", VOUCHER)
    owner.type(price="32")
    owner.look("campaign-reward")
    assert owner.press("Speichern") == 200, owner.text


def _hand_in(owner: Visitor, desk: str) -> None:
    owner.go(desk)
    owner.press("Zur Freigabe geben")
    owner.look("campaign-handed-in")


def _release(office: Visitor, title: str) -> str:
    """From the mail, without signing in; the address of the public page."""
    office.go(link_from_letter(office, to="redaktion@dortmund.example", subject=title, link="/freigabe/"))
    office.look("campaign-letter")
    office.press("Freigeben")
    office.go("/kampagnen/")
    office.follow(title)
    return str(office.page.url)


def _promise(
    who: Visitor, page: str, *, euros: int, name: str, email: str, reward: str = "", shown: str = "", look: bool = False
) -> None:
    who.go(page)
    who.follow("Jetzt unterstützen")
    if reward:
        who.page.get_by_label(reward).first.check()
    who.type(support=str(euros), email=email, name=name)
    if shown:
        who.tick("shows_name")
        who.type(public_name=shown)
    who.tick("accepts")
    if look:
        who.look("campaign-form")
    assert who.press("Weiter: Angaben prüfen") == 200, who.text
    if look:
        who.look("campaign-check")
    who.press("Zusagen")
    who.reads("Fast geschafft")
    who.go(link_from_letter(who, to=email, subject="Zusage", link="/zusage/bestaetigung/"))
    who.press("Ja, ich sage zu")
    who.reads("Ihre Zusage zählt.")


def _paper(office: Visitor, owner: Visitor, desk: str) -> None:
    owner.go(f"{desk}papier/neu/")
    owner.type(name="Oma Hedwig", support="30")
    owner.press("Eintragen")
    owner.look("campaign-paper")
    office.go(desk.replace("/betrieb/", "/verwaltung/") + "papier/")
    office.press("Bestätigen")
    office.look("campaign-paper-confirmed")


def _pay(who: Visitor, email: str, *, look: bool = False) -> str:
    """What was promised; the code of the voucher, if there is one."""
    link = link_from_letter(who, to=email, subject=TITLE, link="/zusage/")
    come_back(who, link, until="Das Ziel ist erreicht.", patience=100)  # the worker may not have said so yet
    if look:
        who.look("campaign-called")
    who.press("Zahlungspflichtig bestellen")
    who.page.get_by_role("button", name="bezahlen").first.click()
    who.reads("Danke! Ihre Unterstützung zählt.")
    if look:
        who.look("campaign-thanks")
    found = CODE.findall(who.text)
    return found[0] if found else ""


def _redeem(owner: Visitor, code: str) -> None:
    ask(owner, code)
    owner.press("Leistung einlösen")
    owner.reads("aufgebraucht")


def _news(owner: Visitor, office: Visitor, desk: str, backer: Visitor) -> None:
    owner.go(f"{desk}neues/")
    owner.type(title="Er läuft", text_md="Auf, zu, auf. Danke!")
    owner.press("Zur Freigabe geben")
    office.go("/verwaltung/freigaben/")  # its letter waits for the next bundle
    office.follow("Er läuft")
    office.press("Freigeben")
    open_letter(backer, to=f"ute@{HOST}", subject="Er läuft", patience=100)


def _grant(office: Visitor) -> None:
    office.go("/verwaltung/toepfe/bewilligungen/")
    office.look("campaign-grants")
    with office.page.expect_navigation():
        office.page.locator("tr", has_text=POT).filter(has_text=TITLE).get_by_role("link", name="Bewilligen").click()
    office.type(number="DS 40/2026", nace="R90.20")
    office.tick("declared")
    office.press("Bewilligen")
    office.reads("200,00 €")
    office.reads("Bescheinigung")
