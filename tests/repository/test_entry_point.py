"""./steady on machines that lack things: it installs what it can, else says one clear line and fails.

Each test runs the real script in a pretend clone, where every program it could call is a stand-in.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.repository.tree import ROOT

ORDINARY = ["sh", "cat", "chmod", "cmp", "cp", "dirname", "grep", "mkdir", "printf", "rm", "sed", "tail"]
WRITES_ITS_CALL = 'printf "%s" "${0##*/}" >>"$CALLS"; printf " [%s]" "$@" >>"$CALLS"; printf "\\n" >>"$CALLS"\n'


class Clone:
    """A pretend clone and a pretend machine with only ordinary programs, used by nobody in particular."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "a clone"
        self.programs = folder / "programs"
        self.calls_file = folder / "calls"
        self.calls_file.touch()
        self.programs.mkdir()
        for name in ORDINARY:
            found = shutil.which(name)
            assert found, f"this machine has no {name}"
            (self.programs / name).symlink_to(found)
        self.program("id", "echo 1000")
        (self.root / "requirements").mkdir(parents=True)
        for name in ("steady", "pyproject.toml", "requirements/app.lock", "requirements/dev.lock"):
            shutil.copy(ROOT / name, self.root / name)

    def program(self, name: str, script: str = "exit 0") -> Path:
        """A stand-in: writes down how it was called, then does as the script says."""
        path = self.programs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{WRITES_ITS_CALL}{script}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    def installed(self, name: str, script: str = "exit 0") -> None:
        self.program(str(self.root / ".venv" / "bin" / name), script)

    def set_up(self, *locks: str) -> None:
        """As after an earlier call that went well."""
        for name in ("python", "steadyback", "ruff", "mypy", "lint-imports"):
            self.installed(name)
        self.installed("uv", '[ "$1" != --version ] || echo "uv 0.13.8 (stand-in)"')
        stamp = self.root / ".venv" / ".steady"
        stamp.mkdir()
        (stamp / "place").write_text(f"{self.root}\n", encoding="utf-8")
        shutil.copy(self.root / "pyproject.toml", stamp)
        for lock in locks:
            shutil.copy(self.root / "requirements" / lock, stamp)

    def steady(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.root / "steady"), *arguments],
            cwd=self.root.parent,
            env={"PATH": str(self.programs), "CALLS": str(self.calls_file)} | environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=20,
        )

    @property
    def calls(self) -> str:
        return self.calls_file.read_text(encoding="utf-8")


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path)


@pytest.mark.parametrize("arguments", [(), ("--help",), ("help",)])
def test_help_names_every_command(clone: Clone, arguments: tuple[str, ...]) -> None:
    done = clone.steady(*arguments)
    assert done.returncode == 0
    for command in ("run", "test", "check", "verify", "bench"):
        assert f"./steady {command} " in done.stdout
    assert not clone.calls


def test_a_mistyped_command_gets_the_list_and_fails(clone: Clone) -> None:
    done = clone.steady("rnu")
    assert done.returncode == 2
    assert "no command 'rnu'" in done.stderr
    assert "./steady run" in done.stderr


def test_no_python_is_one_clear_line(clone: Clone) -> None:
    done = clone.steady("run")
    assert done.returncode == 1
    assert done.stderr == (
        "steady: needs Python 3.11, 3.12, 3.13 or 3.14; found no python3. "
        "Install one, or name one with STEADYBACK_PYTHON=/path/to/python3.\n"
    )


def test_an_old_python_is_one_clear_line(clone: Clone) -> None:
    clone.program("python3", '[ "$1" = --version ] && echo Python 3.9.18')
    done = clone.steady("run")
    assert done.returncode == 1
    assert "found Python 3.9.18" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (clone.root / ".venv").exists()


def test_a_named_python_that_does_not_fit_is_refused(clone: Clone) -> None:
    done = clone.steady("run", STEADYBACK_PYTHON="/nowhere/python3")
    assert done.returncode == 1
    assert "STEADYBACK_PYTHON=/nowhere/python3 is not" in done.stderr


