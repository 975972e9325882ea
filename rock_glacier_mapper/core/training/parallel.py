"""The processes that train together: one alone, or those that ``torchrun`` started."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import torch
from torch import distributed

from ..errors import InputError
from ..translation import tr


class Team:
    """This process among those that train the same network.

    Attributes:
        rank, size: number of this process, and of all.
        device: that this process computes on.
    """

    def __init__(self, device: torch.device, rank: int = 0, size: int = 1):
        self.device, self.rank, self.size = device, rank, size

    @property
    def leads(self) -> bool:
        """Whether this process writes the files."""
        return self.rank == 0

    def agree(self, wish: bool) -> bool:
        """Whether any process wishes it."""
        if self.size == 1:
            return wish
        flag = torch.tensor(float(wish), device=self.device)
        distributed.all_reduce(flag, distributed.ReduceOp.MAX)
        return bool(flag)

    def total(self, counts: np.ndarray) -> np.ndarray:
        """The sum of integer arrays of the same shape over all processes."""
        if self.size == 1:
            return counts
        tensor = torch.from_numpy(np.ascontiguousarray(counts)).to(self.device)
        distributed.all_reduce(tensor)
        return tensor.cpu().numpy()

    def wait(self) -> None:
        """Until all processes are here."""
        if self.size > 1:
            distributed.barrier()

    def wrap(self, network: torch.nn.Module) -> torch.nn.Module:
        """The network with gradients averaged over the processes."""
        if self.size == 1:
            return network
        own = [self.device.index] if self.device.type == "cuda" else None
        return torch.nn.parallel.DistributedDataParallel(network, device_ids=own)


@contextmanager
def team(device: str) -> Iterator[Team]:
    """Join the processes that ``torchrun`` started, if it did.

    Args:
        device: ``auto``, ``cpu`` or ``cuda``.

    Raises:
        InputError: CUDA was asked for, and PyTorch finds no GPU.
    """
    cuda = device != "cpu" and torch.cuda.is_available()
    if device == "cuda" and not cuda:
        raise InputError(
            tr(
                "DEVICE is 'cuda', but PyTorch finds no GPU here. Install a CUDA build of "
                "torch, or choose 'auto' or 'cpu'."
            )
        )
    size, rank = int(os.environ.get("WORLD_SIZE", 1)), int(os.environ.get("RANK", 0))
    own = (
        torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0))) if cuda else torch.device("cpu")
    )
    if cuda:
        torch.cuda.set_device(own)
    if size == 1:
        yield Team(own)
        return
    distributed.init_process_group("nccl" if cuda else "gloo")
    members = Team(own, rank, size)
    try:
        yield members
        members.wait()  # nobody leaves while the leader still writes: torchrun would end all
    finally:
        gc.collect()  # what still holds the group must go before it
        distributed.destroy_process_group()
