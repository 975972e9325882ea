"""Train the shipped starter model again: generated scenes and the Andes Sentinel-2 images.

    python -m rock_glacier_mapper.core.training.starter --andes FOLDER --output models

``FOLDER`` holds ``patches/andes_s2_rgb`` and ``scenes/andes_s2_atacama28S`` (Sentinel-2 patches of
github.com/alcazar90/rock-glacier-detection, dataset card alkzar90/rock-glacier-dataset, MIT
licence, put back onto their map grid). Split by place: site W trains, site RG6, 6.6 km away, is
only looked at for the figures in the model card. Without the folder the model is trained on
generated scenes alone, and the card says so.
"""

from __future__ import annotations

import argparse
import csv
import json
import multiprocessing
import os
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from ..channels import ChannelStack, make_channel
from ..demo import generate_scene, random_settings
from ..demo.files import write_files
from ..demo.sensors import BANDS
from ..feedback import Console
from ..grid import Grid
from ..heatmap import predict_at_scales
from ..inference import Network
from ..model_card import ModelCard
from ..paths import DEFAULT_MODEL_NAME, plugin_version
from ..raster import RasterSource, create_geotiff, grid_of, read_on_grid
from ..translation import tr
from .export import export_onnx
from .fitting import fit
from .metrics import ScoreHistogram, bootstrap_interval, fit_temperature, pooled
from .networks import architecture_named, build_network, load_weights, parameter_count
from .scenes import TrainingScene, generated_scene, picture_scene, raster_scene
from .settings import TrainingSettings

ROLES = ("blue", "green", "red", "nir", "coherence", "slope", "tpi_100m", "tpi_500m")
CHANNELS = tuple(make_channel(role) for role in ROLES)
TERRAIN_AND_SAR = ("coherence", "slope", "tpi_100m", "tpi_500m")
#: Seeds of generated scenes; the demo scene's is in neither range.
TRAINING_SEEDS, HELD_OUT_SEEDS = 1_000, 900_000
SETTINGS = TrainingSettings(
    epochs=24,
    epoch_samples=2400,
    patience=0,
    target_iou=1.0,
    keep_last=True,
    half_precision=True,
)
#: Scales whose mean is the prediction; fixed before any figure of them was looked at.
SCALES = (1.0, 0.7, 1.4)
#: Ways of prediction that are compared: scales, and whether with the eight views.
WAYS = {
    "one view, one scale": ((1.0,), False),
    "three scales": (SCALES, False),
    "eight views, three scales": (SCALES, True),
}
DEFAULT_WAY = "three scales"
#: Share of the crops from generated scenes, the Andes images, and negative patches.
SHARES = (0.64, 0.26, 0.10)


def generated(seeds: range, cache: Path, size: int, workers: int) -> list[TrainingScene]:
    """Generated scenes, kept as ``.npz`` files so that a second run need not make them again."""
    cache.mkdir(parents=True, exist_ok=True)
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        files = pool.starmap(_generate, [(seed, size, cache) for seed in seeds], chunksize=1)
    scenes = []
    for seed, file in zip(seeds, files):
        with np.load(file) as arrays:
            scenes.append(
                TrainingScene(
                    f"generated {seed}", f"generated {seed}", arrays["values"], arrays["label"]
                )
            )
    return scenes


def _generate(seed: int, size: int, cache: Path) -> Path:
    torch.set_num_threads(1)
    file = cache / f"scene_{seed}_{size}.npz"
    if not file.exists():
        scene = generated_scene(CHANNELS, seed, size)
        part = cache / f"{os.getpid()}_{seed}.part.npz"
        np.savez(part, values=scene.values, label=scene.label)
        os.replace(part, file)
    return file


def andes_mosaics(folder: Path, site: str, kinds: tuple[str, ...]) -> list[TrainingScene]:
    """Acquisitions of a site as whole scenes with their labels."""
    scenes = folder / "scenes" / "andes_s2_atacama28S"
    return [
        raster_scene(
            CHANNELS,
            image,
            scenes / f"labels_{site}.tif",
            f"Andes {site}",
            within=scenes / f"composite_snowfree_{site}.tif",
        )
        for kind in kinds
        for image in sorted(scenes.glob(f"mosaic_{site}_{kind}*.tif"))
    ]


