"""Phases 2 and 3 of mapping a region: from the units' heatmaps to one set of landforms.

The units' rasters are read as one through a GDAL virtual raster, so that landforms on borders of
units are seen whole, and the result does not depend on the units.
"""

from __future__ import annotations

import os
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import shapely

from ..errors import InputError
from ..feedback import Feedback
from ..files import whole_file
from ..heatmap.geotiff import write_heatmap
from ..objects.parts import Extraction
from ..raster import GridReader, RasterSource
from ..translation import tr
from ..vector import Feature, write_layers
from .job import Job, Unit, read_json, read_record, write_json

HEATMAP, IMAGE, UNCERTAINTY = "heatmap", "image", "uncertainty"
_STRETCH = "stretch.json"
_STRIP = 512


# The region as one raster --------------------------------------------------------------------


def make_mosaics(job: Job) -> None:
    """Write the virtual rasters over all units that have data, and the images' stretch.

    Raises:
        InputError: no unit has data.
    """
    from .extraction import image_stretch

    if job.shared(_STRETCH).exists():  # written last, and removed when a unit is predicted anew
        return
    paths = {HEATMAP: job.heatmap, IMAGE: job.image, UNCERTAINTY: job.uncertainty}
    for kind, path_of in paths.items():
        units = [unit for unit in job.units if path_of(unit).exists()]
        job.mosaic(kind).unlink(missing_ok=True)
        if units:
            _write_vrt(job, job.mosaic(kind), units, [path_of(unit) for unit in units])
    if not job.mosaic(HEATMAP).exists():
        raise InputError(
            tr(
                "There is no image data in the area to map: it is all nodata or outside the "
                "mask. Check SCENES, EXTENT and MASK."
            )
        )
    stretch = image_stretch(_source(job, HEATMAP), _context(job)["images"])
    write_json(job.shared(_STRETCH), [[float(low), float(high)] for low, high in stretch])


def _write_vrt(job: Job, path: Path, units: Sequence[Unit], files: Sequence[Path]) -> None:
    """A virtual raster of the extent, in which each unit has its whole-numbered place."""
    grid = job.mapped_grid
    with rasterio.open(files[0]) as first:
        profile, names = first.profile, first.descriptions
        scales, offsets, block = first.scales, first.offsets, first.block_shapes[0]
    kind = {"uint8": "Byte", "uint16": "UInt16", "float32": "Float32"}[profile["dtype"]]
    root = ET.Element("VRTDataset", rasterXSize=str(grid.width), rasterYSize=str(grid.height))
    ET.SubElement(root, "SRS").text = grid.crs.to_wkt()
    transform = ", ".join(repr(value) for value in grid.transform.to_gdal())
    ET.SubElement(root, "GeoTransform").text = transform
    for number in range(1, profile["count"] + 1):
        band = ET.SubElement(
            root,
            "VRTRasterBand",
            dataType=kind,
            band=str(number),
            blockXSize=str(block[1]),
            blockYSize=str(block[0]),
        )
        ET.SubElement(band, "Description").text = names[number - 1]
        ET.SubElement(band, "NoDataValue").text = repr(profile["nodata"])
        ET.SubElement(band, "Scale").text = repr(scales[number - 1])
        ET.SubElement(band, "Offset").text = repr(offsets[number - 1])
        for unit, file in zip(units, files):
            _add_source(band, job, unit, file, number, kind, block)
    with whole_file(path) as temporary:
        ET.ElementTree(root).write(temporary, encoding="utf-8")


def _add_source(
    band: ET.Element,
    job: Job,
    unit: Unit,
    file: Path,
    number: int,
    kind: str,
    block: tuple[int, int],
) -> None:
    source = ET.SubElement(band, "SimpleSource")
    name = os.path.relpath(file, job.folder)
    ET.SubElement(source, "SourceFilename", relativeToVRT="1").text = Path(name).as_posix()
    ET.SubElement(source, "SourceBand").text = str(number)
    size = {"xSize": str(unit.width), "ySize": str(unit.height)}
    ET.SubElement(
        source,
        "SourceProperties",
        RasterXSize=size["xSize"],
        RasterYSize=size["ySize"],
        DataType=kind,
        BlockXSize=str(block[1]),
        BlockYSize=str(block[0]),
    )
    ET.SubElement(source, "SrcRect", xOff="0", yOff="0", **size)
    column, row = unit.column - job.extent[0], unit.row - job.extent[1]
    ET.SubElement(source, "DstRect", xOff=str(column), yOff=str(row), **size)


def _source(job: Job, kind: str) -> RasterSource | None:
    path = job.mosaic(kind)
    return RasterSource(str(path), role=kind) if path.exists() else None


