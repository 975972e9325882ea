"""Train the shipped starter model again: generated scenes and the Andes Sentinel-2 patches.

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
from pathlib import Path

import numpy as np
import torch

from ..channels import make_channel
from ..feedback import Console
from ..model_card import ModelCard
from ..paths import DEFAULT_MODEL_NAME, plugin_version
from .export import export_onnx
from .fitting import FitSettings, fit, score
from .metrics import ScoreHistogram, fit_temperature
from .network import STRIDE, CompactNet, parameter_count, receptive_radius
from .scenes import TrainingScene, generated_scene, picture_scene, raster_scene

ROLES = ("blue", "green", "red", "nir", "coherence", "slope", "tpi_100m", "tpi_500m")
CHANNELS = tuple(make_channel(role) for role in ROLES)
TERRAIN_AND_SAR = ("coherence", "slope", "tpi_100m", "tpi_500m")
#: Seeds of generated scenes; the demo scene's is in neither range.
TRAINING_SEEDS, HELD_OUT_SEEDS = 1_000, 900_000
#: Relative share of crops from generated scenes, the Andes mosaics, and negative patches.
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


def summary(histogram: ScoreHistogram, threshold: float) -> dict[str, float]:
    """Figures of one held-out set at the model's threshold."""
    figures = histogram.at(threshold)
    return {
        "average_precision": round(histogram.average_precision(), 3),
        "base_rate": round(histogram.base_rate(), 3),
        "precision": round(figures["precision"], 3),
        "recall": round(figures["recall"], 3),
        "f1": round(figures["f1"], 3),
        "iou": round(figures["iou"], 3),
        "best_f1": round(histogram.best()["f1"], 3),
        "pixels": int(histogram.positive.sum() + histogram.negative.sum()),
    }


def train(arguments: argparse.Namespace) -> None:
    """Make the scenes, fit, calibrate, export, and write the figures as JSON."""
    feedback = Console()
    cache = Path(arguments.cache)
    torch.manual_seed(arguments.seed)
    size = arguments.scene_size
    groups = [
        generated(
            range(TRAINING_SEEDS, TRAINING_SEEDS + arguments.scenes), cache, size, arguments.workers
        )
    ]
    held_out = generated(
        range(HELD_OUT_SEEDS, HELD_OUT_SEEDS + arguments.held_out), cache, size, arguments.workers
    )
    andes = Path(arguments.andes) if arguments.andes else None
    test_sets: dict[str, list[TrainingScene]] = {}
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
    scenes = weigh(groups, SHARES[: len(groups)])
    counts = {"generated": len(groups[0]), "held_out_generated": len(held_out)}
    counts |= {name: len(found) for name, found in test_sets.items()}
    feedback.info(f"Scenes: {counts}; for training in all: {len(scenes)}")

    network = CompactNet(len(CHANNELS))
    feedback.info(f"{parameter_count(network):,} parameters")

    def watch(averaged: torch.nn.Module, step: int) -> None:
        precision = score(averaged, held_out[:6]).average_precision()
        feedback.info(f"step {step}: average precision on held-out scenes {precision:.3f}")
        torch.save(averaged.state_dict(), cache / "weights.pt")

    begin = time.monotonic()
    settings = FitSettings(steps=arguments.steps, minutes=arguments.minutes, seed=arguments.seed)
    network = fit(network, scenes, CHANNELS, settings, watch, feedback=feedback)
    torch.save(network.state_dict(), cache / "weights.pt")
    minutes = (time.monotonic() - begin) / 60

    histogram = score(network, held_out)
    temperature = fit_temperature(histogram)
    tempered = _Tempered(network, temperature)
    calibrated = score(tempered, held_out)
    threshold = calibrated.best()["threshold"]
    figures = {
        "Generated scenes, all channels": summary(calibrated, threshold),
        "Generated scenes, without coherence and DEM": summary(
            score(tempered, held_out, TERRAIN_AND_SAR, CHANNELS), threshold
        ),
        "Generated scenes, red, green, blue only": summary(
            score(tempered, held_out, (*TERRAIN_AND_SAR, "nir"), CHANNELS), threshold
        ),
    }
    for name, group in test_sets.items():
        figures[name] = summary(score(tempered, group), threshold)
    margin = -(-receptive_radius(network, len(CHANNELS), 320) // STRIDE) * STRIDE
    card = ModelCard(
        name="Rock Glacier Starter 1",
        channels=CHANNELS,
        resolution_m=10.0,
        tile_size=1024,
        margin=margin,
        stride=STRIDE,
        threshold=threshold,
        temperature=temperature,
        architecture=f"compact encoder-decoder with ASPP, {parameter_count(network):,} parameters",
        licence="MIT",
        plugin_version=plugin_version(),
        seed=arguments.seed,
        training={
            "generated_scenes": len(groups[0]),
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
        "margin": margin,
        "minutes": round(minutes, 1),
        "onnx_difference": difference,
        "scenes": counts,
        "figures": figures,
    }
    text = json.dumps(report, indent=2)
    (output / "starter_figures.json").write_text(text + "\n", encoding="utf-8")
    feedback.info(text)


class _Tempered(torch.nn.Module):
    """A network whose logits are divided by a temperature."""

    def __init__(self, network: torch.nn.Module, temperature: float):
        super().__init__()
        self.network, self.temperature = network, temperature

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        return self.network(image) / self.temperature


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--andes", help="folder with patches/ and scenes/ of the Andes")
    parser.add_argument("--output", default="models", help="folder of the model")
    parser.add_argument("--cache", default="build/training", help="folder of generated scenes")
    parser.add_argument("--scenes", type=int, default=200, help="generated training scenes")
    parser.add_argument("--held-out", type=int, default=20, help="generated held-out scenes")
    parser.add_argument("--scene-size", type=int, default=512, help="their side in pixels")
    parser.add_argument("--steps", type=int, default=9000)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
