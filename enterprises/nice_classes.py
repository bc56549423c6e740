"""Nice classes: as people list them ("16, 25" and 16、25 and "16-18"), and what each holds, in words."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

FIRST_CLASS, LAST_CLASS, LAST_OF_GOODS = 1, 45, 34
TITLES = {  # in few words, after the headings of the classification; what stands in which class, the classification alone says
    1: _("Chemicals for industry"),
    2: _("Paints, varnishes, dyes"),
    3: _("Cosmetics, perfumery, cleaning preparations"),
    4: _("Industrial oils, fuels, candles"),
    5: _("Pharmaceuticals, dietary supplements"),
    6: _("Common metals and goods made of them"),
    7: _("Machines, motors"),
    8: _("Hand tools, cutlery"),
    9: _("Software, recordings, electronic and scientific instruments"),
    10: _("Medical instruments"),
    11: _("Lighting, heating, cooking appliances"),
    12: _("Vehicles"),
    13: _("Firearms, fireworks"),
    14: _("Jewellery, clocks, watches"),
    15: _("Musical instruments"),
    16: _("Books, paper goods, stationery"),
    17: _("Rubber, plastics, insulating materials"),
    18: _("Leather goods, bags, umbrellas"),
    19: _("Building materials, not of metal"),
    20: _("Furniture, mirrors, picture frames"),
    21: _("Household ware, glassware, porcelain"),
    22: _("Ropes, tents, raw fibres"),
    23: _("Yarns, threads"),
    24: _("Textiles, household linen"),
    25: _("Clothing (apparel), footwear, headwear"),
    26: _("Lace, embroidery, ribbons, buttons"),
    27: _("Carpets, mats, floor coverings"),
    28: _("Games, toys, sporting articles"),
    29: _("Meat, fish, dairy products, preserved fruit and vegetables"),
    30: _("Tea, coffee, cereals, confectionery"),
    31: _("Fresh produce, seeds, live plants"),
    32: _("Beer, soft drinks"),
    33: _("Alcoholic drinks, except beer"),
    34: _("Tobacco, smokers’ articles"),
    35: _("Advertising, business services"),
    36: _("Finance, insurance, real estate"),
    37: _("Construction, repair"),
    38: _("Telecommunications"),
    39: _("Transport, travel arrangement"),
    40: _("Treatment of materials"),
    41: _("Education, entertainment, sport and culture"),
    42: _("Science, design, software services"),
    43: _("Restaurants, hotels"),
    44: _("Medical, beauty and agricultural services"),
    45: _("Legal, security and personal services"),
}


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


def classes_as_text(classes):
    """Nice classes as they are stored: [16, 25] → "16, 25"."""
    return ", ".join(map(str, classes))


def stored_classes(text):
    """The Nice classes of a stored text; what is none, which only a row that no form wrote can hold, is left out."""
    numbers = [int(part) for part in text.split(", ") if part.isascii() and part.isdigit()]
    return [number for number in numbers if FIRST_CLASS <= number <= LAST_CLASS]


def validate_classes(text):
    """Refuse what names no Nice classes; raises ValidationError."""
    read_classes(text)


def has_class(column, nice_class):
    """The condition that a column of `classes_as_text` has this one: 5 is in "5", "5, 16", "4, 5" and "4, 5, 16", and not in "25"."""
    text = str(nice_class)
    ends = Q(**{column: text}) | Q(**{f"{column}__startswith": f"{text}, "}) | Q(**{f"{column}__endswith": f", {text}"})
    return ends | Q(**{f"{column}__contains": f", {text}, "})


def class_in_words(nice_class):
    """A class by what it holds and its number: 25 → "Clothing (apparel), footwear, headwear (class 25)"."""
    return gettext("%(title)s (class %(number)s)") % {"title": TITLES[nice_class], "number": nice_class}
