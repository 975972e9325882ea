"""Potential incoming solar radiation of inclined, shaded ground after Kumar et al. (1997)."""
