"""Running an algorithm on an input of any kind: it works, or its message is clear."""

import re
import sys

from processinglog import Log, run
from qgis.core import QgsProcessingException

from rock_glacier_mapper.processing.base import UNEXPECTED
from rock_glacier_mapper.processing.provider import ALGORITHMS

#: What no user should have to read: Python's names of classes, representations and tracebacks.
_PYTHON = re.compile(
    r"Traceback|<class|object at 0x|NoneType|\b[A-Z]\w*(?<!Raster)(?:Error|Exception)\b"
    r"|\bnan\b.*\binteger|\berrno\b|\bUndefinedBehaviour\b|numpy\.|\barray\(|\bdtype\(",
)
#: Words of an advice.
_ADVICE = re.compile(
    r"\b(add|assign|allow|ask|choose|check|close|convert|copy|correct|create|delete|divide|download"
    r"|draw|empty|export|fill|free|georeference|give|grow|install|keep|leave|list|lower|make|map"
    r"|measure|move|name|needed|needs|open|pick|predict|prepare|raise|read|reduce|remove|rename"
    r"|repair|replace|report|reproject|run|save|select|set|sign|split|start|take|train|try|turn"
    r"|unlock|use|wait|warp|widen|write)\b",
    re.IGNORECASE,
)


def run_algorithm(name, parameters, feedback=None):
    """Run ``rockglacier:<name>`` in this process, as the toolbox does.

    Fails the test when the end is neither a result nor a message for the user.

    Returns:
        (results, None), or (None, message) when the algorithm gave up with a message.
    """
    algorithm = next(known for known in ALGORITHMS if name == known.NAME)
    log = feedback or DebugLog()
    escaped = []
    before = sys.excepthook
    sys.excepthook = lambda *error: escaped.append(error)  # where PyQt reports lost exceptions
    try:
        results, message = run(algorithm, parameters, log), None
    except QgsProcessingException as error:
        results, message = None, str(error)
    finally:
        sys.excepthook = before
    if escaped:
        raise AssertionError(f"{name}: an exception got lost") from escaped[0][1]
    if message is not None:
        debug = "\n".join(getattr(log, "debug", ()))
        assert not message.startswith(UNEXPECTED), f"{name}: {message}\n{debug}"
        assert message.strip(), f"{name}: a failure without a message"
        assert not _PYTHON.search(message), f"{name}: {message}"
    return results, message


def assert_clear(message):
    """The message says what is wrong, in words, and what to do about it."""
    assert message is not None, "it worked, but a message was expected"
    assert len(message.strip()) >= 20, message
    assert not _PYTHON.search(message), message
    words = re.sub(r"\S*[/\\]\S*", "", message)  # without paths, whose dots end no sentence
    sentences = [part for part in re.split(r"[.?!;](?:\s|$)", words) if part.strip()]
    assert len(sentences) > 1 or _ADVICE.search(words), message


class DebugLog(Log):
    """Keeps what is meant for developers, too."""

    def __init__(self):
        super().__init__()
        self.debug = []

    def pushDebugInfo(self, text):
        self.debug.append(text)
