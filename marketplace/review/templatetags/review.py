"""An entry's state in templates: ``{% load review %}``."""

from __future__ import annotations

from django import template

from marketplace.review import words

register = template.Library()
register.filter("state_word", words.state_word)
register.filter("state_kind", words.state_kind)
