"""Study: what helps on a place that the network never saw (Andes RG6)? CPU, short runs.

    python study.py pretrain                 weights of a pretraining on generated scenes
    python study.py run NAME [NAME ...]      fine-tune the variants of VARIANTS and score them
    python study.py zero FILE [FILE ...]     score weights without training

Results are appended to results.jsonl, weights go to weights/.
"""

from __future__ import annotations

import copy
import json
import os
import queue
import sys
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import rasterio
import torch
from scipy import ndimage
from torch import nn
from torch.nn import functional

from rock_glacier_mapper.core.training import starter
from rock_glacier_mapper.core.training.augmentation import _zoom, random_crop
from rock_glacier_mapper.core.training.fitting import _average, segmentation_loss
from rock_glacier_mapper.core.training.metrics import ScoreHistogram
from rock_glacier_mapper.core.training.network import STRIDE, CompactNet
from rock_glacier_mapper.core.training.scenes import IGNORE, TrainingScene

HERE = Path(__file__).parent
ANDES = Path(os.environ["ANDES"])
MOSAICS = ANDES / "scenes" / "andes_s2_atacama28S"
CHANNELS = starter.CHANNELS
OPTICAL = [n for n, c in enumerate(CHANNELS) if c.source == "optical"]
RGB = [0, 1, 2]
#: Column of labels_W.tif at which each fold cuts: (kind of training side, train cut, test cut).
FOLDS = {"E": (820, 840), "W": (270, 250)}  # E holds out RG_3, W holds out RG_5


# ---------------------------------------------------------------- data


@dataclass(frozen=True)
class Config:
    """One variant. Defaults: today's fine-tuning settings."""

    init: str | None = "pre"
    steps: int = 400
    lr: float = 1e-3
    weight_decay: float = 1e-4
    batch: int = 8
    size: int = 192
    shares: tuple[float, ...] = (0.64, 0.26, 0.10)
    kinds: tuple[str, ...] = ("clear", "partsnow")
    positive: float = 0.6
    local: float = 0.0  # chance of re-standardising a crop by its own statistics
    zoom: tuple[float, float, float] = (0.3, 0.75, 1.3)  # chance, least, largest
    rgb_only: float = 0.3
    band: int = 0  # pixels on either side of a label border that are ignored on real data
    mix: float = 0.0  # chance of mixing the visible bands (grey included) and gamma
    tone: float = 0.0  # chance of a smooth random brightness field
    dropout: float = 0.1
    rates: tuple[int, ...] = (1, 2, 3)
    highpass: int = 0  # local contrast normalisation layer, window in pixels
    freeze: int = 0  # encoder frozen for the whole fine-tuning when 1
    keep: float = 0.99  # weight averaging
    fold: str = "E"  # held-out part of W; "" trains on all of W, "none" on none
    seed: int = 1
    turn_real: bool = True  # False: real crops keep north up (mirrored east-west only)


def cut(scene: TrainingScene, kind: str, left: float, fold: str, side: str) -> TrainingScene | None:
    """The training or the test side of a mosaic of site W; None when nothing is left."""
    train_cut, test_cut = FOLDS[fold]
    column = int((train_cut if side == "train" else test_cut) - left)
    west = (fold == "E") == (side == "train")
    part = slice(0, max(0, column)) if west else slice(max(0, column), None)
    label, values = scene.label[:, part], scene.values[:, :, part]
    if label.shape[1] < 64 or not (label == 1).any():
        return None
    return TrainingScene(scene.name, scene.place, values, label, scene.missing)


def w_mosaics(kinds: tuple[str, ...], fold: str, side: str) -> list[TrainingScene]:
    """Mosaics of site W, cut by fold."""
    with rasterio.open(MOSAICS / "labels_W.tif") as labels:
        origin = labels.bounds.left
    found = []
    for scene in starter.andes_mosaics(ANDES, "W", kinds):
        if fold not in FOLDS:
            found.append(scene)
            continue
        with rasterio.open(MOSAICS / f"{scene.name}.tif") as image:
            left = (image.bounds.left - origin) / 10
        part = cut(scene, scene.name, left, fold, side)
        if part is not None:
            found.append(part)
    return found


_CACHE: dict = {}


def cached(key, make):
    if key not in _CACHE:
        _CACHE[key] = make()
    return _CACHE[key]


