"""The mails that go out."""

from datetime import timedelta
from email.utils import make_msgid, parseaddr

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.encoding import punycode
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.models.enquiries import Enquiry
from portal.models.kept_sql import QuerySet

TOLD_FOR = timedelta(days=14)  # of what was given up and has no page on which it can be tried again
OF_A_BACKUP = "of a backup"  # stands in `error` where nobody knows whether the mail went out


def new_message_id():
    """What tells a mail from every other, in the domain of its sender."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return make_msgid(domain=punycode(domain) or "localhost")


class MailQuerySet(QuerySet):
    def unsent(self):
        return self.filter(sent_at=None)

    def to_be_sent(self):
        """Those that are given up by nobody, and do not hold a link that works no longer."""
        return self.unsent().filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()), next_try_at__isnull=False)

    def due(self):
        """Those to be tried now: what is in hand or waits for its next try is not."""
        return self.to_be_sent().filter(next_try_at__lte=timezone.now())

    def given_up(self):
        """Those that are tried no more by themselves and need somebody still: not where the enquiry is closed or the link works no
        longer, and for TOLD_FOR where there is neither."""
        now = timezone.now()
        is_over = Q(enquiry__state=Enquiry.State.CLOSED) | Q(expires_at__lte=now) | Q(enquiry=None, at__lte=now - TOLD_FOR)
        return self.unsent().filter(next_try_at=None).exclude(is_over)

    def failed(self):
        """Those that were tried and could not be sent."""
        return self.unsent().exclude(error="")


class Mail(models.Model):
    """A mail that goes out: written with what it tells of, sent apart from any request, and tried again until it is gone.

    Its Message-ID is the same at each try, so that whoever gets a mail twice can see that it is one. One that holds a link to set a
    password works until `expires_at`: its text is encrypted (portal/mails/password_links.py), and empty once it is sent or given up.
    So is the text of one that `is_private`: what it tells stands elsewhere, for those who may see it.
    """

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, null=True, blank=True, related_name="mails", verbose_name=_("enquiry"))
    message_id = models.CharField("Message-ID", max_length=320, unique=True, default=new_message_id, editable=False)
    to = models.EmailField(pgettext_lazy("field of a mail", "to"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    at = models.DateTimeField(_("written"), default=timezone.now)
    expires_at = models.DateTimeField(_("until when its link works"), null=True, blank=True)
    is_private = models.BooleanField(_("emptied once it is sent"), default=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    tries = models.PositiveIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try"), null=True, blank=True, default=timezone.now)  # None: it is given up
    error = models.CharField(_("what went wrong"), max_length=300, blank=True)

    objects = MailQuerySet.as_manager()

    IN_PUBLIC = False

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["next_try_at"], condition=Q(sent_at=None), name="mail_to_send")]
        constraints = [
            models.CheckConstraint(
                name="mail_that_is_done_holds_nothing_private",
                condition=Q(expires_at=None, is_private=False) | Q(body="") | Q(sent_at=None, next_try_at__isnull=False),
            )
        ]

    def __str__(self):
        return self.subject

    @property
    def is_emptied(self):
        """Whether its text is kept no longer than until it is sent or given up."""
        return self.expires_at is not None or self.is_private

    @property
    def is_given_up(self):
        """Whether it is tried no more by itself."""
        return self.sent_at is None and self.next_try_at is None

    @property
    def is_due(self):
        return self.sent_at is None and self.next_try_at is not None and self.next_try_at <= timezone.now()

    @property
    def reason(self):
        """Why it could not be sent, in words."""
        if self.error == OF_A_BACKUP:
            return gettext("it comes from a backup, and may have been sent since")
        return self.error
