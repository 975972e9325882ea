"""Rock Glacier Mapper: a QGIS plugin that maps rock glaciers from satellite images."""


def classFactory(iface):
    """Make the plugin; QGIS calls this. ``iface`` is None in ``qgis_process``."""
    from .processing import privatepackages

    privatepackages.activate()  # before anything that may need them is imported
    from .plugin import RockGlacierMapperPlugin

    return RockGlacierMapperPlugin(iface)
