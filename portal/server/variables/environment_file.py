"""Which file stands in for the environment. It is found without being named, for nobody names one in a line of cron."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def file_of_variables(named, own, servers):
    """The file that is `named`, or else the one of these that is there: one's `own`, or that of a server; None where neither is.

    Raises ImproperlyConfigured where the file that is named is missing, where both are there, for they may name two databases, and
    where it cannot be read.
    """
    try:
        found = [path for path in ([Path(named)] if named else [own, servers]) if path.exists()]
        for path in found:
            path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        hint = "On a server only root and the portal’s own user may read it: run commands as README.md says."
        raise ImproperlyConfigured(f"The file of settings cannot be read ({error}). {hint}") from error
    if named and not found:
        raise ImproperlyConfigured(f"ENV_FILE names {named}, and there is no such file.")
    if len(found) > 1:
        raise ImproperlyConfigured(
            f"{own} and {servers} are both there, and may name two databases. Name the one that is meant, ENV_FILE={servers}, "
            "or delete the other."
        )
    return found[0] if found else None
