"""A Processing feedback that tests can look into."""

from qgis.core import QgsProcessingFeedback


class Log(QgsProcessingFeedback):
    """Keeps messages; cancels once the progress reaches ``stop`` per cent."""

    def __init__(self, stop=None):
        super().__init__(False)
        self.warnings, self.infos, self.stop = [], [], stop

    def pushWarning(self, text):
        self.warnings.append(text)

    def pushInfo(self, text):
        self.infos.append(text)

    def setProgress(self, value):
        super().setProgress(value)
        if self.stop is not None and value >= self.stop:
            self.cancel()
