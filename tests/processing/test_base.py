"""Errors that no algorithm foresaw reach the user as a message, and the log as a traceback."""

from __future__ import annotations

import pytest
from messages import DebugLog, assert_clear, run_algorithm
from processinglog import run
from qgis.core import QgsProcessingException

from rock_glacier_mapper.core.errors import Cancelled, InputError
from rock_glacier_mapper.processing.base import ISSUES, UNEXPECTED, RockGlacierAlgorithm


class _Fails(RockGlacierAlgorithm):
    NAME = "fails"
    error: Exception = KeyError("secret")

    def initAlgorithm(self, configuration=None):
        pass

    def compute(self, parameters, context, feedback):
        raise self.error


def failing(raised):
    return type("Failing", (_Fails,), {"error": raised})


@pytest.mark.parametrize("error", [KeyError("secret"), OSError(5, "secret"), RecursionError()])
def test_a_fault_of_the_plugin_is_called_so(qgis_app, error):
    log = DebugLog()
    with pytest.raises(QgsProcessingException) as caught:
        run(failing(error), {}, log)
    message = str(caught.value)
    assert message.startswith(UNEXPECTED) and ISSUES in message
    assert "secret" not in message
    assert_clear(message)
    assert "Traceback" in log.debug[0] and type(error).__name__ in log.debug[-1]
    assert any("test_base.py" in line for line in log.debug)


@pytest.mark.parametrize("error", [InputError("Choose well."), Cancelled()])
def test_foreseen_errors_stay_as_they_are(qgis_app, error):
    log = DebugLog()
    with pytest.raises(QgsProcessingException, match=str(error)):
        run(failing(error), {}, log)
    assert not log.debug


def test_the_messages_of_algorithms_run_within_stay_as_they_are(qgis_app):
    with pytest.raises(QgsProcessingException, match="It is over"):
        run(failing(QgsProcessingException("It is over.")), {})


def test_a_test_fails_on_a_fault_of_the_plugin(qgis_app, monkeypatch):
    monkeypatch.setattr("messages.ALGORITHMS", (failing(ValueError("x")),))
    with pytest.raises(AssertionError, match="ValueError: x"):
        run_algorithm("fails", {})
    monkeypatch.setattr("messages.ALGORITHMS", (failing(InputError("KeyError: 'b'")),))
    with pytest.raises(AssertionError):
        run_algorithm("fails", {})
