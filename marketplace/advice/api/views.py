"""``/api/v1/articles/``: what everybody may read."""

from __future__ import annotations

from typing import cast

from django.http import Http404, QueryDict
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kreislauf.accounts.api_schema import refusals, tagged
from kreislauf.counted import counted
from kreislauf.web.api_pages import Pages, paged
from marketplace.advice.api.shapes import ArticleShape, WholeArticleShape
from marketplace.advice.models import Article, ArticleKind, Articles
from marketplace.advice.public.filter import ArticleFilter

TAG = tagged(_("Rat & Hilfe"))
FILTERS = [
    OpenApiParameter("q", str, description="Wörter in Überschrift, Text oder Namen des Partners."),
    OpenApiParameter("thema", str, description="Kurzname des Themas (`topics`); auch, was darunter steht."),
    OpenApiParameter("fuer", str, description="Eine der `audiences`."),
    OpenApiParameter("art", str, enum=ArticleKind.values),
    OpenApiParameter("sprache", str, description="Eine der `languages`."),
    OpenApiParameter("partner", str, description="Kurzname des Partners."),
]


class ArticlesView(APIView):
    pagination_class = Pages

    @extend_schema(
        operation_id="articles_list",
        summary="Texte der Partner",
        tags=TAG,
        parameters=FILTERS,
        responses={200: ArticleShape(many=True)},
    )
    def get(self, request: Request) -> Response:
        return paged(request, self, _fetched(_found(request)).order_by("-released_at", "-pk"), ArticleShape)


class CountView(APIView):
    @extend_schema(
        operation_id="articles_count",
        summary="Wie viele Texte es sind",
        tags=TAG,
        parameters=FILTERS,
        responses={200: {"type": "object", "properties": {"count": {"type": "integer"}, "more": {"type": "boolean"}}}},
    )
    def get(self, request: Request) -> Response:
        number = counted(_found(request))
        return Response({"count": number.n, "more": number.more})


class ArticleView(APIView):
    @extend_schema(
        operation_id="articles_retrieve",
        summary="Ein Text",
        tags=TAG,
        responses={200: WholeArticleShape, **refusals(s404="not_found")},
    )
    def get(self, request: Request, pk: int) -> Response:
        article = _fetched(Article.objects.public()).filter(pk=pk).first()
        if article is None:
            raise Http404
        return Response(WholeArticleShape(article).data)


def _found(request: Request) -> Articles:
    return ArticleFilter.of(cast(QueryDict, request.query_params)).results()


def _fetched(found: Articles) -> Articles:
    return found.select_related("body").prefetch_related("topics", "languages")
