"""Notices of what stands on the site, decisions with their reasons, and appeals (Regulation (EU) 2022/2065, DSA).

One machine for every kind of entry. A kind is one file, ``<app>/noticed.py``, which this room finds by itself::

    NOTICEABLE = Noticeable(
        kind="listing",  # in addresses: it never changes
        model=Listing,
        title=_("Anzeige"),
        rows=lambda: Listing.objects.select_related("kind"),
        is_shown=lambda row: row.is_public,
        author=lambda row: row.author_address,
        words=lambda row: f"{row.title}\\n\\n{row.body}",
        page="listings:office:listing",  # the office's page about one, by its number
        hide=hide,  # (row, reason=, by=, at=), repeatable
        show=show,  # (row, by=, at=), repeatable
    )

and its public page says ``{% load trust %}`` and ``{% notice_link "listing" row.pk %}``. All else is here: the form,
the receipt, the office's list, the decision, the letters with their reasons, the appeal, figures and retention. Its
``slice.py`` needs nothing; its rows stand in the examples of the walker under the name of their kind.
"""
