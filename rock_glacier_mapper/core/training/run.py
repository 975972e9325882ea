"""A whole training run: patches in; ONNX model, log and report out. Also the command line.

    python -m rock_glacier_mapper.core.training.run --model my.onnx FOLDER [FOLDER …]
    torchrun --nproc_per_node 4 -m rock_glacier_mapper.core.training.run --model my.onnx FOLDER

QGIS starts the first form in a process of its own (see :mod:`.process`), so that a crash of
PyTorch is no crash of QGIS.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch

from ..channels import Channel
from ..errors import Cancelled, InputError, RockGlacierError
from ..feedback import Console, Feedback
from ..files import whole_file
from ..model_card import ModelCard
from ..patches.dataset import TRAIN, VALIDATION, PatchDataset, read_dataset
from ..paths import plugin_version
from ..translation import shown, tr
from .export import export_deepness, export_half, export_onnx
from .fitting import Fitted, fit
from .metrics import HeldOutChoice, ScoreHistogram, held_out_choice
from .networks import architecture_named, build_network, load_weights, parameter_count
from .parallel import Team, team
from .patch_scenes import common_channels, patch_scenes
from .report import PatchExample, TrainingReport, write_report
from .scenes import TrainingScene
from .settings import TrainingSettings, add_arguments, from_arguments
from .validation import predict_scene, score_places

#: Columns of the log.
LOG_FIELDS = (
    "epoch",
    "learning_rate",
    "train_loss",
    "loss",
    "iou",
    "precision",
    "recall",
    "f1",
    "threshold",
    "average_precision",
    "seconds",
)
_FIGURES = ("iou", "f1", "precision", "recall", "average_precision")
#: Patches shown in the report, of the best and of the worst.
_EXAMPLES = 6


@dataclass(frozen=True)
class Job:
    """What to train with, and where to.

    Attributes:
        patches: folders of ``exportpatches``.
        model: ONNX file to write.
        log: CSV file with one row an epoch, or None.
        report: HTML file, or None.
        weights: file to start from, or None (see :func:`.networks.load_weights`).
        resume: go on with an interrupted run of the same settings.
        half, deepness: also write a 16-bit variant for GPUs, and one for the QGIS plugin Deepness,
            beside the model.
        name: of the model; None takes the file's.
    """

    patches: tuple[str, ...]
    model: str
    log: str | None = None
    report: str | None = None
    weights: str | None = None
    resume: bool = True
    half: bool = False
    deepness: bool = False
    name: str | None = None
    settings: TrainingSettings = field(default_factory=TrainingSettings)

    @property
    def folder(self) -> Path:
        """Where an unfinished run keeps its checkpoint: beside the model."""
        path = Path(self.model)
        return path.with_name(f"{path.stem}.training")


def train(job: Job, feedback: Feedback | None = None) -> dict[str, Any]:
    """Do the job; gives the figures of the model on the held-out places.

    The folder of the run is removed when all outputs are written. After an error, a kill or a
    cancel before the first epoch's end it stays, and the next run goes on from it.

    Raises:
        InputError: unusable patches, settings, weights or output.
        Cancelled: stopped before there was anything to keep.
    """
    feedback = feedback or Feedback()
    if Path(job.model).suffix.lower() != ".onnx":
        raise InputError(
            tr("MODEL must be an .onnx file, not {name}.").format(name=Path(job.model).name)
        )
    goes_on = Path(job.weights or "").suffix.lower() == ".onnx"
    datasets = [read_dataset(folder) for folder in job.patches]
    settings = job.settings.complete(goes_on, max(dataset.patch_size for dataset in datasets))
    with team(settings.device) as group:
        if not group.leads:
            feedback = Feedback()  # one process of the team talks
        torch.manual_seed(settings.seed)
        channels = common_channels(datasets)
        _prepare_folder(job, group)
        scenes, validation = patch_scenes(datasets, channels, job.folder, feedback.part(0, 0.05))
        _tell(datasets, scenes, validation, channels, group, feedback)
        network = build_network(settings.architecture, len(channels))
        if job.weights:
            for message in load_weights(network, job.weights, channels):
                feedback.info(message)
        fitted = fit(
            network,
            scenes,
            validation,
            channels,
            settings,
            job.folder,
            plan=_plan(job, settings, datasets, channels),
            team=group,
            on_epoch=lambda history: _write_log(job.folder / "log.csv", history),
            feedback=feedback.part(0.05, 0.95),
        )
        feedback.info(tr("Training ended: {reason}").format(reason=shown(fitted.ended)))
        if hasattr(fitted.network, "set_output_stride"):
            fitted.network.set_output_stride(settings.output_stride)
        places = score_places(fitted.network, validation, team=group)
        if not group.leads:
            return {}
        results = _finish(job, settings, datasets, channels, fitted, places, validation, feedback)
    shutil.rmtree(job.folder, ignore_errors=True)
    return results


def _prepare_folder(job: Job, group: Team) -> None:
    if group.leads:
        if not job.resume:
            shutil.rmtree(job.folder, ignore_errors=True)
        try:
            job.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(
                tr(
                    "The folder {folder} for the checkpoint cannot be made ({strerror}). "
                    "Choose another place for the model."
                ).format(folder=job.folder, strerror=error.strerror)
            ) from error
    group.wait()


def _tell(
    datasets: Sequence[PatchDataset],
    scenes: Sequence[TrainingScene],
    validation: Sequence[TrainingScene],
    channels: tuple[Channel, ...],
    group: Team,
    feedback: Feedback,
) -> None:
    places = len({scene.place for scene in validation})
    feedback.info(
        (
            tr(
                "{count} patches to train with, {held_out} held out on {places} place(s); "
                "channels {channels}; device {device}, {processes} processes"
            )
            if group.size > 1
            else tr(
                "{count} patches to train with, {held_out} held out on {places} place(s); "
                "channels {channels}; device {device}"
            )
        ).format(
            count=len(scenes),
            held_out=len(validation),
            places=places,
            channels=", ".join(c.role for c in channels),
            device=group.device,
            processes=group.size,
        )
    )
    for dataset in datasets:
        lacking = {c.role for c in channels} - {c.role for c in dataset.channels}
        if lacking:
            feedback.info(
                tr("{folder} lacks {lacking}: taken as missing").format(
                    folder=dataset.folder, lacking=", ".join(sorted(lacking))
                )
            )
        if dataset.split.get("overlapping"):
            feedback.warning(
                tr(
                    "The patches of {folder} were split at random, and patches of both sides "
                    "show the same ground. All figures will be better than they are on new "
                    "places."
                ).format(folder=dataset.folder)
            )


def _plan(
    job: Job,
    settings: TrainingSettings,
    datasets: Sequence[PatchDataset],
    channels: tuple[Channel, ...],
) -> dict[str, Any]:
    """What an interrupted run must have in common with the one that goes on."""
    return {
        "settings": settings.to_json(),
        "channels": [channel.role for channel in channels],
        "patches": [
            [str(dataset.folder.resolve()), len(dataset.patches), dataset.split]
            for dataset in datasets
        ],
        "initial_weights": job.weights,
    }


def _finish(
    job: Job,
    settings: TrainingSettings,
    datasets: Sequence[PatchDataset],
    channels: tuple[Channel, ...],
    fitted: Fitted,
    places: dict[str, ScoreHistogram],
    validation: Sequence[TrainingScene],
    feedback: Feedback,
) -> dict[str, Any]:
    """Calibrate, export, report."""
    choice = held_out_choice(places)
    accuracy = _accuracy(choice, datasets)
    architecture = architecture_named(settings.architecture)
    card = ModelCard(
        name=job.name or Path(job.model).stem,
        channels=channels,
        resolution_m=float(np.mean([dataset.resolution_m for dataset in datasets])),
        tile_size=architecture.tile_size,
        margin=architecture.margin,
        stride=architecture.stride,
        threshold=choice.threshold,
        temperature=choice.temperature,
        architecture=f"{architecture.title}, {parameter_count(fitted.network):,} parameters",
        plugin_version=plugin_version(),
        seed=settings.seed,
        training=_training_summary(datasets, fitted, settings, job),
        protocol=accuracy.pop("protocol"),
        accuracy=accuracy,
    )
    difference = export_onnx(fitted.network, card, job.model)
    feedback.info(
        tr(
            "{model}: threshold {threshold:.3f}, temperature {temperature:.3f}; largest "
            "difference from PyTorch {difference:.1e}"
        ).format(
            model=job.model,
            threshold=card.threshold,
            temperature=card.temperature,
            difference=difference,
        )
    )
    results = {
        "model": str(job.model),
        **{name: accuracy[name] for name in _FIGURES},
        "threshold": card.threshold,
        "epochs": len(fitted.history),
        "best_epoch": fitted.best_epoch,
        "ended": fitted.ended,
    }
    if job.log:
        _write_log(Path(job.log), fitted.history)
    if job.report:
        report = TrainingReport(
            title=card.name,
            settings={
                "network": card.architecture,
                "channels": ", ".join(channel.role for channel in channels),
                **{key: _plain(v) for key, v in settings.to_json().items() if v is not None},
            },
            data=[_data_row(dataset) for dataset in datasets],
            history=fitted.history,
            best_epoch=fitted.best_epoch,
            places=places,
            threshold=card.threshold,
            temperature=card.temperature,
            split=", ".join(sorted({str(d.split.get("rule")) for d in datasets})),
            notes=[tr("Training ended: {reason}.").format(reason=shown(fitted.ended))],
            examples=_examples(fitted.network, validation, channels, card),
        )
        write_report(job.report, report)
    beside = Path(job.model).with_suffix("")
    if job.half:
        path = f"{beside}_fp16.onnx"
        try:
            half = export_half(job.model, path)
            feedback.info(
                tr("{path}: 16 bits; differs by at most {difference:.1e} in probability").format(
                    path=path, difference=half
                )
            )
        except RockGlacierError as error:
            feedback.warning(tr("No 16-bit model was written. {error}").format(error=error))
    if job.deepness:
        path = f"{beside}_deepness.onnx"
        try:
            export_deepness(job.model, path)
            feedback.info(tr("{path}: for the plugin Deepness").format(path=path))
        except RockGlacierError as error:
            feedback.warning(tr("No model for Deepness was written. {error}").format(error=error))
    feedback.progress(1)
    return results


def _accuracy(choice: HeldOutChoice, datasets: Sequence[PatchDataset]) -> dict[str, Any]:
    """Figures on the held-out places with their intervals, and the protocol in words."""
    rules = {str(dataset.split.get("rule")) for dataset in datasets}
    words = (
        f"Pixels of the held-out patches, each counted once, on {len(choice.by_place)} place(s); "
        f"split by {', '.join(sorted(rules))}. {choice.note} The epoch was chosen by the IoU on "
        "the same places."
    )
    if any(dataset.split.get("overlapping") for dataset in datasets):
        words += (
            " The split was random and patches of both sides show the same ground: these figures "
            "are better than what new places will give."
        )
    return {
        "protocol": words,
        **choice.figures(),
        **{
            f"{name}_90_percent_interval": [round(value, 4) for value in pair]
            for name, pair in choice.intervals().items()
        },
    }


def _training_summary(
    datasets: Sequence[PatchDataset], fitted: Fitted, settings: TrainingSettings, job: Job
) -> dict[str, Any]:
    return {
        "patches": [_data_row(dataset) for dataset in datasets],
        "epochs": len(fitted.history),
        "best_epoch": fitted.best_epoch,
        "initial_weights": Path(job.weights).name if job.weights else "random",
        "settings": settings.to_json(),
    }


def _data_row(dataset: PatchDataset) -> dict[str, Any]:
    sides = [patch.split for patch in dataset.patches]
    return {
        "folder": dataset.folder.name,
        "train": sides.count(TRAIN),
        "validation": sides.count(VALIDATION),
        "channels": ", ".join(channel.role for channel in dataset.channels),
        "resolution_m": dataset.resolution_m,
        **{f"split_{key}": value for key, value in dataset.split.items()},
    }


def _plain(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def _examples(
    network: torch.nn.Module,
    validation: Sequence[TrainingScene],
    channels: tuple[Channel, ...],
    card: ModelCard,
) -> list[PatchExample]:
    """The held-out patches with rock glaciers of the lowest and the highest IoU."""
    found = []
    for scene in validation:
        if not (scene.label == 1).any():
            continue
        probability = predict_scene(network, scene, card.temperature)
        histogram = ScoreHistogram()
        histogram.add(probability, scene.label)
        found.append((histogram.at(card.threshold)["iou"], len(found), scene, probability))
    found.sort(key=lambda item: item[:2])
    kept = found if len(found) <= 2 * _EXAMPLES else found[:_EXAMPLES] + found[-_EXAMPLES:]
    return [
        PatchExample(scene.name, scene.place, _picture(scene, channels), scene.label, probability)
        for _, _, scene, probability in kept
    ]


def _picture(scene: TrainingScene, channels: tuple[Channel, ...]) -> np.ndarray:
    """Red, green, blue of a scene for display, uint8 (H, W, 3); its first band where they lack."""
    roles = [channel.role for channel in channels]
    bands = [
        scene.values[roles.index(role) if role in roles else 0].astype(np.float32)
        for role in ("red", "green", "blue")
    ]
    return (np.clip(np.stack(bands, -1) / 5 + 0.5, 0, 1) * 255).astype(np.uint8)


def _write_log(path: Path, history: list[dict[str, float]]) -> None:
    with whole_file(path) as temporary, open(temporary, "w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, LOG_FIELDS, extrasaction="ignore")
        table.writeheader()
        table.writerows(history)


class Events(Feedback):
    """Talks with the process that started this one: a JSON object a line, orders from stdin.

    The line ``stop``, or the end of the input because the other process died, cancels.
    """

    def __init__(self, out, orders):
        self._out, self._stop, self._shown = out, threading.Event(), -1.0
        threading.Thread(target=self._listen, args=(orders,), daemon=True).start()

    def _listen(self, orders) -> None:
        for line in orders:
            if line.strip() == "stop":
                break
        self._stop.set()

    def send(self, event: str, **content) -> None:
        """Write one event."""
        self._out.write(json.dumps({"event": event, **content}) + "\n")
        self._out.flush()

    def progress(self, fraction: float) -> None:  # noqa: D102
        if fraction - self._shown >= 0.001:
            self._shown = fraction
            self.send("progress", fraction=fraction)

    def info(self, text: str) -> None:  # noqa: D102
        self.send("info", text=text)

    def warning(self, text: str) -> None:  # noqa: D102
        self.send("warning", text=text)

    def is_cancelled(self) -> bool:  # noqa: D102
        return self._stop.is_set()


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; see ``--help``."""
    parser = argparse.ArgumentParser(
        prog="python -m rock_glacier_mapper.core.training.run",
        description="Train a network with exported patches.",
    )
    parser.add_argument("patches", nargs="+", help="folders of 'Export training patches'")
    parser.add_argument("--model", required=True, help="ONNX file to write")
    parser.add_argument("--log", help="CSV file, one row an epoch")
    parser.add_argument("--report", help="HTML file")
    parser.add_argument("--weights", help="file to start from: .onnx, .safetensors, .pt")
    parser.add_argument("--name", help="of the model; default: its file name")
    parser.add_argument("--no-resume", dest="resume", action="store_false", help="start anew")
    parser.add_argument("--half", action="store_true", help="also write a 16-bit variant")
    parser.add_argument("--deepness", action="store_true", help="also write one for Deepness")
    parser.add_argument("--events", action="store_true", help="JSON lines instead of text")
    add_arguments(parser)
    given = parser.parse_args(arguments)
    job = Job(
        tuple(given.patches),
        given.model,
        given.log,
        given.report,
        given.weights,
        given.resume,
        given.half,
        given.deepness,
        given.name,
        from_arguments(given),
    )
    if not given.events:
        try:
            train(job, Console())
        except RockGlacierError as error:
            print(f"Error: {error}", file=sys.stderr)
            return 1
        return 0
    events = Events(sys.stdout, sys.stdin)
    sys.stdout = sys.stderr  # what libraries print must not mix with the events
    try:
        events.send("result", **train(job, events))
    except Cancelled as error:
        events.send("cancelled", text=str(error))
    except RockGlacierError as error:
        events.send("error", text=str(error))
        return 1
    except MemoryError:
        events.send("error", text="There is not enough memory. Choose a smaller BATCH_SIZE.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
