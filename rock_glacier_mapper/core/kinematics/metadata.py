"""What an InSAR product says of itself: unit, dates, wavelength and viewing geometry.

Read are tags of the raster (those of the demo scene and of PyRate), MintPy's attributes, Gamma's
parameter files beside the raster, HyP3's parameter file and file names, and dates in a file name.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path

from ..translation import tr
from . import geometry
from .sources import Opened

LIGHT_M_PER_S = 299792458.0
#: Of a parameter file no more is read, bytes.
_LARGEST_HEADER = 1_000_000

#: Units of line-of-sight values: metres (or radians) per unit, and whether they are a rate.
UNITS = {
    "rad": (1.0, False),
    "m": (1.0, False),
    "cm": (0.01, False),
    "mm": (0.001, False),
    "m_per_year": (1.0, True),
    "cm_per_year": (0.01, True),
    "mm_per_year": (0.001, True),
}
_UNIT_NAMES = {
    "rad": ("rad", "radian", "radians"),
    "m": ("m", "metre", "metres", "meter", "meters"),
    "cm": ("cm", "centimetre", "centimetres", "centimeter", "centimeters"),
    "mm": ("mm", "millimetre", "millimetres", "millimeter", "millimeters"),
}
_YEAR = re.compile(r"(.*?)(?:_per_|/)?(?:year|yr|a)-?1?")


@dataclass
class Metadata:
    """What is known; None = the product does not say.

    Attributes:
        unit: of :data:`UNITS`.
        wavelength: metres.
        incidence: degrees from the vertical.
        azimuth: degrees from the ground to the satellite, clockwise from north.
        looking: side to which the radar looks, "right" or "left".
        toward: whether displacement is positive toward the satellite.
        track: name of the pass.
        looks: independent looks.
        incidence_raster, azimuth_raster: HyP3's look vectors beside the product.
        origin: field name to where it was found.
    """

    unit: str | None = None
    start: date | None = None
    end: date | None = None
    wavelength: float | None = None
    incidence: float | None = None
    azimuth: float | None = None
    looking: str | None = None
    toward: bool | None = None
    track: str | None = None
    looks: float | None = None
    incidence_raster: str | None = None
    azimuth_raster: str | None = None
    origin: dict[str, str] = field(default_factory=dict)

    def fill(self, origin: str, **values) -> None:
        """Fill what is not known yet."""
        for name, value in values.items():
            if value is not None and getattr(self, name) is None:
                setattr(self, name, value)
                self.origin[name] = origin

    @property
    def known(self) -> list[str]:
        """Names of the fields that are known."""
        names = [f.name for f in fields(self) if f.name != "origin"]
        return [name for name in names if getattr(self, name) is not None]


def read_metadata(opened: Opened) -> Metadata:
    """Everything that a product's file, and the files beside it, say.

    Raises:
        InputError: the file cannot be read.
    """
    found = Metadata()
    tags = {key.upper(): str(value).strip() for key, value in opened.tags.items()}
    _from_tags(found, tags, opened.unit)
    _from_mintpy(found, tags)
    _from_gamma(found, opened.file, _number(tags.get("RANGE_LOOKS")))
    _from_hyp3(found, opened.file)
    first, second = _dates_in(opened.file.name)
    found.fill(tr("file name"), start=first, end=second)
    return found


def parse_unit(text: str | None) -> str | None:
    """A unit's name as it is written in files, as one of :data:`UNITS`; None when not known."""
    bare = (text or "").strip().lower().replace(" ", "").replace("^", "").replace("per", "_per_")
    bare = bare.replace("__", "_")
    for name, forms in _UNIT_NAMES.items():
        if bare in forms:
            return name
    match = _YEAR.fullmatch(bare)
    for name, forms in _UNIT_NAMES.items():
        if match and name != "rad" and match[1].rstrip("_/*") in forms:
            return f"{name}_per_year"
    return None


def parse_date(text: str | None) -> date | None:
    """2021-07-10, 20210710 or 2021 07 10, with or without a time; None when it is no date."""
    text = (text or "").strip()
    match = re.match(r"(\d{4})([-_/ .])(\d{1,2})\2(\d{1,2})(?!\d)", text)
    parts = match and (match[1], match[3], match[4])
    match = re.match(r"(\d{4})(\d{2})(\d{2})(?!\d)", text)
    parts = parts or (match and match.groups())
    try:
        return date(*map(int, parts)) if parts else None
    except ValueError:
        return None


def _number(text: str | None) -> float | None:
    try:
        value = float(str(text).split()[0])
    except (ValueError, IndexError):
        return None
    return value if math.isfinite(value) else None


def _from_tags(found: Metadata, tags: dict[str, str], band_unit: str) -> None:
    positive = tags.get("LOS_POSITIVE", "").lower()
    found.fill(
        tr("tags"),
        unit=parse_unit(tags.get("UNIT")) or parse_unit(tags.get("DATA_UNITS")),
        start=parse_date(tags.get("START")) or parse_date(tags.get("FIRST_DATE")),
        end=parse_date(tags.get("END")) or parse_date(tags.get("SECOND_DATE")),
        wavelength=_number(tags.get("WAVELENGTH_M")) or _number(tags.get("WAVELENGTH_METRES")),
        incidence=_number(tags.get("INCIDENCE_DEG")) or _number(tags.get("INCIDENCE_DEGREES")),
        azimuth=_number(tags.get("AZIMUTH_DEG")),
        toward={"toward": True, "towards": True, "away": False}.get(positive),
        track=tags.get("PASS", "").lower() or None,
        looks=_number(tags.get("LOOKS")),
    )
    found.fill(tr("band"), unit=parse_unit(band_unit))


