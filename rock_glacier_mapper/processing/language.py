"""The language of the desktop: loads the plugin's translation and hands it to the core."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QTranslator

from ..core import paths
from ..core.translation import use_translator

#: All texts of the plugin are in this one context of its translation files.
CONTEXT = "RockGlacierMapper"


def translation_file(locale: str) -> Path | None:
    """The compiled translation for a locale such as ``es_AR`` or ``es``; None without one."""
    for code in (locale, locale.split("_")[0]):
        path = paths.resources() / "i18n" / f"rock_glacier_mapper_{code}.qm"
        if path.is_file():
            return path
    return None


def use_language(locale: str | None = None) -> None:
    """Show the plugin's texts in the language of a locale.

    Args:
        locale: for example ``es_AR``; the one that QGIS runs in when left out. Texts are English
            where there is no translation.
    """
    if locale is None:
        locale = QgsApplication.instance().locale()
    path = translation_file(locale)
    translator = QTranslator()
    if path is None or not translator.load(str(path)):
        use_translator(None)
        return

    def translate(text: str) -> str:
        # As bytes: PyQt would encode a str as the locale says, which may know no letters but ASCII.
        return translator.translate(CONTEXT.encode(), text.encode("utf-8")) or text

    use_translator(translate, path.stem.rpartition("_")[2])
