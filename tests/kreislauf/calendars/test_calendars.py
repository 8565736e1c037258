"""What other calendars make of ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from icalendar import Calendar
from pytest_django import Settings

from kreislauf.calendars.entry import Entry, new_uid, uid_of
from kreislauf.calendars.feed import calendar_feed, subscription_url
from kreislauf.calendars.write import Method, calendar_text, method_of
from kreislauf.calendars.zone import berlin_zone
from kreislauf.regions import RegionCard, stepping_into
from kreislauf.web.public_page import public_page
from tests.kreislauf.conftest import DORTMUND, KIEL
from tests.other_calendar import OtherCalendar, Seen

BERLIN = ZoneInfo("Europe/Berlin")
CHANGED = datetime(2026, 11, 1, 9, tzinfo=UTC)
SHORT_TIME = Entry(
    uid="termin-7f3@wvs.example",
    title="Kurzarbeitergeld, Fragen an die Agentur",
    starts=datetime(2026, 12, 3, 17, tzinfo=UTC),
    ends=datetime(2026, 12, 3, 18, 30, tzinfo=UTC),
    changed_at=CHANGED,
    place="Rathaus, Saal 2; Steinfurt",
)
SEEN = Seen(
    title="Kurzarbeitergeld, Fragen an die Agentur",
    starts=datetime(2026, 12, 3, 17, tzinfo=UTC),
    ends=datetime(2026, 12, 3, 18, 30, tzinfo=UTC),
    status="CONFIRMED",
    place="Rathaus, Saal 2; Steinfurt",
    sequence=0,
)


def read(*entries: Entry) -> dict[str, Seen]:
    other = OtherCalendar()
    other.import_(calendar_text(entries))
    return other.entries()


def lines(*entries: Entry, **how: str) -> list[str]:
    return calendar_text(entries, **how).replace("\r\n ", "").split("\r\n")  # type: ignore[arg-type]


def test_another_program_reads_what_we_write() -> None:
    assert read(SHORT_TIME) == {"termin-7f3@wvs.example": SEEN}


def test_imported_twice_it_is_there_once() -> None:
    other = OtherCalendar()
    other.import_(calendar_text([SHORT_TIME]))
    other.import_(calendar_text([SHORT_TIME], name="Termine in Borken"))

    assert other.entries() == {"termin-7f3@wvs.example": SEEN}


def test_a_moved_meeting_moves_where_it_was_entered() -> None:
    an_hour = timedelta(hours=1)
    moved = replace(SHORT_TIME, starts=SHORT_TIME.starts + an_hour, ends=SEEN.ends + an_hour, sequence=1)  # type: ignore[operator]
    other = OtherCalendar()
    for entry in (SHORT_TIME, moved, SHORT_TIME):  # an old mail, opened last, changes nothing
        other.import_(calendar_text([entry]))

    assert other.entries() == {
        "termin-7f3@wvs.example": SEEN._replace(starts=moved.starts, ends=moved.ends, sequence=1),
    }


def test_a_cancelled_meeting_says_so_and_stays() -> None:
    other = OtherCalendar()
    other.import_(calendar_text([SHORT_TIME]))
    other.import_(calendar_text([replace(SHORT_TIME, cancelled=True, sequence=1)]))

    assert other.entries() == {"termin-7f3@wvs.example": SEEN._replace(status="CANCELLED", sequence=1)}


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 10, 24, 16, tzinfo=UTC),  # the evening before winter time
        datetime(2026, 10, 25, 0, 15, tzinfo=UTC),  # 2:15 the first time
        datetime(2026, 10, 25, 1, 15, tzinfo=UTC),  # 2:15 the second time
        datetime(2026, 10, 25, 2, 15, tzinfo=UTC),
        datetime(2026, 10, 25, 17, tzinfo=UTC),
        datetime(2027, 3, 27, 17, tzinfo=UTC),
        datetime(2027, 3, 28, 0, 30, tzinfo=UTC),  # 1:30, half an hour before summer time
        datetime(2027, 3, 28, 1, 15, tzinfo=UTC),  # 3:15, the first quarter of summer time
        datetime(2027, 3, 28, 16, tzinfo=UTC),
    ],
    ids=str,
)
def test_both_changes_of_the_clocks_move_nothing(moment: datetime) -> None:
    (seen,) = read(replace(SHORT_TIME, starts=moment, ends=moment + timedelta(hours=3))).values()

    assert (seen.starts, seen.ends) == (moment, moment + timedelta(hours=3))


def test_a_weekly_meeting_stays_at_six_when_the_clocks_change() -> None:
    evenings = [datetime(2026, 10, day, 18, tzinfo=BERLIN) for day in (18, 25)]

    assert [line for line in lines(*(replace(SHORT_TIME, starts=at) for at in evenings)) if "DTSTART;" in line] == [
        "DTSTART;TZID=Europe/Berlin:20261018T180000",
        "DTSTART;TZID=Europe/Berlin:20261025T180000",
    ]
    assert evenings[1].astimezone(UTC) - evenings[0].astimezone(UTC) == timedelta(days=7, hours=1)


def test_our_two_rules_are_those_of_the_time_zone_database() -> None:
    """Fails when the EU ends the changing of clocks; then the rules in ``zone.py`` need an end, too."""
    days = [datetime(2020, 1, 1, 12, tzinfo=BERLIN) + timedelta(days=n) for n in range(0, 366 * 20, 7)]
    noons = [replace(SHORT_TIME, uid=f"{day:%Y%m%d}", starts=day, ends=day) for day in days]

    assert {uid: seen.starts for uid, seen in read(*noons).items()} == {
        f"{day:%Y%m%d}": day.astimezone(UTC) for day in days
    }


def test_a_rule_begins_in_the_offset_before_it() -> None:
    """RFC 5545, 3.6.5: programs that take it to the letter would else begin summer an hour late."""
    onsets = []
    for rule in berlin_zone().subcomponents:
        before, after = (timezone(rule[name].td) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
        onset = rule["DTSTART"].dt.replace(tzinfo=before)
        onsets.append(onset)
        for moment, offset in ((onset - timedelta(seconds=1), before), (onset, after)):
            assert moment.astimezone(BERLIN).replace(tzinfo=None) == moment.astimezone(offset).replace(tzinfo=None)
    assert len(onsets) == 2


def test_a_deadline_is_a_whole_day_and_keeps_nobody_busy() -> None:
    deadline = replace(SHORT_TIME, starts=date(2026, 12, 31), ends=None)

    assert read(deadline) == {
        SHORT_TIME.uid: SEEN._replace(starts=date(2026, 12, 31), ends=date(2027, 1, 1)),
    }
    assert "TRANSP:TRANSPARENT" in lines(deadline)
    assert "BEGIN:VTIMEZONE" not in lines(deadline)


def test_what_people_typed_stays_one_value() -> None:
    typed = 'Brot, Butter; "Käse"\nATTENDEE:mailto:ute@example.org\r\nEND:VCALENDAR ' + "ä" * 200
    text = calendar_text([replace(SHORT_TIME, title=typed, text=typed, place=typed, categories=(typed,))])

    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert (str(event["SUMMARY"]), "ATTENDEE" in event) == (typed.replace("\r\n", "\n"), False)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_nobody_who_comes_stands_in_it_and_its_sender_does(settings: Settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Kreislauf <no-reply@example.org>"
    with stepping_into(KIEL):
        written = lines(SHORT_TIME)

    assert 'ORGANIZER;CN="Kiel hilft Kiel":mailto:no-reply@example.org' in written
    assert [line for line in written if line.startswith("ATTENDEE")] == []


def test_details_are_written_where_there_are_any() -> None:
    entry = replace(
        SHORT_TIME,
        text="Mit Frau Ahlers",
        url="https://wvs.example/termine/7/",
        position=(52.1, 7.3),
        categories=("Recht", "Personal"),
    )

    assert {
        "DESCRIPTION:Mit Frau Ahlers",
        "URL:https://wvs.example/termine/7/",
        "GEO:52.1;7.3",
        "CATEGORIES:Recht,Personal",
    } <= set(lines(entry))


def test_what_is_subscribed_to_has_a_name_and_is_asked_for_again() -> None:
    assert {"X-WR-CALNAME:Termine in Kiel", "REFRESH-INTERVAL;VALUE=DURATION:PT6H"} <= set(
        lines(SHORT_TIME, name="Termine in Kiel")
    )


def test_a_mail_strikes_out_only_what_is_wholly_cancelled() -> None:
    cancelled = replace(SHORT_TIME, cancelled=True)

    assert [method_of(entries) for entries in ([SHORT_TIME], [cancelled], [SHORT_TIME, cancelled], [])] == [
        Method.PUBLISH,
        Method.CANCEL,
        Method.PUBLISH,
        Method.PUBLISH,
    ]


def test_names_of_entries_are_never_given_twice_and_outlive_a_host(inside_kiel: RegionCard) -> None:
    assert new_uid("termin", "kiel.example") != new_uid("termin", "kiel.example")
    assert new_uid("termin", "kiel.example").endswith("@kiel.example")

    with stepping_into(replace(KIEL, host="kiel-hilft.example")):
        assert uid_of("frist", 7) == UID_OF_KIEL
    with stepping_into(DORTMUND):
        assert uid_of("frist", 7) != UID_OF_KIEL
    assert uid_of("frist", 8) != UID_OF_KIEL


UID_OF_KIEL = "frist-42a884a8-b0ed-56d9-95bc-f5c575c6ebdf"


class Visitor:
    is_empty = staticmethod(lambda: True)


def asked(known: str = "", entry: Entry = SHORT_TIME) -> HttpResponse:
    @public_page(max_age=300)
    def feed(request: HttpRequest) -> HttpResponse:
        return calendar_feed([entry], name="Termine", file_name="termine.ics")

    request = RequestFactory().get("/termine.ics", **({"HTTP_IF_NONE_MATCH": known} if known else {}))
    request.session = Visitor()  # type: ignore[assignment]
    return feed(request)


def test_a_feed_that_nothing_has_changed_in_is_not_sent_again() -> None:
    first = asked()
    again = asked(first["ETag"])
    moved = asked(first["ETag"], replace(SHORT_TIME, sequence=1))

    assert (first.status_code, first["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert (again.status_code, again.content, moved.status_code) == (304, b"", 200)


def test_a_phone_subscribes_by_its_own_scheme() -> None:
    request = RequestFactory().get("/termine/", headers={"host": "testserver"})

    assert subscription_url(request, "/termine.ics") == "webcal://testserver/termine.ics"
