"""What every module of ours keeps to. Each rule is tried on code that breaks it, so it is known to bite."""

import ast
from pathlib import Path

import pytest

from tests.repository.tree import PACKAGE, ROOT, name_of, parse, python_files, uses

LONGEST_MODULE = 400
LONGEST_TEST_FILE = 500
DRAWERS = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "manager",
    "managers",
    "service",
    "services",
    "misc",
}
ROOMS_WITHOUT_A_CLOCK = (
    "vocabulary",
    "knowledge/model.py",
    "engine",
    "care",
    "web",
    "figures",
    "handover",
    "exchange",
    "population",
)
CLOCKS = {
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "datetime.date.today",
    "time.gmtime",
    "time.localtime",
    "time.monotonic",
    "time.monotonic_ns",
    "time.perf_counter",
    "time.time",
    "time.time_ns",
}
WAYS_TO_SKIP = {
    "pytest.importorskip",
    "pytest.mark.skip",
    "pytest.mark.skipif",
    "pytest.mark.xfail",
    "pytest.skip",
    "pytest.xfail",
    "unittest.SkipTest",
    "unittest.expectedFailure",
    "unittest.skip",
    "unittest.skipIf",
    "unittest.skipUnless",
}


def without_docstring(path: Path) -> list[str]:
    if path.stem.startswith("_") and path.stem not in {"__init__", "__main__"}:
        return []
    if ast.get_docstring(parse(path)):
        return []
    return [f"{name_of(path)}: begin it with one line that says what it is for"]


def named_like_a_drawer(path: Path) -> list[str]:
    words = {path.stem, path.parent.name} | {path.stem.rpartition("_")[2]} & {"utils", "helpers", "misc"}
    return [f"{name_of(path)}: '{word}' says nothing; name it after what it does" for word in words & DRAWERS]


def too_long(path: Path, limit: int) -> list[str]:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    if lines <= limit:
        return []
    return [f"{name_of(path)}: {lines} lines, {limit} at most; part it by what it does"]


def uses_any(path: Path, forbidden: set[str], advice: str) -> list[str]:
    return sorted(
        {f"{name_of(path)}:{line}: {used}; {advice}" for used, line in uses(parse(path)) if used in forbidden}
    )


def reads_a_clock(path: Path) -> list[str]:
    return uses_any(path, CLOCKS, "take the time as an argument, the shells know it")


def skips_a_test(path: Path) -> list[str]:
    return uses_any(path, WAYS_TO_SKIP, "mend the test, take it away, or let it fail")


def imports_the_proofs_at_start(path: Path) -> list[str]:
    top = ast.Module(body=[node for node in parse(path).body if is_import(node)], type_ignores=[])
    return [
        f"{name_of(path)}:{line}: import {used} inside the function that needs it; they are slow to load"
        for used, line in uses(top)
        if used == "steadyback.proof" or used.startswith("steadyback.proof.")
    ]


def is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def told(complaints: list[list[str]]) -> str:
    return "\n".join(line for some in complaints for line in some)


def test_every_public_module_says_what_it_is_for() -> None:
    assert not told([without_docstring(path) for path in python_files(PACKAGE)])


def test_no_module_is_named_like_a_drawer() -> None:
    assert not told([named_like_a_drawer(path) for path in python_files(ROOT)])


def test_no_module_is_too_long() -> None:
    assert not told([too_long(path, LONGEST_MODULE) for path in python_files(PACKAGE, ROOT / "benchmarks")])


def test_no_test_file_is_too_long() -> None:
    assert not told([too_long(path, LONGEST_TEST_FILE) for path in python_files(ROOT / "tests")])


def test_the_core_never_reads_a_clock() -> None:
    core = [PACKAGE / room for room in ROOMS_WITHOUT_A_CLOCK]
    assert not told([reads_a_clock(path) for path in python_files(*core)])


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    assert not told([skips_a_test(path) for path in python_files(ROOT / "tests")])


def test_the_command_line_loads_the_proofs_only_when_asked() -> None:
    assert not told([imports_the_proofs_at_start(path) for path in python_files(PACKAGE / "cli")])


@pytest.mark.parametrize(
    "code",
    [
        "import datetime\nnow = datetime.datetime.now()",
        "import datetime as d\nnow = d.datetime.now(d.UTC)",
        "from datetime import datetime\nnow = datetime.utcnow()",
        "from datetime import date as day\nmake = day.today",
        "import time\nnow = time.time()",
        "from time import monotonic\n",
        "def f():\n    from time import time as t\n    return t()",
    ],
)
def test_a_clock_is_noticed(tmp_path: Path, code: str) -> None:
    assert reads_a_clock(written(tmp_path, code))


@pytest.mark.parametrize(
    "code",
    [
        "import datetime\nday = datetime.date(2026, 1, 1)",
        "def f(now, time):\n    return now.date(), time.time()",
        "from datetime import datetime\nthen = datetime.fromisoformat('2026-01-01')",
    ],
)
def test_a_given_time_is_no_clock(tmp_path: Path, code: str) -> None:
    assert not reads_a_clock(written(tmp_path, code))


@pytest.mark.parametrize(
    "code",
    [
        "import pytest\n@pytest.mark.skip\ndef test_it(): ...",
        "import pytest\npytestmark = pytest.mark.skipif(True, reason='later')",
        "from pytest import mark\n@mark.xfail(strict=True)\ndef test_it(): ...",
        "import pytest\ndef test_it():\n    pytest.skip('no browser')",
        "import pytest\nz3 = pytest.importorskip('z3')",
        "from unittest import skipIf as unless\n",
    ],
)
def test_a_skip_is_noticed(tmp_path: Path, code: str) -> None:
    assert skips_a_test(written(tmp_path, code))


def test_other_marks_are_no_skip(tmp_path: Path) -> None:
    assert not skips_a_test(written(tmp_path, "import pytest\n@pytest.mark.browser\ndef test_it(): ..."))


def test_other_faults_are_noticed(tmp_path: Path) -> None:
    assert without_docstring(written(tmp_path, "x = 1"))
    assert too_long(written(tmp_path, "x = 1\n" * 401), LONGEST_MODULE)
    assert named_like_a_drawer(Path("engine/utils.py"))
    assert named_like_a_drawer(Path("engine/text_helpers.py"))
    assert named_like_a_drawer(Path("services/triage.py"))
    assert imports_the_proofs_at_start(written(tmp_path, "from steadyback.proof import urgency"))


def test_sound_code_passes(tmp_path: Path) -> None:
    assert not without_docstring(written(tmp_path, '"""Says what it is for."""'))
    assert not too_long(written(tmp_path, "x = 1\n" * 400), LONGEST_MODULE)
    assert not named_like_a_drawer(Path("web/service_worker.py"))
    lazy = "def verify():\n    from steadyback.proof import urgency\n    return urgency"
    assert not imports_the_proofs_at_start(written(tmp_path, lazy))


def written(folder: Path, code: str) -> Path:
    path = folder / "sample.py"
    path.write_text(code, encoding="utf-8")
    return path
