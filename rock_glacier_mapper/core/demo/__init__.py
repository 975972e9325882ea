"""Synthetic alpine scenes with known rock glaciers: demonstration, tests and training data."""

from .scene import Scene, SceneSettings, generate_scene, random_settings, write_scene
from .terrain import ReliefStyle

__all__ = [
    "ReliefStyle",
    "Scene",
    "SceneSettings",
    "generate_scene",
    "random_settings",
    "write_scene",
]
