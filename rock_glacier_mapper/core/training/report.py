"""HTML report of a training run: one file, nothing outside it, readable and printable anywhere."""

from __future__ import annotations

import base64
import io
import math
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import ndimage

from ..files import whole_file
from ..htmlpage import escaped, heading, page, paragraph, table
from ..translation import mark, shown, tr
from .metrics import HeldOutChoice, ScoreHistogram, held_out_choice, pooled

#: Label of pixels that are not known.
_UNKNOWN = 255
#: Patches shown at most of the worst and of the best, and the side of their pictures in pixels.
_SHOWN, _SIDE = 6, 320
_YELLOW, _GREY = (255, 225, 40), (128, 128, 128)
_LEGEND = {"frameon": True, "framealpha": 0.8, "edgecolor": "none", "fontsize": 8}
_BLUE, _ORANGE, _DARK = "#2b6ca3", "#d9772b", "#333333"


@dataclass(frozen=True)
class PatchExample:
    """A held-out patch to show.

    Attributes:
        name, place: of the patch.
        picture: uint8 (H, W, 3), ready for display.
        label: uint8 (H, W): 0, 1, or 255 where unknown.
        probability: float32 (H, W), calibrated.
    """

    name: str
    place: str
    picture: np.ndarray
    label: np.ndarray
    probability: np.ndarray

    def iou(self, threshold: float) -> float | None:
        """IoU of the class; None where there is nothing and nothing was found."""
        known = self.label != _UNKNOWN
        true, said = (self.label == 1) & known, (self.probability >= threshold) & known
        either = (true | said).sum()
        return float((true & said).sum() / either) if either else None


@dataclass(frozen=True)
class TrainingReport:
    """What the report tells.

    Attributes:
        title: of the report.
        settings: what was trained and how: architecture, parameters, channels, seed, …
        data: rows of the data table, all with the same keys: folder, counts by split, … A row
            with a true ``split_overlapping`` says that its training and held-out patches may show
            the same ground, which brings the warning in red.
        history: one record for each epoch: epoch, learning_rate, train_loss, loss, iou, precision,
            recall, f1, average_precision, seconds; a missing or None value leaves a gap.
        best_epoch: whose weights the model has; None when unknown.
        places: raw scores by held-out place, before any temperature.
        threshold, temperature: of the model.
        notes: further sentences for the statement of the protocol.
        examples: held-out patches; the worst and the best are shown.
        split: how held-out places were set apart, in plain words.
    """

    title: str
    settings: Mapping[str, str]
    data: Sequence[Mapping[str, Any]]
    history: Sequence[Mapping[str, Any]]
    best_epoch: int | None
    places: Mapping[str, ScoreHistogram]
    threshold: float
    temperature: float
    notes: Sequence[str] = ()
    examples: Sequence[PatchExample] = ()
    split: str = ""


def write_report(path: str | os.PathLike, report: TrainingReport) -> None:
    """Write the report as one HTML file, whole or not at all.

    Raises:
        InputError: the file cannot be written.
    """
    known = {name: h for name, h in report.places.items() if (h.positive + h.negative).any()}
    choice = held_out_choice(known) if known else None
    parts = [
        heading(report.title, 1),
        _overlap_note(report),
        heading(tr("What was trained")),
        table((), [(_plain(name), value) for name, value in report.settings.items()]),
        heading(tr("Data")),
        paragraph(report.split) if report.split else "",
        _records(report.data),
        heading(tr("Course of the training")),
        _course(report),
        heading(tr("Figures on held-out places")),
        *(
            _figures(report, known, choice)
            if choice
            else [paragraph(tr("There were no held-out places."))]
        ),
        *_examples(report),
    ]
    document = page(report.title, parts)
    with whole_file(path) as temporary:
        temporary.write_text(document, encoding="utf-8")


