"""Step 3: from an image and a network to the probability heatmap.

``tiles`` cuts the scene into windows, ``preparation`` makes network input of them, ``engine``
predicts them, ``store`` keeps the finished ones, ``scales`` averages several looks, ``geotiff``
writes the result; ``scene`` puts these together.
"""

from .encoding import ENCODINGS
from .engine import Prediction, working_grid
from .plausibility import TerrainRule
from .scales import parse_scales, scaled_grid
from .scene import predict_at_scales, predict_heatmap
from .tiles import Tile, plan_tiles

__all__ = [
    "ENCODINGS",
    "Prediction",
    "TerrainRule",
    "Tile",
    "parse_scales",
    "plan_tiles",
    "predict_at_scales",
    "predict_heatmap",
    "scaled_grid",
    "working_grid",
]
