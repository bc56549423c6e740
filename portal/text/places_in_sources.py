"""The places of a source that a page cites, named together: what they share is said once."""

import re
from itertools import groupby
from operator import itemgetter

from django.utils.translation import pgettext

ENDS_IN_A_WORD = re.compile(r"[A-Za-z] $")


def apart(label):
    """The label of a passage around its last number: "answer 1, sentence 5" → (("answer 1, sentence ", ""), 5); ((label, ""), None)
    where it has none."""
    match = re.fullmatch(r"(.*?)(\d{1,9})(\D*)", label, re.DOTALL)
    return ((match[1], match[3]), int(match[2])) if match else ((label, ""), None)


def numbers_in_words(numbers):
    """[5, 6, 7, 9] → "5–7 and 9"."""
    runs = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    texts = []
    for run in runs:
        between = {"first": run[0], "last": run[-1]}
        texts += [pgettext("of numbers", "%(first)s–%(last)s") % between] if len(run) > 2 else map(str, run)
    if len(texts) == 1:
        return texts[0]
    return pgettext("of numbers", "%(first)s and %(last)s") % {"first": pgettext("within a list", ", ").join(texts[:-1]), "last": texts[-1]}


def places_in_words(labels):
    """Labels of passages, in their order: ["answer 1, sentence 5", "answer 1, sentence 6"] → "answer 1, sentences 5 and 6"."""
    texts = []
    for (before, after), group in groupby(map(apart, labels), key=itemgetter(0)):
        numbers = {number for _around, number in group if number is not None}
        if len(numbers) > 1 and ENDS_IN_A_WORD.search(before):
            before = f"{before.rstrip()}s "
        texts.append(f"{before}{numbers_in_words(numbers) if numbers else ''}{after}")
    return pgettext("between things listed", "; ").join(texts)
