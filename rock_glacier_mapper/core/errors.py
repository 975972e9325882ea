"""The errors that a user may see. Their text says what is wrong and what to do about it."""

from __future__ import annotations


class RockGlacierError(Exception):
    """Base of all errors whose message is written for the user."""


class InputError(RockGlacierError):
    """An input (raster, vector, model, parameter) cannot be used as it is."""


class UnreadableRasterError(InputError):
    """A raster is missing, damaged or cut short; others may still be used."""


class DiskFullError(InputError):
    """There is no room on the disk; what is finished stays."""


class MissingPackageError(RockGlacierError):
    """An optional Python package that this step needs is not installed."""


class Cancelled(RockGlacierError):  # noqa: N818
    """The user cancelled; nothing was written."""

    def __init__(self, message: str | None = None):
        from .translation import tr  # only here, so that nothing else comes with the errors

        super().__init__(message if message else tr("Cancelled. Nothing was written."))
