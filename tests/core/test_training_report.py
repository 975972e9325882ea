"""Held-out figures, their intervals, the choice of the threshold, and the report of them."""

import html.parser
import io
import json
import re
import time

import numpy as np
import pytest
from scipy import special

from rock_glacier_mapper.core.errors import InputError
from rock_glacier_mapper.core.training.metrics import (
    ScoreHistogram,
    bootstrap_interval,
    fit_temperature,
    held_out_choice,
    pooled,
)
from rock_glacier_mapper.core.training.report import (
    PatchExample,
    TrainingReport,
    curves_figure,
    write_report,
)


def histogram_of(probability, label):
    histogram = ScoreHistogram()
    histogram.add(np.asarray(probability, float), np.asarray(label, np.uint8))
    return histogram


def scores(seed, count=20_000, shift=0.0, sharpness=1.0, rate=-2.0):
    """Labels drawn with a known probability, said with a shift and a sharpness of its logit."""
    rng = np.random.default_rng(seed)
    logit = rng.normal(rate, 2.0, count)
    label = (rng.random(count) < special.expit(logit)).astype(np.uint8)
    return special.expit(sharpness * (logit + shift)), label


def textbook_average_precision(probability, label):
    """Sum over the ranked pixels of precision times step of recall; equal scores count as one."""
    order = np.argsort(-probability, kind="stable")
    probability, label = probability[order], label[order]
    last = np.append(np.diff(probability) != 0, True)
    hits = np.cumsum(label)[last]
    precision = hits / (np.flatnonzero(last) + 1)
    recall = hits / label.sum()
    return float(np.sum(np.diff(recall, prepend=0) * precision))


@pytest.mark.parametrize("rate", [-5.0, -2.0, 1.0])
def test_average_precision_equals_the_textbook_sum(rate):
    probability, label = scores(1, rate=rate)
    binned = np.floor(probability * 1000) / 1000
    found = histogram_of(probability, label).average_precision()
    assert found == pytest.approx(textbook_average_precision(binned, label), abs=1e-9)
    assert found == pytest.approx(textbook_average_precision(probability, label), abs=5e-3)


def test_figures_of_a_case_counted_by_hand():
    """3 hits, 1 false, 2 lost, 4 rightly empty: mapped 4, true 5."""
    said = [0.9, 0.8, 0.7, 0.75, 0.2, 0.1, 0.05, 0.05, 0.3, 0.4]
    true = [1, 1, 1, 0, 1, 1, 0, 0, 0, 0]
    figures = histogram_of([*said, 0.99], [*true, 255]).figures(0.5)
    assert figures["precision"] == 0.75 and figures["recall"] == 0.6
    assert figures["iou"] == 0.5 and figures["f1"] == pytest.approx(2 / 3, abs=1e-4)
    assert figures["area_bias"] == -0.2 and figures["base_rate"] == 0.5
    assert figures["pixels"] == 10
    empty = histogram_of([0.9, 0.1], [0, 0]).figures(0.5)
    assert empty["iou"] is None and empty["area_bias"] is None and empty["base_rate"] == 0
    json.dumps(figures), json.dumps(empty, allow_nan=False)


def test_calibration_error_of_constructed_cases():
    """0.8 said where half is true, and 0.2 said where nothing is: 0.3 and 0.2, half of each."""
    label = np.tile([1, 0], 500)
    wrong = histogram_of(np.full(1000, 0.8001), label) + histogram_of(
        np.full(1000, 0.2001), np.zeros(1000)
    )
    assert wrong.calibration_error() == pytest.approx(0.25, abs=1e-3)
    curve = wrong.reliability()
    np.testing.assert_allclose(curve["said"], [0.2, 0.8], atol=1e-3)
    np.testing.assert_allclose(curve["observed"], [0, 0.5])
    assert list(curve["count"]) == [1000, 1000]
    right, truth = scores(5, 200_000)
    assert histogram_of(right, truth).calibration_error() < 0.005


@pytest.mark.parametrize("sharpness", [0.5, 1.0, 2.0])
def test_temperature_is_found_and_its_rebinning_is_that_of_the_pixels(sharpness):
    probability, label = scores(3, 100_000, sharpness=sharpness)
    histogram = histogram_of(probability, label)
    temperature = fit_temperature(histogram)
    assert temperature == pytest.approx(sharpness, rel=0.06)
    tempered = histogram.tempered(temperature)
    exact = histogram_of(special.expit(special.logit(probability) / temperature), label)
    assert tempered.calibration_error() < 0.01
    for threshold in (0.2, 0.5, 0.8):
        one, other = tempered.figures(threshold), exact.figures(threshold)
        assert one["f1"] == pytest.approx(other["f1"], abs=0.01)
    assert tempered.average_precision() == pytest.approx(exact.average_precision(), abs=5e-3)


