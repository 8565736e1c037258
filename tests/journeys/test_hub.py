"""One hub of many houses, and a meeting that neighbours share: people of three regions, each with a browser."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import httpx
import pytest
from django.utils import timezone
from pypdf import PdfReader

from tests.journeys import eyes
from tests.journeys.conftest import Visit
from tests.journeys.demo import Demo
from tests.journeys.letters import attachments, link_from_letter, open_letter
from tests.journeys.other_site import other_site
from tests.journeys.resident import come_back
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
GUIDE = "Nach dem Wasserschaden: was zuerst?"
NUMBER = "040 66969-998"
GUEST = "gast@dortmund.example"
ROOM = "raum.kreis-demo.de"
MEETING = "Kurzarbeitergeld, Fragen an die Agentur"
IN_CALENDARS = MEETING.replace(",", "\\,")
REGIONS = ("mittelholstein", "kiel", "dortmund")


def test_two_chambers_stand_behind_one_guide(visit: Visit, demo: Demo) -> None:
    """It is written, by keys alone, released and signed from the mail; a number is changed once and everywhere."""
    title = f"{GUIDE} (Schritte)"
    author, editor = visit("kiel", "phone", mouse=False), visit("kiel", "desktop")
    signer, reader = visit("kiel", "phone", scripts=False), visit("kiel", "phone")

    _write(author, title)
    desk = _ask_to_sign(editor, title)
    signer.go(
        link_from_letter(signer, to="handwerkskammer.redaktion@kiel.example", subject=title, link="/rat/mitzeichnung/")
    )
    signer.look("hub-3-sign")
    signer.press("Mitzeichnen")
    signer.reads("Danke")
    editor.go(desk)
    editor.press("Veröffentlichen")

    reader.go("/rat/")
    reader.look("hub-4-hub")
    reader.go(f"/rat/?q={title.split()[-1]}")
    reader.follow(title)
    reader.reads("Handwerkskammer")
    reader.look("hub-5-guide")
    article = reader.page.url
    assert NUMBER not in reader.text
    assert NUMBER not in _flyer(editor, demo, desk)

    _change_number(editor)
    reader.go(article)
    reader.reads(NUMBER)
    assert NUMBER in _flyer(editor, demo, desk)
    _change_number(editor, to="040 66969-111")
    assert reader.dead_links() == []


@pytest.fixture
def room() -> Iterator[str]:
    """Of another origin: the policy of the guest's page names it for as long as the room is open."""
    with other_site() as server:
        server.page = "<!doctype html><title>Raum</title><h1>Willkommen im Raum</h1>"  # type: ignore[attr-defined]
        yield f"http://{ROOM}:{server.server_address[1]}/geheim-7f3a"


def test_three_regions_share_a_meeting(visit: Visit, demo: Demo, room: str) -> None:
    host, guest = visit("mittelholstein"), visit("dortmund", "phone", scripts=False)
    offices = [visit("kiel"), visit("dortmund", "phone")]
    guest.may_go_to.add(ROOM)
    # The reminder of the day before falls due once it is moved an hour ahead.
    starts = _whole_minute(timedelta(hours=25, minutes=2))
    desk = _announce(host, starts, room=room)
    for office in offices:
        _adopt(office)
    before = {label: _entry(demo, label) for label in REGIONS}
    assert len({uid for uid, _at, _sequence in before.values()}) == 1

    seat = _register(guest, demo)
    _ask(guest, seat)

    moved = starts - timedelta(hours=1)
    _move(host, desk, to=moved)
    after = {label: _moved_entry(demo, label, before[label]) for label in REGIONS}
    for label, (uid, at, sequence) in after.items():
        assert (uid, at) == (before[label][0], before[label][1] - timedelta(hours=1)), label
        assert sequence > before[label][2], label
    host.go("/termine/")
    host.follow(MEETING)
    host.reads("Wirtschaftsrunde Mittelholstein")
    for region in (host, *offices):
        region.go("/termine/")
        region.follow(MEETING)
        region.reads(f"{timezone.localtime(moved):%H:%M}")
        region.look("hub-moved")
    open_letter(guest, to=GUEST, subject=f"Verlegt: {MEETING}")
    _calendar_of_letter(guest, demo)
    open_letter(guest, to=GUEST, subject=f"Erinnerung: {MEETING}", patience=240)

    _move(host, desk, to=_whole_minute(timedelta(minutes=10)))
    come_back(guest, seat, until="Jetzt teilnehmen")
    guest.look("hub-door")
    guest.press("Jetzt teilnehmen")
    assert (guest.page.url, guest.heading) == (room, "Willkommen im Raum")


