"""Pictures on the form of their record: several are added at once, and then each is told of in words."""

from contextlib import contextmanager
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.widgets import Script
from django.utils.translation import gettext as _

from portal.admin.form.inlines import PartInline
from portal.admin.form.lines import OnLine
from portal.admin.form.rows import RowsFormSet
from portal.media.pictures.encoder import FORMATS, NARROWEST
from portal.media.pictures.reading import LARGEST_PICTURE, Encoded, PictureRefused, pixels_of, read_picture
from portal.media.pictures.storing import add, keeping
from portal.models import Picture

FILES = "pictures-add"  # the name of the control
MOST_AT_ONCE = 20
MOST_PIXELS_AT_ONCE = 500_000_000  # of all together: 20 photographs of 24 megapixels
MEDIA_TYPES = ",".join(f"image/{name.lower()}" for name in FORMATS)


@dataclass
class Upload:
    """One chosen file: its encoded picture, or why it is refused."""

    name: str
    encoded: Encoded | None = None
    refusal: str = ""


def uploads_of(files):
    """An Upload of each of `files`; where they are too many none is read."""
    if len(files) > MOST_AT_ONCE:
        return [Upload(file.name, refusal=_("At most %(most)d pictures are added at once.") % {"most": MOST_AT_ONCE}) for file in files]
    if sum(pixels_of(file) for file in files) > MOST_PIXELS_AT_ONCE:
        why = _("Together they have more than %(most)d megapixels, the most that are added at once.")
        return [Upload(file.name, refusal=why % {"most": MOST_PIXELS_AT_ONCE // 1_000_000}) for file in files]
    uploads = []
    for file in files:
        try:
            uploads.append(Upload(file.name, read_picture(file)))
        except PictureRefused as refused:
            uploads.append(Upload(file.name, refusal=str(refused)))
    return uploads


class PictureForm(forms.ModelForm):
    def clean(self):
        """Refuse to show a picture to the public without its credit and rights; one that was shown without them before is a gap
        on the desk."""
        cleaned = super().clean()
        if self.instance.record.published_at and (cleaned.get("alt_en") or cleaned.get("alt_zh")):
            was_shown = self.initial.get("alt_en") or self.initial.get("alt_zh")
            for name in ("credit", "rights"):
                if not cleaned.get(name) and not (was_shown and not self.initial.get(name)):
                    self.add_error(name, _("The record is public: give the credit, and who allowed it, before the picture is shown."))
        return cleaned


class PictureFormSet(RowsFormSet):
    """The pictures of a record. New rows come from `uploads` alone, which were read and encoded before the transaction began."""

    uploads = ()
    added = None  # the pictures written by this request, for portal.media.pictures.storing.keeping
    may_add = False

    def is_multipart(self):
        return self.may_add

    def has_changed(self):
        return super().has_changed() or bool(self.uploads)

    def clean(self):
        super().clean()
        staying = [form for form in self.initial_forms if hasattr(form, "cleaned_data") and not form.cleaned_data.get(DELETION_FIELD_NAME)]
        if sum(form.cleaned_data.get("is_cover", False) for form in staying) > 1:
            raise ValidationError(_("Tick one picture only as the cover."))
        known = {form.instance.digest: str(form.instance) for form in staying}
        for each in self.uploads:
            if each.encoded and known.setdefault(each.encoded.digest, each.name) is not each.name:
                each.refusal = _("This picture is here already (%(known)s).") % {"known": known[each.encoded.digest]}
        refusals = [f"{each.name}: {each.refusal}" for each in self.uploads if each.refusal]
        if refusals:
            raise ValidationError(refusals)

    def save_existing_objects(self, commit=True):
        """Takes the cover from the picture that had it first: the database knows no moment with two."""
        covers = [form.instance.pk for form in self.initial_forms if form.cleaned_data.get("is_cover")]
        Picture.objects.filter(record=self.instance.pk, is_cover=True).exclude(pk__in=covers).update(is_cover=False)
        return super().save_existing_objects(commit)

    def save_new_objects(self, commit=True):
        self.new_objects = [add(self.instance.pk, each.encoded, self.added) for each in self.uploads]
        return self.new_objects


def why_it_is_not_shown(picture):
    if not picture.alt:
        return _("Not public: it does not say what it shows.")
    return _("ended") if picture.is_lapsed else ""


class PictureInline(PartInline, admin.StackedInline):
    model = Picture
    form = PictureForm
    formset = PictureFormSet
    template = "admin/pictures.html"
    line = (OnLine(str, "alt_en|alt_zh"), "credit", OnLine(why_it_is_not_shown, ""))
    media_types = MEDIA_TYPES
    most_megabytes, most_at_once, narrowest = LARGEST_PICTURE // 1024**2, MOST_AT_ONCE, NARROWEST
    most_together = settings.UPLOAD_BYTES // 1024**2
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("alt_en", "alt_zh"),
                    ("caption_en", "caption_zh"),
                    ("credit", "rights", "rights_until"),
                    ("position", "focus_x", "focus_y", "is_cover"),
                ]
            },
        )
    ]

    class Media:
        js = [Script("js/pictures.js", defer=True)]

    def may_add(self, request, obj=None):
        return not self.submission.is_proposal and super().has_add_permission(request, obj)

    def has_add_permission(self, request, obj=None):
        """Rows come from files: none is added by hand."""
        return False

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.may_add = self.may_add(request, obj)
        formset.uploads = self.submission.uploads if formset.may_add else []
        formset.added = self.submission.pictures
        return formset

    def get_queryset(self, request):
        return super().get_queryset(request).order_by("position", "id")


@contextmanager
def read_before(submission, request):
    """Files are read and encoded before anything is locked, and those of rows that were not written are taken away after."""
    if not request.FILES or not request.user.has_perm("portal.add_picture"):
        yield
        return
    submission.uploads = uploads_of(request.FILES.getlist(FILES))
    with keeping() as submission.pictures:
        yield
