"""Staff decides what the public sees: from a mail, without signing in, or in the office.

One machine for every kind of entry. A kind is one file, ``<app>/reviewed.py``, which this room finds by itself::

    REVIEW = Review(
        kind="listing",  # in addresses and in the log: "listing.approved"
        model=Listing,  # class Listing(Reviewed), its queryset a ReviewedRows
        title=_("Anzeige"),
        plural=_("Anzeigen"),
        page="listings:office:detail",  # the office's page about one, by its number
        form=lambda row, data, files: TextsForm(data, files, initial=row.proposed().texts()),  # has texts()
        submitter=lambda row: row.email,
        facts=lambda row: [(_("Rubrik"), row.category.name)],
        text=lambda row: row.body,
        urgent=lambda row: row.kind in HELP,  # its letter goes out at once
    )

The model says what is approved and which dates count::

    class Listing(Reviewed):
        TEXTS = ("title", "body", "category_id", "pictures")
        NEEDS = ("confirmed_at",)  # nobody is asked before these are set
        ENDED_BY = ("closed_at", "removed_at", "expired_at")  # nobody sees it once one of these is set
        objects = Listings.as_manager()  # class Listings(ReviewedRows["Listing"])

and its verbs call ``submit(row, by=, at=)`` once a new row shall be decided on (saved, its address confirmed), and
``change(row, texts, by=, at=)`` for every new text. All else is here: ``approve``, ``reject``, ``ask_back``,
``answer``, the letters and their bundles, the page behind the link, the office's list, the submitter's page for an
answer. ``is_proven=True`` on the first two says that the submitter is known to be who they say: only then trust counts.
Its ``slice.py`` needs no todo, tile, log word or mail of it; its ``example`` takes ``**examples_of(REVIEW, …)``.
"""