def _write(author: Visitor, title: str) -> None:
    author.sign_in("Wirtschaftskammer: schreibt")
    author.go("/partnerbereich/")
    author.look("hub-1-area")
    author.go("/partnerbereich/texte/neu/guide/")
    author.type(title=title, lead="Drei Schritte, bevor Sie irgendetwas wegwerfen.")
    author.type(step_1_title="Strom aus", step_1_text="Erst die Sicherung, dann die Gummistiefel.")
    author.type(step_2_title="Anrufen", step_2_text="Wir kommen vorbei.")
    author.page.locator("[name=step_2_helper]").select_option(label=ADVISER)
    eyes.look(author.page, "hub-2-write")  # whose help shows how a contact is written: {{ kontakt:17 }}
    author.press("Zur Freigabe geben")


ADVISER = "Ruben Feddersen"


def _ask_to_sign(editor: Visitor, title: str) -> str:
    """The address of the text at its desk."""
    editor.sign_in("Wirtschaftskammer: gibt frei")
    editor.go("/partnerbereich/texte/")
    editor.follow(title)
    desk = str(editor.page.url)
    editor.choose("body", "Handwerkskammer")
    editor.press("Um Mitzeichnung bitten")
    editor.reads("hat eine E-Mail mit dem Text bekommen.")
    return desk


def _flyer(editor: Visitor, demo: Demo, desk: str) -> str:
    """Its words; printed from the partner's own area."""
    editor.go(desk)
    editor.follow("Drucken")
    form = editor.page.locator("form[action$='/a6/']").first
    token = form.locator("[name=csrfmiddlewaretoken]").get_attribute("value")
    path = urlsplit(str(form.evaluate("form => form.action"))).path
    answer = httpx.post(
        f"http://127.0.0.1:{demo.port}{path}",
        headers={"Host": f"kiel.localhost:{demo.port}", "Cookie": cookies_of(editor), "Referer": editor.page.url},
        data={"csrfmiddlewaretoken": str(token)},
        timeout=30,
    )
    (page,) = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(page.extract_text().split())


def cookies_of(visitor: Visitor) -> str:
    return "; ".join(f"{one['name']}={one['value']}" for one in visitor.context.cookies())


def _change_number(editor: Visitor, *, to: str = NUMBER) -> None:
    editor.go("/partnerbereich/beratung/")
    editor.follow(ADVISER)
    editor.type(phone=to)
    editor.press("Speichern")


def _whole_minute(ahead: timedelta) -> datetime:
    return (timezone.now() + ahead).replace(second=0, microsecond=0)


def _times(starts: datetime) -> dict[str, str]:
    first, last = timezone.localtime(starts), timezone.localtime(starts + timedelta(hours=1))
    return {
        "day": f"{first:%Y-%m-%d}",
        "begins": f"{first:%H:%M}",
        "ends": f"{last:%H:%M}",
        "last_day": f"{last:%Y-%m-%d}",
    }


def _announce(host: Visitor, starts: datetime, *, room: str) -> str:
    """The address of the meeting at its desk. The association's editor releases it without the office."""
    host.sign_in("Wirtschaftsrunde: gibt frei")
    host.go("/partnerbereich/termine/neu/")
    host.type(title=MEETING, lead="Eine Stunde, zwei Fachleute.", **_times(starts))
    host.choose("room_kind", "Link zu einer Videokonferenz")
    host.type(room_url=room, capacity="50", questions_open_on=f"{timezone.localdate():%Y-%m-%d}")
    host.choose("registration", "Mit Anmeldung")
    host.choose("audience", "Nachbarregionen")
    host.look("hub-announce")
    assert host.press("Veröffentlichen") == 200, host.text
    return str(host.page.url)


