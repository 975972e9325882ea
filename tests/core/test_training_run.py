"""Training runs: learning, resuming after a kill, cancelling, several processes, bad input."""

import csv
import dataclasses
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnx
import pytest
import rasterio
import torch
from conftest import make_patches
from onnx import numpy_helper

from rock_glacier_mapper.core import pythonprocess
from rock_glacier_mapper.core.errors import Cancelled, InputError, MissingPackageError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.inference import Network
from rock_glacier_mapper.core.patches.dataset import read_dataset
from rock_glacier_mapper.core.training.checkpoint import load_tensors
from rock_glacier_mapper.core.training.fitting import fit
from rock_glacier_mapper.core.training.networks import build_network
from rock_glacier_mapper.core.training.patch_scenes import common_channels, patch_scenes
from rock_glacier_mapper.core.training.process import find_python, run_training
from rock_glacier_mapper.core.training.run import Job, main, train
from rock_glacier_mapper.core.training.sampling import Crops, without_rim
from rock_glacier_mapper.core.training.scenes import IGNORE
from rock_glacier_mapper.core.training.settings import (
    TrainingSettings,
    from_arguments,
    to_arguments,
)

# One thread is quicker for such small pictures, and does not wait for the other core.
torch.set_num_threads(1)
os.environ["OMP_NUM_THREADS"] = "1"
QUICK = TrainingSettings(
    epochs=3, epoch_samples=8, batch_size=4, crop_size=64, patience=0, target_iou=1.0
)
MODULE = "rock_glacier_mapper.core.training.run"


@pytest.fixture(scope="module")
def patches(tmp_path_factory):
    return make_patches(tmp_path_factory.mktemp("data") / "patches")


@pytest.fixture(scope="module")
def trained(patches, tmp_path_factory):
    """A model, its log, report and results."""
    folder = tmp_path_factory.mktemp("trained")
    settings = TrainingSettings(
        epochs=6, epoch_samples=24, batch_size=4, crop_size=64, patience=0, target_iou=1.0
    )
    model, log, report = (str(folder / name) for name in ("m.onnx", "m.csv", "m.html"))
    results = train(
        Job((str(patches),), model, log, report, half=True, deepness=True, settings=settings)
    )
    return folder, results


class Recorder(Feedback):
    """Keeps messages; cancels when ``until`` says so."""

    def __init__(self, until=lambda self: False):
        self.texts, self._until = [], until

    def info(self, text):
        self.texts.append(text)

    warning = info

    def is_cancelled(self):
        return self._until(self)


def weights_of(path):
    return {i.name: numpy_helper.to_array(i) for i in onnx.load(str(path)).graph.initializer}


