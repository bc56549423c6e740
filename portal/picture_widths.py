"""The widths in which a picture is kept: its row names the files, and the encoder, a program without Django, makes them."""

WIDTHS = (480, 960, 1600)  # pixels of the stored files; a narrower original has fewer of them


def widths_of(width):
    """The widths in which a picture of this width is kept, narrowest first: none is wider than it was."""
    return sorted({*(each for each in WIDTHS if each < width), min(width, WIDTHS[-1])})
