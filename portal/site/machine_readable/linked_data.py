"""Pages in the terms of schema.org, as JSON-LD.

What is not on record is left out, and so is what is inferred: a term of schema.org cannot carry the word "inferred". Dates
are as long as they are known ("2025", "2025-07"), as ISO 8601 writes them. What each kind of record says stands in its
app's `linked_data.py`.
"""

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext

from portal.site.machine_readable.head_links import canonical, present_tag, tag_of, without_language
from portal.text.fields import of_reader

KNOWN = {"day": 10, "month": 7, "year": 4}  # how many characters of an ISO date are known


def stated(node):
    """`node` without what is not on record."""
    return {name: value for name, value in node.items() if value or value == 0}


def partial(day, precision):
    """A date as far as it is known; empty for none."""
    return day.isoformat()[: KNOWN[precision]] if day else ""


def postal_address(page, record):
    return page.request.build_absolute_uri(record.get_absolute_url())


def identity(page, record):
    """What names the record itself, on the pages of either language and in every version of them."""
    return page.request.build_absolute_uri(f"{without_language(record.get_absolute_url())}#record")


def reference(page, record):
    """Another public record, by name and address."""
    return {"@type": record.schema_type, "@id": identity(page, record), "name": record.name, "url": postal_address(page, record)}


def pictures_of(page):
    """The addresses of the public pictures, the cover first. A generated cover shows nothing of the record, and is none."""
    pictures = sorted(page.pictures, key=lambda picture: not picture.is_cover)
    return [page.request.build_absolute_uri(picture.address(picture.widths[-1])) for picture in pictures]


def thing(page, **more):
    """The record itself: its names, its address, its pictures and what its kind adds in `more`."""
    record = page.object
    names = [record.other_name, *(name.name for name in page.alternative_names)]
    own = {
        "alternateName": [name for name in names if name],
        "description": record.summary,
        "image": pictures_of(page),
        "mainEntityOfPage": {"@id": postal_address(page, record)},
    }
    return stated(reference(page, record) | own | more)


def postal(country="", region="", city="", street=""):
    """A PostalAddress as far as it is known, the country or region as its ISO 3166-1 code; None for nothing."""
    known = stated({"addressCountry": country, "addressRegion": region, "addressLocality": city, "streetAddress": street})
    return {"@type": "PostalAddress"} | known if known else None


def crumbs(request, *steps):
    """The way to a page from the home page: `steps` are (name, address)."""
    home = gettext("Home"), reverse("home")
    items = [
        {"@type": "ListItem", "position": place, "name": str(name), "item": request.build_absolute_uri(address)}
        for place, (name, address) in enumerate((home, *steps), start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def website(request):
    """The portal, whose parts are its pages."""
    return {"@type": "WebSite", "@id": request.build_absolute_uri("/#website"), "name": gettext("Going Global")}


def document(*nodes):
    return {"@context": "https://schema.org", "@graph": list(nodes)}


def of_home(request):
    """The portal itself, who runs it where that is set, and how it is searched."""
    target = f"{request.build_absolute_uri(reverse('search'))}?q={{search_term_string}}"
    publisher = of_reader(settings.PORTAL_HOST)
    return document(
        stated(
            website(request)
            | {
                "alternateName": gettext("Gansu culture abroad"),
                "url": request.build_absolute_uri(reverse("home")),
                "inLanguage": [tag_of(code) for code, _name in settings.LANGUAGES],
                "publisher": {"@type": "Organization", "name": publisher} if publisher else None,
                "potentialAction": {
                    "@type": "SearchAction",
                    "target": {"@type": "EntryPoint", "urlTemplate": target},
                    "query-input": "required name=search_term_string",
                },
            }
        )
    )


def of_list(view, context):
    """A public list, and the records on this page of it."""
    request, page = view.request, context["page_obj"]
    address = canonical(request, context["canonical_query"])
    items = [
        {"@type": "ListItem", "position": place, "name": record.name, "url": postal_address(view, record)}
        for place, record in enumerate(page, start=page.start_index())
    ]
    return document(
        {
            "@type": "CollectionPage",
            "@id": address,
            "url": address,
            "name": str(view.title),
            "description": str(view.lede),
            "inLanguage": present_tag(),
            "isPartOf": website(request),
            "breadcrumb": crumbs(request, (view.title, request.path)),
            "mainEntity": {"@type": "ItemList", "numberOfItems": context["paginator"].count, "itemListElement": items},
        }
    )


def of_page(view, context):
    """The page of a record, with the sources that it cites, and the record that it is about."""
    record, request = view.object, view.request
    address = postal_address(view, record)
    sources = context["footnotes"].sources if "footnotes" in context else []
    entity, *others = view.linked_data()
    page = {
        "@type": "WebPage",
        "@id": address,
        "url": address,
        "name": record.name,
        "inLanguage": present_tag(),
        "isPartOf": website(request),
        "breadcrumb": crumbs(
            request, (capfirst(context["title"]), reverse(f"{view.segment}-list")), (record.title, record.get_absolute_url())
        ),
        "primaryImageOfPage": {"@type": "ImageObject", "url": context["card"].address},
        "datePublished": record.published_at.isoformat(timespec="seconds"),
        "dateModified": max(record.updated_at, record.published_at).isoformat(timespec="seconds"),
        "citation": [reference(view, source) for source in sources],
        "mainEntity": {"@id": entity["@id"]},
    }
    return document(stated(page), entity, *others)


def of_source(page):
    """What a source is, who published it and when."""
    source = page.object
    own = {
        "publisher": {"@type": "Organization", "name": source.publisher} if source.publisher else None,
        "creditText": source.author,  # as the source writes it: of one person, of some, or of a body
        "datePublished": partial(source.issued_on, "day"),
        "sameAs": source.url,
    }
    yield thing(page, **own)
