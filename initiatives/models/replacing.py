"""What has been public and is not changed any more: another row takes its place."""

from django.utils import timezone


class ReplacedByAnother:
    """Of a model whose rows name by `replaces` the one in whose place they stand; it says by `is_fixed` whether a row may be changed."""

    REPLACED_BY_WAY_OF = "replaces"

    @classmethod
    def fixed_among(cls, keys):
        """Those of these keys whose rows may not be changed."""
        carriers = cls._meta.get_field("nomination").related_model.objects.were_public().order_by().values("pk")
        return set(cls.objects.filter(pk__in=keys, nomination__in=carriers).order_by().values_list("pk", flat=True))

    def another(self, **values):
        """A row, not stored, that says the same, but for `values`."""
        said = {field.attname: getattr(self, field.attname) for field in self._meta.concrete_fields if not field.primary_key}
        return type(self)(**said | {"recorded_at": timezone.now()} | values)

    def taken_back(self, reason_en, reason_zh):
        """The row, not stored, that takes this one back: what it replaced said anew, or else that it was none."""
        reasons = {"replaces_id": self.pk, "passage_id": self.passage_id, "reason_en": reason_en, "reason_zh": reason_zh}
        if self.replaces is not None:
            return self.replaces.another(**reasons)
        return type(self)(nomination_id=self.nomination_id, verb=self.Verb.CORRECTED, **reasons)
