"""Units of climate rasters; without packages, as dialogs need them before these are checked."""

from __future__ import annotations

#: The unit is the one that the file names.
FROM_FILE = "auto"
TEMPERATURE_UNITS = (FROM_FILE, "celsius", "kelvin")
_DAYS_PER_YEAR = 365.25
#: Precipitation units, and the millimetres a year that one of them makes. A mass of 1 kg m⁻² of
#: water is 1 mm. "mm_per_month" is the mean of a month.
PRECIPITATION_UNITS = {
    FROM_FILE: None,
    "mm_per_year": 1.0,
    "mm_per_month": 12.0,
    "mm_per_day": _DAYS_PER_YEAR,
    "mm_per_hour": _DAYS_PER_YEAR * 24,
    "kg_m2_s1": _DAYS_PER_YEAR * 86400,
}
#: How units are written in the tags of rasters, without spaces and signs.
TEMPERATURE_NAMES = {
    "kelvin": ("k", "kelvin", "degk", "degreekelvin", "degreeskelvin"),
    "celsius": ("c", "°c", "ºc", "celsius", "degc", "degreec", "degreecelsius", "degreescelsius"),
}
PRECIPITATION_NAMES = {
    "mm_per_year": ("mmyr", "mmyr1", "mmyear", "mmyear1", "mma", "mma1", "mmy1", "kgm2yr1"),
    "mm_per_month": ("mmmonth", "mmmonth1", "mmmo", "mmmo1", "mmmon", "mmmon1", "kgm2month1"),
    "mm_per_day": ("mmday", "mmday1", "mmd", "mmd1", "kgm2d1", "kgm2day1"),
    "mm_per_hour": ("mmhr", "mmhr1", "mmh", "mmh1", "mmhour", "mmhour1"),
    "kg_m2_s1": ("kgm2s1", "kgm2s", "mms", "mms1"),
}
