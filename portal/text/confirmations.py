"""What a form asks of something typed that is more often a slip than meant: at its field, once, answered by a box."""

from hashlib import sha256

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

MEANT = "_meant"  # the name of the boxes that say that something is meant as it is


class Question(SafeString):
    """An error that may be answered at its field: `words`, and a box that says that what is typed is meant so."""

    words = ""

    @classmethod
    def of(cls, name, said, answer):
        """What is `said` about the control `name`; its box is sent as `answer`."""
        box = '<label><input type="checkbox" name="{}" value="{}" aria-describedby="id_{}_error"> {}</label>'
        question = cls(format_html("{} {}", said, format_html(box, MEANT, answer, name, _("It is meant so"))))
        question.words = said
        return question


class Asks:
    """A form that asks. `asks` is false where what is sent was asked about before."""

    asks = True

    def ask(self, name, said):
        """Refuse the field `name` with the question `said`, where it was changed, until somebody says that this very value is meant."""
        if not self.asks or name not in self.changed_data or name in self.errors:
            return
        control = self.add_prefix(name)
        answer = f"{control} {sha256(str(self.cleaned_data[name]).encode()).hexdigest()[:16]}"
        if answer not in self.meant:
            self.add_error(name, Question.of(control, said, answer))

    @property
    def meant(self):
        """The answers that came with this form and those beside it; shown again they are sent again, unseen."""
        return self.data.getlist(MEANT) if hasattr(self.data, "getlist") else self.data.get(MEANT, [])
