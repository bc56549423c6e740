"""What is said of a variable that is missing or wrong."""

from django.core.exceptions import ImproperlyConfigured
from environs import EnvError


def required(read, name, example):
    """The variable's value by `read`; a clear refusal that names the variable when it is missing or empty."""
    try:
        value = read(name)
    except EnvError as error:
        raise ImproperlyConfigured(
            f"The environment variable {name} is not set or not valid ({error}). Set it, for example {name}={example}; "
            "on your own machine `make run` does it for you."
        ) from error
    if not value:
        raise ImproperlyConfigured(f"The environment variable {name} is empty. Set it, for example {name}={example}.")
    return value
