"""What a random split hides: one training judged on patches of known places, and on a new place.

    .venv/bin/python tools/split_study.py --andes FOLDER

``FOLDER`` as for ``make train``. The compact network is trained from scratch on red, green and blue
of the 128 pixel patches, twice: on a random nine tenths of the patches of both sites, as the
published studies split, and on site W alone. The first is judged on the other tenth, the second on
site RG6, 6.6 km away. Prints one row each; figures by pixel at the best threshold of the test set.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parent.parent))

from rock_glacier_mapper.core.feedback import Console
from rock_glacier_mapper.core.training.fitting import fit
from rock_glacier_mapper.core.training.metrics import pooled
from rock_glacier_mapper.core.training.networks import build_network
from rock_glacier_mapper.core.training.settings import TrainingSettings
from rock_glacier_mapper.core.training.starter import CHANNELS, andes_patches
from rock_glacier_mapper.core.training.validation import score_places


def only_rgb(scenes: list) -> list:
    """The scenes without their empty channels."""
    for scene in scenes:
        scene.values = scene.values[:3]
    return scenes


def main() -> None:
    """Train both ways and print the rows."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--andes", required=True, type=Path)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    sites = {
        split: only_rgb(
            andes_patches(given.andes, split, "positive")
            + andes_patches(given.andes, split, "negative")
        )
        for split in ("train", "val")
    }
    everything = sites["train"] + sites["val"]
    order = np.random.default_rng(given.seed).permutation(len(everything))
    cut = len(everything) // 10
    splits = {
        "random": ([everything[n] for n in order[cut:]], [everything[n] for n in order[:cut]]),
        "by place": (sites["train"], sites["val"]),
    }
    settings = TrainingSettings(
        epochs=given.epochs,
        epoch_samples=800,
        crop_size=128,
        patience=0,
        target_iou=1.0,
        keep_last=True,
        half_precision=True,
        seed=given.seed,
    ).complete()
    rows = ["| split | patches trained | tested | base rate | average precision | best F1 | IoU |"]
    for name, (train, test) in splits.items():
        torch.manual_seed(given.seed)
        network = build_network("compact", 3)
        with tempfile.TemporaryDirectory() as folder:
            fitted = fit(
                network, train, test, CHANNELS[:3], settings, Path(folder), feedback=Console()
            )
        whole = pooled(score_places(fitted.network, test).values())
        best = whole.best()
        rows.append(
            f"| {name} | {len(train)} | {len(test)} | {whole.base_rate():.3f} | "
            f"{whole.average_precision():.3f} | {best['f1']:.3f} | {best['iou']:.3f} |"
        )
    print("\n".join(rows))


if __name__ == "__main__":
    main()