def _context(job: Job) -> dict[str, Any]:
    """The rasters and settings of the extraction, for the whole region."""
    from ..objects import Reshaping, SegmentationSettings

    image = _source(job, IMAGE)
    return {
        "images": [image] if image is not None else [],
        "dem": RasterSource(job.dem, (1,), "DEM") if job.dem else None,
        "glaciers": job.glaciers,
        "uncertainty": _source(job, UNCERTAINTY),
        "segmentation": SegmentationSettings(**job.extraction.get("segmentation", {})),
        "reshaping": Reshaping(**job.extraction.get("reshaping", {})),
        "separate_units": job.extraction.get("separate_units", False),
    }


def region_rules(job: Job):
    """The rules of the extraction."""
    from ..objects import Rules

    return Rules.from_dict(job.extraction.get("rules", {}))


# Units ---------------------------------------------------------------------------------------


def extract_unit(job: Job, unit: Unit, feedback: Feedback) -> dict[str, Any]:
    """Find the landforms that begin in a unit and keep them in the job's folder.

    Returns:
        ``landforms``: how many.

    Raises:
        InputError: the mosaics are missing or unreadable.
        Cancelled: nothing is written.
    """
    from .extraction import extract_part

    heatmap = _source(job, HEATMAP)
    if heatmap is None:
        raise InputError(tr("The job {folder} has no heatmap yet.").format(folder=job.folder))
    window = unit.column - job.extent[0], unit.row - job.extent[1], unit.width, unit.height
    stretch = read_json(job.shared(_STRETCH))
    part = extract_part(
        heatmap,
        window,
        region_rules(job),
        stretch=[tuple(pair) for pair in stretch] if stretch is not None else None,
        feedback=feedback,
        **_context(job),
    )
    part.save(job.found(unit))
    return {"landforms": len(part.found)}


# The region ----------------------------------------------------------------------------------


def assemble_region(job: Job) -> Extraction:
    """The landforms of all units, numbered as those of one scene."""
    from .extraction import Part, assemble

    return assemble(Part.load(job.found(u)) for u in job.units if job.found(u).exists())


#: Fields of the layer of units.
UNIT_FIELDS: dict[str, type] = {
    "unit": str,
    "status": str,
    "scenes": str,
    "dates": str,
    "windows": int,
    "skipped": int,
    "seconds": float,
    "provider": str,
    "worker": str,
    "message": str,
}


def unit_features(job: Job) -> list[Feature]:
    """A polygon for each unit with what was done there."""
    dates = {scene.name: scene.date for scene in job.scenes}
    features = []
    for unit in job.units:
        report, failure = read_record(job.report(unit)), read_record(job.failure(unit))
        scenes = report.get("scenes", [])
        warnings = [str(failure.get("message", ""))] if failure else []
        status = "failed" if failure else "done" if report.get("data", True) else "no data"
        days = sorted({dates[name] for name in scenes if dates.get(name)})
        values = {
            "unit": unit.name,
            "status": status,
            "scenes": ", ".join(scenes),
            "dates": ", ".join(days),
            **{name: report.get(name) for name in ("windows", "skipped", "seconds", "provider")},
            "worker": (failure or report).get("worker"),
            "message": " ".join(warnings + report.get("warnings", [])),
        }
        box = shapely.box(*job.unit_grid(unit).bounds)
        features.append(Feature(box, {name: values[name] for name in UNIT_FIELDS}))
    return features


def write_mosaic(
    job: Job, kind: str, path: str | os.PathLike, tags: dict[str, str], feedback: Feedback
) -> None:
    """Write the heatmap or the uncertainty of the region as one Cloud Optimized GeoTIFF.

    Raises:
        InputError: it is missing, or see :func:`..heatmap.geotiff.write_heatmap`.
    """
    names = {HEATMAP: "probability", UNCERTAINTY: "standard deviation of the probability"}
    source = _source(job, kind)
    if source is None:
        raise InputError(tr("The job {folder} has no {kind}.").format(folder=job.folder, kind=kind))
    grid = job.mapped_grid

    def strips() -> Iterator[tuple[int, np.ndarray]]:
        with GridReader(source, grid, unscale=True) as reader:
            for row in range(0, grid.height, _STRIP):
                yield row, reader.read(0, row, grid.width, min(_STRIP, grid.height - row))[0]

    write_heatmap(path, grid, strips(), description=names[kind], tags=tags, feedback=feedback)


def write_result(
    path: str | os.PathLike, kept: list[Feature], rejected: list[Feature], job: Job
) -> None:
    """Write the layers ``candidates``, ``rejected`` and ``units``, whole or not at all.

    Raises:
        InputError: no GeoPackage by its name, or it cannot be written.
    """
    from ..objects import FIELDS

    layers = {"candidates": kept, "rejected": rejected, "units": unit_features(job)}
    fields = {"candidates": FIELDS, "rejected": FIELDS, "units": UNIT_FIELDS}
    write_layers(path, layers, job.grid.crs, fields=fields)
