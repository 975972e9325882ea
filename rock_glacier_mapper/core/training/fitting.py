"""The training loop: balanced random crops, averaged weights, a checkpoint after each epoch."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from ..channels import Channel
from ..errors import Cancelled, InputError
from ..feedback import Feedback
from ..translation import Phrase, mark, tr
from .checkpoint import RunState, load_best, load_state, save_best, save_state
from .networks import architecture_named
from .parallel import Team
from .sampling import batches, steps_per_epoch
from .scenes import IGNORE, TrainingScene
from .settings import TrainingSettings
from .validation import epoch_figures, score_places

#: Largest norm of the gradient; longer ones are cut to it.
_LARGEST_GRADIENT = 5.0
#: The averaged weights look back over about 1 / (1 - this) steps.
_AVERAGE = 0.998


@dataclass
class Fitted:
    """What a run gave.

    Attributes:
        network: with the averaged weights of the best epoch, in evaluation mode.
        history: one row an epoch, see :func:`.validation.epoch_figures`.
        best_epoch: the one whose weights were kept, counted from 1.
        ended: why the run ended, for the user.
    """

    network: torch.nn.Module
    history: list[dict[str, float]]
    best_epoch: int
    ended: str


def fit(
    network: torch.nn.Module,
    scenes: Sequence[TrainingScene],
    validation: Sequence[TrainingScene],
    channels: tuple[Channel, ...],
    settings: TrainingSettings,
    folder: Path,
    *,
    plan: dict[str, Any] | None = None,
    team: Team | None = None,
    on_epoch: Callable[[list[dict[str, float]]], None] | None = None,
    feedback: Feedback | None = None,
) -> Fitted:
    """Train until the target, the last epoch, no more progress, or the user's stop.

    After each epoch the exponentially averaged weights (Polyak averaging) are scored on the
    held-out scenes, and a checkpoint is written. On a processor, a run that was killed and goes
    on from its checkpoint ends with the same weights as an unbroken one.

    Args:
        network: with input of ``len(channels)`` channels; trained in place.
        scenes: to train with; ``weight`` is the relative share of crops.
        validation: held-out scenes.
        settings: complete ones (:meth:`TrainingSettings.complete`).
        folder: of the run, for the checkpoint; when it holds one of the same plan, the run goes on.
        plan: what the run is, compared with the checkpoint's.
        team: processes that train together.
        on_epoch: called with the history after each epoch.

    Raises:
        InputError: no scenes, one class only, a batch that cannot be shared, a checkpoint of
            another plan, or training that diverged.
        Cancelled: stopped before the first epoch ended; the checkpoint stays.
    """
    team = team or Team(torch.device("cpu"))
    _check(scenes, validation, settings, team)
    run = _Run(network, settings, team, folder, plan or {"settings": settings.to_json()})
    feedback = feedback or Feedback()
    if run.state.epoch:
        feedback.info(
            tr("Going on after epoch {epoch} of an interrupted run").format(epoch=run.state.epoch)
        )
    run.steps = steps_per_epoch(scenes, settings) * settings.epochs
    on_gpu = team.device.type == "cuda"
    while not (ended := run.why_end()):
        begin = time.monotonic()
        torch.manual_seed(settings.seed * 100_003 + run.state.epoch)
        crops = batches(scenes, channels, settings, run.state.epoch, team.rank, team.size, on_gpu)
        losses = run.epoch(crops, feedback)
        if losses is None:
            if not run.state.best_epoch:
                raise Cancelled(tr("Cancelled before the first epoch ended; no model was written."))
            ended = Phrase(mark("cancelled; the best epoch is kept"))
            break
        figures = epoch_figures(score_places(run.averaged.eval(), validation, team=team))
        row = run.end_epoch(float(np.mean(losses)), figures, time.monotonic() - begin)
        feedback.info(_line(row))
        if on_epoch is not None and team.leads:
            on_epoch(run.state.history)
    team.wait()
    network.load_state_dict(load_best(folder))
    return Fitted(network.eval(), run.state.history, run.state.best_epoch, ended)


class _Run:
    """Network, averaged network and optimiser, with the state that a checkpoint keeps."""

    def __init__(
        self,
        network: torch.nn.Module,
        settings: TrainingSettings,
        team: Team,
        folder: Path,
        plan: dict[str, Any],
    ):
        self._settings, self._team, self._folder = settings, team, folder
        self.steps = 1
        self.network = network.to(team.device, memory_format=torch.channels_last)
        self.averaged = copy.deepcopy(network)
        self._optimiser = _optimiser(network, settings)
        self._precision = _precision(settings, team.device)
        self._scaler = torch.amp.GradScaler(
            team.device.type, enabled=self._precision is torch.float16
        )
        self.state = load_state(folder) or RunState(plan)
        if self.state.plan != plan:
            old = self.state.plan
            other = sorted(key for key in {*plan, *old} if plan.get(key) != old.get(key))
            raise InputError(
                tr(
                    "An interrupted run with other settings or data lies beside the model "
                    "(different: {other}). Run with the same ones to go on, switch RESUME "
                    "off to start anew, or choose another model file."
                ).format(other=", ".join(other))
            )
        for name, part in self._parts().items():
            if name in self.state.tensors:
                part.load_state_dict(self.state.tensors[name])
        self._trained = team.wrap(self.network)

    def _parts(self) -> dict[str, Any]:
        return {
            "network": self.network,
            "averaged": self.averaged,
            "optimiser": self._optimiser,
            "scaler": self._scaler,
        }

    def why_end(self) -> str:
        """Why the run is over; empty when it is not."""
        state, settings = self.state, self._settings
        if state.best_epoch:
            if state.history[state.best_epoch - 1]["iou"] >= settings.target_iou:
                return Phrase(
                    mark("the target IoU of {iou:g} was reached"), iou=settings.target_iou
                )
            if settings.patience and state.epoch - state.best_epoch >= settings.patience:
                return Phrase(mark("no better IoU in {count} epochs"), count=settings.patience)
        over = state.epoch >= settings.epochs
        return Phrase(mark("the last epoch was reached")) if over else ""

    def epoch(self, crops: Iterable, feedback: Feedback) -> list[float] | None:
        """Train with the crops; gives the losses, or None when the user stopped."""
        self._trained.train()
        losses = []
        for image, label in crops:
            if self._team.agree(feedback.is_cancelled()):
                return None
            losses.append(self._step(image, label))
            feedback.progress(self.state.step / self.steps)
        return losses

    def _rate(self) -> float:
        """Learning rate: a short rise, then polynomial decay with power 0.9 (DeepLab)."""
        step = self.state.step
        rise = min(1.0, (step + 1) / min(100, self.steps))
        return self._settings.learning_rate * rise * (1 - step / self.steps) ** 0.9

    def _step(self, image: torch.Tensor, label: torch.Tensor) -> float:
        device, precision = self._team.device, self._precision
        for group in self._optimiser.param_groups:
            group["lr"] = self._rate()
        image = image.to(device, non_blocking=True).contiguous(memory_format=torch.channels_last)
        with torch.autocast(device.type, precision or torch.bfloat16, precision is not None):
            logits = self._trained(image)
        loss = segmentation_loss(logits.float(), label.to(device, non_blocking=True))
        value = float(loss.detach())
        if not np.isfinite(value):
            raise InputError(
                tr(
                    "The training diverged: the loss is no number any more. Choose a lower "
                    "LEARNING_RATE, or look for absurd values in the images."
                )
            )
        self._optimiser.zero_grad()
        self._scaler.scale(loss).backward()
        self._scaler.unscale_(self._optimiser)
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), _LARGEST_GRADIENT)
        self._scaler.step(self._optimiser)
        self._scaler.update()
        self.state.step += 1
        _average(
            self.averaged, self.network, min(_AVERAGE, self.state.step / (self.state.step + 19))
        )
        return value

    def end_epoch(self, loss: float, figures: dict[str, float], seconds: float) -> dict[str, float]:
        """Add a row to the history, keep the best weights, write the checkpoint."""
        state = self.state
        best = max((row["iou"] for row in state.history), default=-1.0)
        state.epoch += 1
        row = {
            "epoch": state.epoch,
            "learning_rate": self._optimiser.param_groups[0]["lr"],
            "train_loss": loss,
            **figures,
            "seconds": round(seconds, 2),
        }
        state.history.append(row)
        if self._settings.keep_last or row["iou"] > best:
            state.best_epoch = state.epoch
        if self._team.leads:
            if state.best_epoch == state.epoch:
                save_best(self._folder, self.averaged.state_dict())
            state.tensors = {name: part.state_dict() for name, part in self._parts().items()}
            save_state(self._folder, state)
        return row


def _line(row: dict[str, float]) -> str:
    return tr(
        "epoch {epoch}: training loss {train_loss:.4f}; held out: loss {loss:.4f}, IoU {iou:.3f}, "
        "precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}, average precision "
        "{average_precision:.3f} ({seconds:.0f} s)"
    ).format(**row)


def _check(
    scenes: Sequence[TrainingScene],
    validation: Sequence[TrainingScene],
    settings: TrainingSettings,
    team: Team,
) -> None:
    for group, name in ((scenes, "training"), (validation, "validation")):
        if not any((scene.label == 1).any() for scene in group):
            raise InputError(
                tr(
                    "There is no rock glacier in the {name} data. Export patches with rock "
                    "glaciers on both sides of the split."
                ).format(name=name)
            )
        if not any((scene.label == 0).any() for scene in group):
            raise InputError(
                tr(
                    "The {name} data are rock glacier everywhere: there is nothing to tell "
                    "it from. Export patches with more surroundings (BUFFER)."
                ).format(name=name)
            )
    pools = architecture_named(settings.architecture).image_pooling
    if pools and settings.batch_size < 2 * team.size:
        raise InputError(
            tr(
                "BATCH_SIZE {batch_size} is too small: this network needs at least 2 crops a "
                "step and process, because it normalises the mean of each image over the "
                "batch."
            ).format(batch_size=settings.batch_size)
        )
    if settings.batch_size % team.size:
        raise InputError(
            tr(
                "BATCH_SIZE {batch_size} cannot be shared by {size} processes. Choose a multiple."
            ).format(batch_size=settings.batch_size, size=team.size)
        )


def _optimiser(network: torch.nn.Module, settings: TrainingSettings) -> torch.optim.Optimizer:
    architecture = architecture_named(settings.architecture)
    options = {"lr": settings.learning_rate, "weight_decay": architecture.weight_decay}
    if architecture.optimiser == "sgd":
        momentum = architecture.momentum
        return torch.optim.SGD(network.parameters(), momentum=momentum, **options)
    return torch.optim.AdamW(network.parameters(), **options)


def _precision(settings: TrainingSettings, device: torch.device) -> torch.dtype | None:
    """Number format of the forward pass; None = 32 bits."""
    wanted = device.type == "cuda" if settings.half_precision is None else settings.half_precision
    if not wanted:
        return None
    if device.type == "cuda" and not torch.cuda.is_bf16_supported():
        return torch.float16
    return torch.bfloat16


def segmentation_loss(logits: torch.Tensor, label: torch.Tensor) -> torch.Tensor:
    """Binary cross-entropy plus soft Dice loss over the pixels that are not ignored.

    The Dice part weighs the class by its overlap and not by its few pixels (Milletari et al.
    2016, 3DV), against the imbalance of the classes.

    Args:
        logits: (N, 1, H, W).
        label: (N, H, W): 0, 1, or 255 to ignore.
    """
    known = (label != IGNORE).float()
    target = (label == 1).float()
    score = logits[:, 0]
    entropy = functional.binary_cross_entropy_with_logits(score, target, reduction="none")
    entropy = (entropy * known).sum() / known.sum().clamp(min=1)
    probability = torch.sigmoid(score) * known
    overlap = (probability * target).sum()
    dice = 1 - (2 * overlap + 1) / (probability.sum() + (target * known).sum() + 1)
    return entropy + 0.5 * dice


@torch.no_grad()
def _average(averaged: torch.nn.Module, network: torch.nn.Module, keep: float) -> None:
    current = network.state_dict()
    for name, value in averaged.state_dict().items():
        if value.dtype.is_floating_point:
            value.lerp_(current[name], 1 - keep)
        else:
            value.copy_(current[name])