def test_a_short_run_learns_and_says_so(trained):
    folder, results = trained
    assert results["iou"] > 0.5 and results["average_precision"] > 0.8
    card = Network(folder / "m.onnx", "cpu").card
    assert card.accuracy["iou"] == results["iou"]
    assert "held-out" in card.protocol and card.seed == 1
    assert card.resolution_m == 10 and [c.role for c in card.channels] == ["blue", "green", "red"]
    with open(folder / "m.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["epoch"] for row in rows] == ["1", "2", "3", "4", "5", "6"]
    assert float(rows[-1]["train_loss"]) < float(rows[0]["train_loss"])
    assert max(float(row["iou"]) for row in rows) == pytest.approx(
        float(rows[results["best_epoch"] - 1]["iou"])
    )
    assert (folder / "m.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert sorted(p.name for p in folder.iterdir()) == [
        "m.csv",
        "m.html",
        "m.onnx",
        "m_deepness.onnx",
        "m_fp16.onnx",
    ], "the folder of the run is gone, and nothing else is left"


def test_the_figures_are_those_of_the_exported_model(trained, patches):
    """An independent count on the held-out patches with ONNX Runtime gives the same IoU."""
    folder, results = trained
    network = Network(folder / "m.onnx", "cpu")
    dataset = read_dataset(patches)
    from rock_glacier_mapper.core.patches.dataset import read_patch

    hits = false = missed = 0
    for patch in dataset.patches:
        if patch.split == "validation":
            values, label = read_patch(dataset, patch, network.card.channels)
            found = network.probability(values[None])[0] >= network.card.threshold
            hits += np.sum(found & (label == 1))
            false += np.sum(found & (label == 0))
            missed += np.sum(~found & (label == 1))
    # Two held-out places: each was scored with the threshold of the other, so about the same.
    assert hits / (hits + false + missed) == pytest.approx(results["iou"], abs=0.05)


@pytest.fixture
def quick(patches, tmp_path):
    """Fit without export: call it with changed settings; gives what :func:`fit` gives."""
    channels, scenes, held_out = scenes_of(tmp_path, patches)

    def run(name="run", feedback=None, resume=True, **changes):
        settings = TrainingSettings(**{**QUICK.to_json(), **changes}).complete()
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        torch.manual_seed(settings.seed)
        network = build_network("compact", len(channels))
        return fit(network, scenes, held_out, channels, settings, folder, feedback=feedback)

    return run


def same_weights(one, other):
    first, second = one.network.state_dict(), other.network.state_dict()
    return all(torch.equal(first[key], second[key]) for key in first)


def test_same_seed_same_model_other_seed_another(quick):
    first, again, other = (quick("a", epochs=1), quick("b", epochs=1), quick("c", epochs=1, seed=2))
    assert same_weights(first, again) and not same_weights(first, other)


def arguments_of(job_settings, patches, model):
    return [str(patches), "--model", str(model), *to_arguments(job_settings)]


def test_a_killed_run_goes_on_to_the_same_end(patches, tmp_path):
    """Kill -9 at several moments; each time the run goes on, and ends as an unbroken one."""
    whole, broken = tmp_path / "whole.onnx", tmp_path / "broken.onnx"
    command = [sys.executable, "-m", MODULE]
    environment = pythonprocess.environment()
    subprocess.run(
        [*command, *arguments_of(QUICK, patches, whole)],
        env=environment,
        check=True,
        capture_output=True,
        timeout=120,
    )
    folder = tmp_path / "broken.training"
    for epoch in (1, 2):
        process = subprocess.Popen(
            [*command, *arguments_of(QUICK, patches, broken)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for line in process.stdout:
            if line.startswith(f"epoch {epoch}:"):
                break
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert not broken.exists()
        load_tensors(folder / "checkpoint.pt")
        load_tensors(folder / "best.pt")
    done = subprocess.run(
        [*command, *arguments_of(QUICK, patches, broken)],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "Going on after epoch" in done.stdout
    expected, found = weights_of(whole), weights_of(broken)
    assert expected.keys() == found.keys()
    for key, values in expected.items():
        np.testing.assert_array_equal(found[key], values, err_msg=key)
    assert not folder.exists()


def after_epoch(number):
    return lambda self: any(text.startswith(f"epoch {number}:") for text in self.texts)


class Interrupting(Recorder):
    """Breaks off after the first epoch, as an error would."""

    def info(self, text):
        super().info(text)
        if text.startswith("epoch 1:"):
            raise KeyboardInterrupt


def test_other_settings_do_not_go_on_with_a_run(quick):
    with pytest.raises(KeyboardInterrupt):
        quick(feedback=Interrupting())
    with pytest.raises(InputError, match="other settings or data"):
        quick(seed=9)
    told = Recorder()
    assert same_weights(quick(feedback=told), quick("unbroken"))
    assert "Going on after epoch 1 of an interrupted run" in told.texts


def test_without_resume_a_run_starts_anew(patches, tmp_path):
    left = tmp_path / "m.training"
    left.mkdir()
    (left / "checkpoint.pt").write_bytes(b"of another run")
    one = TrainingSettings(**{**QUICK.to_json(), "epochs": 1})
    job = Job((str(patches),), str(tmp_path / "m.onnx"), settings=one)
    with pytest.raises(InputError, match="damaged"):
        train(job)
    train(dataclasses.replace(job, resume=False))
    assert (tmp_path / "m.onnx").exists() and not left.exists()


def test_cancel_keeps_the_best_epoch(quick):
    told = Recorder(after_epoch(2))
    found = quick(feedback=told, epochs=50)
    assert len(found.history) == 2 and "cancelled" in found.ended
    assert found.best_epoch == 1 + int(np.argmax([row["iou"] for row in found.history]))


def test_cancel_before_the_first_epoch_leaves_no_model(patches, tmp_path):
    job = Job((str(patches),), str(tmp_path / "m.onnx"), settings=QUICK)
    told = Recorder(lambda self: any("patches to train with" in text for text in self.texts))
    with pytest.raises(Cancelled, match="no model"):
        train(job, told)
    assert not (tmp_path / "m.onnx").exists()


def test_target_and_patience_end_a_run(quick):
    found = quick("easy", target_iou=0.01, epochs=50)
    assert len(found.history) == 1 and "target" in found.ended
    found = quick("dull", learning_rate=1e-9, patience=2, epochs=50)
    assert len(found.history) < 20 and "no better IoU in 2 epochs" in found.ended


def test_two_processes_train_one_network(patches, tmp_path):
    """``torchrun`` with two processes on the processor: one model, and it learns."""
    settings = TrainingSettings(**{**QUICK.to_json(), "epochs": 4, "epoch_samples": 24})
    done = subprocess.run(
        [
            *(sys.executable, "-m", "torch.distributed.run", "--standalone"),
            *("--nproc_per_node", "2", "-m", MODULE),
            *arguments_of(settings, patches, tmp_path / "m.onnx"),
        ],
        env=pythonprocess.environment(),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "2 processes" in done.stdout and done.stdout.count("epoch 1:") == 1
    assert Network(tmp_path / "m.onnx", "cpu").card.accuracy["average_precision"] > 0.6


def test_training_in_another_process_is_followed_and_stopped(patches, tmp_path):
    python = find_python()
    told = Recorder()
    results = run_training(arguments_of(QUICK, patches, tmp_path / "a.onnx"), python, told)
    assert (tmp_path / "a.onnx").exists() and results["epochs"] == 3
    assert sum(text.startswith("epoch") for text in told.texts) == 3

    long = TrainingSettings(**{**QUICK.to_json(), "epochs": 5000})
    stop = Recorder(lambda self: any(text.startswith("epoch 2") for text in self.texts))
    results = run_training(arguments_of(long, patches, tmp_path / "b.onnx"), python, stop)
    assert "cancelled" in results["ended"] and results["epochs"] >= 2
    Network(tmp_path / "b.onnx", "cpu")

    with pytest.raises(Exception, match="does not exist"):
        run_training(arguments_of(QUICK, tmp_path / "none", tmp_path / "c.onnx"), python, told)


def test_a_crash_of_the_process_is_told_and_can_be_resumed(patches, tmp_path):
    long = TrainingSettings(**{**QUICK.to_json(), "epochs": 5000})
    arguments = arguments_of(long, patches, tmp_path / "m.onnx")

    class Killer(Recorder):
        def info(self, text):
            super().info(text)
            if text.startswith("epoch 1"):
                subprocess.run(["pkill", "-9", "-f", f"{MODULE} {arguments[0]}"], check=True)

    with pytest.raises(Exception, match="ended unexpectedly"):
        run_training(arguments, find_python(), Killer())
    assert (tmp_path / "m.training" / "checkpoint.pt").exists()
    assert not (tmp_path / "m.onnx").exists()


def test_the_process_ends_when_the_other_one_dies(patches, tmp_path):
    long = TrainingSettings(**{**QUICK.to_json(), "epochs": 5000})
    arguments = arguments_of(long, patches, tmp_path / "m.onnx")
    process = subprocess.Popen(
        [sys.executable, "-m", MODULE, "--events", *arguments],
        env=pythonprocess.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    for line in process.stdout:
        if '"epoch 1' in line:
            break
    process.stdin.close()
    events = [json.loads(line) for line in process.stdout]
    assert process.wait(60) == 0
    assert events[-1]["event"] == "result" and "cancelled" in events[-1]["ended"]


def test_python_for_training_is_checked(tmp_path):
    with pytest.raises(InputError, match="no Python"):
        find_python(str(tmp_path / "nothing"))
    fake = tmp_path / "python3"
    fake.write_text("#!/bin/sh\necho 2.7\n")
    fake.chmod(0o755)
    with pytest.raises(InputError, match=r"Python 2\.7"):
        find_python(str(fake))
    version = "{}.{}".format(*sys.version_info[:2])
    fake.write_text(f"#!/bin/sh\necho {version} torch onnx\n")
    with pytest.raises(MissingPackageError, match="torch onnx"):
        find_python(str(fake))


def test_settings_survive_the_command_line():
    import argparse

    from rock_glacier_mapper.core.training.settings import add_arguments

    for settings in (
        TrainingSettings(),
        TrainingSettings(augmentation=("flip",), half_precision=False, learning_rate=0.01),
        TrainingSettings(half_precision=True, crop_size=320, workers=3, target_iou=0.5),
    ):
        parser = argparse.ArgumentParser()
        add_arguments(parser)
        assert from_arguments(parser.parse_args(to_arguments(settings))) == settings


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"crop_size": 100}, "multiple of 16"),
        ({"architecture": "resnet"}, "resnet"),
        ({"augmentation": ("flip", "magic")}, "magic"),
        ({"learning_rate": float("nan")}, "LEARNING_RATE"),
        ({"epochs": 0}, "EPOCHS"),
        ({"target_iou": 0.0}, "TARGET_IOU"),
        ({"device": "tpu"}, "DEVICE"),
    ],
)
def test_impossible_settings_are_refused(change, words):
    with pytest.raises(InputError, match=words):
        TrainingSettings(**change).complete()


def scenes_of(tmp_path, *folders):
    datasets = [read_dataset(folder) for folder in folders]
    channels = common_channels(datasets)
    return channels, *patch_scenes(datasets, channels, tmp_path)


def test_folders_with_other_channels_train_together(patches, tmp_path):
    more = make_patches(tmp_path / "more", roles=("red", "green", "blue", "slope"), seed=8)
    channels, scenes, held_out = scenes_of(tmp_path, patches, more)
    assert [c.role for c in channels] == ["blue", "green", "red", "slope"]
    assert len(scenes) == 12 and len(held_out) == 4
    without = [s for s in scenes if s.name.startswith("patches/")]
    assert all((s.values[3] == 0).all() and s.missing == ("slope",) for s in without)
    assert all((s.values[3] != 0).any() for s in scenes if s not in without)
    assert len({s.place for s in held_out}) == 4


def test_ground_that_two_held_out_patches_show_counts_once(tmp_path):
    folder = make_patches(tmp_path / "p", count=8)
    import sqlite3

    with sqlite3.connect(folder / "patches.gpkg") as table:
        table.execute("DROP TRIGGER IF EXISTS rtree_patches_geom_update1")
        for name in [
            row[0] for row in table.execute("SELECT name FROM sqlite_master WHERE type='trigger'")
        ]:
            table.execute(f'DROP TRIGGER "{name}"')
        table.execute('UPDATE patches SET "column" = 300, "row" = 500 WHERE name = "000003"')
        table.execute('UPDATE patches SET "column" = 348, "row" = 468 WHERE name = "000007"')
    _, _, held_out = scenes_of(tmp_path, folder)
    first, second = held_out
    assert (first.label != IGNORE).all()
    covered = np.zeros((96, 96), bool)
    covered[32:, :48] = True  # rows 500 to 563 and columns 348 to 395 lie in the first
    np.testing.assert_array_equal(second.label == IGNORE, covered)


def test_many_patches_are_kept_in_a_file(patches, tmp_path, monkeypatch):
    from rock_glacier_mapper.core.training import patch_scenes as module

    _, inside, _ = scenes_of(tmp_path, patches)
    monkeypatch.setattr(module, "LARGEST_IN_MEMORY", 1000)
    _, outside, _ = scenes_of(tmp_path, patches)
    assert (tmp_path / "patches.f16").stat().st_size == 8 * 96 * 96 * 3 * 2
    for one, other in zip(inside, outside):
        np.testing.assert_array_equal(one.values, other.values)


def test_crops_depend_on_seed_epoch_and_number_alone(patches, tmp_path):
    channels, scenes, _ = scenes_of(tmp_path, patches)
    settings = QUICK.complete()
    whole = Crops(scenes, channels, settings, 4, 0, 1, 8)
    half = Crops(scenes, channels, settings, 4, 1, 2, 4)
    for number in range(4):
        np.testing.assert_array_equal(half[number][0], whole[1 + 2 * number][0])
    other = Crops(scenes, channels, settings, 5, 0, 1, 8)
    assert not np.array_equal(other[0][0], whole[0][0])
    positive = sum((whole[n][1] == 1).any() for n in range(8))
    assert positive >= 4


def test_the_rim_of_outlines_can_be_left_out():
    label = np.zeros((20, 20), np.uint8)
    label[5:15, 5:15] = 1
    label[:, 18:] = IGNORE
    rimmed = without_rim(label, 2)
    rows, columns = np.mgrid[0:20, 0:20]
    # Distance in steps (4-neighbourhood) to the other class.
    inside = np.minimum.reduce([rows - 4, 15 - rows, columns - 4, 15 - columns])
    down = np.maximum.reduce([5 - rows, rows - 14, np.zeros_like(rows)])
    across = np.maximum.reduce([5 - columns, columns - 14, np.zeros_like(rows)])
    near = np.where(label == 1, inside <= 2, down + across <= 2)
    np.testing.assert_array_equal(rimmed == IGNORE, near | (label == IGNORE))
    assert (rimmed[rimmed != IGNORE] == label[rimmed != IGNORE]).all()


def damage(folder, what):
    """Make one thing of a patch folder wrong."""
    image = folder / "images" / "000001.tif"
    if what == "nan":
        with rasterio.open(image, "r+") as dataset:
            dataset.write(np.full((3, 96, 96), np.inf, np.float32))
    elif what == "bands":
        make_patches(folder.parent / "four", roles=("red", "green", "blue", "nir"))
        shutil.copy(folder.parent / "four" / "images" / "000001.tif", image)
    elif what in ("no rock glacier", "all rock glacier"):
        for mask in (folder / "masks").iterdir():
            with rasterio.open(mask, "r+") as dataset:
                dataset.write(np.full((96, 96), what[0] == "a", np.uint8), 1)
    elif what == "cut":
        os.truncate(image, 2000)


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("bands", r"4 band\(s\)"),
        ("no rock glacier", "no rock glacier"),
        ("all rock glacier", "everywhere"),
        ("cut", "damaged|opened"),
    ],
)
def test_bad_patches_are_told(tmp_path, what, words):
    folder = make_patches(tmp_path / "patches")
    damage(folder, what)
    with pytest.raises(InputError, match=words):
        train(Job((str(folder),), str(tmp_path / "m.onnx"), settings=QUICK))
    assert not (tmp_path / "m.onnx").exists()