def test_histograms_pool_and_survive_json():
    one, other = histogram_of(*scores(1, 500)), histogram_of(*scores(2, 300))
    both = histogram_of(*(np.concatenate(p) for p in zip(scores(1, 500), scores(2, 300))))
    for total in (one + other, pooled([one, other])):
        np.testing.assert_array_equal(total.positive, both.positive)
        np.testing.assert_array_equal(total.negative, both.negative)
    again = ScoreHistogram.from_json(json.loads(json.dumps(one.to_json())))
    np.testing.assert_array_equal(again.positive, one.positive)
    assert again.figures(0.3) == one.figures(0.3)
    for damaged in ({}, {"positive": [1], "negative": [1]}):
        with pytest.raises(ValueError, match="counts"):
            ScoreHistogram.from_json(damaged)


def test_interval_is_that_of_resampled_places():
    """Recalls of six places of equal size: the interval of their mean, by direct resampling."""
    hits = [100, 300, 500, 700, 900, 950]
    places = {
        str(n): histogram_of(np.where(np.arange(1000) < h, 0.9, 0.1), np.ones(1000))
        for n, h in enumerate(hits)
    }
    low, high = bootstrap_interval(places, lambda h: h.at(0.5)["recall"], draws=4000)
    means = np.random.default_rng(9).choice(hits, (4000, 6)).mean(1) / 1000
    assert (low, high) == pytest.approx(np.quantile(means, (0.05, 0.95)), abs=0.02)
    assert bootstrap_interval(dict(list(places.items())[:2]), lambda h: 1.0) is None
    assert bootstrap_interval(places, lambda h: None) is None
    barren = {str(n): histogram_of([0.5], [0]) for n in range(5)}
    assert bootstrap_interval(barren, lambda h: h.at(0.5)["recall"]) is None


def test_intervals_are_about_as_wide_as_they_claim():
    """Of many data sets of 12 places from one source, about 90 % hold the true mean recall."""
    rng = np.random.default_rng(4)
    inside = 0
    for _ in range(60):
        places = {}
        for n in range(12):
            recall = np.clip(rng.normal(0.6, 0.15), 0, 1)
            said = np.where(np.arange(200) < 200 * recall, 0.9, 0.1)
            places[str(n)] = histogram_of(said, np.ones(200))
        low, high = bootstrap_interval(places, lambda h: h.at(0.5)["recall"], draws=200)
        inside += low <= 0.6 <= high
    assert 0.75 <= inside / 60 <= 0.98


def test_choice_is_made_without_the_place_that_it_is_scored_on():
    """Two like places and one odd one: the odd one is scored with the others' threshold."""
    places = {
        "a": histogram_of(*scores(1)),
        "b": histogram_of(*scores(2)),
        "odd": histogram_of(*scores(3, shift=3.0)),
    }
    choice = held_out_choice(places)
    for place in places:
        others = pooled(h for name, h in places.items() if name != place)
        temperature = fit_temperature(others)
        threshold = others.tempered(temperature).best()["threshold"]
        assert choice.by_place[place] == (threshold, temperature)
        expected = places[place].tempered(temperature).at(threshold)
        decided = choice.decisions[place].at(0.5)
        assert all(decided[n] == expected[n] for n in ("precision", "recall", "f1", "iou"))
    assert choice.independent and "all other" in choice.note
    dependent = pooled(h.tempered(choice.temperature) for h in places.values())
    assert choice.figures()["f1"] < dependent.at(choice.threshold)["f1"]


def test_choice_with_one_place_says_that_it_is_not_independent():
    alone = held_out_choice({"a": histogram_of(*scores(1))})
    assert not alone.independent and "one held-out place only" in alone.note
    assert alone.by_place["a"] == (alone.threshold, alone.temperature)
    barren = histogram_of([0.1, 0.2], [0, 0])
    one_with = held_out_choice({"a": histogram_of(*scores(1)), "b": barren})
    assert not one_with.independent and "rock glaciers lie in one" in one_with.note
    nothing = held_out_choice({"a": barren, "b": barren})
    assert nothing.temperature == 1 and 0 < nothing.threshold < 1
    assert nothing.figures()["iou"] is None


EVIL = "<script>alert('x')</script> & \"Ötztal\""


def example(name, found):
    label = np.zeros((40, 60), np.uint8)
    label[10:30, 20:40] = 1
    label[:3] = 255
    probability = np.full(label.shape, 0.1, np.float32)
    probability[10:30, 20 : 20 + found] = 0.9
    return PatchExample(name, EVIL, np.full((40, 60, 3), 90, np.uint8), label, probability)