def curves_figure(
    history: Sequence[Mapping[str, Any]],
    size: tuple[int, int] = (900, 320),
    best_epoch: int | None = None,
) -> bytes:
    """PNG of loss and IoU over the epochs.

    Args:
        history: as in :class:`TrainingReport`; may be empty.
        size: width and height in pixels.
        best_epoch: marked; the one of the highest IoU when None.
    """
    epochs = _column(history, "epoch")
    iou = _column(history, "iou")
    if best_epoch is None and np.isfinite(iou).any():
        best_epoch = int(epochs[np.nanargmax(iou)])
    figure, (left, right) = _figure(size, 2)
    marker = "o" if len(history) < 3 else None
    for name, label, colour in (
        ("train_loss", tr("training crops"), _ORANGE),
        ("loss", tr("held-out places"), _BLUE),
    ):
        left.plot(epochs, _column(history, name), color=colour, marker=marker, ms=4, label=label)
    left.set_ylabel(tr("loss"))
    for name, label, colour in (("iou", "IoU", _BLUE), ("f1", "F1", "#9bbad4")):
        right.plot(epochs, _column(history, name), color=colour, marker=marker, ms=4, label=label)
    right.set_ylabel(tr("IoU, F1 on held-out places"))
    right.set_ylim(0, 1)
    for axes in (left, right):
        axes.set_xlabel(tr("epoch"))
        axes.set_xlim(0, max(5, np.nanmax(epochs, initial=1) + 0.5))
        axes.xaxis.get_major_locator().set_params(integer=True)
        if best_epoch is not None:
            axes.axvline(
                best_epoch,
                color=_DARK,
                lw=0.8,
                ls=":",
                label=tr("best: {epoch}").format(epoch=best_epoch),
            )
        axes.legend(**_LEGEND)
    if not history:
        left.set_yticks([])
    return _png(figure)


def precision_recall_figure(
    places: Mapping[str, ScoreHistogram], threshold: float, size: tuple[int, int] = (440, 400)
) -> bytes:
    """PNG of the precision-recall curve, pooled and for each place.

    Args:
        places: calibrated scores.
        threshold: marked on the pooled curve.
    """
    figure, (axes,) = _figure(size, 1)
    whole = pooled(places.values())
    for histogram in places.values():
        if len(places) > 1 and histogram.positive.any():
            curve = _seen(histogram)
            axes.plot(curve["recall"], curve["precision"], color="#cccccc", lw=0.8)
    curve, chosen = _seen(whole), whole.at(threshold)
    axes.plot(curve["recall"], curve["precision"], color=_BLUE, lw=2, label=tr("all places"))
    if len(places) > 1:
        axes.plot([], [], color="#cccccc", lw=0.8, label=tr("each place"))
    axes.plot(
        chosen["recall"],
        chosen["precision"],
        "o",
        color=_ORANGE,
        ms=8,
        label=tr("threshold {threshold:.3g}").format(threshold=threshold),
    )
    rate = whole.base_rate()
    axes.axhline(
        rate, color=_DARK, lw=0.8, ls="--", label=tr("guess: {rate:.3f}").format(rate=rate)
    )
    axes.set(xlim=(0, 1), ylim=(0, 1.02), xlabel=tr("recall (producer's accuracy)"))
    axes.set_ylabel(tr("precision (user's accuracy)"))
    axes.legend(**_LEGEND, loc="lower left", bbox_to_anchor=(0, 0.08))
    return _png(figure)


def reliability_figure(
    before: ScoreHistogram, after: ScoreHistogram, size: tuple[int, int] = (440, 400)
) -> bytes:
    """PNG of the reliability curves before and after the temperature, with pixel counts."""
    figure, (axes, counts) = _figure(size, 2, ratios=(3, 1))
    axes.plot((0, 1), (0, 1), color=_DARK, lw=0.8, ls="--")
    for label, histogram, colour in (
        (tr("before temperature, ECE {error:.3f}"), before, "#bbbbbb"),
        (tr("after temperature, ECE {error:.3f}"), after, _BLUE),
    ):
        curve = histogram.reliability()
        error = histogram.calibration_error()
        axes.plot(
            curve["said"],
            curve["observed"],
            marker="o",
            ms=3.5,
            color=colour,
            label=label.format(error=error),
        )
    curve = after.reliability()
    counts.bar(curve["said"], curve["count"], width=0.04, color=_BLUE)
    counts.set(
        yscale="log", ylabel=tr("pixels"), xlim=(0, 1), xlabel=tr("probability that was said")
    )
    axes.set(xlim=(0, 1), ylim=(0, 1), ylabel=tr("share that is rock glacier"))
    axes.legend(**_LEGEND, loc="lower right")
    return _png(figure)


def _figure(size: tuple[int, int], count: int, ratios: tuple[int, ...] | None = None):
    """A figure without pyplot's state: side by side, or stacked when ``ratios`` are given."""
    from matplotlib.figure import Figure

    figure = Figure((size[0] / 100, size[1] / 100), dpi=100, layout="constrained")
    if ratios:
        axes = figure.subplots(count, 1, gridspec_kw={"height_ratios": ratios}, sharex=True)
    else:
        axes = figure.subplots(1, count, squeeze=False)[0]
    for one in axes:
        one.tick_params(labelsize=8)
        one.grid(color="#eeeeee")
        one.set_axisbelow(True)
        one.spines[["top", "right"]].set_visible(False)
    return figure, list(axes)


def _png(figure) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    stream = io.BytesIO()
    FigureCanvasAgg(figure).print_png(stream)
    return stream.getvalue()


