"""Searching by words, for every slice that has something to be found.

A slice takes part with four things:

1. a column ``words = models.TextField(db_default="", editable=False)`` and, in ``Meta.indexes``,
   ``GinIndex(fields=["words"], opclasses=["gin_trgm_ops"], name="<model>_words")``;
2. a trigger that writes it before each insert or update, ``NEW.words := search_words(concat_ws(' ', NEW.title, …));``,
   in a migration that depends on ``("search", "0001_fold")``;
3. ``InWords`` among the bases of its queryset, before ``models.QuerySet``: ``found.in_words("fahrräder")``;
4. ``search=(Search(…, rows=…, hit=…, place=…, texts=…),)`` in its ``slice.py``: the front page's search.
"""
