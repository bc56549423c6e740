"""Nice classes as people list them: "16, 25" and 16、25 and "16-18"."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

FIRST_CLASS, LAST_CLASS = 1, 45


def read_classes(text):
    """The Nice classes of "16, 25, 35" or "16-18" in order; raises ValidationError where it is something else."""
    classes = set()
    for part in filter(None, re.split(r"[\s,，、;；]+", unicodedata.normalize("NFKC", re.sub(r"\s*[-–—~至]\s*", "-", text)))):
        if not (found := re.fullmatch(r"(\d{1,2})(?:-(\d{1,2}))?", part)):
            raise ValidationError(_("“%(text)s” is no class: write 16, 25, 35 or 16-18.") % {"text": part})
        first, last = int(found[1]), int(found[2] or found[1])
        if not FIRST_CLASS <= first <= last <= LAST_CLASS:
            raise ValidationError(_("Nice classes run from 1 to 45."))
        classes |= {*range(first, last + 1)}
    return sorted(classes)
