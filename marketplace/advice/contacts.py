"""``{{ kontakt:17 }}`` in a text becomes the adviser's name, telephone and address as they are now.

A page asks once for all of its texts: ``Contacts.named_in(html, *steps)``, then ``contacts.put_into(html)``.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from marketplace.advice.models import Adviser
from marketplace.advice.models.derived import CONTACT


class Contacts:
    """The advisers that some texts name, loaded in one query. Whoever is not on show is named by their partner."""

    def __init__(self, advisers: Iterable[Adviser]) -> None:
        named = list(advisers)
        self.by_pk = {one.pk: one for one in named if one.is_shown}
        self.partners = {one.pk: one.body for one in named if not one.is_shown and one.body.is_shown}

    @classmethod
    def named_in(cls, *texts: str, pks: Iterable[int] = ()) -> Contacts:
        """``pks`` are more that the page needs, as those of a guide's steps."""
        named = {int(pk) for text in texts for pk in CONTACT.findall(text)} | set(pks)
        return cls(Adviser.objects.filter(pk__in=named).select_related("body") if named else ())

    def get(self, pk: int | None) -> Adviser | None:
        """One that is on show."""
        return self.by_pk.get(pk or 0)

    def put_into(self, html: str) -> SafeString:
        """The text, which is HTML of ours, with each contact in place."""
        return mark_safe(CONTACT.sub(lambda found: self._drawn(int(found[1])), html))

    def _drawn(self, pk: int) -> str:
        context = {"adviser": self.by_pk.get(pk), "partner": self.partners.get(pk)}
        return render_to_string("advice/parts/contact_inline.html", context).strip()


def with_contacts(html: str) -> SafeString:
    """For a page with one text."""
    return Contacts.named_in(html).put_into(html)


def without_contacts(text: str) -> str:
    """For lists and machines, which show no telephone numbers."""
    return escape(CONTACT.sub("", text))
