"""What the portal calls countries and regions otherwise than ISO 3166-1 or the package django-countries does."""

from django.utils.translation import gettext_lazy as _

# The labels of domain practice: a "country or region" of ISO 3166-1, these three with their country.
COUNTRIES_OVERRIDE = {
    "HK": _("Hong Kong, China"),
    "MO": _("Macao, China"),
    "TW": _("Taiwan, China"),
    "US": _("United States"),
    "GB": _("United Kingdom"),
    # whose Chinese names the package has wrong, or no longer in use
    "AS": _("American Samoa"),
    "BA": _("Bosnia and Herzegovina"),
    "BW": _("Botswana"),
    "CC": _("Cocos (Keeling) Islands"),
    "CD": _("Congo (Kinshasa)"),
    "CG": _("Congo (Brazzaville)"),
    "DM": _("Dominica"),
    "GF": _("French Guiana"),
    "GG": _("Guernsey"),
    "KG": _("Kyrgyzstan"),
    "KM": _("Comoros"),
    "LR": _("Liberia"),
    "MK": _("North Macedonia"),
    "ML": _("Mali"),
    "MP": _("Northern Mariana Islands"),
    "NP": _("Nepal"),
    "PN": _("Pitcairn"),
    "SJ": _("Svalbard and Jan Mayen"),
    "SR": _("Suriname"),
    "TJ": _("Tajikistan"),
    "TT": _("Trinidad and Tobago"),
    "WS": _("Samoa"),
}
