"""What a slice has once its word is in the settings: one check for each field that it may declare."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client, RequestFactory
from django.utils import timezone

from billing.bank.imports.transfers import expected_transfers, note_transfer, our_transfers
from billing.ledger.models import Account
from billing.ledger.post import post
from billing.providers.bank_transfer.models import BankLine
from kreislauf.accounts.models import Role, User
from kreislauf.admission import audiences_of
from kreislauf.house import declared, purpose, rooms, slices, timetable
from kreislauf.metrics.objectives import counters
from kreislauf.permissions import Audience
from kreislauf.pictures.settle import settle_now
from kreislauf.purposes import MerchantBefore
from kreislauf.regions import RegionCard, stepping_into
from kreislauf.slices import Slice
from marketplace.businesses.close import close, reopen
from marketplace.businesses.models import Business
from marketplace.partners.bodies.leave import leave
from marketplace.partners.models import Body
from marketplace.vouchers.books.account_names import account_names
from marketplace.vouchers.books.datev.journals import Scope, journals_of
from marketplace.vouchers.books.journal_owners import Sale, sales_of
from marketplace.vouchers.books.period import Period
from marketplace.vouchers.books.platform_tax.threshold import years_of
from tenants.archive.balances import open_balances, owed_cents, unpaid_cents
from tenants.archive.left_out import left_out_tables, written_by_triggers
from tenants.archive.manifest import readme
from tenants.archive.notify import partners_without_account
from tenants.branding.models import Branding
from tenants.branding.modules import modules
from tenants.engine.roles import grants
from tenants.golive.check import checklist
from tenants.models import Region
from tenants.operators.figures import count_figures, known_of
from tenants.operators.models import RegionOverdue
from tenants.operators.overdue import count_overdue, overdue_title
from tenants.signup.stages import fill
from tests.make import NOON, make_body
from tests.notices.models import Notice
from tests.words import words


class House(NamedTuple):
    """Kiel, with a notice that hangs, and who looks at it."""

    card: RegionCard
    site: Client
    office: Client
    owner: Client
    administrator: Client
    partner: Client
    business: Business
    body: Body
    ute: User
    notice: Notice


Check = Callable[[House], None]


def html(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


def app(house: House) -> None:
    assert "tests.notices" in [room.app for room in rooms()]


def title(house: House) -> None:
    page = house.administrator.get("/verwaltung/funktionen/notices/abschaltung/")
    assert "„Aushang“ abschalten?" in words(page)


def module(house: House) -> None:
    assert "notices" in modules()
    Branding.objects.update(modules={"notices": False})
    assert [house.site.get(path).status_code for path in ("/aushang/", "/api/v1/notices/")] == [404, 404]
    assert "Ans Brett" not in words(house.site.get("/"))
    assert house.site.get(house.notice.get_absolute_url()).status_code == 200


def when_off(house: House) -> None:
    assert "bleiben lesbar" in html(house.administrator, "/verwaltung/funktionen/notices/abschaltung/")


def urls(house: House) -> None:
    assert "Maibaum" in html(house.site, "/aushang/")
    assert "Maibaum" in html(house.office, "/verwaltung/aushang/")


def api(house: House) -> None:
    assert json.loads(html(house.site, "/api/v1/notices/")) == [{"title": "Maibaum", "kind": "hanging"}]


def public_menu(house: House) -> None:
    head = html(house.site, "/betriebe/").partition("</header>")[0]
    assert 'href="/aushang/">Aushang<' in head


def help_menu(house: House) -> None:
    assert "Was hängt hier?" in html(house.site, "/betriebe/")


def legal_menu(house: House) -> None:
    assert "Aushangordnung" in html(house.site, "/betriebe/")


def join_menu(house: House) -> None:
    assert "Zettel schreiben" in words(house.site.get("/betriebe/")).partition("Menü")[0]


def office_mails(house: House) -> None:
    assert "Ein Zettel ist neu" in html(house.office, "/konto/")


def audiences(house: House) -> None:
    request = RequestFactory().get("/betrieb/aushang/")
    request.user = User(role=Role.ADMINISTRATOR)
    assert Audience.ADMINISTRATOR not in audiences_of(request)


def figures(house: House) -> None:
    count_figures(at=NOON)
    with stepping_into(None):
        known = known_of([Region.objects.get(pk=house.card.id)])
    assert ("Zettel", "1") in known[house.card.id].figures


def overdue(house: House) -> None:
    count_overdue(at=house.notice.posted_at + timedelta(days=1))
    with stepping_into(None):
        assert [(one.name, one.number) for one in RegionOverdue.objects.all()] == [("zettel", 1)]
    assert overdue_title("zettel") == "Hängt zu lange"


def waiting(house: House) -> None:
    what = declared("waiting")["notices_waiting"]
    rows = what.rows(house.notice.posted_at + timedelta(days=1))
    assert list(rows.values_list(what.since, flat=True)) == [house.notice.posted_at]


def zero_sums(house: House) -> None:
    what = declared("zero_sums")["notices_paid_cents"]
    assert sum(what.rows().values_list(what.column, flat=True)) == house.notice.paid_cents


def objectives(house: House) -> None:
    assert set(counters()) >= {"notices_read", "notices_read_failed", "notices_read_slow"}


def office_menu(house: House) -> None:
    assert '<a href="/verwaltung/aushang/"' in html(house.office, "/verwaltung/betriebe/")


def office_actions(house: House) -> None:
    assert "Zettel abnehmen" in html(house.office, "/verwaltung/")


def office_tiles(house: House) -> None:
    assert "Zettel hängen 1" in words(house.office.get("/verwaltung/"))


def office_todo(house: House) -> None:
    assert "Brett abstauben" in html(house.office, "/verwaltung/")


def business_menu(house: House) -> None:
    assert '<a href="/betrieb/aushang/"' in html(house.owner, "/betrieb/profil/")


def business_actions(house: House) -> None:
    assert "Brett ansehen" in html(house.owner, "/betrieb/")


def business_tiles(house: House) -> None:
    assert f"Zettel für {house.business} 1" in words(house.owner.get("/betrieb/"))


def business_todo(house: House) -> None:
    assert "Noch hängt nichts von Ihnen." in html(house.owner, "/betrieb/")


def partner_menu(house: House) -> None:
    assert '<a href="/partnerbereich/aushang/"' in html(house.partner, "/partnerbereich/profil/")


def partner_actions(house: House) -> None:
    assert "Brett der Partner ansehen" in html(house.partner, "/partnerbereich/")


def partner_tiles(house: House) -> None:
    assert f"Zettel für Partner wie {house.body} 1" in words(house.partner.get("/partnerbereich/"))


def partner_todo(house: House) -> None:
    assert f"Noch hängt nichts von {house.body}." in html(house.partner, "/partnerbereich/")


def body_sections(house: House) -> None:
    assert f"{house.body} am Brett" in html(house.site, house.body.get_absolute_url())


def handed_over(house: House) -> None:
    Notice.objects.update(text=f"Von {house.body}.")
    assert leave(house.body, heir=make_body(name="Innung"), by="Ute", at=NOON) == 1
    assert Notice.objects.get().text == "Von Innung."


def closing_notes(house: House) -> None:
    page = words(house.office.get(f"/verwaltung/betriebe/{house.business.pk}/schliessung/"))
    assert f"Der Zettel von {house.business} hängt noch." in page


def business_closed(house: House) -> None:
    close(house.business, by="Ute", at=NOON)
    assert Notice.objects.get().text == f"{house.business} ist zu."
    reopen(house.business, by="Ute", at=NOON)
    assert Notice.objects.get().text == f"{house.business} ist offen."


def business_sections(house: House) -> None:
    page = html(house.site, house.business.get_absolute_url())
    assert f"Am Brett von {house.business}" in page
    assert 'href="#aushang"' in page


def card_notes(house: House) -> None:
    assert f"Zettel von {house.business}" in words(house.site.get("/betriebe/"))


def front_tiles(house: House) -> None:
    assert "Ans Brett" in html(house.site, "/")


def front_sections(house: House) -> None:
    assert "Neu am Brett" in html(house.site, "/")


def search(house: House) -> None:
    assert "Am Brett" in html(house.site, "/")
    assert house.site.get("/suche/?art=aushang&q=Mai")["Location"] == "/aushang/?q=Mai"
    assert f'href="{house.notice.get_absolute_url()}">Maibaum</a>' in html(house.site, "/suche/?q=Maibäume")


def sitemap(house: House) -> None:
    assert f"{house.notice.get_absolute_url()}</loc>" in html(house.site, "/sitemap.xml")


def pictures_elsewhere(house: House) -> None:
    """A neighbour still shows it: it is not deleted, though no row of the region names it."""
    path = "brett/0123456789abcdef0123-480.webp"
    default_storage.save(path, ContentFile(b"RIFF"))
    settle_now(["brett/0123456789abcdef0123-480x320.webp"])
    kept = default_storage.exists(path)
    default_storage.delete(path)
    assert kept


def shares(house: House) -> None:
    assert "Zettel der Nachbarn" in html(house.site, "/geteilt/")


def embeds(house: House) -> None:
    assert "Maibaum" in html(house.site, "/einbetten/aushang/")
    assert f"{house.card.url}/aushang/" in html(house.site, "/einbetten/aushang/liste.html")


def log_words(house: House) -> None:
    assert "Aushang aufgehängt" in html(house.office, "/verwaltung/protokoll/")


def log_kinds(house: House) -> None:
    assert 'value="pinboard."' in html(house.office, "/verwaltung/protokoll/")


def log_links(house: House) -> None:
    assert '<a href="/verwaltung/aushang/">Maibaum</a>' in html(house.office, "/verwaltung/protokoll/?art=pinboard.")


def office_business_sections(house: House) -> None:
    assert f"Alles am Brett zu {house.business}" in html(house.office, f"/verwaltung/betriebe/{house.business.pk}/")


def journal_words(house: House) -> None:
    post("notice:1", at=timezone.now(), memo="Zettel", lines=[("board:1", 5), ("surplus", -5)])
    page = html(house.office, "/verwaltung/buchungen/")
    assert '<a href="/verwaltung/aushang/">Aushang bezahlt</a>' in page


def journal_links(house: House) -> None:
    assert declared("journal_links")["notice"] == "notices:office:list"


def journal_sales(house: House) -> None:
    assert sales_of(["notice:7"])["notice:7"] == Sale("N7", False, 19)


def revenue_accounts(house: House) -> None:
    post("notice:2", at=timezone.now(), memo="Zettel", lines=[(f"board:{house.business.pk}", 5), ("surplus", -5)])
    found = journals_of(Scope.BUSINESS, house.business, Period(date(2020, 1, 1), date(2099, 12, 31)))
    assert "notice:2" in found.values_list("key", flat=True)


def sold_besides(house: House) -> None:
    sold = years_of([house.business.pk], 2026)[house.business.pk]
    assert (sold.count, sold.quarters) == (30, [0, 700, 0, 0])


def scopes(house: House) -> None:
    assert "Aushang lesen" in html(house.owner, "/betrieb/schluessel/")


def enum_names(house: House) -> None:
    assert "NoticeKind" in declared("enum_names")


def sweeps(house: House) -> None:
    assert timetable()["tests.notices.tasks.sweep"]["schedule"] == 3600.0


def contents(house: House) -> None:
    with stepping_into(None):
        fill(SimpleNamespace(region_id=house.card.id))  # type: ignore[arg-type]
    assert Notice.objects.filter(key="contents").exists()


def go_live(house: House) -> None:
    assert "Aushang" in [check.title for check in checklist()]


def purpose_(house: House) -> None:
    ours = purpose("notice")
    assert ours.paid(house.notice.pk, amount_cents=500, at=NOON)
    assert not ours.paid(house.notice.pk, amount_cents=500, at=NOON)


def balances(house: House) -> None:
    Notice.objects.update(paid_cents=500)
    assert [(one.code, one.left_cents) for one in open_balances()] == [(f"N{house.notice.pk}", 500)]
    assert owed_cents(on=date(2026, 11, 2)) == 500


def unpaid(house: House) -> None:
    assert unpaid_cents() == 700


def partner_addresses(house: House) -> None:
    assert "brett@example.org" in partners_without_account()


def names_of_accounts(house: House) -> None:
    Account.objects.create(code=f"board:{house.business.pk}")
    code = f"board:{house.business.pk}"
    assert account_names([code]) == {code: f"Aushangkasse: {house.business}"}


def owners_of_accounts(house: House) -> None:
    """A number after this kind is a notice's, whatever business has it too."""
    code = f"pinned:{house.business.pk}"
    assert account_names([code]) == {code: f"Angepinnt: Zettel {house.business.pk}"}


