"""``/api/v1/bodies/``: everybody reads which partners there are."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, QueryDict
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kreislauf.accounts.api_schema import refusals, tagged
from kreislauf.counted import counted
from kreislauf.pictures.stored import picture_url
from kreislauf.regions import current_region
from kreislauf.web.api_pages import Pages, paged
from marketplace.businesses.shapes import SpanShape
from marketplace.partners.bodies.filter import BodyFilter
from marketplace.partners.models import Body, BodyKind

TAG = tagged(_("Partner"))
FILTERS = [
    OpenApiParameter("q", str, description=_("Wörter in Name, Text oder Ort.")),
    OpenApiParameter("art", str, enum=BodyKind.values, description=_("Art des Partners (`kind`).")),
    OpenApiParameter("ort", str),
]


class BodyShape(serializers.Serializer[Body]):
    """What everybody sees of a partner."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    short = serializers.CharField(help_text=_("Kurzname, leer wo es keinen gibt."))
    kind = serializers.ChoiceField(choices=BodyKind.choices)
    url = serializers.SerializerMethodField()
    text = serializers.CharField(source="text_md", help_text="Markdown.")
    street = serializers.CharField()
    postcode = serializers.CharField()
    town = serializers.CharField()
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    hours = SpanShape(many=True)
    website = serializers.CharField()
    email = serializers.CharField()
    phone = serializers.CharField()
    imprint = serializers.CharField(source="imprint_url")
    logo = serializers.SerializerMethodField()

    def get_url(self, body: Body) -> str:
        return current_region().url + body.get_absolute_url()

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_logo(self, body: Body) -> str | None:
        return current_region().url + picture_url(body.logo) if body.logo else None


class BodiesView(APIView):
    pagination_class = Pages

    @extend_schema(
        operation_id="bodies_list",
        summary=_("Partner"),
        tags=TAG,
        parameters=FILTERS,
        responses={200: BodyShape(many=True)},
    )
    def get(self, request: Request) -> Response:
        return paged(request, self, _found(request).order_by("position", "pk"), BodyShape)


class CountView(APIView):
    @extend_schema(
        operation_id="bodies_count",
        summary=_("Wie viele Partner es sind"),
        tags=TAG,
        parameters=FILTERS,
        responses={200: {"type": "object", "properties": {"count": {"type": "integer"}, "more": {"type": "boolean"}}}},
    )
    def get(self, request: Request) -> Response:
        number = counted(_found(request))
        return Response({"count": number.n, "more": number.more})


class BodyView(APIView):
    @extend_schema(
        operation_id="bodies_retrieve",
        summary=_("Ein Partner"),
        tags=TAG,
        responses={200: BodyShape, **refusals(s404="not_found")},
    )
    def get(self, request: Request, pk: int) -> Response:
        body = Body.objects.shown().filter(pk=pk).first()
        if body is None:
            raise Http404
        return Response(BodyShape(body).data)


def _found(request: Request) -> Any:
    return BodyFilter.of(cast(QueryDict, request.query_params)).results()