def andes_patches(folder: Path, split: str, kind: str) -> list[TrainingScene]:
    """Patches of 128 pixels: ``positive`` with masks, ``negative`` without."""
    patches = folder / "patches" / "andes_s2_rgb"
    scenes = []
    for row in patch_rows(patches):
        if row["split"] == split and row["kind"] == kind:
            name = row["file"]
            image = patches / split / ("images" if kind == "positive" else "negatives") / name
            mask = patches / split / "masks" / name if kind == "positive" else None
            scenes.append(picture_scene(CHANNELS, image, mask, f"Andes {row['site']}"))
    return scenes


def _is_clear(row: dict[str, str]) -> bool:
    return row["snow"] == "none" and row["cloud_or_haze"] != "1"


@dataclass(frozen=True)
class LabelledImage:
    """Files of a scene to map and to judge.

    Attributes:
        image, labels: raster and label raster; above 0 is rock glacier.
        within: raster whose no data bounds the labels, or None.
        coherence, dem: rasters, or None.
        bands: which bands of the image count, by role; None: all.
    """

    place: str
    image: Path
    labels: Path
    within: Path | None = None
    coherence: Path | None = None
    dem: Path | None = None
    bands: dict[str, int] | None = None


def mapped(
    model: Path, scenes: list[LabelledImage], scales: tuple[float, ...], turned: bool
) -> dict[str, ScoreHistogram]:
    """Scores by place of the finished model, as the plugin maps with it.

    Args:
        model: the ONNX file.
        scales, turned: of the prediction, see :func:`..heatmap.predict_at_scales`.
    """
    network = Network(model, "cpu")
    channels = network.card.channels
    places: dict[str, ScoreHistogram] = {}
    for scene in scenes:
        grid = grid_of(RasterSource(str(scene.image)))

        def stack_for(scaled: Grid, scene: LabelledImage = scene) -> ChannelStack:
            return ChannelStack(
                channels,
                RasterSource(str(scene.image)),
                scaled,
                band_roles=scene.bands,
                coherence=RasterSource(str(scene.coherence)) if scene.coherence else None,
                dem=RasterSource(str(scene.dem)) if scene.dem else None,
            )

        with tempfile.TemporaryDirectory() as folder:
            heatmap = Path(folder) / "heatmap.tif"
            predict_at_scales(
                network, stack_for, grid, heatmap, scales, test_time_augmentation=turned
            )
            probability = read_on_grid(RasterSource(str(heatmap)), grid, unscale=True)[0]
        labels = read_on_grid(RasterSource(str(scene.labels), (1,)), grid)[0]
        known = np.isfinite(probability) & np.isfinite(labels)
        if scene.within:
            known &= np.isfinite(read_on_grid(RasterSource(str(scene.within), (1,)), grid)[0])
        histogram = places.setdefault(scene.place, ScoreHistogram())
        histogram.add(probability[known], (labels[known] > 0).astype(np.uint8))
    return places


def held_out_files(seeds: range, folder: Path, size: int) -> list[LabelledImage]:
    """Held-out generated scenes as the files that a user would have."""
    scenes = []
    for seed in seeds:
        place = folder / f"{seed}_{size}"
        if not (place / "labels.tif").exists():
            scene = generate_scene(seed, random_settings(np.random.default_rng(seed), size))
            write_files(scene, place)
            grid = grid_of(RasterSource(str(place / "optical.tif")))
            with create_geotiff(place / "labels.tif", grid, dtype="uint8", nodata=None) as target:
                target.write((scene.unit_labels > 0).astype(np.uint8), 1)
        scenes.append(
            LabelledImage(
                f"generated {seed}",
                place / "optical.tif",
                place / "labels.tif",
                coherence=place / "coherence.tif",
                dem=place / "dem.tif",
            )
        )
    return scenes


