"""Templates to text. The templates are part of the package, as the code is; everything else is passed in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("steadyback.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def read_templates(names: Iterable[str]) -> None:
    """Read and keep these templates now: where the package's files are out of reach later, none may be missing."""
    for name in names:
        _environment().get_template(name)


def render(template: str, **values: Any) -> str:
    """The page that ``template`` makes of ``values``. A value that is missing is an error, never an empty place."""
    return _environment().get_template(template).render(**values)


@lru_cache(maxsize=256)
def phone_button(number: str, words: str, *, second: bool = False) -> Markup:
    """A button that dials ``number``."""
    button: Any = getattr(_environment().get_template("parts.html").module, "tel")  # noqa: B009 - a macro of the template
    return Markup(button({"number": number, "words": words}, second))  # noqa: S704 - made by the macro


def piece(template: str, macro: str, *values: Any) -> Markup:
    """What one macro of a template makes of ``values``: for parts that are drawn once and kept."""
    draw: Any = getattr(_environment().get_template(template).module, macro)
    return Markup(draw(*values))  # noqa: S704 - made by the macro, which escapes