def test_values_that_are_no_numbers_count_as_missing(tmp_path):
    """NaN and infinite pixels are no data, as in mapping."""
    folder = make_patches(tmp_path / "patches")
    damage(folder, "nan")
    _, scenes, _ = scenes_of(tmp_path, folder)
    assert (scenes[1].values == 0).all()


def test_folders_of_another_resolution_are_refused(patches, tmp_path):
    fine = make_patches(tmp_path / "fine", resolution_m=5.0)
    with pytest.raises(InputError, match="10 m per pixel, those of"):
        scenes_of(tmp_path, patches, fine)


def test_one_sided_patches_are_refused(tmp_path):
    folder = make_patches(tmp_path / "patches", count=3)
    with pytest.raises(InputError, match="none for validation"):
        scenes_of(tmp_path, folder)


def test_checkpoints_with_objects_are_refused(tmp_path):
    class Evil:
        def __reduce__(self):
            return os.system, ("touch /tmp/never",)

    torch.save({"state": Evil()}, tmp_path / "checkpoint.pt")
    with pytest.raises(InputError, match="damaged"):
        load_tensors(tmp_path / "checkpoint.pt")


def test_command_line_tells_errors_without_traceback(tmp_path, capsys):
    assert main([str(tmp_path), "--model", str(tmp_path / "m.onnx")]) == 1
    assert capsys.readouterr().err.startswith("Error: ")
    assert main([str(tmp_path), "--model", str(tmp_path / "m.txt")]) == 1
    assert ".onnx" in capsys.readouterr().err


def test_a_full_disk_leaves_no_broken_checkpoint(patches):
    """On a small file system the run ends with a clear message, and no file is cut short."""
    place = Path("/tmp") / f"rgm_small_{os.getpid()}"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=40M", "tmpfs", str(place)], capture_output=True
    )
    if mounted.returncode:
        place.rmdir()
        pytest.skip("only root can mount a small file system")
    try:
        with pytest.raises(InputError, match=r"disk|free"):
            train(Job((str(patches),), str(place / "m.onnx"), settings=QUICK))
        for left in place.rglob("*.pt"):
            load_tensors(left)
        assert not list(place.rglob("*.part-*")) and not list(place.glob("*.onnx"))
    finally:
        subprocess.run(["umount", str(place)], check=True)
        shutil.rmtree(place)
