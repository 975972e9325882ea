"""Where the plugin's own data lie: in the installed zip beside the code, in a checkout one up."""

from __future__ import annotations

from pathlib import Path

from .errors import InputError
from .translation import tr

_PACKAGE = Path(__file__).parent.parent

#: File name of the model that is used when the user names none.
DEFAULT_MODEL_NAME = "rock_glacier_starter.onnx"


def _beside(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.exists() else _PACKAGE.parent / name


def resources() -> Path:
    """Folder of icons, styles, schema and graphical models."""
    return _beside("resources")


def metadata_file() -> Path:
    """The plugin's ``metadata.txt``."""
    return _beside("metadata.txt")


def plugin_version() -> str:
    """The version that ``metadata.txt`` gives."""
    for line in metadata_file().read_text(encoding="utf-8").splitlines():
        if line.startswith("version="):
            return line.split("=", 1)[1].strip()
    return "unknown"


def default_model() -> Path:
    """The shipped ONNX model.

    Raises:
        InputError: the installation lacks it.
    """
    path = _beside("models") / DEFAULT_MODEL_NAME
    if not path.exists():
        raise InputError(
            tr(
                "The shipped model {default_model_name} is missing. Install the plugin "
                "again, or choose an ONNX model of your own in MODEL."
            ).format(default_model_name=DEFAULT_MODEL_NAME)
        )
    return path


def is_shipped(model: Path) -> bool:
    """Whether a file is the ONNX model that came with the plugin."""
    own = _beside("models") / DEFAULT_MODEL_NAME
    return own.exists() and model.resolve() == own.resolve()
