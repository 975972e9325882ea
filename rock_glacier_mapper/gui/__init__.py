"""Widgets of the QGIS desktop; imported only when there is a window."""
