"""`make run`: from a fresh clone to a portal in the browser."""

import base64
import errno
import os
import re
import secrets
import socket
import sys

from portal.launch import environment
from portal.launch.environment import ROOT, VAR, say

LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  compared with, not listened at
PORTS_TRIED = 50


def run_portal():
    """Prepare what is missing and become the server; HOST and PORT say where it listens."""
    host = os.environ.get("HOST") or "127.0.0.1"
    wanted = os.environ.get("PORT") or "8000"
    if not wanted.isdecimal() or not 0 < int(wanted) < 65536:
        sys.exit(f"PORT={wanted} is not a port. Give a number from 1 to 65535: make run PORT=8001")
    environment.prepare_environment(ROOT / ".venv", ROOT / "requirements.txt")
    environment.make_var()
    local_env = VAR / "local.env"
    write_local_env(local_env)
    port = free_port(host, int(wanted))
    if port != int(wanted):
        say(f"Port {wanted} is taken; using {port}.")
    python = environment.python_of(ROOT / ".venv")
    os.chdir(ROOT)
    variables = {"ENV_FILE": str(local_env)} | with_host(environment.children(), host, local_env)
    os.execve(python, [python, "-m", "portal.launch.serving", host, str(port)], variables)  # noqa: S606


def write_local_env(path):
    """What stands in for the environment on one's own machine. What is there stays, for its keys sign sessions and encrypt
    secrets; a key that came later is added."""
    kept = path.read_text("utf-8") if path.exists() else ""
    if re.search(r"^\s*(export\s+)?SECOND_FACTOR_KEYS\s*=", kept, re.MULTILINE):
        return
    lines = kept.splitlines() or [f"SECRET_KEY={secrets.token_urlsafe(48)}", f"ALLOWED_HOSTS={','.join(LOCAL_HOSTS)}", "LOCAL=true"]
    lines.append(f"SECOND_FACTOR_KEYS={base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()}")
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write("\n".join(lines) + "\n")
    unfinished.rename(path)


def with_host(variables, host, local_env):
    """`variables` with `host` among the ALLOWED_HOSTS of them, or else of `local_env`.

    Listening at all addresses of this machine allows its name and each address.
    """
    kept = re.search(r"^ALLOWED_HOSTS=(.*)$", local_env.read_text("utf-8"), re.MULTILINE)
    allowed = (variables.get("ALLOWED_HOSTS") or (kept[1] if kept else "")).split(",")
    if host in EVERYWHERE:
        name = socket.gethostname()
        try:
            own = [name, *(address[4][0] for address in socket.getaddrinfo(name, None))]
        except OSError:
            own = [name]
    else:
        own = [host]
    allowed += [f"[{each}]" if ":" in each else each for each in own]
    return variables | {"ALLOWED_HOSTS": ",".join(dict.fromkeys(each for each in allowed if each))}


def free_port(host, port):
    """The first port from `port` on at which nothing listens."""
    for candidate in range(port, min(port + PORTS_TRIED, 65536)):
        try:
            family, kind, _protocol, _name, address = socket.getaddrinfo(host, candidate, type=socket.SOCK_STREAM)[0]
            with socket.socket(family, kind) as trial:
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                trial.bind(address)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                sys.exit(f"Nothing can listen at {host}, port {candidate}: {error.strerror}. Give another HOST or PORT.")
        else:
            return candidate
    sys.exit(f"The ports from {port} to {candidate} are all taken. Give another: make run PORT=9000")
