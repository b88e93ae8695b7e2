"""The files of this repository, as the repository tests see them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "steadyback"
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
MADE_BY_TOOLS = {".git", "node_modules", "__pycache__", "build", "dist", "htmlcov"}


@cache
def our_files() -> tuple[Path, ...]:
    """Every file that is, or could be, committed: ignored files are left out."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listing.returncode == 0 and listing.stdout:
        found = {ROOT / name for name in listing.stdout.decode().split("\0") if name}
    else:  # an unpacked archive has no git: leave out what the tools make
        found = {path for path in ROOT.rglob("*") if not _made_by_tools(path)}
    return tuple(sorted(path for path in found if path.is_file()))


def _made_by_tools(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return any(part in MADE_BY_TOOLS or part.startswith(".venv") or part.endswith("_cache") for part in parts)


def python_files(*folders: Path) -> list[Path]:
    """Our Python files below these folders."""
    return [
        path for path in our_files() if path.suffix == ".py" and any(path.is_relative_to(folder) for folder in folders)
    ]


def name_of(path: Path) -> str:
    """How a message names a file: from the root of the repository."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


def parse(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def uses(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every outside name that a module imports or uses, in full, with its line.

    After `import datetime as d`, the expression `d.datetime.now` is `datetime.datetime.now`.
    """
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.split(".")[0]
                known[alias.asname or first] = alias.name if alias.asname else first
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                known[alias.asname or alias.name] = f"{node.module}.{alias.name}"
                yield f"{node.module}.{alias.name}", node.lineno
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute):
            full = _full_name(node, known)
            if full:
                yield full, node.lineno


def _full_name(node: ast.expr, known: dict[str, str]) -> str | None:
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.Attribute):
        front = _full_name(node.value, known)
        return f"{front}.{node.attr}" if front else None
    return None
