"""Writing a folder of training patches from an image stack and outlines of rock glaciers."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import datetime, timezone
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import shapely
from rasterio.enums import Resampling
from rasterio.windows import Window

from ..channels import ChannelStack, make_channel
from ..errors import InputError
from ..feedback import Feedback
from ..files import require_space, whole_folder
from ..grid import Grid
from ..paths import plugin_version, resources
from ..raster import RasterSource, create_geotiff, grid_of, mask_band, open_raster
from ..stack import default_roles
from ..translation import Phrase, mark, shown, tr
from ..vector import Feature, write_layers
from .contact_sheet import draw_contact_sheet
from .dataset import (
    CONTACT_SHEET,
    DESCRIPTION,
    FORMAT_VERSION,
    IMAGES,
    INDEX,
    MASKS,
    TRAIN,
    UNKNOWN,
    VALIDATION,
    read_dataset,
)
from .outlines import Labels, Outline, contradictions, find_sources, message
from .splitting import (
    BLOCK,
    RANDOM,
    RULES,
    PlannedWindow,
    Splitter,
    choose_block_size,
    keep_apart,
)

#: Rows and columns of the sample that tells roughly where the stack has data.
_SAMPLE = 1024
#: How much less data than wanted a window may have in that sample before it is not planned on.
_DOUBT = 0.05


@dataclass(frozen=True)
class PatchSettings:
    """How patches are cut. The defaults are those of Hu et al. (2023) and TPRoGI (2024).

    Attributes:
        buffer_m: context around each polygon in metres.
        patch_size, overlap: of windows in pixels.
        rule: how training and validation are kept apart: ``block``, ``landform`` or ``random``.
        validation_share: 0 to 1.
        block_size_m: side of a block in metres; chosen when None.
        min_valid: least share of a window with data, 0 to 1 (0.8 in Hu et al.'s program).
        seed: of the split.
    """

    buffer_m: float = 1500.0
    patch_size: int = 480
    overlap: int = 160
    rule: str = BLOCK
    validation_share: float = 0.1
    block_size_m: float | None = None
    min_valid: float = 0.8
    seed: int = 1

    def check(self) -> None:
        """See that the settings make sense.

        Raises:
            InputError: they do not.
        """
        if self.patch_size < 16:
            raise InputError(tr("PATCH_SIZE must be at least 16 pixels."))
        if not 0 <= self.overlap < self.patch_size:
            raise InputError(
                tr("OVERLAP ({overlap}) must be smaller than PATCH_SIZE ({patch_size}).").format(
                    overlap=self.overlap, patch_size=self.patch_size
                )
            )
        if not 0 < self.validation_share < 1:
            raise InputError(tr("VALIDATION_SHARE must lie between 0 and 1."))
        if self.rule not in RULES:
            raise InputError(tr("SPLIT must be one of {rules}.").format(rules=", ".join(RULES)))
        if self.buffer_m < 0 or not 0 <= self.min_valid <= 1:
            raise InputError(tr("BUFFER must not be negative, and MIN_VALID must be 0 to 1."))
        if self.block_size_m is not None and self.block_size_m <= 0:
            raise InputError(tr("BLOCK_SIZE must be greater than 0."))


@dataclass
class ExportResult:
    """What was written.

    Attributes:
        folder: of the patches.
        counts: as in ``dataset.json``.
        notes: what the user should know of the outlines and the split.
    """

    folder: Path
    counts: dict[str, Any]
    notes: list[str]


@dataclass
class _Written:
    """Rows of the index, and what was left out."""

    rows: list[Feature] = field(default_factory=list)
    windows: list[PlannedWindow] = field(default_factory=list)
    dropped: Counter = field(default_factory=Counter)
    pixels: dict[str, Counter] = field(
        default_factory=lambda: {TRAIN: Counter(), VALIDATION: Counter()}
    )


def export_patches(
    image: str | os.PathLike,
    roles: dict[str, int],
    rock_glaciers: list[Outline],
    negatives: list[Outline],
    output: str | os.PathLike,
    settings: PatchSettings | None = None,
    sources: dict[str, str] | None = None,
    feedback: Feedback | None = None,
) -> ExportResult:
    """Write images, masks, index, description and contact sheet, whole or not at all.

    The images hold the stack's own numbers, so that :func:`.dataset.read_patch` gives what mapping
    gives a network on the same place.

    Args:
        image: stack on a grid with square pixels in a projected CRS.
        roles: what its bands hold, role to band number.
        rock_glaciers: polygons in the stack's CRS.
        negatives: polygons of what looks like rock glaciers; they get windows, but burn nothing.
        output: folder that does not exist yet, or is empty.
        sources: where the inputs came from, for the description.

    Raises:
        InputError: unusable inputs, or no patch or only one side of the split comes out.
        Cancelled: nothing is written.
    """
    settings, feedback = settings or PatchSettings(), feedback or Feedback()
    settings.check()
    channels = tuple(make_channel(role) for role in default_roles(roles, False, False))
    source = RasterSource(str(image), role="stack")
    grid = grid_of(source)
    if grid.unit_in_metres is None or grid.metric() != grid:
        raise InputError(
            tr(
                "{image} has no square pixels in metres. Run 'Prepare image stack' on it first."
            ).format(image=image)
        )
    with (
        ChannelStack(channels, source, grid, band_roles=roles) as stack,
        whole_folder(output) as folder,
        _RawReader(source.path, tuple(stack.band_roles.values())) as raw,
    ):
        notes = []
        if raw.left_out:
            feedback.info(
                tr("Bands without a known role, left out: {left_out}").format(
                    left_out=", ".join(raw.left_out)
                )
            )
        windows, splitter = _plan(
            stack, source.path, rock_glaciers, negatives, settings, notes, feedback
        )
        size = settings.patch_size
        bytes_each = size * size * (len(channels) * raw.dtype.itemsize + 1)
        require_space(output, len(windows) * bytes_each * 0.6)
        labels = Labels([o.geometry for o in rock_glaciers if o.geometry is not None], grid)
        written = _write_patches(
            stack, raw, windows, labels, settings, folder, feedback.part(0.1, 0.9)
        )
        _check_sides(written, settings, notes)
        layers = {"patches": written.rows}
        if settings.rule == BLOCK:
            layers["blocks"] = [
                Feature(shape, {"place": name, "split": split})
                for name, split, shape in splitter.block_features(written.windows)
            ]
        write_layers(folder / INDEX, layers, grid.crs)
        shutil.copy(resources() / "styles" / "patches.qml", folder / "patches.qml")
        counts = _counts(written)
        for note in notes:
            feedback.warning(shown(note))
        description = {
            "format_version": FORMAT_VERSION,
            "software": f"Rock Glacier Mapper {plugin_version()}",
            "created": datetime.now(timezone.utc).isoformat(timespec="seconds"),
            "channels": [channel.to_json() for channel in channels],
            "statistics": {role: asdict(one) for role, one in stack.statistics.items()},
            "crs": grid.crs.to_string(),
            "resolution_m": grid.resolution,
            "patch_size": size,
            "overlap": settings.overlap,
            "buffer_m": settings.buffer_m,
            "min_valid": settings.min_valid,
            "split": {
                "rule": settings.rule,
                "block_size_m": splitter.block_size_m if settings.rule == BLOCK else None,
                "validation_share": settings.validation_share,
                "seed": settings.seed,
                "overlapping": settings.rule == RANDOM,
            },
            "counts": counts,
            "sources": {
                "stack": str(image),
                "band_roles": dict(stack.band_roles),
                "rock_glaciers_read": len(rock_glaciers),
                "negatives_read": len(negatives),
                **(sources or {}),
            },
            "notes": notes,
        }
        text = json.dumps(description, indent=2, ensure_ascii=False, allow_nan=False)
        (folder / DESCRIPTION).write_text(text + "\n", encoding="utf-8")
        draw_contact_sheet(read_dataset(folder), folder / CONTACT_SHEET, feedback.part(0.9, 1))
        feedback.check()
    return ExportResult(Path(output), counts, notes)


def has_data(stack: ChannelStack, values: np.ndarray) -> np.ndarray:
    """Where a pixel can be labelled: all optical bands have data; all bands if none is optical.

    A hole in the coherence or the DEM is no hole in the image: the networks learn to live with it.

    Args:
        values: of :meth:`..channels.ChannelStack.read`.

    Returns:
        bool (height, width).
    """
    optical = [n for n, channel in enumerate(stack.channels) if channel.source == "optical"]
    return np.isfinite(values[optical] if optical else values).all(axis=0)


def _plan(
    stack: ChannelStack,
    path: str,
    rock_glaciers: list[Outline],
    negatives: list[Outline],
    settings: PatchSettings,
    notes: list[str],
    feedback: Feedback,
) -> tuple[list[PlannedWindow], Splitter]:
    """Windows with their sides; adds to ``notes`` what the user should know."""
    grid = stack.grid

    def known(column: int, row: int, width: int, height: int) -> np.ndarray:
        return has_data(stack, stack.read(column, row, width, height))

    positive, texts = find_sources(rock_glaciers, True, grid, settings.buffer_m, known, feedback)
    notes += texts
    if not positive:
        why = " ".join(map(shown, texts)) or tr("The layer is empty.")
        raise InputError(tr("No rock glacier polygon can be used. {reason}").format(reason=why))
    feedback.progress(0.05)
    negative, texts = find_sources(negatives, False, grid, settings.buffer_m, known, feedback)
    notes += texts
    both = contradictions(rock_glaciers, negatives)
    if both:
        text = mark("on rock glaciers: there the rock glacier holds")
        notes.append(message(False, both, text))
    chosen = settings.block_size_m
    if chosen is None:
        chosen = choose_block_size(grid, settings.patch_size)
        if settings.rule == BLOCK:
            feedback.info(
                tr("Blocks of {size:g} km (chosen; BLOCK_SIZE sets another size)").format(
                    size=chosen / 1000
                )
            )
    splitter = Splitter(
        grid,
        settings.patch_size,
        settings.overlap,
        settings.rule,
        settings.validation_share,
        settings.seed,
        chosen,
        _usable(stack, path, settings),
    )
    windows = splitter.plan(positive, negative)
    if settings.rule == RANDOM:
        notes.append(
            Phrase(
                mark(
                    "Random split: training and validation patches share ground, so the figures "
                    "of the validation will be too good. Use the split by block to judge a "
                    "network."
                )
            )
        )
    if min(grid.shape) < settings.patch_size:
        notes.append(
            Phrase(
                mark(
                    "The image is smaller than a patch of {size} pixels: the patches are filled "
                    "up with unknown pixels."
                ),
                size=settings.patch_size,
            )
        )
    feedback.progress(0.1)
    return windows, splitter


def _usable(stack: ChannelStack, path: str, settings: PatchSettings):
    """Tells of a window, roughly and quickly, whether it has enough data: from a sample."""
    grid, size = stack.grid, settings.patch_size
    height, width = min(grid.height, _SAMPLE), min(grid.width, _SAMPLE)
    optical = {c.role for c in stack.channels if c.source == "optical"}
    roles = [role for role in stack.band_roles if role in optical] or list(stack.band_roles)
    numbers = [stack.band_roles[role] for role in roles]
    options = {"out_shape": (len(numbers), height, width), "resampling": Resampling.nearest}
    with open_raster(path, "stack") as dataset:
        try:
            values = dataset.read(numbers, **options)
            valid = (dataset.read_masks(numbers, **options) > 0).all(axis=0)
        except rasterio.errors.RasterioIOError as error:
            raise InputError(
                tr("The stack {path} is damaged ({error}).").format(path=path, error=error)
            ) from error
        if all(value is None for value in dataset.nodatavals):
            valid &= (values != 0).any(axis=0)
    valid &= np.isfinite(values).all(axis=0)
    total = np.zeros((height + 1, width + 1), np.int64)
    total[1:, 1:] = valid.cumsum(0).cumsum(1)
    per_column, per_row = width / grid.width, height / grid.height

    @cache
    def usable(column: int, row: int) -> bool:
        left, top = int(column * per_column), int(row * per_row)
        right = min(width, max(left + 1, round((column + size) * per_column)))
        bottom = min(height, max(top + 1, round((row + size) * per_row)))
        count = total[bottom, right] - total[top, right] - total[bottom, left] + total[top, left]
        share = count / ((right - left) * (bottom - top))
        return share > 0 and share >= settings.min_valid - _DOUBT

    return usable


def _write_patches(
    stack: ChannelStack,
    raw: _RawReader,
    windows: list[PlannedWindow],
    labels: Labels,
    settings: PatchSettings,
    folder: Path,
    feedback: Feedback,
) -> _Written:
    """Write what has enough data and does not overlap a patch of the other side."""
    size, written = settings.patch_size, _Written()
    (folder / IMAGES).mkdir()
    (folder / MASKS).mkdir()
    roles = tuple(channel.role for channel in stack.channels)

    def write(window: PlannedWindow) -> bool:
        feedback.check()
        feedback.progress((len(written.rows) + sum(written.dropped.values())) / len(windows))
        values = stack.read(window.column, window.row, size, size)
        valid = has_data(stack, values)
        known = int(valid.sum())
        inside = _pixels_inside(stack.grid, window, size)
        if known < max(1, settings.min_valid * inside):
            written.dropped["too_little_data"] += 1
            return False
        if all(_is_constant(band) for band in values):
            written.dropped["constant"] += 1
            return False
        label = labels.burn(window.column, window.row, size)
        label[~valid] = UNKNOWN
        positive = int((label == 1).sum())
        name = f"{len(written.rows) + 1:06d}"
        grid = stack.grid.part(window.column, window.row, size, size)
        pixels = raw.read(window.column, window.row, size, np.isfinite(values))
        with create_geotiff(
            folder / IMAGES / f"{name}.tif", grid, len(roles), raw.dtype.name, raw.nodata, roles
        ) as target:
            target.write(pixels)
        with create_geotiff(folder / MASKS / f"{name}.tif", grid, 1, "uint8", None) as target:
            target.write(label, 1)
        written.windows.append(window)
        written.pixels[window.split].update(
            rock_glacier=positive, background=known - positive, unknown=size * size - known
        )
        attributes = {
            "name": name,
            "split": window.split,
            "place": window.place or f"patch {name}",
            "source": "positive" if window.source.positive else "negative",
            "source_id": window.source.id,
            "positive_share": positive / known,
            "valid_share": known / (size * size),
            "column": window.column,
            "row": window.row,
        }
        written.rows.append(Feature(shapely.box(*grid.bounds), attributes))
        return True

    if settings.rule == RANDOM:
        for window in windows:
            write(window)
    else:
        written.dropped["crossing"] = keep_apart(windows, size, write)
    return written


def _check_sides(written: _Written, settings: PatchSettings, notes: list[str]) -> None:
    """Complain when a side is empty; note what was dropped."""
    dropped = written.dropped
    texts = {
        "crossing": mark(
            "{count} windows were left out because they overlap patches of the other side."
        ),
        "too_little_data": mark("{count} windows have less than {share:.0%} data, left out."),
        "constant": mark("{count} windows have one value only, left out."),
    }
    found = [
        Phrase(text, count=dropped[key], share=settings.min_valid)
        for key, text in texts.items()
        if dropped[key]
    ]
    for split in (TRAIN, VALIDATION):
        if not any(w.split == split and w.source.positive for w in written.windows):
            raise InputError(
                tr(
                    "No {side} patch with a rock glacier can be cut. {reasons} Choose a "
                    "smaller PATCH_SIZE, BLOCK_SIZE or MIN_VALID, another SEED or SPLIT, or "
                    "add rock glaciers."
                ).format(
                    side=tr("training") if split == TRAIN else tr("validation"),
                    reasons=" ".join(map(shown, found)),
                )
            )
    notes += found


def _counts(written: _Written) -> dict[str, Any]:
    splits = Counter(window.split for window in written.windows)
    positive = Counter(w.split for w in written.windows if w.source.positive)
    return {
        "patches": len(written.windows),
        **{split: splits[split] for split in (TRAIN, VALIDATION)},
        "from_rock_glaciers": {split: positive[split] for split in (TRAIN, VALIDATION)},
        "from_negatives": {s: splits[s] - positive[s] for s in (TRAIN, VALIDATION)},
        "places": {
            split: len({w.place for w in written.windows if w.split == split and w.place})
            for split in (TRAIN, VALIDATION)
        },
        "pixels": {split: dict(counter) for split, counter in written.pixels.items()},
        "dropped": {
            key: written.dropped[key] for key in ("crossing", "too_little_data", "constant")
        },
    }


def _pixels_inside(grid: Grid, window: PlannedWindow, size: int) -> int:
    return min(size, grid.width - window.column) * min(size, grid.height - window.row)


def _is_constant(band: np.ndarray) -> bool:
    finite = band[np.isfinite(band)]
    return finite.size == 0 or finite.min() == finite.max()


class _RawReader(contextlib.AbstractContextManager):
    """Reads windows in the stack's own data type, which float32 may not hold exactly.

    Attributes:
        dtype: of the images.
        nodata: their nodata value, or None.
        left_out: names of the bands that are not read, but for masks.
    """

    def __init__(self, path: str, bands: tuple[int, ...]):
        self._path, self._bands = path, bands
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> _RawReader:
        dataset = self._dataset = self._stack.enter_context(open_raster(self._path, "stack"))
        kinds = {dataset.dtypes[band - 1] for band in self._bands}
        values = {str(dataset.nodatavals[band - 1]) for band in self._bands}
        self.dtype = np.dtype(np.result_type(*kinds))
        self.nodata = dataset.nodatavals[self._bands[0] - 1]
        self.left_out = [
            text or f"band {number}"
            for number, text in enumerate(dataset.descriptions, start=1)
            if number not in self._bands and number != mask_band(dataset)
        ]
        fits = self.nodata is None or rasterio.dtypes.in_dtype_range(self.nodata, self.dtype.name)
        if len(values) > 1 or not fits or self.dtype.kind not in "uif":
            self._stack.close()
            raise InputError(
                tr(
                    "The bands of {path} have different nodata values, or one that their "
                    "data type cannot hold. Run 'Prepare image stack' on it first."
                ).format(path=self._path)
            )
        self._fill = self.nodata
        if self._fill is None:
            self._fill = np.nan if self.dtype.kind == "f" else 0
        return self

    def __exit__(self, *exc) -> None:
        self._stack.close()

    def read(self, column: int, row: int, size: int, known: np.ndarray) -> np.ndarray:
        """A square window (bands, size, size); no data where ``known`` (same shape) is false."""
        out = np.full((len(self._bands), size, size), self._fill, self.dtype)
        width = min(size, self._dataset.width - column)
        height = min(size, self._dataset.height - row)
        values = self._dataset.read(self._bands, window=Window(column, row, width, height))
        hidden = ~known[:, :height, :width] & ~np.isnan(values)
        out[:, :height, :width] = np.where(hidden, self._fill, values)
        return out
