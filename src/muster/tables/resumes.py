"""Read the text of a résumé: PDF, Word (.docx) or plain text, from bytes that nobody has checked.

The work is done by a child process with limits on time, memory and output, without the parent's environment.
What the file is follows from its bytes, not from its name or declared type.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from muster.engine.errors import InputError

__all__ = ["ResumeKind", "ResumeLimits", "ResumeText", "read_resume"]

ResumeKind = Literal["pdf", "docx", "text"]

_CHILD = Path(__file__).with_name("_resume_child.py")
_GRACE = 5.0
_KEPT_VARIABLES = ("PATH", "PYTHONPATH", "SYSTEMROOT")


@dataclass(frozen=True, slots=True)
class ResumeLimits:
    """What reading one résumé may cost.

    `size` and `unpacked` (of a .docx) are in bytes, `memory` is the child's address space in bytes, `seconds`
    its processor time and about its real time; `parts` are the files in a .docx. Text beyond `characters` is
    cut off; beyond any other limit the file is refused.
    """

    size: int = 10 * 2**20
    seconds: int = 20
    memory: int = 768 * 2**20
    pages: int = 60
    characters: int = 200_000
    unpacked: int = 64 * 2**20
    parts: int = 2_000


@dataclass(frozen=True, slots=True)
class ResumeText:
    """What was read. `pages` is None where the format has none; `truncated` says that the end was cut off."""

    kind: ResumeKind
    text: str
    pages: int | None
    truncated: bool


_DEFAULT = ResumeLimits()
_AGAIN = "save the résumé as PDF, Word (.docx) or plain text and upload that"
_SENTENCES = {
    "resume-archive": f"the file is an archive and not a résumé; unpack it, {_AGAIN}",
    "resume-binary": f"the file is neither PDF nor Word nor text; {_AGAIN}",
    "resume-bomb": "the file unpacks to far more than a résumé holds; save it again as PDF and upload that",
    "resume-broken-docx": "the Word document is damaged; save it again, or as PDF, and upload that",
    "resume-broken-pdf": "the PDF is damaged; save it again and upload that",
    "resume-broken-zip": "the Word document is damaged or incomplete; save it again, or as PDF, and upload that",
    "resume-empty": "the file holds no text; upload the résumé itself",
    "resume-entities": "the Word document declares entities, which no word processor writes; save it as PDF",
    "resume-locked": "the file is protected by a password; remove the password and upload it again",
    "resume-markup": f"the file is a web page or other markup; {_AGAIN}",
    "resume-memory": "reading the file takes more memory than a résumé may; save it as PDF without large pictures",
    "resume-no-pypdfium2": "PDF résumés need the pypdfium2 library; install Muster with muster-talent[web]",
    "resume-old-word": "the file is an old Word document or protected by a password; save it as .docx or PDF",
    "resume-pages": "the PDF has {pages:,} pages and a résumé at most {most:,}; upload the résumé alone",
    "resume-parts": "the Word document is made of {parts:,} files and may have {most:,}; save it as PDF",
    "resume-paths": "the file names in the document lead out of it or repeat; save it again, or as PDF",
    "resume-picture": "the file is a picture; upload a PDF whose text can be selected, Word or plain text",
    "resume-polyglot": "the file is two formats at once; save the résumé again as PDF",
    "resume-program": "the file is a program; upload the résumé as PDF, Word or plain text",
    "resume-rtf": "the file is in Rich Text Format; save it as .docx or PDF",
    "resume-scan": "the PDF holds pictures and no text; upload one whose text can be selected",
    "resume-size": "the file has {size:,} bytes and may have {most:,}; save the résumé without large pictures",
    "resume-time": "reading the file takes too long; save the résumé again as PDF",
    "resume-crash": "the file cannot be read; save the résumé again as PDF",
}


def read_resume(data: bytes, *, limits: ResumeLimits = _DEFAULT) -> ResumeText:
    """Return the text of a résumé.

    Blocks for as long as reading takes, so call it from a job. Raises InputError with one sentence, and a code
    that begins with `resume-`, where the file is refused.
    """
    if len(data) > limits.size:
        raise _refusal("resume-size", size=len(data), most=limits.size)
    answer = _ask_child(data, limits)
    if "refused" in answer:
        raise _refusal(answer["refused"], **answer["params"])
    return ResumeText(answer["kind"], answer["text"], answer["pages"], answer["truncated"])


def _refusal(code: str, **params: int) -> InputError:
    return InputError(_SENTENCES[code].format(**params), code=code, **params)


def _ask_child(data: bytes, limits: ResumeLimits) -> dict[str, Any]:
    """Run the child and return its answer. A child that dies or hangs is a file that is refused."""
    allowed = {name: value for name, value in asdict(limits).items() if name != "size"}
    command = [sys.executable, "-P", "-s", str(_CHILD), json.dumps(allowed)]
    environment = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - our own file, no shell, nothing of the upload in the command
            command,
            input=data,
            capture_output=True,
            env={**environment, "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"},
            timeout=limits.seconds + _GRACE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _refusal("resume-time") from None
    if done.returncode < 0:
        raise _refusal(_killed_for(done.returncode))
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        code = "resume-memory" if b"MemoryError" in done.stderr else "resume-crash"
        raise _refusal(code)
    return answer


def _killed_for(returncode: int) -> str:
    """Return the code of the limit that a signal stands for."""
    return "resume-time" if -returncode in (signal.SIGXCPU, signal.SIGKILL) else "resume-crash"
