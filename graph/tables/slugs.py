"""Short names in addresses."""

from __future__ import annotations

import re
import unicodedata

ID = re.compile(r"(?=.{1,200}$)[a-z0-9]+(?:[-.][a-z0-9]+)*", re.ASCII)  # a source's is the name of its file, too
_OTHERS = re.compile(r"[^a-z0-9]+")


def slugify(text: str) -> str:
    """Return lower-case letters, digits and single hyphens: "Quality & Impact" -> `quality-impact`.

    Accents are dropped; a text without any letter or digit of the Latin script gives the empty string.
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return _OTHERS.sub("-", plain.replace("'", "").replace("’", "")).strip("-")