def _adopt(office: Visitor) -> None:
    office.sign_in("Redaktion")
    come_back(office, "/verwaltung/nachbarn/angebote/", until=MEETING)
    office.look("hub-offers")
    with office.page.expect_navigation():
        office.page.locator("tr", has_text=MEETING).get_by_role("link").click()
    office.type(intro="Auch für unsere Betriebe.")
    office.look("hub-offer")
    office.press("Übernehmen")
    office.go("/termine/")
    office.reads(MEETING)


def _register(guest: Visitor, demo: Demo) -> str:
    """The address of the guest's own page."""
    guest.go("/termine/")
    guest.follow(MEETING)
    guest.reads("Auch für unsere Betriebe.")
    guest.look("hub-next-door")
    guest.follow("Platz reservieren")
    guest.type(name="Mareike", email=GUEST)
    guest.think()
    guest.press("Platz reservieren")
    guest.reads("Danke, Ihre Anmeldung ist unterwegs.")
    address = link_from_letter(guest, to=GUEST, subject="bestätigen Sie Ihre Anmeldung", link="/termine/anmeldung/")
    guest.go(address)
    guest.press("Ja, ich komme")
    guest.reads("Ihr Platz ist sicher.")
    guest.look("hub-seat")
    seat = str(guest.page.url)
    open_letter(guest, to=GUEST, subject=f"Ihr Platz: {MEETING}")
    _calendar_of_letter(guest, demo)
    return seat


def _ask(guest: Visitor, seat: str) -> None:
    guest.go(seat)
    guest.follow("Fragen ansehen und stellen")
    guest.type(text="Gilt das auch für Aushilfen?")
    guest.think()
    guest.press("Frage abschicken")
    guest.reads("Danke, Ihre Frage steht in der Liste.")
    guest.look("hub-asked")


def _move(host: Visitor, desk: str, *, to: datetime) -> None:
    host.go(desk)
    host.follow("Ändern oder verlegen")
    host.type(**_times(to))
    host.press("Speichern")


Entry = tuple[str, datetime, int]


def _entry(demo: Demo, label: str) -> Entry:
    """Of the region's calendar: what the meeting is called there, when it begins (German time), its sequence."""
    host = f"{label}.localhost:{demo.port}"
    text = httpx.get(f"http://127.0.0.1:{demo.port}/termine.ics", headers={"Host": host}, timeout=20).text
    events = text.replace("\r\n ", "").replace("\r\n", "\n").split("BEGIN:VEVENT")
    (event,) = [one for one in events if f"SUMMARY:{IN_CALENDARS}" in one]
    return (
        _value(event, "UID:(.+)"),
        datetime.strptime(_value(event, "DTSTART[^:]*:([0-9T]+)"), "%Y%m%dT%H%M%S"),  # noqa: DTZ007 - German time
        int(_value(event, "SEQUENCE:([0-9]+)")),
    )


def _moved_entry(demo: Demo, label: str, before: Entry) -> Entry:
    """Neighbours follow within a minute."""
    return _until(lambda: _entry(demo, label), lambda entry: entry[1] != before[1])


def _until(look: Callable[[], Entry], done: Callable[[Entry], bool]) -> Entry:
    end = timezone.now() + timedelta(minutes=1)
    while not done(found := look()):
        assert timezone.now() < end, found
        time.sleep(0.5)
    return found


def _value(event: str, pattern: str) -> str:
    found = re.search(pattern, event)
    assert found is not None, event
    return found.group(1)


def _calendar_of_letter(guest: Visitor, demo: Demo) -> None:
    """The letter that is open brings an entry, and the room's address is nowhere in it."""
    (content,) = [one for name, one in attachments(guest, demo).items() if name.endswith(".ics")]
    assert IN_CALENDARS.encode() in content.replace(b"\r\n ", b"")
    assert b"geheim-7f3a" not in content