def _column(history: Sequence[Mapping[str, Any]], name: str) -> np.ndarray:
    values = (record.get(name) for record in history)
    return np.array([math.nan if value is None else float(value) for value in values])


def _seen(histogram: ScoreHistogram) -> dict[str, np.ndarray]:
    """The curve without the thresholds above every score, which have no precision."""
    curve = histogram.curve()
    above = (histogram.positive + histogram.negative)[::-1].cumsum()[::-1]
    return {name: values[above > 0] for name, values in curve.items()}


def _overlap_note(report: TrainingReport) -> str:
    if not any(row.get("split_overlapping") for row in report.data):
        return ""
    title = tr("These figures are too good.")
    text = tr(
        "Training and held-out patches were not set apart by place, so they may show the same "
        "ground. Use them to compare runs on the same split at most; to learn how the model does "
        "in a place that it never saw, export the patches with SPLIT = block."
    )
    return f'<p class="warning"><b>{escaped(title)}</b> {escaped(text)}</p>'


def _course(report: TrainingReport) -> str:
    if not report.history:
        return paragraph(tr("No epoch was finished."))
    best = next((r for r in report.history if r.get("epoch") == report.best_epoch), None)
    seconds = np.nansum(_column(report.history, "seconds"))
    text = tr("{count} epochs in {duration}.").format(
        count=len(report.history), duration=_duration(seconds)
    )
    if best is not None:
        text += " " + tr(
            "The model has the weights of epoch {epoch}, with IoU {iou} and average precision "
            "{average_precision} on the held-out places."
        ).format(
            epoch=report.best_epoch,
            iou=_number(best.get("iou")),
            average_precision=_number(best.get("average_precision")),
        )
    picture = _image(
        curves_figure(report.history, (1000, 330), report.best_epoch),
        tr("Loss and IoU over the epochs"),
    )
    return paragraph(text) + picture


_COLUMNS = {
    "precision": mark("Precision (user's accuracy)"),
    "recall": mark("Recall (producer's accuracy)"),
    "f1": "F1",
    "iou": "IoU",
    "area_bias": mark("Area bias"),
    "average_precision": mark("Average precision"),
    "calibration_error": mark("Calibration error"),
}


def _figures(
    report: TrainingReport, places: Mapping[str, ScoreHistogram], choice: HeldOutChoice
) -> list[str]:
    calibrated = {name: h.tempered(report.temperature) for name, h in places.items()}
    header = [
        tr("Place"),
        *map(tr, _COLUMNS.values()),
        *(tr("Base rate"), tr("Threshold"), tr("Pixels")),
    ]
    whole = choice.figures()
    rows = [
        [
            tr("All places"),
            *(_number(whole[name]) for name in _COLUMNS),
            _number(whole["base_rate"]),
            tr("of the others") if choice.independent else f"{choice.threshold:.3f}",
            f"{whole['pixels']:,}",
        ]
    ]
    intervals = _intervals(choice)
    if intervals:
        rows.append([tr("90 % interval over places"), *intervals, "", "", ""])
    for place, (threshold, _) in choice.by_place.items():
        one = choice.calibrated[place]
        figures = {**one.figures(threshold), "calibration_error": one.calibration_error()}
        rows.append(
            [
                place,
                *(_number(figures[name]) for name in _COLUMNS),
                _number(figures["base_rate"]),
                f"{threshold:.3f}",
                f"{figures['pixels']:,}",
            ]
        )
    return [
        table(header, rows, numbers=True),
        paragraph(
            tr(
                "Precision, user's accuracy: share of the mapped area that is rock glacier. "
                "Recall, producer's accuracy: share of the rock glacier area that was mapped. "
                "IoU: of the rock glacier class alone, mapped and true over mapped or true. Area "
                "bias: mapped area / true area − 1. Average precision: area under the "
                "precision-recall curve; compare it with the base rate, which a guess would "
                "reach. Calibration error: mean distance of the probability from the observed "
                "share."
            ),
            "small",
        ),
        '<div class="pair">',
        _image(
            precision_recall_figure(calibrated, report.threshold), tr("Precision against recall")
        ),
        _image(
            reliability_figure(pooled(places.values()), pooled(calibrated.values())),
            tr("Reliability curve"),
        ),
        "</div>",
        paragraph(
            tr(
                "Curves: all held-out places with the model's own temperature {temperature:.3f} "
                "and threshold {threshold:.3f}."
            ).format(temperature=report.temperature, threshold=report.threshold),
            "small",
        ),
        heading(tr("How these figures came about")),
        _list(_protocol(report, places, choice, bool(intervals))),
    ]


