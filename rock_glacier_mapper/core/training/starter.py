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
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from ..channels import make_channel
from ..feedback import Console
from ..model_card import ModelCard
from ..paths import DEFAULT_MODEL_NAME, plugin_version
from .export import export_onnx
from .fitting import fit
from .metrics import ScoreHistogram, bootstrap_interval, fit_temperature, pooled
from .networks import architecture_named, build_network, parameter_count
from .scenes import TrainingScene, generated_scene, picture_scene, raster_scene
from .settings import TrainingSettings
from .validation import score_places

ROLES = ("blue", "green", "red", "nir", "coherence", "slope", "tpi_100m", "tpi_500m")
CHANNELS = tuple(make_channel(role) for role in ROLES)
TERRAIN_AND_SAR = ("coherence", "slope", "tpi_100m", "tpi_500m")
#: Seeds of generated scenes; the demo scene's is in neither range.
TRAINING_SEEDS, HELD_OUT_SEEDS = 1_000, 900_000
#: First on generated scenes alone, where terrain and coherence are learnt.
PRETRAINING = TrainingSettings(
    epochs=18,
    epoch_samples=2400,
    patience=0,
    target_iou=1.0,
    keep_last=True,
    half_precision=True,
)
#: Then with the real images, at a lower rate.
FINE_TUNING = replace(PRETRAINING, epochs=4, learning_rate=1e-3)
#: Share of crops from generated scenes, the Andes images, and negative patches in fine-tuning.
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


def andes_patches(
    folder: Path, split: str, kind: str, snow_free: bool = False
) -> list[TrainingScene]:
    """Patches of 128 pixels: ``positive`` with masks, ``negative`` without."""
    patches = folder / "patches" / "andes_s2_rgb"
    scenes = []
    with open(patches / "metadata.csv", encoding="utf-8") as table:
        for row in csv.DictReader(table):
            if row["split"] != split or row["kind"] != kind:
                continue
            if snow_free and not _is_clear(row):
                continue
            name = row["file"]
            image = patches / split / ("images" if kind == "positive" else "negatives") / name
            mask = patches / split / "masks" / name if kind == "positive" else None
            scenes.append(picture_scene(CHANNELS, image, mask, f"Andes {row['site']}"))
    return scenes


def _is_clear(row: dict[str, str]) -> bool:
    return row["snow"] == "none" and row["cloud_or_haze"] != "1"


def weigh(groups: list[list[TrainingScene]], shares: tuple[float, ...]) -> list[TrainingScene]:
    """All scenes, each group with its share of the crops."""
    for group, share in zip(groups, shares):
        for scene in group:
            scene.weight = share / len(group)
    return [scene for group in groups for scene in group]


def summary(places: dict[str, ScoreHistogram], temperature: float, threshold: float) -> dict:
    """Figures of one held-out set at the model's threshold, with an interval where it has one."""
    calibrated = {place: histogram.tempered(temperature) for place, histogram in places.items()}
    whole = pooled(calibrated.values())
    figures = whole.figures(threshold)
    figures["average_precision"] = round(pooled(places.values()).average_precision(), 4)
    figures["best_f1"] = whole.best()["f1"]
    interval = bootstrap_interval(places, lambda histogram: histogram.average_precision())
    if interval:
        figures["average_precision_90_percent_interval"] = [round(v, 3) for v in interval]
    return figures


