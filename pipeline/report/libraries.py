"""The JavaScript libraries of the page, read from installed Python packages and put into it.

vl-convert-python ships Vega, Vega-Lite and Vega-Embed (BSD-3-Clause); gravis ships vis-network (Apache-2.0 or MIT).
"""

from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

import vl_convert

_VIS: Final = "gravis/_internal/plotting/third_party/vis-network"
# gravis wraps vis-network for a module loader; this stands in for the loader and keeps what the module exports. The module sets
# `regeneratorRuntime` and, where that is not declared, makes code from text to do so, which the page's policy forbids.
_LOADER: Final = (
    "window.vis = {{}};\n(() => {{\nlet regeneratorRuntime;\nconst require = {{ defined: () => false }};\n"
    "const define = (name, needs, module) => module(window.vis);\n{module}\n}})();\n"
)


@cache
def vega() -> str:
    """A script that sets ``vegaEmbed``; to be run as an ES module, since it declares names of one letter."""
    return _lf(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;"))


@cache
def vis_network() -> str:
    """A script that sets ``vis``.

    Raises:
        ValueError: the package does not hold the file.
    """
    path = Path(str(distribution("gravis").locate_file(f"{_VIS}/vis-network.min.def.js")))
    if not path.exists():
        raise ValueError(f"{path}: expected vis-network in the package gravis, found no such file")
    return _LOADER.format(module=_lf(path.read_text(encoding="utf-8")))


def _lf(text: str) -> str:
    """Line ends as a browser reads them, or the script would not have the hash that the policy names."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
