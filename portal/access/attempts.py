"""Attempts to sign in: how often a name and a password, a code, or a link may be tried. What succeeds is forgotten (see `limits`)."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.access.audit import stored_detail
from portal.access.limits import DAY, Limit, judge, network_of, write_attempt
from portal.models import Account, AuditEntry, Guess

BY_NAME = 5  # with one name from one network
# With one name from all networks that are strange to it, in SIGN_IN_MINUTES and in a day: whoever guesses has thousands of networks.
# NIST SP 800-63B, 5.2.2, asks for no more than 100 in a row.
BY_NAME_ELSEWHERE, BY_NAME_IN_A_DAY = 20, 100
FAMILIAR = timedelta(days=90)  # for so long a network stays familiar from which somebody came in
BY_NETWORK = 30  # with any names from one network: an office often has one address for all
BY_LINK = 3  # links to set a password that are mailed for one name, asked for from anywhere
BY_CODE = 10  # of one person's second factor, from anywhere: whoever tries has the password


def password_of(name):
    """What attempts with a user name are counted under."""
    return salted_hmac("portal.guesses.password", name.strip().lower()).hexdigest()


def code_of(user):
    """What attempts at a person's second factor are counted under."""
    return salted_hmac("portal.guesses.code", str(user.pk)).hexdigest()


def link_of(name):
    """What links that are asked for with a user name or an e-mail address are counted under."""
    return salted_hmac("portal.guesses.link", name.strip().lower()).hexdigest()


def period():
    return timedelta(minutes=settings.SIGN_IN_MINUTES)


def of_the_period(attempts):
    return attempts.filter(at__gt=timezone.now() - period())


def recent():
    return of_the_period(Guess.objects)


def familiar_networks(user_name):
    """The networks from which the account of this name was signed in to, or its password set by a link, as the audit log has it."""
    account = Account.objects.filter(username__iexact=user_name.strip()).first()
    if account is None:
        return set()
    set_by_link = Q(action=AuditEntry.Action.ACCOUNT, detail=stored_detail("password-by-link"))
    came_in = AuditEntry.objects.filter(
        Q(action=AuditEntry.Action.SIGNED_IN) | set_by_link, user=account.pk, at__gt=timezone.now() - FAMILIAR, address__isnull=False
    )
    return {network_of(address) for address in came_in.order_by().values_list("address", flat=True).distinct()}


def elsewhere(user_name, network=None):
    """The attempts of a day with a name from networks that are strange to it, where there are many; none for a network that is
    familiar. So whoever has thousands of networks is slowed down, and nobody is kept out of where they usually work."""
    attempts = Guess.objects.filter(name=password_of(user_name), at__gt=timezone.now() - DAY)
    if attempts.count() < BY_NAME_ELSEWHERE:
        return attempts.none()
    familiar = familiar_networks(user_name)
    return attempts.none() if network in familiar else attempts.exclude(network__in=familiar)


def wait_elsewhere(user_name, network):
    strange = elsewhere(user_name, network)
    return max(Limit(strange, BY_NAME_ELSEWHERE, period()).wait, Limit(strange, BY_NAME_IN_A_DAY, DAY).wait)


def begin_sign_in(user_name, address):
    """Write one attempt with a password down. Returns (the attempt, 0), or (None, minutes to wait) where it may not be tried."""
    network, name = network_of(address), password_of(user_name)
    guess = write_guess(name, network)
    same = Guess.objects.filter(network=network)
    wait = Limit(same.filter(name=name), BY_NAME, period()).wait or wait_of(network) or wait_elsewhere(user_name, network)
    return judge(guess, wait)


def begin_link(name, address):
    """The same for one link that is asked for because a password is forgotten."""
    network = network_of(address)
    guess = write_guess(name, network)
    return judge(guess, Limit(Guess.objects.filter(name=name), BY_LINK, period()).wait or wait_of(network))


def begin_code(name, address):
    """The same for one attempt at a second factor."""
    guess = write_guess(name, network_of(address))
    return judge(guess, Limit(Guess.objects.filter(name=name), BY_CODE, period()).wait)


def wait_of(network):
    """Minutes for which whoever is in a network, where it is known, waits for what was tried there."""
    return Limit(Guess.objects.filter(network=network), BY_NETWORK, period()).wait if network else 0


def write_guess(name, network):
    return write_attempt(Guess, max(DAY, period()), name=name, network=network)


def succeeded(guess):
    """Forget all that failed with this name from there."""
    Guess.objects.filter(name=guess.name, network=guess.network).delete()


def forget_here(user, address):
    """Forget what failed with this person's name from the network of somebody who set the password by a link."""
    Guess.objects.filter(name=password_of(user.get_username()), network=network_of(address)).delete()


def is_locked(user):
    """Whether whoever signs in by this name is kept waiting, from some network or with a code."""
    name = user.get_username()
    by_network = recent().order_by().filter(name=password_of(name)).values("network").annotate(tried=Count("pk"))
    if by_network.filter(tried__gte=BY_NAME).exists() or recent().filter(name=code_of(user)).count() >= BY_CODE:
        return True
    strange = elsewhere(name)
    return of_the_period(strange).count() >= BY_NAME_ELSEWHERE or strange.count() >= BY_NAME_IN_A_DAY


def unlock(user):
    """Forget what failed with this person's name and codes, and from the networks where that was."""
    failed = Guess.objects.filter(name__in=[password_of(user.get_username()), code_of(user)])
    networks = [network for network in failed.values_list("network", flat=True) if network]
    Guess.objects.filter(network__in=networks).delete()
    failed.delete()