def train(arguments: argparse.Namespace) -> None:
    """Make the scenes, fit in two phases, calibrate, export, and write the figures as JSON."""
    feedback = Console()
    cache = Path(arguments.cache)
    size, seed = arguments.scene_size, arguments.seed
    made = generated(
        range(TRAINING_SEEDS, TRAINING_SEEDS + arguments.scenes), cache, size, arguments.workers
    )
    held_out = generated(
        range(HELD_OUT_SEEDS, HELD_OUT_SEEDS + arguments.held_out), cache, size, arguments.workers
    )
    andes = Path(arguments.andes) if arguments.andes else None
    test_sets: dict[str, list[TrainingScene]] = {}
    groups = [made]
    if andes:
        groups.append(andes_mosaics(andes, "W", ("clear", "partsnow")))
        groups.append(andes_patches(andes, "train", "negative"))
        test_sets = {
            "Andes RG6, clear acquisitions": andes_mosaics(andes, "RG6", ("clear",)),
            "Andes RG6, snow-free patches": andes_patches(andes, "val", "positive", True),
            "Andes RG6, all patches": andes_patches(andes, "val", "positive"),
            "Andes site W (training place), clear acquisitions": andes_mosaics(
                andes, "W", ("clear",)
            ),
        }
    counts = {"generated": len(made), "held_out_generated": len(held_out)}
    counts |= {name: len(found) for name, found in test_sets.items()}
    feedback.info(f"Scenes: {counts}")

    torch.manual_seed(seed)
    network = build_network("compact", len(CHANNELS))
    feedback.info(f"{parameter_count(network):,} parameters")
    begin = time.monotonic()
    phases = [("pretraining", PRETRAINING, weigh([made], (1.0,)))]
    if andes:
        phases.append(("fine-tuning", FINE_TUNING, None))
    for name, settings, scenes in phases:
        scenes = scenes or weigh(groups, SHARES)
        settings = replace(settings, seed=seed)
        if arguments.epochs:
            settings = replace(settings, epochs=arguments.epochs)
        folder = cache / f"{name}_{seed}"
        folder.mkdir(parents=True, exist_ok=True)
        feedback.info(name)
        fitted = fit(
            network,
            scenes,
            held_out[:6],
            CHANNELS,
            settings.complete(),
            folder,
            plan={"phase": name, "settings": settings.to_json(), "scenes": len(scenes)},
            feedback=feedback,
        )
        network = fitted.network
    minutes = (time.monotonic() - begin) / 60

    places = score_places(network, held_out)
    temperature = fit_temperature(pooled(places.values()))
    threshold = pooled(h.tempered(temperature) for h in places.values()).best()["threshold"]
    optical_only = {
        "Generated scenes, without coherence and DEM": TERRAIN_AND_SAR,
        "Generated scenes, red, green, blue only": (*TERRAIN_AND_SAR, "nir"),
    }
    scored = {"Generated scenes, all channels": places}
    for name, drop in optical_only.items():
        scored[name] = score_places(network, held_out, drop=drop, channels=CHANNELS)
    for name, group in test_sets.items():
        scored[name] = score_places(network, group)
    figures = {name: summary(found, temperature, threshold) for name, found in scored.items()}
    calibrated = pooled(h.tempered(temperature) for h in places.values())
    architecture = architecture_named("compact")
    card = ModelCard(
        name="Rock Glacier Starter 2",
        channels=CHANNELS,
        resolution_m=10.0,
        tile_size=architecture.tile_size,
        margin=architecture.margin,
        stride=architecture.stride,
        threshold=threshold,
        temperature=temperature,
        architecture=f"compact encoder-decoder with ASPP, {parameter_count(network):,} parameters",
        licence="MIT",
        plugin_version=plugin_version(),
        seed=seed,
        training={
            "generated_scenes": len(made),
            "andes_site_w_acquisitions": len(groups[1]) if andes else 0,
            "andes_negative_patches": len(groups[2]) if andes else 0,
            "split": "by place: generated scenes by seed; Andes site W trains, RG6 is held out",
            "minutes": round(minutes, 1),
            "contains": "modified Copernicus Sentinel data 2022" if andes else "",
        },
        accuracy={
            "protocol": "pixels of held-out places; threshold and temperature from held-out "
            "generated scenes",
            "expected_calibration_error_generated": round(calibrated.calibration_error(), 4),
            **figures,
        },
    )
    output = Path(arguments.output)
    difference = export_onnx(network, card, output / DEFAULT_MODEL_NAME)
    report = {
        "threshold": threshold,
        "temperature": round(temperature, 4),
        "margin": architecture.margin,
        "minutes": round(minutes, 1),
        "onnx_difference": difference,
        "scenes": counts,
        "figures": figures,
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
    parser.add_argument("--epochs", type=int, help="of each phase, for a trial")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
