"""The places of several passages of one source in one phrase: "answer 1, sentences 5–6"."""

import re

from django.utils.translation import pgettext

from portal.text.fields import reads_chinese

WITH_NUMBER = re.compile(r"(?P<before>.*?)(?P<number>\d+)(?P<after>\D*)", re.DOTALL)
WORD = re.compile(r"(?P<word>[a-z]{3,})(?P<space>\s+)$", re.IGNORECASE)


def in_one(labels):
    """`labels`, in the order of their source, with those that only count on taken together: "page 3", "page 4" → "pages 3–4"."""
    runs = []
    for label in labels:
        found = WITH_NUMBER.fullmatch(label)
        number = int(found["number"]) if found else None
        if found and runs and runs[-1][:2] == (found["before"], found["after"]) and runs[-1][3] == number - 1:
            runs[-1] = (*runs[-1][:3], number)
        else:
            runs.append((found["before"], found["after"], number, number) if found else (label, "", None, None))
    return pgettext("between words", "; ").join(_run_in_words(*run) for run in runs)


def _run_in_words(before, after, first, last):
    if first is None:
        return before
    if first == last:
        return f"{before}{first}{after}"
    plural = before if reads_chinese() else WORD.sub(r"\g<word>s\g<space>", before)
    return f"{plural}{first}{'—' if reads_chinese() else '–'}{last}{after}"
