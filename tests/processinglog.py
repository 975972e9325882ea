"""Running algorithms as the toolbox does, with a feedback that tests can look into."""

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
)


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


def project_context():
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    return context


def run(algorithm, parameters, feedback=None, context=None):
    """Check the values and run, as the toolbox does; errors are raised."""
    context = context or project_context()
    instance = algorithm().create()
    ok, message = instance.checkParameterValues(parameters, context)
    if not ok:
        raise QgsProcessingException(message)
    results, ok = QgsProcessingAlgorithm.run(
        instance, parameters, context, feedback or Log(), {}, False
    )
    assert ok
    return results
