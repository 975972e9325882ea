"""Statistics and report of an inventory.

Parts: ``rows`` and ``units`` (what counts), ``attributes`` (what is reported of it), ``tables``,
``grid`` (equal-area cells), ``figures`` and ``maps``, ``page`` (HTML), ``writing`` (all together).
"""