def load_generated(seeds: range) -> list[TrainingScene]:
    scenes = []
    for seed in seeds:
        file = HERE / "cache" / f"scene_{seed}_512.npz"
        if file.exists():
            with np.load(file) as a:
                scenes.append(TrainingScene(f"gen {seed}", f"gen {seed}", a["values"], a["label"]))
    return scenes


def ignore_border(scene: TrainingScene, band: int) -> TrainingScene:
    """Labels within ``band`` pixels of an outline do not count."""
    inside = scene.label == 1
    known = scene.label != IGNORE
    near = ndimage.binary_dilation(inside, iterations=band) & ndimage.binary_dilation(
        ~inside & known, iterations=band
    )
    label = np.where(near & known, IGNORE, scene.label).astype(np.uint8)
    return TrainingScene(scene.name, scene.place, scene.values, label, scene.missing)


def training_scenes(c: Config) -> list[TrainingScene]:
    groups = [cached("gen", lambda: load_generated(range(1000, 1200)))]
    if c.fold != "none":
        mosaics = cached((c.kinds, c.fold), lambda: w_mosaics(c.kinds, c.fold, "train"))
        if c.band:
            mosaics = [ignore_border(s, c.band) for s in mosaics]
        negatives = cached("neg", lambda: starter.andes_patches(ANDES, "train", "negative"))
        groups += [mosaics, negatives]
    shares = c.shares[: len(groups)]
    kept = [(g, s) for g, s in zip(groups, shares) if s > 0]
    return starter.weigh([g for g, _ in kept], tuple(s for _, s in kept))


def test_sets(fold: str) -> dict[str, list[TrainingScene]]:
    sets = {
        "rg6_clear": cached("t1", lambda: starter.andes_mosaics(ANDES, "RG6", ("clear",))),
        "rg6_free": cached("t2", lambda: starter.andes_patches(ANDES, "val", "positive", True)),
        "rg6_all": cached("t3", lambda: starter.andes_patches(ANDES, "val", "positive")),
    }
    for f in FOLDS if fold == "none" else [fold] if fold in FOLDS else []:
        sets[f"held_{f}"] = cached(("h", f), lambda f=f: w_mosaics(("clear",), f, "test"))
    sets["w_train"] = cached(
        ("w", fold), lambda: w_mosaics(("clear",), fold if fold in FOLDS else "", "train")
    )
    sets["gen_all"] = cached("g", lambda: load_generated(range(900000, 900006)))
    return sets


# ---------------------------------------------------------------- augmentation


def restandardise(values: np.ndarray) -> None:
    """Scale the optical channels by the crop's own median and half spread, in place."""
    for n in OPTICAL:
        known = values[n] != 0
        if known.sum() < 200:
            continue
        low, centre, high = np.percentile(values[n][known], (15.9, 50, 84.1))
        values[n][known] = np.clip((values[n][known] - centre) / max((high - low) / 2, 0.05), -4, 4)


def augment(values, label, c: Config, rng, real=False) -> tuple[np.ndarray, np.ndarray]:
    """Today's augmentation, with the options of the study."""
    turns = 0 if real and not c.turn_real else int(rng.integers(4))
    values, label = np.rot90(values, turns, (1, 2)), np.rot90(label, turns)
    if rng.random() < 0.5:
        values, label = values[:, :, ::-1], label[:, ::-1]
    values, label = np.array(values), np.array(label)
    if rng.random() < c.local:
        restandardise(values)
    known = values != 0
    if rng.random() < c.mix:
        if rng.random() < 0.3:
            values[RGB] = values[RGB].mean(0)
        else:
            matrix = np.eye(3) + rng.normal(0, 0.25, (3, 3))
            matrix /= matrix.sum(1, keepdims=True).clip(0.3)
            values[RGB] = np.tensordot(matrix, values[RGB], 1)
        power = np.exp(rng.normal(0, 0.3))
        values[OPTICAL] = 8 * ((values[OPTICAL].clip(-4, 4) + 4) / 8) ** power - 8 * 0.5**power
    gain, offset = rng.uniform(0.7, 1.4), rng.normal(0, 0.3)
    for n in OPTICAL:
        values[n] = values[n] * gain * rng.uniform(0.9, 1.1) + offset + rng.normal(0, 0.1)
    if rng.random() < c.tone:
        coarse = rng.normal(0, 0.6, (4, 4))
        field = ndimage.zoom(coarse, label.shape[0] / 4, order=1).astype(np.float32)
        values[OPTICAL] += field[: label.shape[0], : label.shape[1]]
    if rng.random() < 0.25:
        sigma = rng.uniform(0.4, 1.2)
        for n in OPTICAL:
            values[n] = ndimage.gaussian_filter(values[n], sigma)
    if rng.random() < 0.4:
        values[OPTICAL] += rng.normal(
            0, rng.uniform(0.02, 0.2), values[OPTICAL].shape
        ).astype(np.float32)
    values *= known
    rgb_only = rng.random() < c.rgb_only
    for rows, chance in (([4], 0.35), ([5, 6, 7], 0.3), ([3], 0.25)):
        if rgb_only or rng.random() < chance:
            values[rows] = 0
    return values.astype(np.float32), label


