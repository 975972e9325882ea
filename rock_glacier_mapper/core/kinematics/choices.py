"""Routes to the kinematic attribute and units of velocities, as a dialog offers them.

Without any package that may be missing.
"""

#: Ways to the kinematic attribute: from the moving areas; from the mean downslope velocity (Hu et
#: al. 2023); the first, and where it gives none the second.
AREAS, MEAN, AREAS_ELSE_MEAN = "moving_areas", "mean_velocity", "moving_areas_else_mean"
ROUTES = (AREAS, MEAN, AREAS_ELSE_MEAN)
#: Units of velocities, and their factor to cm/yr; the first takes what the file says.
FROM_FILE = "auto"
UNITS = {FROM_FILE: None, "cm_per_year": 1.0, "m_per_year": 100.0, "mm_per_year": 0.1}
