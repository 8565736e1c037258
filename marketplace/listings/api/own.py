"""A business writes, changes, renews, reserves and ends its own listings, as on its page."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kreislauf.accounts.api import Scope
from kreislauf.accounts.api_schema import IDEMPOTENCY_KEY, refusals, tagged
from kreislauf.accounts.idempotency import once
from kreislauf.accounts.models import ApiToken
from kreislauf.web.api import Refusal
from marketplace.businesses.caller import open_business_of_key
from marketplace.businesses.models import Business
from marketplace.listings.api.shapes import OwnListingShape
from marketplace.listings.api.writing import (
    ChangedListing,
    ListingEnding,
    ListingReservation,
    NewListing,
    WrittenListingShape,
)
from marketplace.listings.models import Listing, Outcome
from marketplace.listings.own.close import AlreadyClosed, close
from marketplace.listings.own.renew import CannotRenew, renew, reserve
from marketplace.listings.submit.submit import submit_for_business
from marketplace.review.change import Ended, change

TAG = tagged(_("Börse"))
WRITE = "listings:write"
CLOSED = ("closed", "Diese Anzeige ist beendet.")


@extend_schema(
    operation_id="listings_create",
    summary=_("Anzeige aufgeben"),
    description=_("Sie wird angesehen wie eine von der Seite und erscheint nach der Freigabe."),
    tags=TAG,
    request=NewListing,
    parameters=[IDEMPOTENCY_KEY],
    responses={
        201: WrittenListingShape,
        **refusals(
            s400="invalid, idempotency_key_missing", s409="still_running, closed", s422="idempotency_key_reused"
        ),
    },
)
def creation(_view: APIView, request: Request) -> HttpResponseBase:
    owner = f"token:{_token(request).pk}"
    return once(request, lambda name: _create(request, name), owner=owner, at=timezone.now(), whole=True)


def _create(request: Request, name: str) -> Response:
    business = open_business_of_key(request)
    shape = NewListing(data=request.data, context={"business": business})
    shape.is_valid(raise_exception=True)
    data: dict[str, Any] = shape.validated_data
    made = submit_for_business(business, data["kind"], data["texts"], key=name, by=_actor(request), at=timezone.now())
    return _written(made.pk, data["hints"], status=201)


@extend_schema(
    operation_id="listings_update",
    summary=_("Eigene Anzeige ändern"),
    description=_("Bis zur Freigabe bleibt zu lesen, was freigegeben ist."),
    tags=TAG,
    request=ChangedListing(partial=True),
    responses={200: WrittenListingShape, **refusals(s400="invalid", s404="not_found", s409="closed")},
)
def update(_view: APIView, request: Request, pk: int) -> Response:
    listing = _own(request, pk)
    shape = ChangedListing(listing, data=request.data, partial=True, context={"business": listing.business})
    shape.is_valid(raise_exception=True)
    data: dict[str, Any] = shape.validated_data
    try:
        change(listing, data["texts"], by=_actor(request), at=timezone.now(), is_proven=True)
    except Ended:
        raise Refusal(*CLOSED) from None
    return _written(pk, data["hints"])


class RenewalView(APIView):
    permission_classes = [Scope]
    required_scopes = {"POST": WRITE}

    @extend_schema(
        operation_id="listings_renew",
        summary=_("Eigene Anzeige verlängern"),
        tags=TAG,
        request=None,
        responses={200: OwnListingShape, **refusals(s404="not_found", s409="not_possible, closed")},
    )
    def post(self, request: Request, pk: int) -> Response:
        try:
            renew(_own(request, pk), by=_actor(request), at=timezone.now())
        except CannotRenew:
            raise Refusal("not_possible", "Diese Anzeige lässt sich nicht verlängern.") from None
        return _as_it_is(pk)


class ReservationView(APIView):
    permission_classes = [Scope]
    required_scopes = {"POST": WRITE}

    @extend_schema(
        operation_id="listings_reserve",
        summary=_("Eigene Anzeige reservieren oder freigeben"),
        tags=TAG,
        request=ListingReservation,
        responses={200: OwnListingShape, **refusals(s400="invalid", s404="not_found", s409="closed")},
    )
    def post(self, request: Request, pk: int) -> Response:
        shape = ListingReservation(data=request.data)
        shape.is_valid(raise_exception=True)
        wanted: bool = shape.validated_data["reserved"]
        listing = reserve(_own(request, pk), reserved=wanted, by=_actor(request), at=timezone.now())
        if listing.closed_at is not None:
            raise Refusal(*CLOSED)
        return _as_it_is(pk)


class EndingView(APIView):
    permission_classes = [Scope]
    required_scopes = {"POST": WRITE}

    @extend_schema(
        operation_id="listings_close",
        summary=_("Eigene Anzeige beenden"),
        tags=TAG,
        request=ListingEnding,
        responses={200: OwnListingShape, **refusals(s400="invalid", s404="not_found", s409="closed")},
    )
    def post(self, request: Request, pk: int) -> Response:
        shape = ListingEnding(data=request.data)
        shape.is_valid(raise_exception=True)
        outcome, where = Outcome(shape.validated_data["outcome"]), shape.validated_data["where"]
        try:
            close(_own(request, pk), outcome=outcome, where=where, by=_actor(request), at=timezone.now())
        except AlreadyClosed:
            raise Refusal(*CLOSED) from None
        return _as_it_is(pk)


def own_listings(business: Business) -> Any:
    rows = Listing.objects.filter(business=business, forgotten_at__isnull=True)
    return rows.select_related("kind", "category", "business")


def _own(request: Request, pk: int) -> Listing:
    """To change it. Somebody else's is not there."""
    listing: Listing | None = own_listings(open_business_of_key(request)).filter(pk=pk).first()
    if listing is None:
        raise Http404
    return listing


def _written(pk: int, hints: list[str], *, status: int = 200) -> Response:
    return Response(WrittenListingShape(_row(pk), context={"hints": hints}).data, status=status)


def _as_it_is(pk: int) -> Response:
    return Response(OwnListingShape(_row(pk)).data)


def _row(pk: int) -> Listing:
    return Listing.objects.select_related("kind", "category", "business").get(pk=pk)


def _token(request: Request) -> ApiToken:
    return cast(ApiToken, request.auth)


def _actor(request: Request) -> str:
    return f"{_token(request).name} (API)"
