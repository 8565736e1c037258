"""What goes over the wire about articles: what stands on their page."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from marketplace.advice.contacts import with_contacts
from marketplace.advice.models import AUDIENCES, Article, ArticleKind


class ArticleShape(serializers.Serializer[Article]):
    """As lists show it."""

    id = serializers.IntegerField()
    url = serializers.CharField(source="page_address")
    kind = serializers.ChoiceField(choices=ArticleKind.choices)
    title = serializers.CharField()
    lead = serializers.CharField()
    body = serializers.IntegerField(source="body_id", allow_null=True, help_text="Partner; null: die Region selbst.")
    topics = serializers.SerializerMethodField()
    audiences = serializers.ListField(child=serializers.ChoiceField(choices=list(AUDIENCES.items())))
    languages = serializers.SerializerMethodField(help_text="Außer Deutsch; de-x-leicht ist Leichte Sprache.")
    valid_from = serializers.DateField(allow_null=True)
    valid_until = serializers.DateField(allow_null=True)
    amount = serializers.CharField()
    who = serializers.CharField()
    authority = serializers.CharField()
    released_at = serializers.DateTimeField()
    assured_on = serializers.DateField(allow_null=True)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_topics(self, article: Article) -> list[str]:
        return [topic.slug for topic in article.topics.all()]

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_languages(self, article: Article) -> list[str]:
        return [text.language for text in article.languages.all()]


class WholeArticleShape(ArticleShape):
    """With its text; contacts stand in it as they are today."""

    text_html = serializers.SerializerMethodField()
    steps = serializers.SerializerMethodField()
    links = serializers.ListField(child=serializers.DictField(child=serializers.CharField()))

    def get_text_html(self, article: Article) -> str:
        return str(with_contacts(article.text_html))

    @extend_schema_field(serializers.ListField(child=serializers.DictField(child=serializers.CharField())))
    def get_steps(self, article: Article) -> list[dict[str, Any]]:
        return [{"title": one.get("title", ""), "text": one.get("text", "")} for one in article.steps]