def _protocol(
    report: TrainingReport,
    places: Mapping[str, ScoreHistogram],
    choice: HeldOutChoice,
    intervals: bool,
) -> Iterable[str]:
    names = sorted(places)
    listed = ", ".join(names[:20])
    if len(names) > 20:
        listed = tr("{names} and {count} more").format(names=listed, count=len(names) - 20)
    yield tr("Counted are pixels with a known label in {count} held-out place(s): {names}.").format(
        count=len(names), names=listed
    )
    yield shown(choice.note)
    if len(report.history) > 1:
        yield tr(
            "Which epoch's weights the model has was decided on these same places, so all figures "
            "lean a little to the good side. Only places that had no part in the training at all "
            "can settle that."
        )
    if intervals:
        yield tr(
            "The intervals come from drawing places with replacement 1000 times. They tell how "
            "much the figures vary between places like these, not how the model does elsewhere."
        )
    else:
        yield tr("With fewer than three held-out places no interval can be given.")
    yield from map(shown, report.notes)


def _intervals(choice: HeldOutChoice) -> list[str]:
    """The row of intervals; empty when there are too few places."""
    found = choice.intervals()
    if not found:
        return []
    return [
        tr("{low} to {high}").format(low=_number(found[name][0]), high=_number(found[name][1]))
        if name in found
        else ""
        for name in _COLUMNS
    ]


def _examples(report: TrainingReport) -> Iterable[str]:
    scored = [(example.iou(report.threshold), example) for example in report.examples]
    ranked = sorted((pair for pair in scored if pair[0] is not None), key=lambda pair: pair[0])
    if not ranked:
        return
    half = (len(ranked) + 1) // 2
    worst = ranked[: min(_SHOWN, half)]
    best = ranked[half:][::-1][:_SHOWN]
    yield heading(tr("Held-out patches"))
    yield paragraph(
        tr(
            "Left: the image with the true outline in yellow. Right: the probability from black "
            "(0) over red to white (1), with the same outline; grey is unknown. The IoU is that "
            "at the threshold {threshold:.3f}."
        ).format(threshold=report.threshold),
        "small",
    )
    for title, chosen in ((tr("Worst"), worst), (tr("Best"), best)):
        if chosen:
            figures = "".join(_example(iou, example) for iou, example in chosen)
            yield f'{heading(title, 3)}<div class="patches">{figures}</div>'


def _example(iou: float, example: PatchExample) -> str:
    caption = f"{example.name}, {example.place}: IoU {iou:.2f}"
    picture = _image(_side_by_side(example), caption, "jpeg")
    return f"<figure>{picture}<figcaption>{escaped(caption)}</figcaption></figure>"


def _side_by_side(example: PatchExample) -> bytes:
    """JPEG of the image and of the probability, both with the true outline."""
    from matplotlib import colormaps
    from PIL import Image

    height, width = example.label.shape
    zoom = _SIDE / max(height, width)
    size = max(1, round(width * zoom)), max(1, round(height * zoom))
    heat = np.clip(np.nan_to_num(example.probability), 0, 1)
    heat = (colormaps["afmhot"](heat)[..., :3] * 255).astype(np.uint8)
    heat[example.label == _UNKNOWN] = _GREY
    label = np.asarray(Image.fromarray(example.label).resize(size, Image.Resampling.NEAREST))
    inside = label == 1
    outline = inside & ~ndimage.binary_erosion(inside, iterations=2, border_value=1)
    panels = []
    for picture in (example.picture, heat):
        panel = Image.fromarray(np.ascontiguousarray(picture))
        panel = np.array(panel.resize(size, Image.Resampling.BILINEAR))
        panel[outline] = _YELLOW
        panels += [panel, np.full((size[1], 6, 3), 255, np.uint8)]
    stream = io.BytesIO()
    Image.fromarray(np.hstack(panels[:-1])).save(stream, "JPEG", quality=88)
    return stream.getvalue()


def _image(data: bytes, text: str, kind: str = "png") -> str:
    encoded = base64.b64encode(data).decode("ascii")
    return f'<img src="data:image/{kind};base64,{encoded}" alt="{escaped(text)}">'


def _records(records: Sequence[Mapping[str, Any]]) -> str:
    if not records:
        return ""
    columns = list(records[0])
    return table(
        list(map(_plain, columns)),
        [[record.get(name, "") for name in columns] for record in records],
    )


def _list(sentences: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escaped(s)}</li>" for s in sentences if s) + "</ul>"


def _plain(key: str) -> str:
    """``learning_rate`` as Learning rate."""
    words = key.replace("_", " ")
    return words[:1].upper() + words[1:]


def _number(value: float | None) -> str:
    return "–" if value is None or not math.isfinite(value) else f"{value:.3f}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(float(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
