"""What goes over the wire about meetings: what stands on the page, and never the room."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from kreislauf.pictures.stored import picture_url
from kreislauf.regions import current_region
from marketplace.meetings.models import Kind, Meeting, RecordingPolicy, RegistrationRule


class ExpertShape(serializers.Serializer[Any]):
    name = serializers.CharField()
    role = serializers.CharField(default="")


class MaterialShape(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]  # a field of that name, no label of the shape
    url = serializers.CharField()


class MeetingShape(serializers.Serializer[Meeting]):
    """What neighbours see."""

    id = serializers.IntegerField()
    url = serializers.CharField(source="page_address")
    uid = serializers.CharField(help_text="Wie der Termin in Kalendern heißt; bleibt immer gleich.")
    sequence = serializers.IntegerField(help_text="Wächst, wenn sich Zeit oder Ort ändert, und mit der Absage.")
    title = serializers.CharField()
    topic = serializers.CharField(source="topic.slug", default="")
    lead = serializers.CharField()
    text_html = serializers.CharField()
    kind = serializers.ChoiceField(choices=Kind.choices)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    place_name = serializers.CharField()
    street = serializers.CharField()
    postcode = serializers.CharField()
    town = serializers.CharField()
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    host = serializers.CharField(source="host_name")
    body = serializers.CharField(source="body.slug", default="", help_text="Kurzname des Partners.")
    business = serializers.IntegerField(source="business_id", allow_null=True)
    experts = ExpertShape(many=True)
    registration = serializers.ChoiceField(choices=RegistrationRule.choices)
    capacity = serializers.IntegerField(allow_null=True)
    seats_left = serializers.SerializerMethodField()
    recording_policy = serializers.ChoiceField(choices=RecordingPolicy.choices)
    certificate = serializers.BooleanField()
    material = MaterialShape(many=True)
    picture = serializers.SerializerMethodField()
    language = serializers.CharField()
    cancelled = serializers.BooleanField(source="is_cancelled")
    cancel_reason = serializers.CharField()
    moved_at = serializers.DateTimeField(allow_null=True)
    changed_at = serializers.DateTimeField()

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_seats_left(self, meeting: Meeting) -> int | None:
        """None where there is no limit."""
        return meeting.seats_left

    @extend_schema_field(serializers.DictField(child=serializers.CharField(), allow_null=True))
    def get_picture(self, meeting: Meeting) -> dict[str, str] | None:
        if not meeting.picture:
            return None
        return {"url": current_region().url + picture_url(meeting.picture), "alt": meeting.picture_alt}
