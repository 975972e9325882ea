"""Installing packages into the plugin's private folder, whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import InputError, RockGlacierError
from ..feedback import Feedback
from ..files import explain
from ..translation import tr
from . import folder as private
from .checking import try_packages
from .files import drop_projects, link_projects, move_into
from .looking import look, projects_in
from .packages import (
    BROKEN,
    CLASH,
    MAPPING,
    MISSING,
    OK,
    PROCESSOR,
    PURPOSES,
    RUNTIME,
    RUNTIMES,
    Found,
    project_of,
)
from .pip import Pip, find_pip


@dataclass
class Plan:
    """What an installation would do.

    Attributes:
        root: of the private packages.
        requirements: for pip.
        names: import names that must work afterwards.
        replaced: normalised names of private projects that go.
        obstacles: sentences on what private packages cannot mend.
    """

    root: Path
    requirements: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    obstacles: list[str] = field(default_factory=list)


@dataclass
class Outcome:
    """What an installation did.

    Attributes:
        place: folder of the packages.
        installed: ``project version`` of what is new.
        restart: whether QGIS must be started again to use it.
    """

    place: Path
    installed: list[str]
    restart: bool


def plan_installation(
    root: Path,
    purposes: Sequence[str] = (MAPPING,),
    device: str = PROCESSOR,
    found: Sequence[Found] | None = None,
) -> Plan:
    """What is to be installed for some purposes.

    Args:
        root: of the private packages, see :func:`.folder.root_below`.
        purposes: out of :data:`.packages.PURPOSES`.
        device: one of :data:`.packages.RUNTIMES`.
        found: what is there, for example tried by :func:`.checking.examine`; else it is looked for.

    Raises:
        InputError: no such purpose or device.
    """
    if device not in RUNTIMES:
        raise InputError(
            tr("The device must be one of {devices}.").format(devices=", ".join(RUNTIMES))
        )
    unknown = [purpose for purpose in purposes if purpose not in PURPOSES]
    if unknown:
        raise InputError(
            tr("Packages can be installed for {purposes}, not for '{unknown}'.").format(
                purposes=", ".join(PURPOSES), unknown=unknown[0]
            )
        )
    plan = Plan(Path(root))
    inside = private.place_in(root)
    for one in look() if found is None else found:
        if one.package.purpose not in purposes:
            continue
        own = bool(one.file) and Path(one.file).is_relative_to(inside)
        if one.package.name == RUNTIME and MAPPING in purposes:
            _plan_runtime(plan, one, own, device)
        elif one.state == MISSING or (own and one.state != OK):
            plan.requirements.append(one.package.requirement)
            plan.names.append(one.package.name)
            plan.replaced += one.projects
        elif one.state != OK:
            plan.obstacles.append(f"{one.package.project}: {one.reason}")
    return plan


def _plan_runtime(plan: Plan, found: Found, own: bool, device: str) -> None:
    """Exactly one of the projects that bring ONNX Runtime may be installed."""
    wanted = RUNTIMES[device]
    project = project_of(wanted)
    if found.state == OK and found.projects in ([project], []):
        return
    if found.file and not own:
        if found.state in (BROKEN, CLASH):
            plan.obstacles.append(f"{found.package.project}: {found.reason}")
        elif found.state == OK:
            plan.obstacles.append(
                tr(
                    "{present} is installed in {place}. {wanted} must not be installed beside it; "
                    "remove the first one where it lies."
                ).format(
                    present=", ".join(found.projects) or RUNTIME,
                    place=Path(found.file).parent.parent,
                    wanted=project,
                )
            )
        else:
            plan.obstacles.append(f"{found.package.project}: {found.reason}")
        return
    plan.requirements.append(f"{wanted}>={found.package.minimum}")
    plan.names.append(RUNTIME)
    plan.replaced += found.projects


def install(
    plan: Plan,
    feedback: Feedback | None = None,
    *,
    wheels: Path | None = None,
    variables: Mapping[str, str] | None = None,
    pip: Pip | None = None,
) -> Outcome:
    """Install what is planned; whatever goes wrong, the packages that were there stay in use.

    Args:
        wheels: folder to install from instead of the network.
        variables: further ones for pip's environment, for example of a proxy.
        pip: instead of the one that is found.

    Raises:
        Cancelled: the user stopped it.
        InputError: nothing is to be done, no such folder, or another QGIS is installing.
        RockGlacierError: it failed; the message says why.
    """
    feedback = feedback or Feedback()
    if not plan.requirements:
        raise InputError(
            tr("There is nothing to install. {obstacles}")
            .format(obstacles=" ".join(plan.obstacles))
            .strip()
        )
    if wheels is not None and not wheels.is_dir():
        raise InputError(
            tr("{folder} is no folder. Choose the folder that has the wheels.").format(
                folder=wheels
            )
        )
    pip = pip or find_pip(variables, wheels)
    with private.installing(plan.root):
        private.tidy(plan.root)
        made = private.new_set(plan.root)
        try:
            installed = _fill(made, plan, pip, feedback)
            feedback.check()
            before = private.current_set(plan.root)
            restart = private.is_loaded(before)
            private.put_in_place(plan.root, made)
        except OSError as error:
            explain(error, made)
            raise RockGlacierError(
                tr("{place} cannot be written ({reason}).").format(
                    place=made, reason=error.strerror or error
                )
            ) from error
        finally:
            if private.current_set(plan.root) != made:
                shutil.rmtree(made, ignore_errors=True)
    if not restart:
        private.activate(plan.root)
    feedback.progress(1)
    return Outcome(made, installed, restart)


def _fill(made: Path, plan: Plan, pip: Pip, feedback: Feedback) -> list[str]:
    """Make a set: what the current one has, and what is planned; gives what is new."""
    others = private.outside(plan.root)
    before = private.current_set(plan.root)
    if before is not None:
        link_projects(before, made, leave_out=plan.replaced)
    path = [*others, str(made)]
    present = projects_in(path)
    fresh = made.with_name(made.name + private.FRESH)
    fresh.mkdir()
    try:
        pip.install(plan.requirements, fresh, path, present, feedback.part(0.02, 0.8))
        # An older pip does not look at what is there: QGIS's own is never doubled.
        drop_projects(fresh, present)
        installed = [f"{name} {version}" for name, version in sorted(projects_in([fresh]).items())]
        move_into(fresh, made)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    feedback.info(tr("Trying the packages in a process of their own."))
    tries = [*plan.names, *(["session"] if RUNTIME in plan.names else [])]
    results = try_packages(pip.python, tries, path, feedback.part(0.8, 0.98))
    for name in tries:
        if results[name]["event"] != "done":
            raise RockGlacierError(
                tr(
                    "{name} was downloaded but cannot be loaded, so nothing was changed. Look in "
                    "the log for its version, and report it to its makers. ({reason})"
                ).format(name=name, reason=results[name].get("reason", ""))
            )
    return installed
