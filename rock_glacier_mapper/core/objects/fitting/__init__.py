"""Rules fitted on a reference area by cross-validation over blocks of ground.

``place`` (where the reference holds), ``landforms`` (of one pair of thresholds, as columns),
``blocks`` (what is held out together), ``search`` (of the rules), ``crossvalidation`` (the fit),
``results`` and ``report`` (picture, table).
"""

from .crossvalidation import fit_rules
from .report import write_curve, write_table
from .results import TARGETS, Fitted

__all__ = ["TARGETS", "Fitted", "fit_rules", "write_curve", "write_table"]
