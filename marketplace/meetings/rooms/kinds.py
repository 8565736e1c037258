"""Where an online meeting is held: a link, a room on our servers, or a telephone line.

The address of a room stands on no page and in no mail: ``entrance`` is asked when somebody enters.
"""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from django.conf import settings

from kreislauf.regions import current_region
from marketplace.meetings.models import Meeting, RecordingPolicy, RoomKind
from marketplace.meetings.rooms import bigbluebutton


class NoEntrance(Exception):
    """There is nothing to enter: held on site or by telephone, or the link is not there yet."""


class RoomAway(Exception):
    """The server of the room does not answer."""


def needs_link(kind: str) -> bool:
    """Whether a host has to type the room's address: where we have no server of that kind."""
    ours = {RoomKind.JITSI: settings.JITSI_URL, RoomKind.BBB: settings.BIGBLUEBUTTON_URL}
    return kind == RoomKind.URL or (kind in ours and not ours[RoomKind(kind)])


def has_entrance(meeting: Meeting) -> bool:
    """Whether there is a room that one can enter by a click."""
    ours = {RoomKind.JITSI: settings.JITSI_URL, RoomKind.BBB: settings.BIGBLUEBUTTON_URL}
    if meeting.room_kind in (RoomKind.NONE, RoomKind.PHONE):
        return False
    return bool(meeting.room_url or ours.get(RoomKind(meeting.room_kind)))


def entrance(meeting: Meeting, *, name: str, who: str, is_host: bool = False) -> str:
    """The address by which one person enters: the link that the host has typed, else a room on our servers.

    ``who`` is the same for the same person. Refuses with ``NoEntrance`` and ``RoomAway``.
    """
    if not has_entrance(meeting):
        raise NoEntrance
    if meeting.room_url:
        return str(meeting.room_url)
    if meeting.room_kind == RoomKind.JITSI:
        return f"{settings.JITSI_URL}/{_room_ref(meeting)}"
    return _big_blue_button(meeting, name=name, who=who, is_host=is_host)


def server(meeting: Meeting) -> str:
    """Where its room is, ``https://host``, so that a page's form may lead there; empty without one."""
    ours = {RoomKind.JITSI: settings.JITSI_URL, RoomKind.BBB: settings.BIGBLUEBUTTON_URL}
    address = urlsplit(meeting.room_url or ours.get(RoomKind(meeting.room_kind), ""))
    return f"{address.scheme}://{address.netloc}" if address.scheme in ("http", "https") and address.netloc else ""


def _room_ref(meeting: Meeting) -> str:
    """What the server calls the room: 160 bits that nobody guesses, made when it is entered for the first time."""
    # One statement, so that two who are first enter the same room.
    Meeting.objects.filter(pk=meeting.pk, room_ref="").update(room_ref=secrets.token_urlsafe(20))
    return Meeting.objects.values_list("room_ref", flat=True).get(pk=meeting.pk)


def _big_blue_button(meeting: Meeting, *, name: str, who: str, is_host: bool) -> str:
    reference = _room_ref(meeting)
    try:
        bigbluebutton.create(meetingID=reference, **_room(meeting))
    except bigbluebutton.Unavailable as error:
        raise RoomAway(str(error)) from None
    role = "MODERATOR" if is_host else "VIEWER"
    room = {"meetingID": reference, "fullName": name, "role": role, "userID": who}
    return bigbluebutton.address("join", **room)


def _room(meeting: Meeting) -> dict[str, str]:
    """Nothing is recorded unless the policy says so, and with ``stage`` the audience is neither seen nor heard."""
    records = meeting.recording_policy != RecordingPolicy.NONE
    only_stage = "true" if meeting.recording_policy == RecordingPolicy.STAGE else "false"
    return {
        "name": meeting.title,
        "record": "true" if records else "false",
        "autoStartRecording": "false",
        "allowStartStopRecording": "true" if records else "false",
        "meetingKeepEvents": "false",
        "muteOnStart": "true",
        "webcamsOnlyForModerator": only_stage,
        "lockSettingsDisableCam": only_stage,
        "lockSettingsDisableMic": only_stage,
        "logoutURL": current_region().url + meeting.get_absolute_url(),
    }
