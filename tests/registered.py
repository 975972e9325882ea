"""The provider in QGIS's registry, as long as a test file needs it."""

from contextlib import contextmanager

from qgis.core import QgsApplication

from rock_glacier_mapper.processing.provider import RockGlacierProvider


@contextmanager
def registered_algorithms():
    """Algorithms of the provider by name, graphical models included; needs a QGIS application."""
    registry = QgsApplication.processingRegistry()
    provider = RockGlacierProvider()
    assert registry.addProvider(provider), "an earlier test left the provider in the registry"
    provider.refreshAlgorithms()  # only now the graphical models find their steps
    try:
        yield {algorithm.name(): algorithm for algorithm in provider.algorithms()}
    finally:
        registry.removeProvider(provider)
