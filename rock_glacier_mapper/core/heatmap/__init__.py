"""Step 3: from an image and a network to the probability heatmap.

``tiles`` cuts the scene into windows, ``engine`` predicts them, ``scales`` looks at several scales.
"""

from .engine import Prediction, predict_heatmap, working_grid
from .scales import parse_scales, predict_at_scales, scaled_grid
from .tiles import Tile, plan_tiles

__all__ = [
    "Prediction",
    "Tile",
    "parse_scales",
    "plan_tiles",
    "predict_at_scales",
    "predict_heatmap",
    "scaled_grid",
    "working_grid",
]
