"""Counts inputs and faults that tests tried, for the tables of ``docs/reliability.md``.

``make test-full`` sets ``TALLY`` to a file; ``tools/reliability_table.py`` sums it up.
"""

import json
import os


def tally(table: str, row: str, outcome: str, count: int = 1) -> None:
    """Note that a test tried something; silent unless the variable ``TALLY`` names a file.

    Args:
        table: ``inputs`` or ``faults``.
        row: what was tried, for example ``predictheatmap`` or ``truncated ONNX``.
        outcome: how it ended, for example ``clear message``, ``result``, ``nothing lost``.
    """
    path = os.environ.get("TALLY")
    if path:
        line = json.dumps({"table": table, "row": row, "outcome": outcome, "count": count})
        with open(path, "a", encoding="utf-8") as file:  # one write: safe among processes
            file.write(line + "\n")