def site_files(folder: Path) -> dict[str, list[LabelledImage]]:
    """The images of the Andes that are judged: the held-out site RG6, and the training site."""
    scenes = folder / "scenes" / "andes_s2_atacama28S"
    patches = folder / "patches" / "andes_s2_rgb"

    def clear(site: str) -> list[LabelledImage]:
        return [
            LabelledImage(
                f"Andes {site}",
                image,
                scenes / f"labels_{site}.tif",
                scenes / f"composite_snowfree_{site}.tif",
            )
            for image in sorted(scenes.glob(f"mosaic_{site}_clear*.tif"))
        ]

    rows = [row for row in patch_rows(patches) if row["split"] == "val"]
    pairs = [
        (
            LabelledImage(
                "Andes RG6",
                patches / "val" / "images" / row["file"],
                patches / "val" / "masks" / row["file"],
            ),
            _is_clear(row),
        )
        for row in rows
        if row["kind"] == "positive"
    ]
    return {
        "Andes RG6, clear acquisitions": clear("RG6"),
        "Andes RG6, snow-free patches": [image for image, is_clear in pairs if is_clear],
        "Andes RG6, all patches": [image for image, _ in pairs],
        "Andes site W (training place), clear acquisitions": clear("W"),
    }


def patch_rows(patches: Path) -> list[dict[str, str]]:
    """The table of the Andes patches."""
    with open(patches / "metadata.csv", encoding="utf-8") as table:
        return list(csv.DictReader(table))


def weigh(groups: list[list[TrainingScene]], shares: tuple[float, ...]) -> list[TrainingScene]:
    """All scenes, each group with its share of the crops."""
    for group, share in zip(groups, shares):
        for scene in group:
            scene.weight = share / len(group)
    return [scene for group in groups for scene in group]


def summary(places: dict[str, ScoreHistogram], threshold: float) -> dict[str, Any]:
    """Figures of one set at the model's threshold, with an interval where it has places enough."""
    whole = pooled(places.values())
    figures = whole.figures(threshold)
    figures["best_f1"] = whole.best()["f1"]
    interval = bootstrap_interval(places, ScoreHistogram.average_precision)
    if interval:
        figures["average_precision_90_percent_interval"] = [round(v, 3) for v in interval]
    return figures


