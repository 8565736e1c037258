"""What goes over the wire about campaigns: what stands on the page, and nothing of those who back them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from kreislauf.pictures.stored import picture_url
from kreislauf.regions import current_region
from marketplace.campaigns.models import Campaign, Mode, Reward, RewardKind
from marketplace.campaigns.public.bar import Bar
from marketplace.campaigns.public.find import Card

STATES = ("running", "succeeded", "ended", "stopped", "withdrawn")


class BarShape(serializers.Serializer[Bar]):
    """In euro cents, each part for itself."""

    goal_cents = serializers.IntegerField(source="goal")
    paid_cents = serializers.IntegerField(source="paid")
    withdrawable_cents = serializers.IntegerField(source="withdrawable", help_text="Bezahlt, in der Widerrufsfrist.")
    paper_cents = serializers.IntegerField(source="paper", help_text="Auf Papier eingetragen.")
    promised_cents = serializers.IntegerField(source="promised", help_text="Zugesagt, noch nicht bezahlt.")
    matched_cents = serializers.IntegerField(source="matched", help_text="Aus Töpfen vorgemerkt.")
    pledges = serializers.IntegerField(source="backers")
    percent = serializers.IntegerField()


class CampaignShape(serializers.Serializer[Card]):
    id = serializers.IntegerField(source="campaign.pk")
    url = serializers.CharField(source="campaign.page_address")
    business = serializers.IntegerField(source="campaign.business_id")
    category = serializers.CharField(source="campaign.business.category.slug")
    place = serializers.CharField(source="campaign.business.place")
    title = serializers.CharField(source="campaign.title")
    lead = serializers.CharField(source="campaign.lead")
    picture = serializers.SerializerMethodField()
    mode = serializers.ChoiceField(choices=Mode.choices, source="campaign.mode")
    state = serializers.SerializerMethodField()
    starts_at = serializers.DateTimeField(source="campaign.starts_at")
    ends_on = serializers.DateField(source="campaign.ends_on")
    bar = BarShape()

    @extend_schema_field(serializers.CharField(allow_blank=True))
    def get_picture(self, card: Card) -> str:
        name = card.campaign.picture
        return current_region().url + picture_url(name) if name else ""

    @extend_schema_field(serializers.ChoiceField(choices=STATES))
    def get_state(self, card: Card) -> str:
        return state_of(card.campaign)


class RewardShape(serializers.Serializer[Reward]):
    id = serializers.IntegerField(source="pk")
    kind = serializers.ChoiceField(choices=RewardKind.choices)
    title = serializers.CharField()
    text = serializers.CharField()
    price_cents = serializers.IntegerField()
    shipping_cents = serializers.IntegerField(allow_null=True)
    deliver_by = serializers.DateField(allow_null=True)
    left = serializers.IntegerField(allow_null=True, help_text="Null: ohne Grenze.")


class CampaignDetailShape(CampaignShape):
    text = serializers.CharField(source="campaign.text_md")
    costs = serializers.ListField(child=serializers.DictField(), source="campaign.costs")
    rewards = serializers.SerializerMethodField()

    @extend_schema_field(RewardShape(many=True))
    def get_rewards(self, card: Card) -> Any:
        rewards: Any = card.campaign.rewards.filter(withdrawn_at__isnull=True)  # the stubs know of one row only
        return RewardShape(rewards, many=True).data


def state_of(campaign: Campaign) -> str:
    if campaign.stopped_at is not None:
        return "stopped"
    if campaign.withdrawn_at is not None:
        return "withdrawn"
    if campaign.ended_at is not None:
        return "succeeded" if campaign.succeeded else "ended"
    return "stopped" if campaign.is_orphaned else "running"
