"""The pipeline steps as QGIS Processing algorithms, one file each."""