def sample(scenes, chances, c: Config, rng):
    """One augmented crop; a zoomed one is cut larger or smaller and resampled to size."""
    scene = scenes[rng.choice(len(scenes), p=chances)]
    positive = rng.random() < c.positive
    factor = float(np.exp(rng.uniform(*np.log(c.zoom[1:])))) if rng.random() < c.zoom[0] else 1.0
    size = int(round(c.size / factor / 2)) * 2
    values, label = random_crop(scene, size, rng, positive)
    if size != c.size:
        values = functional.interpolate(
            torch.from_numpy(values)[None], (c.size, c.size), mode="bilinear", antialias=size > c.size
        )[0].numpy()
        label = functional.interpolate(
            torch.from_numpy(label)[None, None].float(), (c.size, c.size), mode="nearest-exact"
        )[0, 0].numpy().astype(np.uint8)
    return augment(values, label, c, rng, bool(scene.missing))


def batches(c: Config, scenes):
    """Batches made ahead by a thread."""
    chances = np.array([s.weight for s in scenes])
    chances /= chances.sum()
    ahead: queue.Queue = queue.Queue(4)

    def work():
        rng = np.random.default_rng(c.seed)
        for _ in range(c.steps):
            pairs = [sample(scenes, chances, c, rng) for _ in range(c.batch)]
            ahead.put(
                (
                    torch.from_numpy(np.stack([p[0] for p in pairs])),
                    torch.from_numpy(np.stack([p[1] for p in pairs]).astype(np.int64)),
                )
            )

    threading.Thread(target=work, daemon=True).start()
    for _ in range(c.steps):
        yield ahead.get()


# ---------------------------------------------------------------- network