def test_a_missing_venv_module_says_what_to_run(clone: Clone) -> None:
    clone.program("python3", '[ "$1" = -m ] && [ "$2" = venv ] && exit 1; exit 0')
    done = clone.steady("run")
    assert done.returncode == 1
    assert "sudo apt-get install -y python3-venv" in done.stderr.splitlines()[-1]
    assert not (clone.root / ".venv").exists()


def test_root_gets_the_venv_module_installed(clone: Clone) -> None:
    clone.program("id", "echo 0")
    clone.program("apt-get")
    clone.program("python3", '[ "$1" = -m ] && [ "$2" = venv ] && exit 1; exit 0')
    clone.steady("run")
    assert "[python3-venv]" in clone.calls


def test_nothing_is_installed_when_nothing_changed(clone: Clone) -> None:
    clone.set_up("app.lock")
    done = clone.steady("run", "--port", "9000", "--data", "a b")
    assert (done.returncode, done.stderr) == (0, "")
    assert clone.calls == "steadyback [serve] [--port] [9000] [--data] [a b]\n"


@pytest.mark.parametrize("changed", ["requirements/app.lock", "pyproject.toml"])
def test_a_change_is_installed_once(clone: Clone, changed: str) -> None:
    clone.set_up("app.lock")
    with (clone.root / changed).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert clone.steady("run").returncode == 0
    assert ("[--require-hashes]" in clone.calls) is (changed == "requirements/app.lock")
    assert "[--no-build-isolation] [--no-deps] [-e]" in clone.calls
    before = clone.calls
    assert clone.steady("run").returncode == 0
    assert clone.calls == before + "steadyback [serve]\n"


def test_without_uv_pip_installs_the_same(clone: Clone) -> None:
    clone.set_up()
    clone.installed("uv", "exit 1")
    assert clone.steady("run").returncode == 0
    pip = [line for line in clone.calls.splitlines() if line.startswith("python [-m] [pip] [install]")]
    assert any("[--require-hashes]" in line and "app.lock]" in line for line in pip)


def test_a_failed_installation_is_tried_again_next_time(clone: Clone) -> None:
    clone.set_up()
    clone.installed("uv", "exit 1")
    clone.installed("python", '[ "$3" != install ]')
    done = clone.steady("run")
    assert done.returncode == 1
    assert "could not install requirements/app.lock" in done.stderr.splitlines()[-1]
    assert not (clone.root / ".venv" / ".steady" / "app.lock").exists()
    assert "steadyback" not in [line.split()[0] for line in clone.calls.splitlines()]


def test_a_mirror_and_certificate_set_for_pip_serve_uv_too(clone: Clone) -> None:
    clone.set_up()
    settings = "global.index-url='mirror' global.extra-index-url='other' :env:.cert='the.pem'"
    clone.installed("python", f'[ "$3" = config ] && printf "%s\\n" {settings}; exit 0'.replace("'", "\\'"))
    tells = 'echo "$UV_DEFAULT_INDEX $SSL_CERT_FILE" >>"$CALLS"; echo "uv 0.13.8"'
    clone.installed("uv", tells)
    assert clone.steady("run").returncode == 0
    assert "mirror the.pem\n" in clone.calls


def test_without_chromium_the_tests_fail_and_say_what_to_run(clone: Clone) -> None:
    clone.set_up("app.lock", "dev.lock")
    done = clone.steady("test")
    assert done.returncode == 1
    assert "sudo apt-get install -y chromium" in done.stderr
    assert "pytest" not in clone.calls


def test_root_gets_chromium_installed(clone: Clone) -> None:
    clone.set_up("app.lock", "dev.lock")
    clone.program("id", "echo 0")
    browser = clone.programs / "chromium"
    clone.program("apt-get", f'[ "$1" = update ] || {{ echo "#!/bin/sh" >"{browser}"; chmod +x "{browser}"; }}')
    clone.installed("python", 'echo "with $STEADYBACK_CHROMIUM" >>"$CALLS"')
    done = clone.steady("test")
    assert done.returncode == 0
    assert f"with {browser}\n" in clone.calls


