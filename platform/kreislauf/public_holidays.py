"""The public holidays of the sixteen Länder, as their holiday acts have them today.

A library that knows the world's holidays costs each process 45 MB; the tests hold these rules against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

# The first two digits of a Regionalschlüssel, and the Land's code (ISO 3166-2:DE).
LAND_CODES = ["SH", "HH", "NI", "HB", "NW", "HE", "RP", "BW", "BY", "SL", "BE", "BB", "MV", "SN", "ST", "TH"]
_BY_NUMBER = {f"{number:02d}": code for number, code in enumerate(LAND_CODES, start=1)}
_EVERYWHERE = ""
SATURDAY = 5

# Days after Easter Sunday.
_EASTER_DAYS = {
    -2: _EVERYWHERE,  # Karfreitag
    1: _EVERYWHERE,  # Ostermontag
    39: _EVERYWHERE,  # Christi Himmelfahrt
    50: _EVERYWHERE,  # Pfingstmontag
    0: "BB",
    49: "BB",
    60: "BW BY HE NW RP SL",  # Fronleichnam
}
_FIXED_DAYS = {
    (1, 1): _EVERYWHERE,
    (5, 1): _EVERYWHERE,
    (10, 3): _EVERYWHERE,
    (12, 25): _EVERYWHERE,
    (12, 26): _EVERYWHERE,
    (1, 6): "BW BY ST",
    (3, 8): "BE MV",
    (8, 15): "SL",
    (9, 20): "TH",
    (10, 31): "BB HB HH MV NI SH SN ST TH",
    (11, 1): "BW BY NW RP SL",
}
_ONCE = {date(2028, 6, 17): "BE"}  # 75 years after the uprising
# In some municipalities only: Mariä Himmelfahrt, Friedensfest in Augsburg; Fronleichnam.
_LOCAL_FIXED_DAYS = {(8, 8): "BY", (8, 15): "BY"}
_LOCAL_EASTER_DAYS = {60: "SN TH"}


def land_of(ars: str) -> str:
    """The Land's code, ``SH`` for ``01…``; an empty text where the Regionalschlüssel is missing."""
    return _BY_NUMBER.get(ars[:2], "")


def is_public_holiday(day: date, land: str) -> bool:
    """Whether the whole Land has a holiday; without a Land, whether all of Germany has."""
    lands = _holidays(day.year).get(day, set())
    return _EVERYWHERE in lands or (land != "" and land in lands)


def may_be_public_holiday(day: date, land: str) -> bool:
    """Whether some place in the Land has a holiday; without a Land, some place in Germany."""
    lands = _holidays(day.year).get(day, set()) | _local_holidays(day.year).get(day, set())
    return bool(lands) if land == "" else bool(lands & {_EVERYWHERE, land})


def next_working_day(day: date, land: str) -> date:
    """The day itself, or the first after it that is no weekend and nowhere in the Land a holiday (§ 193 BGB)."""
    while day.weekday() >= SATURDAY or may_be_public_holiday(day, land):
        day += timedelta(days=1)
    return day


@cache
def _holidays(year: int) -> dict[date, set[str]]:
    days = _by_day(year, fixed=_FIXED_DAYS, after_easter=_EASTER_DAYS)
    # Buß- und Bettag, the Wednesday before 23 November.
    last = date(year, 11, 22)
    days |= {day: {land} for day, land in _ONCE.items() if day.year == year}
    return days | {last - timedelta(days=(last.weekday() - 2) % 7): {"SN"}}


@cache
def _local_holidays(year: int) -> dict[date, set[str]]:
    return _by_day(year, fixed=_LOCAL_FIXED_DAYS, after_easter=_LOCAL_EASTER_DAYS)


def _by_day(year: int, *, fixed: dict[tuple[int, int], str], after_easter: dict[int, str]) -> dict[date, set[str]]:
    """Each day's Länder. Two holidays may fall on one day: 1 May 2008 was Christi Himmelfahrt too."""
    days: dict[date, set[str]] = {}
    for day, lands in _dated(year, fixed=fixed, after_easter=after_easter):
        days.setdefault(day, set()).update(lands.split(" "))
    return days


def _dated(year: int, *, fixed: dict[tuple[int, int], str], after_easter: dict[int, str]) -> Iterator[tuple[date, str]]:
    for (month, number), lands in fixed.items():
        yield date(year, month, number), lands
    for days, lands in after_easter.items():
        yield easter(year) + timedelta(days=days), lands
