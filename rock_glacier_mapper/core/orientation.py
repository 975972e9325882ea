"""What turning or mirroring a picture does to its channels: pixels move, directions turn.

Northness and eastness are the components of a direction on the ground. When the picture is turned
they must turn with it, or the network would see light, slope and direction disagree. Both have
centre 0 and the same spread, so this is exact on scaled values too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from .channels import EASTNESS, NORTHNESS, Channel
from .errors import InputError
from .translation import tr

#: The eight symmetries of the square as (transpose, flip rows, flip columns).
SYMMETRIES = tuple((t, r, c) for t in (False, True) for r in (False, True) for c in (False, True))


def vector_pair(channels: Sequence[Channel]) -> tuple[int, int] | None:
    """Positions of (northness, eastness) in a list of channels; None when it has neither.

    Call it when a list of channels is made for training: a network that sees one component
    without the other cannot be turned.

    Raises:
        InputError: only one of the two, or scalings that do not let them turn.
    """
    roles = [channel.role for channel in channels]
    found = [role for role in (NORTHNESS, EASTNESS) if role in roles]
    if not found:
        return None
    if len(found) == 1:
        other = EASTNESS if found[0] == NORTHNESS else NORTHNESS
        raise InputError(
            tr(
                "The channels have {present} without {missing}. A turned picture needs both: add "
                "{missing}, or leave {present} out."
            ).format(present=found[0], missing=other)
        )
    north, east = roles.index(NORTHNESS), roles.index(EASTNESS)
    one, two = channels[north].scaling, channels[east].scaling
    if one != two or one.kind != "fixed" or one.centre != 0:
        raise InputError(
            tr(
                "{northness} and {eastness} must have the same fixed scaling with centre 0, "
                "so that they can be turned."
            ).format(northness=NORTHNESS, eastness=EASTNESS)
        )
    return north, east


def transform_view(
    values: np.ndarray,
    channels: Sequence[Channel],
    transpose: bool,
    flip_rows: bool,
    flip_columns: bool,
) -> np.ndarray:
    """One of the eight symmetries of a north-up picture: the flips first, then the transposition.

    Args:
        values: physical or scaled, (layers, H, W).
        channels: what the first layers hold; an empty list for values without direction.
        transpose: mirror at the diagonal from north-west to south-east.
        flip_rows: swap north and south.
        flip_columns: swap west and east.

    Returns:
        A new array, (layers, W, H) when transposed.

    Raises:
        InputError: see :func:`vector_pair`.
    """
    view = values[:, ::-1] if flip_rows else values
    view = view[:, :, ::-1] if flip_columns else view
    view = view.transpose(0, 2, 1) if transpose else view
    view = np.array(view, order="C")
    pair = vector_pair(channels)
    if pair is not None:
        north, east = pair
        if flip_rows:
            np.negative(view[north], out=view[north])
        if flip_columns:
            np.negative(view[east], out=view[east])
        if transpose:
            view[[north, east]] = -view[[east, north]]
    return view


def undo_view(
    values: np.ndarray,
    channels: Sequence[Channel],
    transpose: bool,
    flip_rows: bool,
    flip_columns: bool,
) -> np.ndarray:
    """The inverse of :func:`transform_view` with the same arguments."""
    if transpose:
        flip_rows, flip_columns = flip_columns, flip_rows
    return transform_view(values, channels, transpose, flip_rows, flip_columns)


def turn_vectors(values: np.ndarray, channels: Sequence[Channel], angle: float) -> None:
    """Turn northness and eastness in place, for a picture whose pixels were turned already.

    Args:
        values: physical or scaled, (channels, H, W).
        angle: by which the picture was turned, degrees counterclockwise.

    Raises:
        InputError: see :func:`vector_pair`.
    """
    pair = vector_pair(channels)
    if pair is not None:
        north, east = values[list(pair)]
        cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        values[pair[0]] = cosine * north + sine * east
        values[pair[1]] = cosine * east - sine * north
