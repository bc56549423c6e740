"""A small chart beside its table: a bar for each period, drawn on the server; the table says the same in numbers."""

from typing import NamedTuple

MOST_BARS = 12  # the latest periods
CHART_WIDTH, ROOM_OF_LABEL, ROOM_OF_NUMBER, BAR_ROW, BAR_THICK = 360, 92, 44, 26, 14  # in the units of the drawing


class Bar(NamedTuple):
    label: str
    number: int
    y: int
    length: float

    @property
    def middle(self):
        return self.y + BAR_THICK - 2

    @property
    def end(self):
        return round(ROOM_OF_LABEL + self.length + 6, 1)


class BarChart(NamedTuple):
    bars: list
    height: int
    further: int  # how many periods are not drawn
    label_end: int = ROOM_OF_LABEL - 8
    start: int = ROOM_OF_LABEL
    width: int = CHART_WIDTH
    thick: int = BAR_THICK


def chart_of(lines, *, latest_first=True):
    """The BarChart of [(label, number)] in the order of time; None where there are not two to compare."""
    shown = lines[:MOST_BARS] if latest_first else lines[-MOST_BARS:]
    most = max((number for _label, number in shown), default=0)
    if len(shown) < 2 or not most:
        return None
    room = CHART_WIDTH - ROOM_OF_LABEL - ROOM_OF_NUMBER
    bars = [Bar(label, number, place * BAR_ROW + 4, round(room * number / most, 1)) for place, (label, number) in enumerate(shown)]
    return BarChart(bars, len(bars) * BAR_ROW + 4, len(lines) - len(shown))
