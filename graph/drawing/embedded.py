"""What every page embeds: data as JSON, scripts and styles of `template/`, and the policy that allows nothing else.

Apart from `page`, for pages that are drawn as SVG need neither pyvis nor a layout.
"""

import base64
import hashlib
import json
from collections.abc import Iterable

from probation.graph.packages import package_folder


def embed(value: object) -> str:
    """JSON that can stand inside a script element: no '<', '>', '&' or line separator survives."""
    return _harmless(json.dumps(value, ensure_ascii=True, separators=(",", ":")))


def embed_lines(values: Iterable[object]) -> str:
    """A list as `embed` writes it, one member a line, for those who open the file."""
    return "[\n" + ",\n".join(map(embed, values)) + "\n]"


def _harmless(text: str) -> str:
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def policy(style: str, *scripts: str) -> str:
    """The Content-Security-Policy of a page: its own style sheet and scripts, and no network."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(map(hash_of, scripts))}",
            f"style-src {hash_of(style)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def inline(script: str) -> str:
    """A script as it may stand in HTML: one kind of line end, no end tag inside."""
    script = script.replace("\r\n", "\n").replace("\r", "\n")
    return "\n" + script.replace("</script", "<\\/script").replace("<!--", "<\\!--") + "\n"


def hash_of(text: str) -> str:
    """The source expression of a policy that allows exactly this script or style sheet."""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def text_of(name: str) -> str:
    """The text of a file of `template/`."""
    return (package_folder("graph.drawing") / "template" / name).read_text(encoding="utf-8")


def clean(text: str) -> str:
    """Text that can be written as UTF-8: lone surrogates become question marks."""
    return text.encode("utf-8", "replace").decode()
