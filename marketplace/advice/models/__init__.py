"""Advice and news of the partners: articles, the people who advise, and what is noted about both."""

from __future__ import annotations

from marketplace.advice.models.adviser import Adviser as Adviser
from marketplace.advice.models.adviser import Advisers as Advisers
from marketplace.advice.models.article import AUDIENCES as AUDIENCES
from marketplace.advice.models.article import Article as Article
from marketplace.advice.models.article import ArticleKind as ArticleKind
from marketplace.advice.models.article import Articles as Articles
from marketplace.advice.models.co_signature import CoSignature as CoSignature
from marketplace.advice.models.daily import Daily as Daily
from marketplace.advice.models.language import ArticleText as ArticleText
from marketplace.advice.models.language import Language as Language
from marketplace.advice.models.noted import CheckedLink as CheckedLink
from marketplace.advice.models.noted import PageFeedback as PageFeedback
from marketplace.advice.models.noted import PrintedPaper as PrintedPaper
from marketplace.advice.models.topic import Topic as Topic
from marketplace.advice.models.topic import Topics as Topics
