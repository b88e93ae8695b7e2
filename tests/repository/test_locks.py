"""The locks: what is installed is exact, hashed, the same everywhere, and what pyproject.toml asks for."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import steadyback
from tests.repository.tree import LOCKS, ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
APP, DEV, LEARN, VALIDATION = (ROOT / "requirements" / f"{name}.lock" for name in ("app", "dev", "learn", "validation"))
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?P<rest>.*)$")
MEND = "run the lines under 'Dependencies' in CONTRIBUTING.md"


def pins(text: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Name -> version and hashes."""
    found: dict[str, tuple[str, set[str]]] = {}
    current: set[str] = set()
    for line in text.splitlines():
        pin = PIN.match(line)
        if pin:
            current = set()
            found[pin["name"].lower().replace("_", "-")] = (pin["version"], current)
        current.update(re.findall(r"--hash=(sha256:[0-9a-f]{64})", line))
    return {name: (version, frozenset(hashes)) for name, (version, hashes) in found.items()}


def faults(text: str) -> list[str]:
    """What a lock must not have: a host, a line that is no pin, a pin without a hash."""
    found = [f"line {n}: names a host" for n, line in enumerate(text.splitlines(), 1) if "://" in line]
    found += [
        f"line {n}: not an exact pin"
        for n, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.lstrip().startswith(("#", "--hash=")) and not PIN.match(line)
    ]
    return found + [f"{name}: no hash" for name, (_, hashes) in pins(text).items() if not hashes]


def unmet(wanted: list[str], text: str) -> list[str]:
    """Which of the wanted requirements a lock does not meet."""
    locked = pins(text)
    missing = []
    for requirement in map(Requirement, wanted):
        version, _ = locked.get(requirement.name.lower().replace("_", "-"), ("", frozenset()))
        if not version or not requirement.specifier.contains(version, prereleases=True):
            missing.append(f"{requirement} (locked: {version or 'nothing'})")
    return missing


def groups(*names: str) -> list[str]:
    return [entry for name in names for entry in PROJECT["dependency-groups"][name]]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_is_exact_hashed_and_names_no_host(lock: Path) -> None:
    assert not faults(lock.read_text(encoding="utf-8"))


def test_there_are_four_locks_and_no_other() -> None:
    assert LOCKS == [APP, DEV, LEARN, VALIDATION]
    assert not (ROOT / "uv.lock").exists(), "uv.lock names a host for every file"


def test_the_locks_meet_the_project() -> None:
    runtime = PROJECT["project"]["dependencies"]
    assert not unmet([*runtime, *groups("build")], APP.read_text(encoding="utf-8")), MEND
    assert not unmet([*runtime, *groups("build", "dev")], DEV.read_text(encoding="utf-8")), MEND
    assert not unmet(groups("learn"), LEARN.read_text(encoding="utf-8")), MEND
    assert not unmet(groups("validation"), VALIDATION.read_text(encoding="utf-8")), MEND


def test_the_dev_lock_holds_all_of_the_app_lock() -> None:
    app, dev = pins(APP.read_text(encoding="utf-8")), pins(DEV.read_text(encoding="utf-8"))
    assert {name: pin for name, pin in app.items() if dev.get(name) != pin} == {}, MEND


def test_test_tools_stay_out_of_what_people_install() -> None:
    heavy = {"playwright", "pytest", "mypy", "z3-solver", "hypothesis", "zen-engine"}
    assert not heavy & pins(APP.read_text(encoding="utf-8")).keys()


def test_the_version_is_said_once_and_the_same() -> None:
    assert PROJECT["project"]["version"] == steadyback.__version__


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("--index-url https" + "://example.test/simple\n", "names a host"),
        ("jinja2>=3\n", "not an exact pin"),
        ("jinja2==3.1.6\n", "no hash"),
    ],
)
def test_a_bad_lock_is_noticed(text: str, fault: str) -> None:
    assert any(fault in found for found in faults(text))


def test_an_unmet_requirement_is_noticed() -> None:
    lock = "jinja2==3.1.6 \\\n    --hash=sha256:" + "0" * 64 + "\n"
    assert not unmet(["Jinja2>=3.1"], lock)
    assert unmet(["jinja2>=4"], lock)
    assert unmet(["starlette"], lock)
