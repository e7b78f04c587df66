"""Wrap and measure labels, so that a layout knows how much room each node needs.

Nothing here asks a browser: widths are estimates from the shape of the letters,
a little generous, because the reader's system font is not known.
"""

from dataclasses import dataclass

LINE_LENGTH = 22
"""Characters a label line holds before it is broken at a blank."""
MOST_LINES = 4
FONT_SIZE = 14
FOCUS_FONT_SIZE = 17
LINE_HEIGHT = 1.2
GAP = 6
"""Pixels between the outline of a node and its label."""

_NARROW = set("iljtfrI.,:;!'|()[] -")
_WIDE = set("mwMWQOGDHNU@%&—")


@dataclass(frozen=True)
class Box:
    """The room a node and its label take, in pixels round the node's centre."""

    left: float
    up: float
    right: float
    down: float

    @property
    def width(self) -> float:
        """Pixels from side to side."""
        return self.left + self.right

    @property
    def height(self) -> float:
        """Pixels from top to bottom."""
        return self.up + self.down


def wrap(label: str, length: int = LINE_LENGTH, lines: int = MOST_LINES) -> str:
    """Break a label at blanks into at most `lines` lines; what does not fit ends in '…'.

    Line separators and other control characters become blanks, so that the
    number of lines drawn is the number counted here.
    """
    words = "".join(c if c.isprintable() else " " for c in label).split()
    rows: list[str] = []
    row = ""
    for place, word in enumerate(words):
        if not row or len(row) + 1 + len(word) <= length:
            row = f"{row} {word}".strip()
        else:
            rows.append(_clip(row, length))
            row = word
            if len(rows) == lines:
                break
        if place == len(words) - 1:
            rows.append(_clip(row, length))
            row = ""
    if row and len(rows) == lines:
        rows[-1] = _clip(rows[-1] + " …", length) if len(rows[-1]) + 2 <= length else rows[-1][:-1] + "…"
    return "\n".join(rows)


def text_width(text: str, size: float = FONT_SIZE) -> float:
    """Estimate the width of one line of text in pixels."""
    return size * sum(0.36 if c in _NARROW else 0.92 if c in _WIDE or ord(c) > 0x2E7F else 0.62 for c in text)


def box(wrapped: str, radius: float, size: float = FONT_SIZE) -> Box:
    """The room taken by a node of `radius` pixels with its wrapped label below it."""
    rows = wrapped.split("\n") if wrapped else []
    half = max([radius, *(text_width(row, size) / 2 for row in rows)])
    below = radius + (GAP + len(rows) * size * LINE_HEIGHT if rows else 0)
    return Box(left=half, up=radius, right=half, down=below)


def _clip(row: str, length: int) -> str:
    return row if len(row) <= length + 4 else row[: length + 3] + "…"
