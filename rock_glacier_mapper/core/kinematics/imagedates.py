"""The day of an image: as it is given, else from its tags or its file name."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from ..errors import InputError
from ..feedback import Feedback
from ..raster import open_raster
from ..translation import tr
from .metadata import parse_date

#: Tags that hold the day of acquisition.
_TAGS = ("ACQUISITION_DATE", "ACQUISITIONDATETIME", "SENSING_TIME", "DATE", "TIFFTAG_DATETIME")
_FULL = re.compile(r"(?<!\d)(?:19|20)\d\d[-_]?\d\d[-_]?\d\d(?!\d)")
_DAY = re.compile(r"\s*\d{4}(?:([-_/. ])\d{1,2}\1\d{1,2}|\d{4})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def image_date(
    given: str | None, path: str, name: str, feedback: Feedback | None = None
) -> datetime.date:
    """The day of an image.

    Args:
        given: 2015-08-20, 20150820, 2015-08 or 2015, where the middle of a month or year is taken;
            None = look at the tags of the file, then at its name.
        name: of the parameter, for messages.

    Raises:
        InputError: no date, or none that is understood.
    """
    feedback = feedback or Feedback()
    if given:
        day = _day(given)
        if day is None:
            raise InputError(
                tr("{name}: {given} is no date. Write it as 2015-08-20 (or 2015).").format(
                    name=name, given=given
                )
            )
        if not _DAY.match(given):
            feedback.warning(
                tr(
                    "{name}: the day is not known; {isoformat} is taken for {given}. "
                    "Velocities are off by the error of the time between the images."
                ).format(name=name, isoformat=day.isoformat(), given=given)
            )
        return day
    with open_raster(path, "image") as dataset:
        tags = {key.upper(): value for key, value in dataset.tags().items()}
    for tag in _TAGS:
        day = parse_date(tags.get(tag, "").replace(":", "-", 2))
        if day is not None:
            feedback.info(
                tr("{name}: {isoformat}, from the tag {tag} of {file}.").format(
                    name=name, isoformat=day.isoformat(), tag=tag, file=Path(path).name
                )
            )
            return day
    stem = Path(path).stem
    found = _FULL.search(stem) or _YEAR.search(stem)
    day = _day(found[0].replace("_", "-")) if found else None
    if day is None:
        raise InputError(
            tr(
                "{name}: the day of {file} is not known: neither its tags nor its name hold "
                "one. Give {name} as 2015-08-20."
            ).format(name=name, file=Path(path).name)
        )
    feedback.warning(
        tr("{name}: {isoformat}, from the name of {file}. Is it right?").format(
            name=name, isoformat=day.isoformat(), file=Path(path).name
        )
    )
    return day


def _day(text: str) -> datetime.date | None:
    if _DAY.match(text):
        return parse_date(text)
    match = re.fullmatch(r"\s*((?:18|19|20|21)\d\d)(?:-(0?[1-9]|1[0-2]))?\s*", text)
    if match is None:
        return None
    return datetime.date(int(match[1]), *((int(match[2]), 15) if match[2] else (7, 1)))
