"""Sum up what ``make test-full`` tried, as the Markdown tables of ``docs/reliability.md``.

python3 tools/reliability_table.py build/tally.jsonl
"""

from __future__ import annotations

import collections
import json
import sys
from pathlib import Path


def tables(lines: list[str]) -> str:
    """Markdown: a table each of ``inputs`` and ``faults``, a row for all that was tried."""
    counts = collections.defaultdict(collections.Counter)
    for line in lines:
        entry = json.loads(line)
        counts[entry["table"], entry["row"]][entry["outcome"]] += entry["count"]
    text = []
    for table in sorted({table for table, _ in counts}):
        outcomes = sorted({o for (t, _), found in counts.items() if t == table for o in found})
        rows = [
            [row, *(found[outcome] for outcome in outcomes), sum(found.values())]
            for (of, row), found in sorted(counts.items())
            if of == table
        ]
        rows.append(["**all**", *(sum(column) for column in list(zip(*rows))[1:])])
        text.append(f"### {table.capitalize()}\n")
        text.append(f"| tried | {' | '.join(outcomes)} | all |")
        text.append("|---|" + "---:|" * (len(outcomes) + 1))
        text += [f"| {' | '.join(str(cell or '') for cell in row)} |" for row in rows]
        text.append("")
    return "\n".join(text)


if __name__ == "__main__":
    print(tables(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()))
