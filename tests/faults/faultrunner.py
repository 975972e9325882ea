"""Runs algorithms in forked children that die on command; one start of QGIS serves many trials.

python faultrunner.py [--processing]: reads requests from standard input, a JSON object a line, and
answers each with one line. A request:

* ``algorithm``, ``parameters``: what to run;
* ``folder``: where the trial writes; the child's temporary files go to ``<folder>-temporary``;
* ``after``: seconds after which the child is killed, or null;
* ``event``: number of the event before which it kills itself, or null. Events are what Python
  tells its audit hooks about files that change, and every step of writing with OGR;
* ``signal``: what it is killed with; ``SIGUSR1`` cancels as the user does;
* ``memory``: bytes of address space that the child may have more than it has, or null;
* ``sleep``: seconds that each event takes, to give others time to interfere;
* ``temporary``: another folder for temporary files; ``environment``: more variables.

The answer: ``status`` of waitpid, ``seconds``, ``pid``, and from a child that came to its end
``events``, ``results``, ``message`` (for the user), ``traceback`` (unexpected), ``log``.
"""

from __future__ import annotations

import functools
import json
import os
import resource
import signal
import sys
import tempfile
import time
import traceback

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = {
    "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "subprocess.Popen",
    "shutil.copyfile",
}  # fmt: skip


class Events:
    """Counts what changes files, and dies before the chosen one."""

    def __init__(self, fatal: int | None, number: int, pause: float):
        self.count, self.fatal, self.number, self.pause = 0, fatal, number, pause
        self.own = os.getpid()

    def note(self) -> None:
        """One more."""
        if os.getpid() != self.own:
            return
        self.count += 1
        if self.pause:
            time.sleep(self.pause)
        if self.count == self.fatal:
            os.kill(os.getpid(), self.number)

    def hook(self, event: str, arguments: tuple) -> None:
        """For :func:`sys.addaudithook`."""
        if event in _CHANGES:
            self.note()
        elif event == "open" and isinstance(arguments[0], (str, bytes)):
            flags = arguments[2]
            if isinstance(flags, int) and flags & _WRITES and arguments[0] != os.devnull:
                self.note()

    def watch_ogr(self) -> None:
        """Count each step that is checked with ``core.vector.done``."""
        from rock_glacier_mapper.core import vector

        plain = vector.done

        @functools.wraps(plain)
        def counted(result):
            self.note()
            return plain(result)

        for module in list(sys.modules.values()):
            if getattr(module, "done", None) is plain:
                module.done = counted


def start_qgis(with_processing: bool):
    """QGIS with all modules of the plugin; gives what must stay alive."""
    from qgis.core import QgsApplication

    application = QgsApplication([], False)
    application.initQgis()
    import importlib
    import pkgutil

    import rock_glacier_mapper.core
    import rock_glacier_mapper.processing

    for package in (rock_glacier_mapper.core, rock_glacier_mapper.processing):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            # Networks need PyTorch, and some are programs.
            if ".training." not in found.name and not found.name.endswith("dask_workers"):
                importlib.import_module(found.name)
    if with_processing:
        sys.path.append(os.path.join(QgsApplication.pkgDataPath(), "python", "plugins"))
        from processing.core.Processing import Processing

        from rock_glacier_mapper.processing.provider import RockGlacierProvider

        Processing.initialize()
        provider = RockGlacierProvider()
        QgsApplication.processingRegistry().addProvider(provider)
        return application, provider
    return (application,)


def run(request: dict, answer: str) -> None:
    """In the child: run the algorithm and write what came of it to ``answer``."""
    from qgis.core import (
        QgsProcessingAlgorithm,
        QgsProcessingContext,
        QgsProcessingException,
        QgsProcessingFeedback,
        QgsProject,
    )

    from rock_glacier_mapper.processing.provider import ALGORITHMS

    lines = []

    class Log(QgsProcessingFeedback):
        def pushInfo(self, text):
            lines.append(text)

        def pushWarning(self, text):
            lines.append(text)

        def pushDebugInfo(self, text):
            lines.append(text)

        def reportError(self, text, fatal=False):
            lines.append(text)

    feedback = Log(False)
    signal.signal(signal.SIGUSR1, lambda *_: feedback.cancel())
    signal.signal(signal.SIGINT, signal.default_int_handler)
    temporary = request.get("temporary")
    if temporary is None:
        temporary = f"{request['folder']}-temporary"
        os.makedirs(temporary, exist_ok=True)
    os.environ["TMPDIR"] = tempfile.tempdir = temporary
    os.environ.update(request.get("environment") or {})
    events = Events(request.get("event"), request.get("signal", 9), request.get("sleep", 0))
    sys.addaudithook(events.hook)
    events.watch_ogr()
    if request.get("memory"):
        with open("/proc/self/statm") as file:
            size = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_AS, (size + request["memory"],) * 2)
    told = {}
    try:
        algorithm = next(a for a in ALGORITHMS if request["algorithm"] == a.NAME)().create()
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        context.setFeedback(feedback)
        good, message = algorithm.checkParameterValues(request["parameters"], context)
        if not good:
            told["message"] = message
        else:
            results, _ = QgsProcessingAlgorithm.run(
                algorithm, request["parameters"], context, feedback, {}, False
            )
            told["results"] = {name: str(value) for name, value in results.items()}
    except QgsProcessingException as error:
        told["message"] = str(error)
    except BaseException:
        told["traceback"] = traceback.format_exc()
    events.fatal, told["events"], told["log"] = None, events.count, lines
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY,) * 2)
    with open(f"{answer}.new", "w", encoding="utf-8") as file:
        json.dump(told, file)
    os.replace(f"{answer}.new", answer)


def serve(request: dict, answer: str) -> dict:
    """Run one request in a child."""
    begin = time.monotonic()
    child = os.fork()
    if child == 0:
        try:
            os.setsid()
            null = os.open(os.devnull, os.O_RDONLY)
            log = os.open(f"{answer}.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(null, 0), os.dup2(log, 1), os.dup2(log, 2)
            run(request, answer)
        finally:
            os._exit(0)
    after = request.get("after")
    limit = request.get("limit", 300)
    while True:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            break
        passed = time.monotonic() - begin
        if after is not None and passed >= after:
            os.kill(child, request.get("signal", 9))
            after = None
        if passed > limit:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.0005 if passed < 2 else 0.005)
    told = {"status": status, "seconds": time.monotonic() - begin, "pid": child}
    if os.path.exists(answer):
        with open(answer, encoding="utf-8") as file:
            told.update(json.load(file))
        os.remove(answer)
    return told


def main() -> None:
    """Serve until standard input ends."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what QGIS prints must not mix with the answers
    kept = start_qgis("--processing" in sys.argv)
    answer = os.path.join(tempfile.mkdtemp(prefix="faults-"), "answer.json")
    print(json.dumps({"ready": os.getpid()}), file=out, flush=True)
    for line in sys.stdin:
        print(json.dumps(serve(json.loads(line), answer)), file=out, flush=True)
    del kept
    os._exit(0)  # QGIS has nothing to save here


if __name__ == "__main__":
    main()