class LocalContrast(nn.Module):
    """Optical channels minus their local mean, over their local deviation (finite window)."""

    def __init__(self, window: int, network: nn.Module):
        super().__init__()
        self.window, self.network = window | 1, network

    def forward(self, x):
        optical = x[:, :4]
        known = (optical != 0).float()

        def mean(v):
            for _ in range(2):
                v = functional.avg_pool2d(v, self.window, 1, self.window // 2)
            return v

        count = mean(known).clamp(min=1e-3)
        centre = mean(optical) / count
        spread = (mean(optical**2) / count - centre**2).clamp(min=0.04).sqrt()
        optical = ((optical - centre) / spread).clamp(-4, 4) * known
        return self.network(torch.cat([optical, x[:, 4:]], 1))


def build(c: Config) -> nn.Module:
    torch.manual_seed(c.seed)
    network = CompactNet(len(CHANNELS))
    for branch, rate in zip(list(network.pyramid.branches)[1:], c.rates):
        branch[0].dilation, branch[0].padding = (rate, rate), (rate, rate)
    network.pyramid.project[1].p = c.dropout
    if c.init:
        state = torch.load(HERE / "weights" / f"{c.init}.pt", weights_only=True)
        network.load_state_dict({k.removeprefix("network."): v for k, v in state.items()})
    return LocalContrast(c.highpass, network) if c.highpass else network


def fit(c: Config, log, scenes=None, watch=None, every: int = 80) -> nn.Module:
    network = build(c).to(memory_format=torch.channels_last).train()
    averaged = copy.deepcopy(network)
    if c.freeze:
        for name, p in network.named_parameters():
            p.requires_grad = not name.startswith(("stem", "level"))
    optimiser = torch.optim.AdamW(
        [p for p in network.parameters() if p.requires_grad], c.lr, weight_decay=c.weight_decay
    )
    begin, losses = time.monotonic(), []
    for step, (image, label) in enumerate(batches(c, scenes or training_scenes(c))):
        for group in optimiser.param_groups:
            group["lr"] = c.lr * min(1, (step + 1) / 50) * (1 - step / c.steps) ** 0.9
        with torch.autocast("cpu", torch.bfloat16):
            logits = network(image.contiguous(memory_format=torch.channels_last))
        loss = segmentation_loss(logits.float(), label)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser.step()
        _average(averaged, network, min(c.keep, (step + 1) / (step + 20)))
        losses.append(float(loss.detach()))
        if (step + 1) % 80 == 0:
            pace = (time.monotonic() - begin) / (step + 1)
            log(f"  step {step + 1} loss {np.mean(losses[-80:]):.3f} {pace:.2f} s/step")
        if watch and (step + 1) % every == 0 and step + 1 < c.steps:
            watch(averaged.eval(), step + 1)
    return averaged.eval()


def reconstruct(c: Config, log) -> nn.Module:
    """Self-supervised: paint the masked half of RGB blocks of unlabelled images (never RG6)."""
    network = build(c)
    head, network.logits = network.logits, nn.Conv2d(network.logits.in_channels, 3, 1)
    network = network.to(memory_format=torch.channels_last).train()
    scenes = cached("neg", lambda: starter.andes_patches(ANDES, "train", "negative"))
    mosaics = w_mosaics(("clear", "partsnow", "snow", "cloud"), c.fold, "train")
    scenes = starter.weigh([mosaics, scenes], (0.6, 0.4))
    optimiser = torch.optim.AdamW(network.parameters(), c.lr, weight_decay=c.weight_decay)
    generator, losses = torch.Generator().manual_seed(c.seed), []
    for step, (image, _) in enumerate(batches(c, scenes)):
        for group in optimiser.param_groups:
            group["lr"] = c.lr * min(1, (step + 1) / 50) * (1 - step / c.steps) ** 0.9
        image[:, 3:] = 0
        target = image[:, :3].clone()
        cells = torch.rand(len(image), 1, c.size // 12, c.size // 12, generator=generator) < 0.5
        hidden = functional.interpolate(cells.float(), (c.size, c.size))
        weight = hidden * (target != 0)
        with torch.autocast("cpu", torch.bfloat16):
            painted = network((image * (1 - hidden)).contiguous(memory_format=torch.channels_last))
        loss = ((painted.float() - target).abs() * weight).sum() / weight.sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(float(loss.detach()))
        if (step + 1) % 80 == 0:
            log(f"  step {step + 1} reconstruction error {np.mean(losses[-80:]):.3f}")
    network.logits = head
    return network


def leakage(name: str, by_place: bool, log) -> None:
    """Patches of both sites split at random 90:10, or by site; same settings and share."""
    patches = [
        s
        for split in ("train", "val")
        for kind in ("positive", "negative")
        for s in starter.andes_patches(ANDES, split, kind)
    ]
    clear = {
        s.name
        for split in ("train", "val")
        for s in starter.andes_patches(ANDES, split, "positive", True)
    }
    rng = np.random.default_rng(5)
    counts = np.cumsum([299, 467, 148, 118])
    if by_place:
        testing = np.arange(len(patches)) >= counts[1]
    else:
        testing = rng.random(len(patches)) < 0.1
    positive = [(s.label == 1).any() for s in patches]
    gen = cached("gen", lambda: load_generated(range(1000, 1200)))
    kept = [s for s, t in zip(patches, testing) if not t]
    scenes = starter.weigh([gen, kept], (0.3, 0.7))
    c = Config(size=128, batch=16, steps=200, fold="", keep=0.97, rgb_only=0.7)
    network = fit(c, log, scenes)
    row = {"variant": name, "steps": c.steps}
    for tag, chosen in (
        ("snow-free positives", [p and s.name in clear for s, p in zip(patches, positive)]),
        ("positives", positive),
        ("all patches", [True] * len(patches)),
    ):
        h, n = ScoreHistogram(), 0
        for s, t, use in zip(patches, testing, chosen):
            if t and use:
                h.add(predict(network, s.values.astype(np.float32)), s.label)
                n += 1
        row[tag] = [n, round(h.average_precision(), 3), round(h.base_rate(), 3)]
    record(row)


# ---------------------------------------------------------------- evaluation


@torch.no_grad()
def predict(network, values: np.ndarray) -> np.ndarray:
    """Probability of a whole scene, padded to the stride."""
    _, h, w = values.shape
    padded = np.zeros((1, len(values), -(-h // STRIDE) * STRIDE, -(-w // STRIDE) * STRIDE), np.float32)
    padded[0, :, :h, :w] = values
    return torch.sigmoid(network(torch.from_numpy(padded)))[0, 0, :h, :w].numpy()


def predict_tta(network, values, scales=(1.0,), views=8) -> np.ndarray:
    """Mean of the logits over symmetries and scales."""
    total = 0
    _, h, w = values.shape
    for s in scales:
        v = values.astype(np.float32)
        if s != 1:
            v = functional.interpolate(torch.from_numpy(v)[None], scale_factor=s, mode="bilinear", antialias=True)[0].numpy()
        for k in range(views):
            t = np.rot90(v, k % 4, (1, 2))
            t = t[:, :, ::-1] if k >= 4 else t
            p = predict(network, np.ascontiguousarray(t))
            p = p[:, ::-1] if k >= 4 else p
            p = np.ascontiguousarray(np.rot90(p, -(k % 4)))
            p = np.log(np.clip(p, 1e-6, 1 - 1e-6) / (1 - np.clip(p, 1e-6, 1 - 1e-6)))
            if s != 1:
                p = functional.interpolate(torch.from_numpy(p)[None, None], (h, w), mode="bilinear", align_corners=False)[0, 0].numpy()
            total = total + p
    return 1 / (1 + np.exp(-total / (views * len(scales))))


def evaluate(predictor, fold: str, only=None) -> dict[str, float]:
    """Average precision by set; ``predictor`` maps (C, H, W) float32 to probability."""
    result = {}
    for name, scenes in test_sets(fold).items():
        if only and name not in only:
            continue
        for tag in ("", "_rgb") if name == "gen_all" else ("",):
            histogram = ScoreHistogram()
            for scene in scenes:
                values = scene.values.astype(np.float32)
                if tag:
                    values[3:] = 0
                histogram.add(predictor(values), scene.label)
            key = "gen_rgb" if tag else name
            result[key] = round(histogram.average_precision(), 3)
            result[f"{key}_base"] = round(histogram.base_rate(), 3)
    return result


def record(row: dict) -> None:
    with open(HERE / "results.jsonl", "a") as f:
        f.write(json.dumps(row) + "\n")
    short = {k: v for k, v in row.items() if not k.endswith("_base")}
    print(json.dumps(short), flush=True)


# ---------------------------------------------------------------- variants

PRE = Config(init=None, steps=2000, lr=2e-3, fold="none", shares=(1.0,), local=0.3,
             zoom=(0.5, 0.6, 1.7), rgb_only=0.5, keep=0.995)
BASE = Config()
VARIANTS: dict[str, Config] = {"1_today": BASE}


def main() -> None:
    torch.set_num_threads(2)
    (HERE / "weights").mkdir(exist_ok=True)
    log = lambda text: print(text, flush=True)  # noqa: E731
    import variants  # noqa: PLC0415

    if sys.argv[1] == "zero":
        for name in sys.argv[2:]:
            c = replace(PRE, init=name)
            network = build(c).eval()
            record({"variant": f"0_{name}", **evaluate(lambda v: predict(network, v), "none")})
        return
    if sys.argv[1] == "leak":
        leakage("13_random_split", False, log)
        leakage("13_by_place", True, log)
        return
    for name in sys.argv[2:]:
        c = variants.VARIANTS[name]
        log(f"{name} {c}")
        begin, curve = time.monotonic(), {}
        if sys.argv[1] == "ssl":
            torch.save(reconstruct(c, log).state_dict(), HERE / "weights" / f"{name}.pt")
            continue

        def watch(network, step, c=c, curve=curve):
            only = ("rg6_clear", "rg6_free", "held_E", "held_W")
            found = evaluate(lambda v: predict(network, v), c.fold, only)
            curve[step] = {k: v for k, v in found.items() if not k.endswith("base")}
            log(f"  {step} {curve[step]}")

        network = fit(c, log, watch=watch)
        minutes = round((time.monotonic() - begin) / 60, 2)
        torch.save(network.state_dict(), HERE / "weights" / f"{name}.pt")
        result = evaluate(lambda v: predict(network, v), c.fold)
        row = {"variant": name, "steps": c.steps, "fold": c.fold, "minutes": minutes, **result}
        record(row | {"curve": curve})


if __name__ == "__main__":
    main()
