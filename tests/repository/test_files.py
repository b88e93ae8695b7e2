"""What every file of ours keeps to: nothing of one machine, nothing altered that is not ours."""

import hashlib
import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.repository.tree import PACKAGE, ROOT, name_of, our_files

# Put together from parts, so that this file does not name what it looks for.
FOLDERS_OF_ONE_MACHINE = ["/work" + "/", "/root" + "/", "/farm" + "/"]
HOSTS_OF_REGISTRIES = [
    "pypi" + ".org",
    "pypi.python" + ".org",
    "files.pythonhosted" + ".org",
    "registry.npmjs" + ".org",
    "registry.yarnpkg" + ".com",
    "deb.debian" + ".org",
    "proxy.golang" + ".org",
]
FOLDER = re.compile("(?<![\\w.~-])(?:" + "|".join(map(re.escape, FOLDERS_OF_ONE_MACHINE)) + ")")
HOST = re.compile("|".join(map(re.escape, HOSTS_OF_REGISTRIES)))
DESCRIPTION = "vendored.json"
DESCRIBED = {"name", "version", "licence", "source", "purpose", "sha256"}


def tied_to_a_machine(path: Path) -> list[str]:
    text = path.read_bytes().decode("utf-8", errors="replace")
    return [
        f"{name_of(path)}:{number}: {found.group()}"
        for number, line in enumerate(text.splitlines(), start=1)
        for found in [*FOLDER.finditer(line), *HOST.finditer(line)]
    ]


def vendored_faults(folder: Path) -> list[str]:
    """What is wrong with a folder of other people's files, held against its description."""
    described = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
    missing = DESCRIBED - described.keys()
    if missing:
        return [f"{name_of(folder)}: {DESCRIPTION} does not say {', '.join(sorted(missing))}"]
    hashes: dict[str, str] = described["sha256"]
    present = {path.name: path for path in folder.iterdir() if path.name != DESCRIPTION}
    faults = [f"{name_of(folder)}/{name}: described, but not there" for name in sorted(hashes.keys() - present)]
    faults += [f"{name_of(folder)}/{name}: there, but not described" for name in sorted(present - hashes.keys())]
    for name in sorted(hashes.keys() & present.keys()):
        if hashlib.sha256(present[name].read_bytes()).hexdigest() != hashes[name]:
            faults.append(f"{name_of(folder)}/{name}: altered since it was taken in")
    if not any("LICEN" in name or name.startswith("OFL") for name in hashes):
        faults.append(f"{name_of(folder)}: the licence text is missing")
    return faults


def descriptions() -> list[Path]:
    return [path for path in our_files() if path.name == DESCRIPTION]


def test_no_file_is_tied_to_a_machine_or_a_registry() -> None:
    found = [line for path in our_files() for line in tied_to_a_machine(path)]
    assert not found, "\n".join(found)


def test_what_others_made_is_unaltered_and_described() -> None:
    assert len(descriptions()) >= 2, "the axe and font folders each have one"
    faults = [line for path in descriptions() for line in vendored_faults(path.parent)]
    assert not faults, "\n".join(faults)


def test_what_others_made_is_in_the_notice() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for path in descriptions():
        described = json.loads(path.read_text(encoding="utf-8"))
        assert described["name"] in notice, f"NOTICE does not name {described['name']}"
        assert described["licence"] in notice, f"NOTICE does not name {described['licence']}"


@pytest.mark.parametrize("kind", ["*.js", "*.woff2"])
def test_a_bundle_of_others_is_always_in_a_described_folder(kind: str) -> None:
    """A script marked as minified, or a typeface, is somebody else's work."""
    folders = {path.parent for path in descriptions()}
    stray = [
        name_of(path)
        for path in our_files()
        if path.match(kind) and (kind == "*.woff2" or ".min." in path.name) and path.parent not in folders
    ]
    assert not stray, f"no {DESCRIPTION} beside {stray}"


def test_the_two_ways_in_can_be_run() -> None:
    listing = subprocess.run(
        ["git", "ls-files", "-s", "steady", ".ci/run"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    for line in listing.stdout.splitlines():
        assert line.startswith("100755"), f"git update-index --chmod=+x {line.split()[-1]}"
    for path in (ROOT / "steady", ROOT / ".ci" / "run"):
        assert path.stat().st_mode & 0o111, f"chmod +x {name_of(path)}"


@pytest.mark.parametrize(
    "line",
    [
        "cp /work" + "/main/x .",
        "path = '/root" + "/.cache'",
        "see https://" + "pypi" + ".org/project/x",
        "--index-url=https://registry.npmjs" + ".org/",
    ],
)
def test_a_tie_is_noticed(tmp_path: Path, line: str) -> None:
    sample = tmp_path / "sample.txt"
    sample.write_text(f"first\n{line}\n", encoding="utf-8")
    assert tied_to_a_machine(sample)


def test_ordinary_words_are_no_tie(tmp_path: Path) -> None:
    sample = tmp_path / "sample.txt"
    sample.write_text("home/work/rest, ./work/x, the root / trunk, /workshop\n", encoding="utf-8")
    assert not tied_to_a_machine(sample)


def test_an_altered_bundle_is_noticed(tmp_path: Path) -> None:
    for name in ("LICENSE", "it.min.js"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    good = {name: hashlib.sha256(name.encode()).hexdigest() for name in ("LICENSE", "it.min.js")}

    def faults(**changes: object) -> list[str]:
        described = dict.fromkeys(DESCRIBED, "it") | {"sha256": good} | changes
        (tmp_path / DESCRIPTION).write_text(json.dumps(described), encoding="utf-8")
        return vendored_faults(tmp_path)

    assert not faults()
    assert "altered" in faults(sha256=good | {"it.min.js": "0" * 64})[0]
    assert "not described" in faults(sha256={"LICENSE": good["LICENSE"]})[0]
    assert "not there" in faults(sha256=good | {"more.js": "0" * 64})[0]
    (tmp_path / "LICENSE").unlink()
    assert "licence text" in faults(sha256={"it.min.js": good["it.min.js"]})[0]


def test_the_package_takes_its_data_along() -> None:
    """Wheels leave out what git ignores: make sure that nothing of the package is."""
    kinds = {".css", ".html", ".js", ".json", ".md", ".py", ".svg", ".txt", ".woff2", ".yaml"}
    data = [path for path in PACKAGE.rglob("*") if path.suffix in kinds and path.is_file()]
    left_out = sorted(name_of(path) for path in set(data) - set(our_files()))
    assert not left_out, f"ignored by git, so missing from the package: {left_out}"
