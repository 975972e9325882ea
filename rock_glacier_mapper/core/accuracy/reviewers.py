"""Agreement of reviewers who answered the same sample of markers, one by one and blind.

The table of answers is that of Sun et al. 2024 (TPRoGI, Earth Syst. Sci. Data, Table 4).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from ..errors import InputError
from ..translation import tr
from .proportions import wilson_interval

#: What a reviewer may answer, in the order of the published table. None is an open question.
ANSWERS = ("yes", "no", "uncertain", "undefined")


@dataclass(frozen=True)
class AnswerShare:
    """How often a reviewer gave an answer.

    Attributes:
        answer: the answer.
        count: how often.
        share: of the answered markers; None where none is answered.
        low, high: Wilson's interval of the share; None likewise.
    """

    answer: str
    count: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class ReviewerAnswers:
    """A row of the table.

    Attributes:
        reviewer: name.
        sample: markers shown.
        answered: markers with an answer.
        shares: one for each answer, in the order of the answers.
    """

    reviewer: str
    sample: int
    answered: int
    shares: tuple[AnswerShare, ...]


@dataclass(frozen=True)
class Kappa:
    """Agreement of two reviewers beyond chance.

    Attributes:
        count: markers that both answered.
        observed: share on which they agree; None without a common marker.
        expected: share on which they would by chance; None likewise.
        kappa: (observed - expected) / (1 - expected); None where that is undefined, as when both
            gave one and the same answer throughout.
        standard_error, low, high: of kappa, and its normal interval within -1 to 1.
        table: int (answers, answers), how often the first gave the row's answer and the second
            the column's.
        answers: of rows and columns.
    """

    count: int
    observed: float | None
    expected: float | None
    kappa: float | None
    standard_error: float | None
    low: float | None
    high: float | None
    table: np.ndarray
    answers: tuple[str, ...]


def answer_table(
    answers: Mapping[str, Sequence[str | None]],
    categories: Sequence[str] = ANSWERS,
    confidence: float = 0.95,
) -> list[ReviewerAnswers]:
    """How often each reviewer gave each answer, with binomial intervals (Wilson).

    Args:
        answers: reviewer to one answer a marker; None or an empty text is open.

    Raises:
        InputError: an answer is none of the categories.
    """
    rows = []
    for reviewer, given in answers.items():
        codes = _codes(given, categories)
        counts = np.bincount(codes[codes >= 0], minlength=len(categories)).tolist()
        answered = sum(counts)
        shares = tuple(
            AnswerShare(
                answer,
                count,
                count / answered if answered else None,
                *wilson_interval(count, answered, confidence),
            )
            for answer, count in zip(categories, counts)
        )
        rows.append(ReviewerAnswers(reviewer, len(codes), answered, shares))
    return rows


def cohens_kappa(
    first: Sequence[str | None],
    second: Sequence[str | None],
    categories: Sequence[str] = ANSWERS,
    confidence: float = 0.95,
) -> Kappa:
    """Cohen's kappa of two reviewers, unweighted, over the markers that both answered.

    Sources: Cohen 1960, Educational and Psychological Measurement 20:37-46; the standard error is
    the large-sample one of Fleiss, Cohen and Everitt 1969, Psychological Bulletin 72:323-327,
    equation 13, which holds for any kappa.

    Args:
        first, second: answers of the reviewers to the same markers in the same order; None or an
            empty text is open.

    Raises:
        InputError: the lists have different lengths, or an answer is none of the categories.
    """
    one, other = _codes(first, categories), _codes(second, categories)
    if len(one) != len(other):
        raise InputError(
            tr(
                "The reviewers have {count} and {other_count} markers. Compare answers to the "
                "same sample."
            ).format(count=len(one), other_count=len(other))
        )
    both = (one >= 0) & (other >= 0)
    size = len(categories)
    table = np.bincount(one[both] * size + other[both], minlength=size * size).reshape(size, size)
    count = int(table.sum())
    if count == 0:
        return Kappa(0, None, None, None, None, None, None, table, tuple(categories))
    shares = table / count
    rows, columns = shares.sum(1), shares.sum(0)
    observed, expected = float(np.trace(shares)), float(rows @ columns)
    # Both gave the same single answer: chance alone agrees, too. The counts tell it exactly.
    if (table.sum(1) @ table.sum(0)) == count**2:
        return Kappa(count, observed, expected, None, None, None, None, table, tuple(categories))
    kappa = (observed - expected) / (1 - expected)
    error = _standard_error(shares, rows, columns, kappa, expected, count)
    half = NormalDist().inv_cdf((1 + confidence) / 2) * error
    return Kappa(
        count,
        observed,
        expected,
        kappa,
        error,
        max(-1.0, kappa - half),
        min(1.0, kappa + half),
        table,
        tuple(categories),
    )


def _standard_error(shares, rows, columns, kappa, expected, count) -> float:
    sums = rows[None, :] + columns[:, None]  # p_j. of the answer in the column + p_.i of the row's
    diagonal = np.diag(shares)
    agree = float((diagonal * (1 - (rows + columns) * (1 - kappa)) ** 2).sum())
    differ = shares * sums**2
    differ = (1 - kappa) ** 2 * float(differ.sum() - np.diag(differ).sum())
    excess = (kappa - expected * (1 - kappa)) ** 2
    return math.sqrt(max(0.0, agree + differ - excess) / count) / (1 - expected)


def _codes(given: Sequence[str | None], categories: Sequence[str]) -> np.ndarray:
    """Position of each answer in the categories; -1 for an open one."""
    known = {answer: number for number, answer in enumerate(categories)}
    codes = []
    for answer in given:
        if answer is None or answer == "":
            codes.append(-1)
        elif answer in known:
            codes.append(known[answer])
        else:
            raise InputError(
                tr("{answer!r} is no answer. Answers are {categories}.").format(
                    answer=answer, categories=", ".join(categories)
                )
            )
    return np.array(codes, int)
