"""Progress, messages and cancelling, without QGIS.

Core functions take a :class:`Feedback`. The Processing layer passes one that writes to the
Processing log; tests and scripts use this silent default.
"""

from __future__ import annotations

from .errors import Cancelled


class Feedback:
    """Silent feedback; subclasses show progress and messages, and say whether to stop."""

    def progress(self, fraction: float) -> None:
        """Report the share of the work done, 0 to 1."""

    def info(self, text: str) -> None:
        """Tell the user something worth knowing."""

    def warning(self, text: str) -> None:
        """Tell the user something that may make the result worse than expected."""

    def is_cancelled(self) -> bool:
        """Whether the user asked to stop."""
        return False

    def check(self) -> None:
        """Raise :class:`Cancelled` when the user asked to stop; call it in every long loop."""
        if self.is_cancelled():
            raise Cancelled

    def part(self, start: float, end: float) -> Feedback:
        """A feedback whose progress 0 to 1 fills this one's range ``start`` to ``end``."""
        return _Part(self, start, end)


class _Part(Feedback):
    def __init__(self, whole: Feedback, start: float, end: float):
        self._whole, self._start, self._end = whole, start, end

    def progress(self, fraction: float) -> None:
        self._whole.progress(self._start + (self._end - self._start) * fraction)

    def info(self, text: str) -> None:
        self._whole.info(text)

    def warning(self, text: str) -> None:
        self._whole.warning(text)

    def is_cancelled(self) -> bool:
        return self._whole.is_cancelled()


class Console(Feedback):
    """Prints messages to standard output; used by command-line tools."""

    def info(self, text: str) -> None:  # noqa: D102
        print(text, flush=True)

    def warning(self, text: str) -> None:  # noqa: D102
        print(f"Warning: {text}", flush=True)