def _from_mintpy(found: Metadata, tags: dict[str, str]) -> None:
    """Attributes of MintPy (names of ROI_PAC)."""
    heading, side = _number(tags.get("HEADING")), _number(tags.get("ANTENNA_SIDE"))
    looking = None if side is None else "left" if side > 0 else "right"
    azimuth = None
    if heading is not None:
        azimuth = float(geometry.azimuth_from_heading(heading, looking or "right"))
    first, _, second = tags.get("DATE12", "").partition("-")
    dates = parse_date(tags.get("START_DATE")), parse_date(tags.get("END_DATE"))
    if None in dates and len(first) == len(second) == 6:
        dates = parse_date(_century(first)), parse_date(_century(second))
    found.fill(
        tr("MintPy attributes"),
        start=dates[0],
        end=dates[1],
        wavelength=_number(tags.get("WAVELENGTH")),
        incidence=_number(tags.get("CENTER_INCIDENCE_ANGLE")),
        azimuth=azimuth,
        looking=looking,
        track=tags.get("ORBIT_DIRECTION", "").lower() or None,
        looks=_number(tags.get("NCORRLOOKS")),
    )


def _century(text: str) -> str:
    return ("19" if text >= "70" else "20") + text


def _from_gamma(found: Metadata, file: Path, looks: float | None) -> None:
    """Gamma's parameter file of the first image: beside the raster, or in a folder "headers"."""
    first, _ = _dates_in(file.name)
    first = found.start or first
    if first is None or (found.azimuth is not None and found.wavelength is not None):
        return
    for folder in (file.parent, file.parent / "headers"):
        headers = sorted(folder.glob(f"*{first:%Y%m%d}*.par")) if folder.is_dir() else []
        # Multi-looked images know their looks.
        for header in sorted(headers, key=lambda path: "_mli" not in path.name):
            if _read_gamma(found, header, looks):
                return


def _read_gamma(found: Metadata, header: Path, looks: float | None) -> bool:
    lines = _lines(header)
    values = dict(line.split(":", 1) for line in lines if ":" in line)
    heading, frequency = _number(values.get("heading")), _number(values.get("radar_frequency"))
    if heading is None or not frequency:
        return False
    looking = "left" if (_number(values.get("azimuth_angle")) or 90.0) < 0 else "right"
    range_looks, azimuth_looks = (_number(values.get(f"{k}_looks")) for k in ("range", "azimuth"))
    if looks is None and range_looks and azimuth_looks:
        looks = range_looks * azimuth_looks
    found.fill(
        header.name,
        wavelength=LIGHT_M_PER_S / frequency,
        incidence=_number(values.get("incidence_angle")),
        azimuth=float(geometry.azimuth_from_heading(heading, looking)),
        looking=looking,
        looks=looks,
    )
    return True


def _lines(header: Path) -> list[str]:
    """Lines of a small text file; none of what is no file or cannot be read."""
    try:
        if not header.is_file():
            return []
        with header.open("rb") as file:
            return file.read(_LARGEST_HEADER).decode("utf-8", "replace").splitlines()
    except OSError:
        return []


def _from_hyp3(found: Metadata, file: Path) -> None:
    """HyP3's names (``…_unw_phase.tif``, ``…_los_disp.tif``) and its parameter file."""
    match = re.fullmatch(r"(S1\w+?)_(unw_phase|los_disp)\.tiff?", file.name)
    if match is None:
        return
    stem, kind = match.groups()
    found.fill(
        tr("file name"),
        unit="rad" if kind == "unw_phase" else "m",
        toward=True,
        wavelength=0.0554658,
    )
    for name, suffix in (("incidence_raster", "lv_theta"), ("azimuth_raster", "lv_phi")):
        beside = file.with_name(f"{stem}_{suffix}{file.suffix}")
        if beside.is_file():
            found.fill(beside.name, **{name: str(beside)})
    header = file.with_name(f"{stem}.txt")
    if header.is_file():
        lines = _lines(header)
        values = dict(line.split(":", 1) for line in lines if ":" in line)
        heading = _number(values.get("Heading"))
        range_looks, azimuth_looks = (
            _number(values.get(f"{k} looks")) for k in ("Range", "Azimuth")
        )
        found.fill(
            header.name,
            azimuth=None if heading is None else float(geometry.azimuth_from_heading(heading)),
            track=values.get("Reference Pass Direction", "").strip().lower() or None,
            looks=range_looks * azimuth_looks if range_looks and azimuth_looks else None,
        )


def _dates_in(name: str) -> tuple[date | None, date | None]:
    """The first two dates (yyyymmdd) in a file name, when there are two."""
    found = [parse_date(text) for text in re.findall(r"(?<!\d)(?:19|20)\d{6}(?!\d)", name)]
    found = [day for day in found if day is not None]
    return (found[0], found[1]) if len(found) >= 2 else (None, None)
