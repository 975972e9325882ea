"""The plugin's page in Settings → Options: the packages that it needs, and installing them."""
