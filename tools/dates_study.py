"""Do several dates of one place map better together than each alone?

    .venv/bin/python tools/dates_study.py FOLDER RG6      # FOLDER as for `make train`

Predicts every acquisition of a site with the shipped model at its scales, and all clear ones, and
all of them, as a region whose overlapping scenes are combined (``mapregion``). Average precision
against the site's labels, each combination on the very pixels of each single scene too.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np
import rasterio

sys.path.insert(0, str(Path(__file__).parent.parent))

from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.inference import Network
from rock_glacier_mapper.core.paths import default_model
from rock_glacier_mapper.core.raster import RasterSource, grid_of, read_on_grid
from rock_glacier_mapper.core.region.job import PredictionSettings
from rock_glacier_mapper.core.region.merging import HEATMAP, write_mosaic
from rock_glacier_mapper.core.region.running import Workers, map_region, plan_job
from rock_glacier_mapper.core.region.scenes import list_scenes, open_scenes, region_grid
from rock_glacier_mapper.core.training.metrics import ScoreHistogram


def heatmap(paths: list[Path], combine: str, labels: Path) -> np.ndarray:
    """The region's heatmap on the grid of the labels, NaN = no data."""
    card = Network(default_model(), "cpu").card
    scenes = open_scenes(list_scenes([str(path) for path in paths]), card.resolution_m)
    grid = region_grid([scene.grid for scene in scenes], card.resolution_m, None)
    with tempfile.TemporaryDirectory() as folder:
        job = plan_job(
            Path(folder) / "job",
            grid,
            scenes,
            default_model(),
            resolution=card.resolution_m,
            prediction=PredictionSettings(scales=card.scales, combine=combine),
        )
        map_region(job, Workers(1, device="cpu"))
        output = Path(folder) / "heatmap.tif"
        write_mosaic(job, HEATMAP, output, {}, Feedback())
        target = grid_of(RasterSource(str(labels)))
        return read_on_grid(RasterSource(str(output)), target, unscale=True)[0]


def main(folder: Path, site: str) -> None:
    """Predict, compare, print."""
    labels = folder / f"labels_{site}.tif"
    with rasterio.open(labels) as dataset:
        truth = dataset.read(1) > 0
    composite = folder / f"composite_snowfree_{site}.tif"
    with rasterio.open(composite) as dataset:
        labelled = (dataset.read() != 0).any(0)
    scenes = sorted(folder.glob(f"mosaic_{site}_*.tif"))
    clear = [path for path in scenes if "clear" in path.stem]
    together = {
        f"{name}, {how}": heatmap(paths, how, labels)
        for name, paths in (("clear", clear), ("all", scenes))
        for how in ("mean", "max")
    }

    def precision(values: np.ndarray, where: np.ndarray) -> float:
        where = where & labelled & np.isfinite(values)
        scores = ScoreHistogram()
        scores.add(values[where], truth[where])
        return scores.average_precision()

    everywhere = np.ones_like(labelled)
    print("scene                     alone  " + "  ".join(f"{name:>11}" for name in together))
    for path in [*scenes, composite]:
        alone = heatmap([path], "mean", labels)
        row = [precision(alone, everywhere)]
        row += [precision(values, np.isfinite(alone)) for values in together.values()]
        print(f"{path.stem:24}  {row[0]:.3f}  " + "  ".join(f"{value:11.3f}" for value in row[1:]))
    row = [precision(values, everywhere) for values in together.values()]
    print(f"{'the whole site':31}  " + "  ".join(f"{value:11.3f}" for value in row))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