def operator_tiles(house: House) -> None:
    assert "Zettel im Land" in [
        tile.label for room in rooms() if room.name == "notices" for tile in room.operator_tiles()
    ]


def operator_sections(house: House) -> None:
    ours = [room for room in rooms() if room.name == "notices"]
    shown = [section.template for room in ours for section in room.operator_sections(house.card)]
    assert "notices/section.html" in shown


def operators_waiting(house: House) -> None:
    assert declared("operators_waiting")["operators:regions"]() == 2


def account_texts(house: House) -> None:
    assert declared("account_texts")["board"] == "Was Zettel kosten."


def journal_texts(house: House) -> None:
    assert declared("journal_texts")["notice"] == "Jemand hat seinen Zettel bezahlt."


def triggers(house: House) -> None:
    assert "notices_reading" in written_by_triggers()


def merchant_changed(house: House) -> None:
    assert _after(house, lambda one: one.merchant_changed(ACTIVE, MerchantBefore("pending", []))) == "pending → active"


def account_due(house: House) -> None:
    assert _after(house, lambda one: one.account_due(ACTIVE)) == "bald: active"


def payout_returned(house: House) -> None:
    assert _after(house, lambda one: one.payout_returned(SimpleNamespace(amount_cents=5))) == "zurück: 5"


