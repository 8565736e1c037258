"""``/api/v1/hsds/``: who advises and what is funded, as Open Referral's HSDS 3.0 has it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kreislauf.accounts.api_schema import refusals, tagged
from kreislauf.regions import current_region
from marketplace.advice.hsds.ids import Kind, pk_of
from marketplace.advice.hsds.shapes import Shape, advice_service, article_service, organization
from marketplace.advice.models import Adviser, Advisers, Article, ArticleKind, Articles
from marketplace.partners.models import Body

TAG = tagged(_("Rat & Hilfe (HSDS)"))
PER_PAGE, MOST = 50, 100
PROFILE = "https://docs.openreferral.org/en/3.0/hsds/"
OBJECT = {"type": "object", "additionalProperties": True}
PAGE = OBJECT | {
    "required": ["total_items", "total_pages", "page_number", "size", "contents"],
    "properties": {
        **{name: {"type": "integer"} for name in ("total_items", "total_pages", "page_number", "size")},
        **{name: {"type": "boolean"} for name in ("first_page", "last_page", "empty")},
        "contents": {"type": "array", "items": OBJECT},
    },
}
PAGED = [OpenApiParameter("page", int), OpenApiParameter("per_page", int, description=f"Höchstens {MOST}.")]


class MetaView(APIView):
    @extend_schema(operation_id="hsds_meta", summary="Fassung des Formats", tags=TAG, responses={200: OBJECT})
    def get(self, request: Request) -> Response:
        described = current_region().url + reverse("api:schema")
        return Response({"version": "3.0", "profile": PROFILE, "openapi_url": described})


class ServicesView(APIView):
    @extend_schema(
        operation_id="hsds_services_list",
        summary="Beratung, Förderprogramme und Projekte",
        tags=TAG,
        parameters=PAGED,
        responses={200: PAGE},
    )
    def get(self, request: Request) -> Response:
        articles, advisers = _articles(), _advisers()
        first = articles.count()
        number, size = _asked(request)
        start, stop = (number - 1) * size, number * size
        rows = [article_service(one) for one in articles[start:stop]]
        rows += [advice_service(one) for one in advisers[max(start - first, 0) : max(stop - first, 0)]]
        return Response(_page(rows, number, size, first + advisers.count()))


class ServiceView(APIView):
    @extend_schema(
        operation_id="hsds_services_retrieve",
        summary="Eine davon",
        tags=TAG,
        responses={200: OBJECT, **refusals(s404="not_found")},
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        article = _articles().filter(pk=pk_of(Kind.ARTICLE, uuid)).first()
        if article is not None:
            return Response(article_service(article))
        adviser = _advisers().filter(pk=pk_of(Kind.ADVISER, uuid)).first()
        if adviser is None:
            raise Http404
        return Response(advice_service(adviser))


class OrganizationsView(APIView):
    @extend_schema(
        operation_id="hsds_organizations_list", summary="Partner", tags=TAG, parameters=PAGED, responses={200: PAGE}
    )
    def get(self, request: Request) -> Response:
        bodies = Body.objects.shown().order_by("pk")
        number, size = _asked(request)
        rows = [organization(one) for one in bodies[(number - 1) * size : number * size]]
        return Response(_page(rows, number, size, bodies.count()))


class OrganizationView(APIView):
    @extend_schema(
        operation_id="hsds_organizations_retrieve",
        summary="Ein Partner",
        tags=TAG,
        responses={200: OBJECT, **refusals(s404="not_found")},
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        body = Body.objects.shown().filter(pk=pk_of(Kind.ORGANIZATION, uuid)).first()
        if body is None:
            raise Http404
        return Response(organization(body))


def _articles() -> Articles:
    found = Article.objects.public().filter(kind__in=(ArticleKind.PROGRAMME, ArticleKind.PROJECT))
    return found.select_related("body").prefetch_related("topics").order_by("pk")


def _advisers() -> Advisers:
    return Adviser.objects.shown().select_related("body").prefetch_related("topics").order_by("pk")


def _asked(request: Request) -> tuple[int, int]:
    """(number of the page, rows on it); what makes no sense is the first page of the usual size."""
    return _number(request, "page", 1, 100_000), _number(request, "per_page", PER_PAGE, MOST)


def _number(request: Request, name: str, usual: int, most: int) -> int:
    typed = request.query_params.get(name, "")
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 7 else usual
    return min(max(number, 1), most)


def _page(rows: list[Shape], number: int, size: int, total: int) -> dict[str, Any]:
    pages = max(-(-total // size), 1)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(rows),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not rows,
        "contents": rows,
    }