def test_the_lighter_build_is_used_where_it_is_or_apt_has_it(clone: Clone) -> None:
    clone.set_up("app.lock", "dev.lock")
    for name in ("chromium", "node", "npm"):
        clone.program(name)
    clone.program("id", "echo 0")
    light = clone.programs / "chromium-headless-shell"
    clone.program("apt-get", f'case "$*" in *{light.name}) echo "#!/bin/sh" >"{light}"; chmod +x "{light}" ;; esac')
    clone.installed("python", 'echo "with $STEADYBACK_CHROMIUM" >>"$CALLS"')
    for _ in range(2):
        assert clone.steady("test").returncode == 0
    assert clone.calls.count(f"with {light.name}\n") == 2
    assert clone.calls.count("apt-get [install]") == 1


def test_a_named_chromium_is_used_and_a_wrong_one_refused(clone: Clone) -> None:
    clone.set_up("app.lock", "dev.lock")
    for name in ("my-chrome", "node", "npm"):
        clone.program(name)
    assert clone.steady("test", STEADYBACK_CHROMIUM="my-chrome").returncode == 0
    done = clone.steady("test", STEADYBACK_CHROMIUM="/nowhere/chrome")
    assert done.returncode == 1
    assert "STEADYBACK_CHROMIUM=/nowhere/chrome is not a program" in done.stderr


def test_without_node_the_tests_fail_and_say_what_to_run(clone: Clone) -> None:
    clone.set_up("app.lock", "dev.lock")
    clone.program("my-chrome")
    done = clone.steady("test", STEADYBACK_CHROMIUM="my-chrome")
    assert done.returncode == 1
    assert "sudo apt-get install -y nodejs npm" in done.stderr
    assert "pytest" not in clone.calls


def test_leaving_the_browser_tests_out_is_said_aloud(clone: Clone) -> None:
    clone.set_up("app.lock", "dev.lock")
    done = clone.steady("test", "tests/web", "--no-browser", "-k", "a or b")
    assert done.returncode == 0
    assert "LEFT OUT" in done.stderr
    assert "[tests/web] [-k] [a or b] [-m] [not browser]\n" in clone.calls


def test_the_checks_all_run_and_every_failure_is_named(clone: Clone) -> None:
    clone.set_up("app.lock", "dev.lock")
    clone.installed("ruff", '[ "$1" != check ]')
    clone.installed("lint-imports", "exit 1")
    done = clone.steady("check")
    assert done.returncode == 1
    failed = done.stderr.partition("these checks failed:")[2]
    assert "lint" in failed
    assert "layers" in failed
    assert "types" not in failed
    for tool in (
        "mypy",
        "lint-imports",
        "steadyback [content] [check]",
        "python [-m] [pytest] [tests/repository]",
    ):
        assert tool in clone.calls


def test_the_checks_pass_when_all_pass(clone: Clone) -> None:
    clone.set_up("app.lock", "dev.lock")
    assert clone.steady("check").returncode == 0


def test_the_continuous_run_calls_both_and_fails_if_either_does(tmp_path: Path) -> None:
    bash = shutil.which("bash")
    assert bash
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci")
    for check, test, expected in ((0, 0, 0), (1, 0, 1), (0, 1, 1)):
        script = f"#!/bin/sh\necho ran $1\n[ $1 = check ] && exit {check}\nexit {test}\n"
        (tmp_path / "steady").write_text(script, encoding="utf-8")
        (tmp_path / "steady").chmod(0o755)
        done = subprocess.run(
            [bash, str(tmp_path / ".ci" / "run")],
            env=dict(os.environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == expected
        assert done.stdout.startswith("ran check\n")
        assert done.stdout.endswith("ran test\n")
