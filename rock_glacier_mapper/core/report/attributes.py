"""The attributes that a report shows: their names in files, labels, units and histogram steps."""

from __future__ import annotations

from dataclasses import dataclass

from ..translation import Phrase, mark


@dataclass(frozen=True)
class Attribute:
    """A measured attribute of a landform.

    Attributes:
        name: of the field in this plugin's inventories, and mostly in TPRoGI's.
        label: in words.
        unit: as plain text; empty = none.
        step: width of the histogram bins; 0 = no histogram.
        digits: after the decimal point in tables.
        short: label where there is little room.
        names: in other layers, with the factor that makes the unit of this one.
    """

    name: str
    label: str
    unit: str
    step: float = 0.0
    digits: int = 1
    names: tuple[tuple[str, float], ...] = ()
    circular: bool = False
    short: str = ""

    @property
    def titled(self) -> str:
        """Label with unit, in English; it can be shown in another language."""
        label = Phrase(self.label)
        unit = Phrase(self.unit)
        return Phrase("{label} ({unit})", label=label, unit=unit) if self.unit else label


AREA = Attribute(
    "AREA", mark("Area"), "km²", 0.1, 3, (("area_km2", 1.0), ("area_m2", 1e-6), ("areakm2", 1.0))
)
ELE_MIN = Attribute(
    "ELE_MIN", mark("Minimum elevation"), mark("m a.s.l."), 100, 0, (("elev_min", 1.0),)
)
ELE_MEAN = Attribute("ELE_MEAN", mark("Mean elevation"), mark("m a.s.l."), 100, 0)
SLOPE = Attribute("SLO_MEAN", mark("Mean slope"), "°", 2, 1, (("slope_mean", 1.0),))
ASPECT = Attribute("ASPECT", mark("Aspect"), "°", 0, 0, circular=True)
MAAT = Attribute("MAAT", mark("Mean annual air temperature"), "°C", 1, short="MAAT")
MAGT = Attribute("MAGT", mark("Mean annual ground temperature"), "°C", 1, short="MAGT")
PRECIPITATION = Attribute("AP", mark("Annual precipitation"), "mm", 100, 0)
PISR = Attribute(
    "PISR", mark("Potential incoming solar radiation"), "kWh m⁻² yr⁻¹", 100, 0, short="PISR"
)
VELOCITY = Attribute("VDS_MEAN", mark("Mean downslope velocity"), "cm yr⁻¹", 5)
SIGMA = Attribute("VDS_SIGMA", mark("Standard deviation of the velocity"), "cm yr⁻¹")

#: Panels of the figure of distributions, after Figure 6 of Sun et al. (2024).
DISTRIBUTIONS = (AREA, ELE_MIN, SLOPE, ASPECT, MAAT, MAGT, PRECIPITATION, PISR)
#: Rows of the table of statistics.
DESCRIBED = (
    AREA,
    ELE_MIN,
    ELE_MEAN,
    Attribute("ELE_MAX", mark("Maximum elevation"), mark("m a.s.l."), 100, 0, (("elev_max", 1.0),)),
    SLOPE,
    MAAT,
    MAGT,
    PRECIPITATION,
    PISR,
    Attribute("LENGTH", mark("Length along the flow"), "m", 100, 0, (("length_m", 1.0),)),
    Attribute("WIDTH", mark("Width across the flow"), "m", 100, 0, (("width_m", 1.0),)),
    Attribute("FRONT_H", mark("Height of the front"), "m", 5, 0),
    VELOCITY,
)
#: Means in regions and grid cells.
AVERAGED = (AREA, ELE_MIN, SLOPE, ASPECT, MAAT, MAGT, PRECIPITATION, PISR, VELOCITY)
#: All numbers that are read.
NUMBERS = tuple({item.name: item for item in (*DESCRIBED, *DISTRIBUTIONS, SIGMA)}.values())

#: Classes that are counted: field, title, field of the markers or of the outlines.
CLASSES = {
    "Landform": mark("Landform"),
    "ActiCl": mark("Activity class"),
    "ActiAss": mark("Basis of the activity class"),
    "KinAtt": mark("Kinematic attribute"),
    "RelKin": mark("Reliability of the kinematics"),
    "KinSpatRep": mark("Spatial representativeness of the kinematic data"),
    "UpslCon": mark("Upslope connection (RGIK)"),
    "Morpho": mark("Morphology"),
    "Complet": mark("Completeness"),
    "Destabili": mark("Destabilisation"),
    "RelFr": mark("Reliability of the outline: front"),
    "RelLeftLM": mark("Reliability of the outline: left margin"),
    "RelRightLM": mark("Reliability of the outline: right margin"),
    "RelUpsCon": mark("Reliability of the outline: upslope connection"),
    "RelIndex": mark("Reliability of the outline: index"),
    "ReviewStat": mark("Review"),
}
