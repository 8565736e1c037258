from __future__ import annotations

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from tests.notices.models import Notice

KINDS = [("hanging", "hängt"), ("down", "abgenommen")]


class NoticeShape(serializers.Serializer[Notice]):
    title = serializers.CharField()
    kind = serializers.ChoiceField(KINDS, default="hanging")


class NoticesView(APIView):
    @extend_schema(operation_id="notices_list", responses={200: NoticeShape(many=True)})
    def get(self, request: Request) -> Response:
        titles = Notice.objects.showing(timezone.localdate()).values_list("title", flat=True)
        return Response([{"title": title, "kind": "hanging"} for title in titles])