def make_report(places=4, epochs=5, overlapping=False, **changes):
    names = [EVIL, "block 2", "block 3", "block 4"][:places]
    histograms = {name: histogram_of(*scores(n, 4000)) for n, name in enumerate(names)}
    record = {"learning_rate": 0.01, "precision": 0.5, "recall": 0.5, "seconds": 61.0}
    history = [
        {**record, "epoch": n, "train_loss": 1 / n, "loss": 1.2 / n, "iou": n / 10, "f1": n / 8}
        for n in range(1, epochs + 1)
    ]
    values = {
        "title": f"Run {EVIL}",
        "settings": {"architecture": EVIL, "learning_rate": "0.01"},
        "data": [{"folder": EVIL, "train": 10, "split_overlapping": overlapping}],
        "history": history,
        "best_epoch": 3,
        "places": histograms,
        "threshold": 0.4,
        "temperature": 1.1,
        "notes": [f"Labels of {EVIL}."],
        "examples": [example(f"patch {found}", found) for found in (4, 20, 12)],
        **changes,
    }
    return TrainingReport(**values)


class Checker(html.parser.HTMLParser):
    """Collects what a browser would see."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.sources, self.words, self.open = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.sources += [value for name, value in attributes if name in ("src", "href")]
        if tag not in ("img", "meta"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def test_report_is_one_safe_file_that_tells_everything(tmp_path):
    path = tmp_path / "report.html"
    write_report(path, make_report())
    text = path.read_text(encoding="utf-8")
    seen = Checker(text)
    assert not seen.open and "script" not in seen.tags and "link" not in seen.tags
    assert all(source.startswith("data:image/") for source in seen.sources)
    assert not re.search(r"https?://", text)
    words = " ".join(seen.words)
    assert words.count(EVIL) >= 6
    for needed in (
        "Learning rate",
        "5 epochs in 5 min 5 s",
        "weights of epoch 3",
        "IoU 0.300",
        "90 % interval",
        "all other",
        "decided on these same places",
        "producer's accuracy",
    ):
        assert needed in words
    assert "too good" not in words
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


def test_report_shows_the_figures_of_the_choice_and_the_worst_patch_first(tmp_path):
    report = make_report()
    write_report(tmp_path / "r.html", report)
    words = " ".join(Checker((tmp_path / "r.html").read_text(encoding="utf-8")).words)
    figures = held_out_choice(report.places).figures()
    row = words[words.index("All places") :][:200].split()
    for name in ("precision", "recall", "f1", "iou", "average_precision", "calibration_error"):
        assert f"{figures[name]:.3f}" in row
    found = [words.index(f"patch {n}, {EVIL}: IoU {n / 20:.2f}") for n in (4, 12, 20)]
    assert found == sorted(found)
    assert found[0] < found[1] < words.index("Best ") < found[2]


def test_report_warns_in_red_when_the_split_overlaps(tmp_path):
    write_report(tmp_path / "r.html", make_report(overlapping=True))
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert 'class="warning"' in text and "SPLIT = block" in text


@pytest.mark.parametrize(
    ("places", "epochs", "words"),
    [(0, 0, "no held-out places"), (1, 1, "one held-out place only"), (2, 2, "fewer than three")],
)
def test_report_of_small_runs(tmp_path, places, epochs, words):
    report = make_report(places, epochs, best_epoch=epochs or None, examples=[], data=[])
    write_report(tmp_path / "r.html", report)
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert words in text and "nan" not in " ".join(Checker(text).words)


def test_report_is_whole_or_not_there(tmp_path):
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError):
        write_report(tmp_path / "folder", make_report(1, 1))


@pytest.mark.parametrize("epochs", [0, 1, 2, 300])
def test_curves_are_drawn_fast_with_any_number_of_epochs(epochs):
    """Loss goes down the picture: the curves are where the numbers are."""
    from PIL import Image

    history = [{"epoch": n, "train_loss": 300 - n, "iou": None} for n in range(1, epochs + 1)]
    curves_figure(history)
    begin = time.perf_counter()
    picture = curves_figure(history, (640, 260))
    assert time.perf_counter() - begin < 1.5
    image = np.array(Image.open(io.BytesIO(picture)).convert("RGB")).astype(int)
    assert image.shape == (260, 640, 3)
    if epochs == 300:
        orange = (image[..., 0] > 200) & (image[..., 1] < 140) & (image[..., 2] < 80)
        rows, columns = np.nonzero(orange[60:, :320])
        assert np.corrcoef(rows, columns)[0, 1] > 0.99
