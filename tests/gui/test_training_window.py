"""The window with the curves of a training that runs."""

import csv

import pytest
from qgis.PyQt.QtWidgets import QApplication

from rock_glacier_mapper.gui.trainingwindow import TrainingWindow
from rock_glacier_mapper.processing.trainingruns import RUNS, TrainingRun


def row(epoch, iou):
    return {
        "epoch": epoch,
        "learning_rate": 0.001,
        "train_loss": 1 / epoch,
        "loss": 1.1 / epoch,
        "iou": iou,
        "precision": 0.5,
        "recall": 0.6,
        "f1": 0.55,
        "threshold": 0.4,
        "average_precision": 0.5,
        "seconds": 3,
    }


def write(path, rows):
    with open(path, "w", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(rows)


@pytest.fixture
def run(tmp_path):
    return TrainingRun("andes", tmp_path / "log.csv")


@pytest.fixture
def window(qgis_app, run):
    window = TrainingWindow(run)
    window.show()
    yield window
    window.close()


def pixels(window):
    return window.picture.pixmap().toImage() if window.picture.pixmap() else None


def test_curves_appear_with_the_first_epoch_and_follow_the_log(window, run):
    window.look()
    assert pixels(window) is None or pixels(window).isNull()
    write(run.log, [row(1, 0.2)])
    window.look()
    first = pixels(window)
    assert first.width() > 300 and "Epoch 1" in window.words.text()
    write(run.log, [row(1, 0.2), row(2, 0.5), row(3, 0.4)])
    window.look()
    assert pixels(window) != first
    assert "Best IoU on the held-out places 0.500 in epoch 2" in window.words.text()


def test_a_log_that_is_gone_or_cut_short_does_no_harm(window, run):
    write(run.log, [row(1, 0.2)])
    window.look()
    shown = window.words.text()
    run.log.write_text("epoch,iou\n2,0.")
    run.log.unlink()
    window.look()
    assert window.words.text() == shown


def test_the_button_stops_the_training_and_the_end_is_told(window, run):
    assert not run.stop.is_set()
    window.stop.click()
    assert run.stop.is_set() and not window.stop.isEnabled()
    RUNS.ended.emit(TrainingRun("another", run.log), "the last epoch was reached")
    assert "Ended" not in window.words.text()
    RUNS.ended.emit(run, "cancelled; the best epoch is kept")
    QApplication.processEvents()
    assert "the best epoch is kept" in window.words.text()
