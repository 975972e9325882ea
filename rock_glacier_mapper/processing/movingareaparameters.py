"""Help text, options and outputs of the algorithm for moving areas."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..core.translation import mark, tr
from .base import RockGlacierAlgorithm

HELP = mark(
    "<p><b>Moving areas</b> are drawn from the velocity alone and are not cut to the "
    "outlines. The velocity is smoothed (3 × 3 cells, over data only), its magnitude "
    "classed (below 1, 1-3, 3-10, 10-30, 30-100 and above 100 cm/yr; lower limits belong "
    "to the class), and the cells of a class become polygons; holes of fewer than 4 cells "
    "are closed and parts of fewer than 20 cells dropped. RelMA is High when class and "
    "outline are sure: the class, when it holds for the velocity plus and minus its "
    "standard deviation in two thirds of the cells; the outline, when there are data on at "
    "least half of its outside. Medium when one of the two is sure (without standard "
    "deviations at most Medium), else Low; Low also where the line of sight hardly sees "
    "the slope, or the velocity is below its own error.</p><p><b>Kinematic attribute</b> "
    "of each unit, on its restricted outline if there is one: where areas overlap the "
    "faster one counts; KinF1 to KinF6 are the shares of the unit. Below half of the unit "
    "it is Undefined. A class with more than half of the moving areas decides; else two "
    "neighbouring classes that hold more than 75 % together and 35 % each, of which the "
    "one that holds more of the front is taken (the quarter of the unit next to the lowest "
    "tenth of its outline by the DEM, else to the part that lies farthest along ASPECT); "
    "else it is Undefined, and the unit may have to be divided. RelKin is the mean grade "
    "of the areas, rounded down; one grade lower below 75 % of the unit or when the front "
    "decided; Low where the slope faces along the flight line. No moving area is no "
    "information, unless the raster shows less than 1 cm/yr on at least half of the unit. "
    "KinData says which route was taken.</p><p><b>Activity</b> (ActiCl, with ActiAss "
    "'Kinematic data') is a suggestion that a person has to confirm: dm/yr and faster "
    "Active (Active uncertain with low reliability), cm/yr Transitional, less Relict "
    "uncertain; else it stays empty.</p><p>What a person entered, drew or edited is kept, "
    "and what speaks of it with it: no automatic area is drawn on one of a person. A layer "
    "in edit mode stays in edit mode, and the changes can be undone as one step a layer; "
    "otherwise they are saved, all or none.</p><p>The RGIK guidelines expect that a person "
    "draws moving areas from interferograms; those of this algorithm are a starting "
    "point.</p>"
)
AREA_HELP = mark(
    "Empty: layer MA of the same GeoPackage. Without a velocity raster any layer with a "
    "field VelClass, which is only read. With one, the areas are written to this layer."
)


def add_options(algorithm: RockGlacierAlgorithm) -> None:
    """Options that matter for most."""
    from ..core.kinematics.choices import AREAS, ROUTES

    algorithm.add(
        QgsProcessingParameterEnum(
            "ROUTE",
            tr("Kinematic attribute from"),
            list(ROUTES),
            defaultValue=AREAS,
            usesStaticStrings=True,
        ),
        tr(
            "moving_areas: as described above. mean_velocity: the mean downslope velocity of "
            "the unit (VDS_MEAN, filled by Downslope velocity from InSAR), where KIN_QC is ok. "
            "moving_areas_else_mean: the second where the first gives nothing."
        ),
    )
    algorithm.add(
        QgsProcessingParameterString("TIME_OBS", tr("Time of the observation"), optional=True),
        tr(
            "TimeObs of the moving areas, for example Jul-Sep 2018-2020. Empty: the tags "
            "OBS_START and OBS_END of the raster."
        ),
    )
    algorithm.add(
        QgsProcessingParameterString("DATA_TECH", tr("Data and technique"), optional=True),
        tr(
            "DataTech of the moving areas, for example InSAR Sentinel-1 descending, 12 days. "
            "Empty: what the raster says, and its file name."
        ),
    )


def add_advanced(algorithm: RockGlacierAlgorithm) -> None:
    """Options with a default that suits most."""
    from ..core.kinematics.choices import FROM_FILE, UNITS

    number = QgsProcessingParameterNumber.Type
    algorithm.add(
        QgsProcessingParameterEnum(
            "UNIT",
            tr("Unit of the velocities"),
            list(UNITS),
            defaultValue=FROM_FILE,
            usesStaticStrings=True,
        ),
        tr(
            "auto: unit of the band, or tag UNIT; when the file does not say it, the unit has "
            "to be chosen."
        ),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterEnum(
            "QUANTITY",
            tr("What the velocities are"),
            ["auto", "downslope velocity", "line-of-sight velocity", "speed"],
            defaultValue="auto",
            usesStaticStrings=True,
        ),
        tr(
            "auto: by the description of the band. RGIK's moving areas may also be drawn from "
            "velocities along the line of sight; their magnitude is classed as it is, and is "
            "smaller than that of the movement."
        ),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterNumber(
            "DISTANCE", tr("Distance around the outlines (m)"), number.Double, 200, minValue=0
        ),
        tr(
            "Moving areas are drawn up to this distance from an outline (restricted ones do "
            "not matter), so that stable ground and other landforms farther away are left out."
        ),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterNumber(
            "SLOWEST", tr("Slowest class that is drawn"), number.Integer, 1, False, 1, 6
        ),
        tr(
            "1: also areas below 1 cm/yr, which say that data show little or no movement. 2: "
            "only areas that move."
        ),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterBoolean("SMOOTH", tr("Cut the corners of cells"), True),
        tr(
            "Outlines run from middle to middle of the cells' edges, by which an area loses "
            "half a cell in all. Without it they follow the cells."
        ),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterBoolean("REPLACE", tr("Replace automatic moving areas"), True),
        tr(
            "Areas that were drawn automatically, that nobody edited, and that lie in the "
            "extent of the raster are replaced. Without it they stay, for example those of "
            "another period."
        ),
        advanced=True,
    )


def add_outputs(algorithm: RockGlacierAlgorithm) -> None:
    """Report and figures."""
    algorithm.add(
        QgsProcessingParameterNumber(
            "PICTURES",
            tr("Landforms with pictures"),
            QgsProcessingParameterNumber.Type.Integer,
            12,
            minValue=0,
            maxValue=500,
        ),
        tr(
            "The fastest ones, among equals the largest, get a velocity map and a profile in "
            "the report."
        ),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterFileDestination(
            "REPORT", tr("Report"), tr("HTML files (*.html)"), None, True, False
        ),
        tr(
            "One file: table of all units, statistics, histogram and box plot by upslope "
            "category, and velocity map and profile of single landforms."
        ),
    )
    algorithm.add(
        QgsProcessingParameterFolderDestination("FIGURES", tr("Figures"), None, True, False),
        tr("Folder for the same figures, as PNG (300 dpi), SVG and PDF each."),
    )
