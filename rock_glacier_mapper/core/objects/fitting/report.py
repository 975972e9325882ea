"""What a fit of rules found, to look at (PNG) and to calculate with (CSV)."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from typing import Any

import numpy as np

from ...files import whole_file
from ...translation import tr
from .results import BIAS, AreaFigures, Fitted, RuleEffect

_BLUE, _ORANGE, _GREY, _DARK = "#2b6ca3", "#d9772b", "#999999", "#333333"
_LEGEND = {"frameon": True, "framealpha": 0.8, "edgecolor": "none", "fontsize": 8}

#: Rules that share the limit of another one and are drawn with it.
_DRAWN_WITH_ANOTHER = ("thresholds", "max_glacier_overlap")


def write_curve(path: str | os.PathLike, fitted: Fitted) -> None:
    """PNG: held-out precision against recall, and what each rule drops; whole or not at all."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure((11, 5), dpi=110, layout="constrained")
    left, right = figure.subplots(1, 2, gridspec_kw={"width_ratios": (1, 1)})
    for axes in (left, right):
        axes.tick_params(labelsize=8)
        axes.set_axisbelow(True)
        axes.spines[["top", "right"]].set_visible(False)
    _draw_curves(left, fitted)
    _draw_effects(right, fitted)
    figure.suptitle(_title(fitted), fontsize=11)
    with whole_file(path) as temporary, open(temporary, "wb") as stream:
        FigureCanvasAgg(figure).print_png(stream)


def write_table(path: str | os.PathLike, fitted: Fitted) -> None:
    """CSV with one row for each fold and pair of thresholds, whole or not at all.

    All figures are of the fold's held-out blocks, with the rules fitted on the other blocks. The
    start rules have a row in each fold, too.
    """
    rows = list(_rows(fitted))
    with (
        whole_file(path) as temporary,
        open(temporary, "w", newline="", encoding="utf-8") as stream,
    ):
        table = csv.DictWriter(stream, list(rows[0]))
        table.writeheader()
        table.writerows(rows)


def _rows(fitted: Fitted) -> Iterator[dict[str, Any]]:
    for number, fold in enumerate(fitted.folds, start=1):
        tried = [("start", fitted.start, fold.start, False)]
        tried += [("fitted", one.rules, one.held_out, one.chosen) for one in fold.settings]
        for kind, rules, figures, chosen in tried:
            yield {
                "fold": number,
                "blocks": len(fold.blocks),
                "rules": kind,
                "chosen": int(chosen),
                **rules.to_dict(),
                **{name: _number(value) for name, value in vars(figures).items()},
            }


def _number(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _title(fitted: Fitted) -> str:
    name, label = ("area_bias", tr("area bias")) if fitted.target == BIAS else ("f1", "F1")
    values = {
        "label": label,
        "value": _shown(getattr(fitted.held_out, name)),
        "before": _shown(getattr(fitted.start_held_out, name)),
    }
    if name not in fitted.intervals:
        return tr("{label} on held-out blocks {value}; start rules {before}").format(**values)
    low, high = map(_shown, fitted.intervals[name])
    return tr(
        "{label} on held-out blocks {value} (90 %: {low} to {high}); start rules {before}"
    ).format(**values, low=low, high=high)


def _shown(value: float | None) -> str:
    return tr("unknown") if value is None else f"{value:.3f}"


def _draw_curves(axes, fitted: Fitted) -> None:
    recall = np.linspace(0.01, 1, 200)
    for f1 in np.arange(0.1, 1, 0.1):
        with np.errstate(divide="ignore", invalid="ignore"):
            precision = f1 * recall / (2 * recall - f1)
        seen = (precision > 0) & (precision <= 1)
        axes.plot(recall[seen], precision[seen], color="#dddddd", lw=0.7, zorder=0)
        axes.text(1.005, f1 / (2 - f1), f"F1 {f1:.1f}", color=_GREY, fontsize=7, va="center")
    for name, label, colour, marker in (
        ("min_probability", tr("over the lowest mean probability"), "#9bbad4", "."),
        ("seed_threshold", tr("over the seed threshold"), _BLUE, "o"),
    ):
        points = [(value, *_point(one)) for value, one in fitted.curves[name]]
        points = [point for point in points if None not in point]
        if not points:
            continue
        values, x, y = zip(*points)
        axes.plot(x, y, color=colour, marker=marker, ms=4, lw=1.2, label=label)
        for at in sorted({0, len(values) - 1}):
            axes.annotate(
                f"{values[at]:g}", (x[at], y[at]), (4, 4), textcoords="offset points", fontsize=7
            )
    for label, one, colour, marker in (
        (tr("start rules"), fitted.start_held_out, _DARK, "s"),
        (tr("fitted rules"), fitted.held_out, _ORANGE, "o"),
    ):
        if None not in _point(one):
            axes.plot(*_point(one), marker, color=colour, ms=8, label=label)
    axes.set(xlim=(0, 1), ylim=(0, 1.02), xlabel=tr("recall (producer's accuracy)"))
    axes.set_ylabel(tr("precision (user's accuracy)"))
    axes.set_title(tr("Held-out blocks, by area"), fontsize=9)
    axes.legend(**_LEGEND, loc="lower left")


def _point(figures: AreaFigures) -> tuple[float | None, float | None]:
    return figures.recall, figures.precision


def _draw_effects(axes, fitted: Fitted) -> None:
    effects = [one for one in fitted.effects if one.name not in _DRAWN_WITH_ANOTHER]
    place = np.arange(len(effects))
    axes.barh(place - 0.2, [one.false_removed_km2 for one in effects], 0.4, color=_BLUE)
    axes.barh(place + 0.2, [one.true_lost_km2 for one in effects], 0.4, color=_ORANGE)
    for label, colour in ((tr("false area removed"), _BLUE), (tr("true area lost"), _ORANGE)):
        axes.barh([0], [0], color=colour, label=label)
    axes.set_yticks(place, [_limit(one) for one in effects], fontsize=8)
    axes.invert_yaxis()
    axes.grid(axis="x", color="#eeeeee")
    axes.set_xlabel(tr("km² on held-out blocks that fail the rule"))
    axes.set_title(tr("What each rule drops (alone or with others)"), fontsize=9)
    axes.legend(**_LEGEND, loc="lower right")


def _limit(effect: RuleEffect) -> str:
    """The rule with its value, and the start value where it moved."""
    name = effect.name.replace("_km2", " (km²)").replace("_", " ")
    if effect.fitted == effect.start:
        return f"{name}\n{_value(effect.fitted)}"
    was = tr("{value} (was {before})").format(
        value=_value(effect.fitted), before=_value(effect.start)
    )
    return f"{name}\n{was}"


def _value(value: float | None) -> str:
    return tr("none") if value is None else f"{value:g}"
