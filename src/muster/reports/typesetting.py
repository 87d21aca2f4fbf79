"""Typst with our fonts and the PDF/UA-1 check on."""

from __future__ import annotations

import calendar
import datetime
import json
from importlib.resources import as_file, files

import typst

__all__ = ["UntypesettableError", "typeset"]

UntypesettableError = typst.TypstError


def typeset(
    source: bytes, data: object, *, system_fonts: bool = False, dated: datetime.date | None = None
) -> bytes:
    """Return the PDF of a Typst source, which finds `data` as JSON in `sys.inputs.data`.

    Data never becomes part of the source, so nothing in it is read as markup or code. Only the bundled
    fonts are used unless `system_fonts`. Raises UntypesettableError.
    """
    with as_file(files("muster.reports") / "fonts") as folder:
        compiler = typst.Compiler(
            font_paths=[str(folder)],
            ignore_system_fonts=not system_fonts,
            sys_inputs={"data": json.dumps(data)},
        )
        midnight = None if dated is None else calendar.timegm(dated.timetuple())
        content = compiler.compile(source, format="pdf", pdf_standards=["ua-1"], timestamp=midnight)
    if not isinstance(content, bytes):
        raise TypeError(f"Typst gave {type(content).__name__} for a PDF")
    return content
