"""The Python packages that the plugin needs: what is there, whether it works, and installing it.

Nothing in here runs by itself: packages are installed only when the user asks for it, into a
folder of the plugin's own that never gets in front of what QGIS brings.
"""
