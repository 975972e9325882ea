"""Checkpoints: the state of a run after each epoch, whole or not at all, read without pickle."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch

from .. import plainjson
from ..errors import InputError
from ..files import PART, whole_file
from ..translation import tr

#: In the folder of a run.
CHECKPOINT, BEST = "checkpoint.pt", "best.pt"


@dataclass
class RunState:
    """What a run needs to go on as if it had never stopped.

    Attributes:
        plan: settings, data and network of the run; another plan cannot go on from here.
        epoch: epochs that are done.
        step: optimiser steps that are done.
        best_epoch: the one of the best IoU, counted from 1; 0 = none yet.
        history: one row an epoch.
        tensors: of network, averaged network, optimiser and gradient scaler.
    """

    plan: dict[str, Any]
    epoch: int = 0
    step: int = 0
    best_epoch: int = 0
    history: list[dict[str, float]] = field(default_factory=list)
    tensors: dict[str, Any] = field(default_factory=dict)


def save_state(folder: Path, state: RunState) -> None:
    """Write the checkpoint of a run; the one before stays until the new one is complete.

    Raises:
        InputError: the disk is full or the folder cannot be written.
    """
    text = json.dumps(
        {
            "plan": state.plan,
            "epoch": state.epoch,
            "step": state.step,
            "best_epoch": state.best_epoch,
            "history": state.history,
        }
    )
    _save(folder / CHECKPOINT, {"state": text, **state.tensors})


def load_state(folder: Path) -> RunState | None:
    """The checkpoint of an unfinished run; None when there is none.

    Raises:
        InputError: it is damaged.
    """
    for left in folder.glob(f"*{PART}*"):
        left.unlink(missing_ok=True)
    path = folder / CHECKPOINT
    if not path.exists():
        return None
    record = load_tensors(path)
    try:
        state = RunState(**plainjson.parse(record.pop("state")), tensors=record)
        if not (
            isinstance(state.plan, dict)
            and isinstance(state.history, list)
            and all(isinstance(row, dict) for row in state.history)
            and all(
                isinstance(count, int) and count >= 0
                for count in (state.epoch, state.step, state.best_epoch)
            )
        ):
            raise ValueError("values of other kinds")
        return state
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(
            tr("The checkpoint {path} is damaged. Delete its folder.").format(path=path)
        ) from error


def save_best(folder: Path, weights: dict[str, torch.Tensor]) -> None:
    """Keep the weights of the best epoch so far."""
    _save(folder / BEST, weights)


def load_best(folder: Path) -> dict[str, torch.Tensor]:
    """The weights of the best epoch."""
    return load_tensors(folder / BEST)


def load_tensors(path: Path) -> dict[str, Any]:
    """A file of tensors and plain values; anything else in it is refused, never run.

    Raises:
        InputError: the file is damaged, or holds objects.
    """
    try:
        return torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # PyTorch raises many kinds
        raise InputError(
            tr(
                "{path} is damaged or no file of plain tensors, and was not opened. Choose another "
                "file, or save the state_dict() alone."
            ).format(path=path)
        ) from error


def _save(path: Path, record: dict[str, Any]) -> None:
    with whole_file(path) as temporary:
        try:
            with open(temporary, "wb") as file:
                torch.save(record, file)
                file.flush()
                os.fsync(file.fileno())
        except RuntimeError as error:  # how PyTorch tells that a write failed
            raise InputError(
                tr(
                    "The disk is full or failed; {path} was not written. Free some space; "
                    "with RESUME the run goes on from its last epoch."
                ).format(path=path)
            ) from error