def train(arguments: argparse.Namespace) -> None:
    """Make the scenes, fit, calibrate, export, and write the figures as JSON."""
    feedback = Console()
    cache, output = Path(arguments.cache), Path(arguments.output)
    size, seed = arguments.scene_size, arguments.seed
    held_out_seeds = range(HELD_OUT_SEEDS, HELD_OUT_SEEDS + arguments.held_out)
    groups = [
        generated(
            range(TRAINING_SEEDS, TRAINING_SEEDS + arguments.scenes), cache, size, arguments.workers
        )
    ]
    watched = generated(held_out_seeds[:6], cache, size, arguments.workers)
    andes = Path(arguments.andes) if arguments.andes else None
    if andes:
        groups.append(andes_mosaics(andes, "W", ("clear", "partsnow")))
        groups.append(andes_patches(andes, "train", "negative"))
    scenes = weigh(groups, SHARES[: len(groups)])
    feedback.info(
        tr("{groups} scenes to train with").format(groups=[len(group) for group in groups])
    )

    torch.manual_seed(seed)
    network = build_network("compact", len(CHANNELS))
    settings = replace(SETTINGS, seed=seed, epochs=arguments.epochs)
    minutes = 0.0
    if arguments.weights:
        for message in load_weights(network, arguments.weights, CHANNELS):
            feedback.info(message)
    if settings.epochs:
        folder = cache / f"starter_{seed}"
        folder.mkdir(parents=True, exist_ok=True)
        plan = {"settings": settings.to_json(), "scenes": len(scenes)}
        fitted = fit(
            network,
            scenes,
            watched,
            CHANNELS,
            settings.complete(),
            folder,
            plan=plan,
            feedback=feedback,
        )
        minutes = sum(row["seconds"] for row in fitted.history) / 60
        feedback.info(tr("fitted in {minutes:.1f} min").format(minutes=minutes))
    network.eval()
    feedback.info(tr("Mapping what was held out"))

    architecture = architecture_named("compact")
    card = ModelCard(
        name="Rock Glacier Starter 2",
        channels=CHANNELS,
        resolution_m=10.0,
        tile_size=architecture.tile_size,
        margin=architecture.margin,
        stride=architecture.stride,
        scales=SCALES,
        architecture=f"{architecture.title}, {parameter_count(network):,} parameters",
        licence="MIT",
        plugin_version=plugin_version(),
        seed=seed,
        training={
            "generated_scenes": len(groups[0]),
            "andes_site_w_acquisitions": len(groups[1]) if andes else 0,
            "andes_negative_patches": len(groups[2]) if andes else 0,
            "split": "by place: generated scenes by seed; Andes site W trains, RG6 is held out",
            "minutes": round(minutes, 1),
            "starts_from": Path(arguments.weights).name if arguments.weights else "random weights",
            "contains": "modified Copernicus Sentinel data 2022" if andes else "",
        },
        protocol="pixels of held-out places, mapped as the plugin does by default; threshold and "
        "temperature from held-out generated scenes",
    )
    everything = held_out_files(held_out_seeds, cache / "held_out", size)
    optical = dict(zip(BANDS, range(1, len(BANDS) + 1)))
    visible = {role: optical[role] for role in ("blue", "green", "red")}
    sets = {
        "Generated scenes, all channels": everything,
        "Generated scenes, without coherence and DEM": [
            replace(scene, coherence=None, dem=None) for scene in everything
        ],
        "Generated scenes, red, green, blue only": [
            replace(scene, coherence=None, dem=None, bands=visible) for scene in everything
        ],
        **(site_files(andes) if andes else {}),
    }
    with tempfile.TemporaryDirectory() as scratch:
        raw = Path(scratch) / "raw.onnx"
        export_onnx(network, card, raw)
        places = mapped(raw, everything, SCALES, False)
    whole = pooled(places.values())
    temperature = fit_temperature(whole)
    threshold = whole.tempered(temperature).best()["threshold"]
    card = replace(card, temperature=temperature, threshold=threshold)
    model = output / DEFAULT_MODEL_NAME
    export_onnx(network, card, model)
    figures, ways = {}, {}
    for name, images in sets.items():
        scored = {
            way: mapped(model, images, scales, turned)
            for way, (scales, turned) in WAYS.items()
            if not turned or (name.startswith("Andes") and len(images) < 100)  # for time
        }
        figures[name] = summary(scored[DEFAULT_WAY], threshold)
        if images is everything:
            error = pooled(scored[DEFAULT_WAY].values()).calibration_error()
            figures[name]["calibration_error"] = round(error, 4)
        ways[name] = {
            way: round(pooled(found.values()).average_precision(), 3)
            for way, found in scored.items()
        }
        feedback.info(tr("{name}: {ways}").format(name=name, ways=ways[name]))
    card = replace(card, accuracy=figures)
    difference = export_onnx(network, card, model)
    report = {
        "threshold": threshold,
        "temperature": round(temperature, 4),
        "margin": architecture.margin,
        "scales": list(SCALES),
        "minutes": round(minutes, 1),
        "onnx_difference": difference,
        "figures": figures,
        "average_precision_by_way_of_prediction": ways,
    }
    text = json.dumps(report, indent=2)
    (output / "starter_figures.json").write_text(text + "\n", encoding="utf-8")
    feedback.info(text)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--andes", help="folder with patches/ and scenes/ of the Andes")
    parser.add_argument("--output", default="models", help="folder of the model")
    parser.add_argument(
        "--cache", default="build/training", help="folder of generated scenes and checkpoints"
    )
    parser.add_argument("--scenes", type=int, default=200, help="generated training scenes")
    parser.add_argument("--held-out", type=int, default=20, help="generated held-out scenes")
    parser.add_argument("--scene-size", type=int, default=512, help="their side in pixels")
    parser.add_argument("--epochs", type=int, default=SETTINGS.epochs, help="0: do not train")
    parser.add_argument("--weights", help="file to start from")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
