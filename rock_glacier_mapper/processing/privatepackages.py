"""QGIS's side of the private packages: their place in the profile, and the proxy for pip."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from qgis.core import QgsApplication, QgsNetworkAccessManager
from qgis.PyQt.QtNetwork import QNetworkProxy

from ..core.installation import folder


def packages_root() -> Path:
    """Folder of the private packages of this profile."""
    return folder.root_below(QgsApplication.qgisSettingsDirPath())


def activate() -> None:
    """Let Python find the private packages, behind all that QGIS brings."""
    folder.activate(packages_root())


def deactivate() -> None:
    """Take them off Python's path again."""
    folder.deactivate(packages_root())


def proxy_variables() -> dict[str, str]:
    """QGIS's proxy as variables for pip; none where QGIS uses that of the system, as pip does.

    They may hold a password, so they are not to be shown.
    """
    proxy = QgsNetworkAccessManager.instance().fallbackProxy()
    kinds = {
        QNetworkProxy.ProxyType.HttpProxy: "http",
        QNetworkProxy.ProxyType.HttpCachingProxy: "http",
        QNetworkProxy.ProxyType.Socks5Proxy: "socks5h",
    }
    if proxy.type() not in kinds or not proxy.hostName():
        return {}
    user = ""
    if proxy.user():
        user = f"{quote(proxy.user(), safe='')}:{quote(proxy.password(), safe='')}@"
    address = f"{kinds[proxy.type()]}://{user}{proxy.hostName()}:{proxy.port()}"
    names = ("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy")
    return dict.fromkeys(names, address)
