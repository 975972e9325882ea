"""The shipped model is the one that its card describes."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from rock_glacier_mapper.core.inference import Network
from rock_glacier_mapper.core.paths import default_model
from rock_glacier_mapper.core.training.metrics import ScoreHistogram
from rock_glacier_mapper.core.training.networks import build_network, load_weights
from rock_glacier_mapper.core.training.scenes import generated_scene

MODELS = Path(__file__).parent.parent.parent / "models"


@pytest.fixture(scope="module")
def network():
    return Network(default_model(), "cpu")


def test_card_file_and_figures_say_the_same(network):
    card = network.card
    figures = json.loads((MODELS / "starter_figures.json").read_text())
    text = (MODELS / "README.md").read_text()
    assert card.threshold == figures["threshold"] and card.margin == figures["margin"]
    assert f"| threshold | {card.threshold} " in text
    for name, values in figures["figures"].items():
        assert card.accuracy[name] == values
        keys = ("base_rate", "average_precision", "precision", "recall", "f1", "iou", "best_f1")
        row = " | ".join(f"{values[key]:.3f}" for key in keys)
        assert f"| {name} | {values['pixels']:,} | {row} |" in text
    assert "starter model" in text and card.licence == "MIT"


def test_it_fits_the_plugin(network):
    assert default_model().stat().st_size < 15_000_000
    assert network.card.resolution_m == 10
    assert network.card.scales == (1.0, 0.7, 1.4)
    required = [channel.role for channel in network.card.channels if channel.required]
    assert required == ["blue", "green", "red"]


def test_it_finds_generated_rock_glaciers_that_it_never_saw(network):
    """Average precision far above the base rate; a mix-up of channels or scaling would show."""
    scene = generated_scene(network.card.channels, 900_003, 512)
    histogram = ScoreHistogram()
    probability = network.probability(scene.values[None].astype(np.float32))[0]
    histogram.add(probability, scene.label)
    assert histogram.average_precision() > 10 * histogram.base_rate()


def test_training_can_go_on_from_it(network):
    """Its weights load into the compact network, which then gives the same probability."""
    torch_network = build_network("compact", len(network.card.channels))
    load_weights(torch_network, default_model(), network.card.channels)
    image = np.random.default_rng(2).normal(size=(1, 8, 64, 96)).astype(np.float32)
    with torch.no_grad():
        logits = torch_network.eval()(torch.from_numpy(image))[:, 0] / network.card.temperature
    expected = torch.sigmoid(logits).numpy()
    np.testing.assert_allclose(network.probability(image), expected, atol=1e-4)
