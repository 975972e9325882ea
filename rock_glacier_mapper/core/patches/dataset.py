"""Reading a folder of training patches: its index, its description, and single patches.

Neither PyTorch nor GDAL's own Python bindings are needed, so that the training process reads
patches in a bare environment.
"""

from __future__ import annotations

import math
import os
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import rasterio

from .. import plainjson
from ..channels import Channel, Statistics, scale
from ..errors import InputError
from ..grid import Grid
from ..raster import GridReader, RasterSource, open_raster
from ..translation import tr

#: Version of the folder's layout, in ``dataset.json``.
FORMAT_VERSION = 1
#: Names inside the folder.
DESCRIPTION, INDEX, IMAGES, MASKS = "dataset.json", "patches.gpkg", "images", "masks"
CONTACT_SHEET = "contact_sheet.png"
#: Values of the index's field ``split``.
TRAIN, VALIDATION = "train", "validation"
#: Label of pixels without image data.
UNKNOWN = 255
#: What is read of a description, bytes, and the side of a patch, pixels, at most.
_LARGEST_DESCRIPTION, _LARGEST_PATCH = 50_000_000, 65536
#: Names of patches, which are part of paths.
_NAME = re.compile(r"[A-Za-z0-9_-]{1,100}")


@dataclass(frozen=True)
class Patch:
    """One patch of a folder.

    Attributes:
        name: also of its files, without suffix.
        image, mask: files.
        split: ``train`` or ``validation``.
        place: patches of one place are on one side of the split.
        positive_share: rock glacier among the known pixels, 0 to 1.
        column, row: of its upper left pixel in the stack it was cut from.
    """

    name: str
    image: Path
    mask: Path
    split: str
    place: str
    positive_share: float
    column: int
    row: int


@dataclass(frozen=True)
class PatchDataset:
    """A folder of patches, as written by :func:`.export.export_patches`.

    Attributes:
        folder: that holds it.
        channels: bands of the images, in order.
        statistics: of the scene-scaled channels over the whole stack, by role.
        resolution_m: ground sampling distance in metres.
        patch_size: side of a patch in pixels.
        crs: of the footprints, as EPSG code or WKT.
        patches: in the order of their names.
        split: the rule and its settings; ``overlapping`` is true for a random split.
        info: all of ``dataset.json``.
    """

    folder: Path
    channels: tuple[Channel, ...]
    statistics: dict[str, Statistics]
    resolution_m: float
    patch_size: int
    crs: str
    patches: tuple[Patch, ...]
    split: dict[str, Any]
    info: dict[str, Any] = field(repr=False)