def outgoing(house: House) -> None:
    assert (expected_transfers(["AUSHANG", "FREMD"]), our_transfers(["AUSHANG", "FREMD"])) == (
        {"AUSHANG": 5},
        {"AUSHANG": "/verwaltung/aushang/"},
    )
    line = BankLine(end_to_end="AUSHANG", cents=-5)
    assert _after(house, lambda one: note_transfer(line, at=timezone.now())) == "überwiesen: AUSHANG"


ACTIVE = SimpleNamespace(state="active")


def _after(house: House, tells: Callable[[Slice], None]) -> str:
    """The notice's text, once the slice was told something."""
    tells(next(one for one in slices() if one.name == "notices"))
    house.notice.refresh_from_db()
    return house.notice.text


def tables(house: House) -> None:
    about = {"region": {"name": "Kiel", "hosts": []}, "created_at": NOON.isoformat(), "software": "", "key": ""}
    assert "notices_notice                  Aushänge" in readme(about)


def left_out(house: House) -> None:
    assert left_out_tables()["notices_reading"] == "wer was gelesen hat"


def not_secret(house: House) -> None:
    assert "notices_notice.key" in declared("not_secret")


def append_only(house: House) -> None:
    assert 'REVOKE UPDATE, DELETE ON "r_kiel".notices_reading' in grants("r_kiel")


