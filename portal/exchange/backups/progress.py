"""How far a long task is, on a terminal."""

import time

BAR_WIDTH = 30
SECONDS_BETWEEN = 0.1


class Progress:
    """A bar that is drawn over itself on the terminal `out`; nothing is written where `out` is none, such as under cron."""

    def __init__(self, out=None):
        self.out = out if out is not None and out.isatty() else None

    def begin(self, title, total):
        self.title, self.total, self.done, self.drawn_at = title, total, 0, 0.0
        self.draw()

    def step(self, done=1):
        self.done += done
        if time.monotonic() - self.drawn_at > SECONDS_BETWEEN:
            self.draw()

    def over(self, things):
        """The `things`, each of which is a step."""
        for thing in things:
            yield thing
            self.step()

    def end(self):
        if self.out:
            self.out.write("\r\033[K", ending="")
            self.out.flush()

    def draw(self):
        if not self.out:
            return
        self.drawn_at = time.monotonic()
        part = min(self.done / self.total, 1) if self.total else 1
        full = round(part * BAR_WIDTH)
        self.out.write(f"\r{self.title:<22} [{'#' * full}{'.' * (BAR_WIDTH - full)}] {part:4.0%}", ending="")
        self.out.flush()
