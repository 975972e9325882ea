"""Training samples per second, against a bare loop over the same network.

    make benchmark

The bare loop repeats forward pass, loss, backward pass and optimiser step on one batch that lies in
memory. The training loop crops, augments and averages the weights besides. Each is timed in turn,
three times; the figure is the median. On a machine with an NVIDIA GPU that PyTorch can use, the GPU
is measured too.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parent.parent))

from rock_glacier_mapper.core.channels import make_channel
from rock_glacier_mapper.core.training.fitting import fit, segmentation_loss
from rock_glacier_mapper.core.training.networks import architecture_named, build_network
from rock_glacier_mapper.core.training.parallel import team
from rock_glacier_mapper.core.training.scenes import TrainingScene
from rock_glacier_mapper.core.training.settings import TrainingSettings

CHANNELS = tuple(
    make_channel(role)
    for role in ("blue", "green", "red", "nir", "coherence", "slope", "tpi_100m", "tpi_500m")
)
STEPS, REPEATS, SIZE = 12, 3, 480


def scenes(count: int, size: int) -> list[TrainingScene]:
    """Noise with a disc as class."""
    rng = np.random.default_rng(0)
    rows, columns = np.mgrid[0:size, 0:size]
    disc = ((rows - size / 2) ** 2 + (columns - size / 2) ** 2 < (size / 8) ** 2).astype(np.uint8)
    values = rng.normal(0, 1, (count, len(CHANNELS), size, size)).astype(np.float16)
    return [TrainingScene(str(n), str(n), values[n], disc) for n in range(count)]


def bare_loop(settings: TrainingSettings, device: torch.device, half: bool) -> float:
    """Seconds for the steps on one batch that is there."""
    network = build_network(settings.architecture, len(CHANNELS)).to(
        device, memory_format=torch.channels_last
    )
    optimiser = torch.optim.AdamW(network.parameters(), 1e-3)
    shape = settings.batch_size, len(CHANNELS), settings.crop_size, settings.crop_size
    image = torch.randn(shape, device=device).contiguous(memory_format=torch.channels_last)
    label = torch.randint(0, 2, (shape[0], *shape[2:]), device=device)
    network.train()
    begin = time.perf_counter()
    for _ in range(STEPS):
        with torch.autocast(device.type, torch.bfloat16, half):
            logits = network(image)
        loss = segmentation_loss(logits.float(), label)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        float(loss)
    return time.perf_counter() - begin


def training_loop(settings: TrainingSettings, data: list[TrainingScene], held_out) -> float:
    """Seconds of the training itself, as its log gives them, without reading and validation."""
    with tempfile.TemporaryDirectory() as name, team(settings.device) as group:
        network = build_network(settings.architecture, len(CHANNELS))
        begin = time.perf_counter()
        fit(network, data, held_out, CHANNELS, settings, Path(name), team=group)
        return time.perf_counter() - begin


def measure(device: str) -> None:
    """Measure and print one device."""
    settings = TrainingSettings(device=device, epochs=1, epoch_samples=STEPS * 8).complete()
    data, small = scenes(8, SIZE), scenes(1, 64)
    on_gpu = device == "cuda"
    bare, whole = [], []
    for _ in range(REPEATS):
        bare.append(bare_loop(settings, torch.device(device), on_gpu))
        whole.append(training_loop(settings, data, small))
    count = STEPS * settings.batch_size
    ratio = statistics.median(w / b for w, b in zip(whole, bare))
    title = architecture_named(settings.architecture).title
    print(f"{title} on {device}, batches of {settings.batch_size} crops of {settings.crop_size} px")
    print(f"  training, samples per second   {count / statistics.median(whole):8.1f}")
    print(f"  bare loop, samples per second  {count / statistics.median(bare):8.1f}")
    print(f"  ratio of times                 {ratio:8.2f}")


def main() -> None:
    """Measure and print."""
    measure("cpu")
    if torch.cuda.is_available():
        measure("cuda")


if __name__ == "__main__":
    main()
