"""Candidate polygons and the metadata block: parameters and reading, for the inventory steps."""

from __future__ import annotations

from datetime import date

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..core.errors import InputError
from ..core.feedback import Feedback
from ..core.translation import mark, tr
from .base import RockGlacierAlgorithm
from .polygons import no_place, plain, read_features, read_polygon, transformed_polygon

CANDIDATES, SYSTEM_DISTANCE = "CANDIDATES", "SYSTEM_DISTANCE"
METADATA = ("SOUR_DATA", "MAP_DATE", "MAPPER", "REVIEWER", "ADDI_INF")

#: How many features a message names at most.
_NAMED = 10


def add_candidate_parameter(algorithm: RockGlacierAlgorithm, text: str) -> None:
    """The candidates; ``text`` says what their CRS means."""
    algorithm.add(
        QgsProcessingParameterFeatureSource(
            CANDIDATES, tr("Candidates"), [QgsProcessing.SourceType.TypeVectorPolygon]
        ),
        tr(
            "Polygons of (possible) rock glaciers, for example from Extract rock glaciers from "
            "heatmap. {text} Attributes prob_mean, prob_max, prob_p10, uncertainty, score, "
            "reason, length_m, width_m, elongation, compactness, glacier_overlap and rg_id are "
            "kept where present; system_id says which units belong to one system."
        ).format(text=text),
    )


def add_metadata_parameters(algorithm: RockGlacierAlgorithm) -> None:
    """RGIK's metadata block."""
    for name, title, text in (
        ("SOUR_DATA", mark("Source data"), tr("Images that were mapped from, with dates.")),
        ("MAP_DATE", mark("Mapping date"), tr("For example 2025-07-31. When empty: today.")),
        ("MAPPER", mark("Mapper"), tr("Who maps. RGIK asks for source data, date and mapper.")),
        ("REVIEWER", mark("Reviewer"), tr("Who reviews.")),
        ("ADDI_INF", mark("Additional information"), tr("Free text, the same for all landforms.")),
    ):
        algorithm.add(QgsProcessingParameterString(name, tr(title), "", optional=True), text)


def add_system_distance(algorithm: RockGlacierAlgorithm) -> None:
    """The gap that units of one system may have."""
    algorithm.add(
        QgsProcessingParameterNumber(
            SYSTEM_DISTANCE,
            tr("Largest gap within a system (m)"),
            QgsProcessingParameterNumber.Type.Double,
            10.0,
            minValue=0.0,
        ),
        tr(
            "Units with a gap of at most so many metres belong to one rock glacier system; "
            "about one pixel of the image. Candidates with a system_id are grouped by it."
        ),
        advanced=True,
    )


def metadata(
    algorithm: RockGlacierAlgorithm, parameters, context, feedback: Feedback
) -> dict[str, str | None]:
    """The metadata block of a run; warns when RGIK asks for more."""
    values = {name: algorithm.text(parameters, name, context) for name in METADATA}
    values["MAP_DATE"] = values["MAP_DATE"] or date.today().isoformat()
    missing = [name for name in ("SOUR_DATA", "MAPPER") if values[name] is None]
    if missing:
        feedback.warning(
            tr(
                "RGIK asks for metadata of every landform. Not given: {names}. Fill them in "
                "the inventory before it is published."
            ).format(names=", ".join(missing))
        )
    return values


def candidate_source(algorithm: RockGlacierAlgorithm, parameters, context):
    """The source of the candidates.

    Raises:
        InputError: it has no CRS.
    """
    source = algorithm.parameterAsSource(parameters, CANDIDATES, context)
    if source is None:
        raise QgsProcessingException(algorithm.invalidSourceError(parameters, CANDIDATES))
    if not source.sourceCrs().isValid():
        raise InputError(
            tr(
                "The candidates have no coordinate reference system. Assign the right one "
                "first (layer properties, Source)."
            )
        )
    return source


def read_candidates(
    source, feedback: Feedback, transform: QgsCoordinateTransform | None = None
) -> list:
    """Valid polygons with attributes; what had to be repaired or left out is reported.

    Args:
        source: of :func:`candidate_source`.
        transform: into the CRS that is wanted, None = as they are.

    Returns:
        list of :class:`..core.inventory.build.Candidate`.

    Raises:
        InputError: a candidate has no place in that CRS.
        Cancelled: the user stopped.
    """
    from ..core.inventory.build import Candidate

    candidates, repaired, left_out = [], [], []
    total = max(1, source.featureCount())
    for number, feature in enumerate(read_features(source)):
        feedback.check()
        feedback.progress(number / total)
        shape, was_valid = _polygon(feature, transform)
        if shape is None:
            left_out.append(str(feature.id()))
            continue
        if not was_valid:
            repaired.append(str(feature.id()))
        candidates.append(Candidate(shape, _attributes(feature), str(feature.id())))
    if repaired:
        feedback.warning(
            tr("{count} invalid outlines were repaired, features {names}.").format(
                count=len(repaired), names=_names(repaired)
            )
        )
    if left_out:
        feedback.warning(
            tr("{count} candidates have no polygon and were left out, features {names}.").format(
                count=len(left_out), names=_names(left_out)
            )
        )
    return candidates


def _polygon(feature: QgsFeature, transform: QgsCoordinateTransform | None) -> tuple:
    """(shapely polygon or None, whether it was valid)."""
    if not feature.hasGeometry():
        return None, True
    if transform is None:
        return read_polygon(feature.geometry())
    try:
        return transformed_polygon(feature.geometry(), transform)
    except QgsCsException as error:
        raise InputError(no_place(CANDIDATES, feature.id(), transform)) from error


def _attributes(feature: QgsFeature) -> dict:
    """Attributes by name with None for NULL."""
    names = feature.fields().names()
    return {name: plain(value) for name, value in zip(names, feature.attributes())}


def _names(names: list[str]) -> str:
    more = "" if len(names) <= _NAMED else f", … ({len(names)})"
    return ", ".join(names[:_NAMED]) + more
