"""Formulas as MathML, which browsers draw by themselves: no script, no fonts from elsewhere."""

from __future__ import annotations

import re

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

_log = logging.getLogger(__name__)

# docutils sets the index of an accented letter below the letter; an empty group keeps the two apart.
_ACCENTED = re.compile(r"(\\(?:hat|tilde|bar)\s*(?:\\[a-zA-Z]+|\w))_")


def _draw(writer: HTML5Translator, node: nodes.math | nodes.math_block) -> None:
    block = isinstance(node, nodes.math_block)
    try:
        drawn = tex2mathml(_ACCENTED.sub(r"\1{}_", node.astext()), as_block=block)
    except MathError as error:
        _log.warning("formula %r cannot be drawn: %s", node.astext(), error, location=node)
        drawn = writer.encode(node.astext())
    writer.body.append(f'<div class="math">{drawn}</div>\n' if block else drawn)
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the renderer."""
    app.add_html_math_renderer("mathml", inline_renderers=(_draw, None), block_renderers=(_draw, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