def demo(house: House) -> None:
    for one in slices():
        if one.demo is not None and one.name == "notices":
            one.demo(None, "Robin")
    assert Notice.objects.filter(key="demo", text="Von Robin.").exists()


def example(house: House) -> None:
    shown = [room.example for room in rooms() if room.example is not None and room.name == "notices"]
    assert ["Kanarienvogel" in str(one("Kanarienvogel", {})["notices:notice"].row) for one in shown] == [True]


# By the field that the check cannot do without.
CHECKS: dict[str, Check] = {
    check.__name__: check
    for check in (
        *(app, title, module, when_off, urls, api, public_menu, help_menu, legal_menu, join_menu, office_menu),
        *(office_mails, audiences, figures, overdue, waiting, zero_sums, objectives, partner_addresses),
        *(office_actions, office_tiles, office_todo, business_menu, business_actions, business_tiles, business_todo),
        *(partner_menu, partner_actions, partner_tiles, partner_todo, body_sections, handed_over),
        *(
            closing_notes,
            business_closed,
            business_sections,
            card_notes,
            front_tiles,
            front_sections,
            search,
            shares,
            pictures_elsewhere,
            embeds,
            sitemap,
            log_words,
            log_kinds,
            log_links,
        ),
        *(scopes, enum_names, office_business_sections, journal_words, journal_links),
        *(journal_sales, revenue_accounts, sold_besides),
        *(operator_tiles, operator_sections, operators_waiting, account_texts, journal_texts, merchant_changed),
        *(account_due, payout_returned, outgoing),
        *(sweeps, contents, go_live, tables, left_out, not_secret, append_only, demo, example),
    )
} | {
    "written_by_triggers": triggers,
    "purpose": purpose_,
    "open_balances": balances,
    "unpaid_cents": unpaid,
    "account_names": names_of_accounts,
    "account_owners": owners_of_accounts,
}