def read_dataset(folder: str | os.PathLike) -> PatchDataset:
    """Read the description and the index of a patch folder, and see that its files are there.

    Raises:
        InputError: no such folder, no patches in it, or a part is missing or damaged.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise InputError(
            tr("The patch folder {folder} does not exist. Check the path.").format(folder=folder)
        )
    description = folder / DESCRIPTION
    if not description.is_file():
        text = (
            tr(
                "The folder {folder} has no {file}. Choose the output folder of 'Export training "
                "patches'."
            )
            if any(folder.iterdir())
            else tr(
                "The folder {folder} is empty. Choose the output folder of 'Export training "
                "patches'."
            )
        )
        raise InputError(text.format(folder=folder, file=DESCRIPTION))
    info = _read_description(description)
    try:
        channels = tuple(Channel.from_json(record) for record in info["channels"])
        statistics = {
            str(role): Statistics(float(one["centre"]), float(one["spread"]))
            for role, one in info["statistics"].items()
        }
        resolution, size = float(info["resolution_m"]), int(info["patch_size"])
        crs, split = str(info["crs"]), dict(info["split"])
        sound = (
            channels
            and 0 < size <= _LARGEST_PATCH
            and math.isfinite(resolution)
            and resolution > 0
            and all(
                math.isfinite(s.centre) and math.isfinite(s.spread) and s.spread > 0
                for s in statistics.values()
            )
        )
    except InputError as error:
        raise _damaged(description, str(error)) from error
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise _damaged(description, tr("values are missing or of another kind")) from error
    if not sound:
        raise _damaged(description, tr("impossible values"))
    patches = _read_index(folder)
    return PatchDataset(folder, channels, statistics, resolution, size, crs, patches, split, info)


def read_patch(
    dataset: PatchDataset, patch: Patch, channels: Sequence[Channel]
) -> tuple[np.ndarray, np.ndarray]:
    """A patch as the network takes it, which is what mapping gives it on the same place.

    Args:
        dataset: that holds the patch.
        channels: of the network, in its order; those that the images lack are 0.

    Returns:
        Scaled values, float32 (channels, H, W), 0 where missing; and the label, uint8 (H, W):
        0 background, 1 rock glacier, 255 unknown.

    Raises:
        InputError: a file is damaged, has another number of bands than ``dataset.json`` says, or
            image and mask differ in size.
    """
    label = _read_mask(patch.mask)
    with open_raster(patch.image, "patch") as image:
        if image.count != len(dataset.channels):
            raise InputError(
                tr(
                    "The patch {image} has {count} band(s), but {description} of its folder "
                    "names {described} channels. Export the patches again."
                ).format(
                    image=patch.image,
                    count=image.count,
                    description=DESCRIPTION,
                    described=len(dataset.channels),
                )
            )
        grid = Grid.of(image)
        zero_is_nodata = all(value is None for value in image.nodatavals)
    if grid.shape != label.shape:
        raise InputError(
            tr(
                "The patch {image} is {width} x {height} pixels, but its mask is {mask_width} x "
                "{mask_height}. Export the patches again."
            ).format(
                image=patch.image,
                width=grid.width,
                height=grid.height,
                mask_width=label.shape[1],
                mask_height=label.shape[0],
            )
        )
    values = np.zeros((len(channels), *grid.shape), np.float32)
    bands = {channel.role: number for number, channel in enumerate(dataset.channels, start=1)}
    offered = [(n, channel) for n, channel in enumerate(channels) if channel.role in bands]
    if not offered:
        return values, label
    numbers = tuple(bands[channel.role] for _, channel in offered)
    with GridReader(RasterSource(patch.image, numbers, "patch"), grid, zero_is_nodata) as reader:
        read = reader.read(0, 0, grid.width, grid.height)
    for (number, channel), band in zip(offered, read):
        scaling = channel.scaling
        known = dataset.statistics.get(channel.role) if scaling.kind == "scene" else None
        scale(band, known or Statistics(scaling.centre, scaling.spread), scaling.clip)
        values[number] = band
    return values, label


def _read_mask(path: Path) -> np.ndarray:
    with open_raster(path, "mask") as mask:
        try:
            label = mask.read(1)
        except rasterio.errors.RasterioIOError as error:
            raise InputError(
                tr(
                    "The mask {path} is damaged or cut short ({error}). Export the patches again."
                ).format(path=path, error=error)
            ) from error
    if label.dtype != np.uint8 or not np.isin(np.unique(label), (0, 1, UNKNOWN)).all():
        raise InputError(
            tr(
                "The mask {path} holds other values than 0, 1 and {unknown}. Export the "
                "patches again."
            ).format(path=path, unknown=UNKNOWN)
        )
    return label


def _read_description(path: Path) -> dict[str, Any]:
    try:
        info = plainjson.read(path, _LARGEST_DESCRIPTION)
        version = info["format_version"]
        newer = version > FORMAT_VERSION
    except OSError as error:
        raise _damaged(path, str(error.strerror)) from error
    except ValueError as error:
        raise _damaged(path, str(error)) from error
    except (KeyError, TypeError) as error:
        raise _damaged(path, tr("no format_version")) from error
    if newer:
        raise InputError(
            tr(
                "{path} has format version {version}; this plugin reads up to "
                "{format_version}. Update the plugin, or export the patches again."
            ).format(path=path, version=version, format_version=FORMAT_VERSION)
        )
    return info


def _read_index(folder: Path) -> tuple[Patch, ...]:
    path = folder / INDEX
    if not path.is_file():
        raise InputError(tr("{path} is missing. Export the patches again.").format(path=path))
    query = 'SELECT name, split, place, positive_share, "column", "row" FROM patches ORDER BY name'
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            # A view, or a virtual table, is a program that may never end.
            kinds = connection.execute(
                "SELECT type, sql FROM sqlite_master WHERE lower(name) = 'patches'"
            ).fetchall()
            if [kind for kind, _ in kinds] != ["table"] or "VIRTUAL" in str(kinds[0][1]).upper():
                raise sqlite3.DatabaseError(tr("it has no table named patches"))
            rows = connection.execute(query).fetchall()
        finally:
            connection.close()
        patches = tuple(
            Patch(
                str(name),
                folder / IMAGES / f"{name}.tif",
                folder / MASKS / f"{name}.tif",
                str(split),
                str(place),
                float(share),
                int(column),
                int(row),
            )
            for name, split, place, share, column, row in rows
        )
    except sqlite3.Error as error:
        raise _damaged(path, str(error)) from error
    except (TypeError, ValueError, OverflowError) as error:
        raise _damaged(path, tr("values are missing or of another kind")) from error
    strange = next((p.name for p in patches if not _NAME.fullmatch(p.name)), None)
    if strange is not None:
        raise _damaged(path, tr("'{name}' is no name of a patch").format(name=strange[:80]))
    if not all(0 <= patch.positive_share <= 1 for patch in patches):
        raise _damaged(path, tr("field positive_share holds other values than 0 to 1"))
    if not patches:
        raise InputError(tr("{path} lists no patches. Export the patches again.").format(path=path))
    wrong = {patch.split for patch in patches} - {TRAIN, VALIDATION}
    if wrong:
        raise _damaged(path, tr("field split holds {names}").format(names=", ".join(sorted(wrong))))
    missing = [f for patch in patches for f in (patch.image, patch.mask) if not f.is_file()]
    if missing:
        raise InputError(
            tr(
                "{count} file(s) of the patch folder {folder} are missing, for example "
                "{example}. Copy the whole folder, or export the patches again."
            ).format(count=len(missing), folder=folder, example=missing[0].relative_to(folder))
        )
    return patches


def _damaged(path: Path, detail: str) -> InputError:
    return InputError(
        tr("{path} is damaged ({detail}). Export the patches again.").format(
            path=path, detail=detail
        )
    )
