"""One history table for a model and its proxies."""

from django.db.models import signals
from simple_history.models import HistoricalRecords

SHIPPED = "shipped"  # the reason of rows that come with the portal: whoever changes one leaves another

IMPORTED = "import:"  # what the reason of rows begins with that an import of a sheet wrote; its key follows


class History(HistoricalRecords):
    """django-simple-history as it comes makes one table for each proxy, so that a change made through a proxy is
    missing from the history of the model, or the other way round."""

    def __init__(self, **options):
        super().__init__(inherit=True, user_model="portal.Person", **options)

    def finalize(self, sender, **kwargs):
        if not sender._meta.proxy:
            return super().finalize(sender, **kwargs)
        if issubclass(sender, self.cls):
            sender._meta.simple_history_manager_attribute = self.manager_name
            for signal, receiver in (
                (signals.post_save, self.post_save),
                (signals.pre_delete, self.pre_delete),
                (signals.post_delete, self.post_delete),
            ):
                signal.connect(receiver, sender=sender, weak=False)
