"""The environment in .venv: made from a lock of hashed packages, and left alone while it agrees with the lock."""

import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"
UNFINISHED = "unfinished"  # stands in .venv while packages are put into it


def make_var(folder=VAR):
    """Make the folder of what the portal keeps, and keep it to its owner."""
    folder.mkdir(exist_ok=True)
    folder.chmod(0o700)


def say(text):
    print(text, flush=True)


def python_of(venv):
    return venv / "bin" / "python"


def children():
    """The environment variables of the processes that are started: text is UTF-8 whatever the terminal's locale, and what one of them
    compiled is kept for the next."""
    return os.environ | {
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


def version_in(venv):
    """The version of the Python that .venv runs; empty where it does not run, such as after an update of the system."""
    try:
        answer = subprocess.run(
            [python_of(venv), "-c", "import sys; print(sys.version)"], capture_output=True, text=True, check=True, env=children()
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return answer.stdout.strip()


def stamp_of(venv, lock):
    return venv / f"{lock.stem}.stamp"


def stamp_of_lock(venv, lock):
    return f"{hashlib.sha256(lock.read_bytes()).hexdigest()} {version_in(venv)}"


def is_ready(venv, lock):
    """Whether .venv holds what `lock` says."""
    kept = stamp_of(venv, lock)
    return not (venv / UNFINISHED).exists() and kept.is_file() and kept.read_text("utf-8") == stamp_of_lock(venv, lock)


def prepare_environment(venv, lock):
    """Make .venv hold what `lock` (a requirements file) says.

    The stamp is written last, so that one killed half-way counts for nothing; a .venv that was killed while packages were
    put into it, or whose Python no longer runs, is built anew, for pip takes a half-copied package for a whole one.
    """
    if is_ready(venv, lock):
        return
    with alone_in_environment(venv):
        if is_ready(venv, lock):
            return
        if venv.exists() and ((venv / UNFINISHED).exists() or not version_in(venv)):
            say("The environment in .venv is not whole; it is built anew.")
            shutil.rmtree(venv)
        venv.mkdir(parents=True, exist_ok=True)
        (venv / UNFINISHED).touch()
        if not python_of(venv).exists():
            say("Making the environment in .venv")
            subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True, env=children())
        install(venv, lock)
        (venv / UNFINISHED).unlink()
        stamp_of(venv, lock).write_text(stamp_of_lock(venv, lock), "utf-8")


@contextmanager
def alone_in_environment(venv):
    """Wait for another start that is preparing the same environment."""
    make_var(venv.parent / "var")
    with (venv.parent / "var" / "environment.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another start is preparing the environment; waiting for it.")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def pip_for(venv):
    """The beginning of a pip command that installs into .venv: with its own pip, or else with the one of this Python."""
    own = [python_of(venv), "-m", "pip"]
    if subprocess.run([*own, "--version"], capture_output=True, env=children(), check=False).returncode == 0:
        return own
    if importlib.util.find_spec("ensurepip"):
        subprocess.run([python_of(venv), "-m", "ensurepip", "--default-pip"], check=True, capture_output=True, env=children())
        return own
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip", "--python", python_of(venv)]
    sys.exit("This Python comes without pip. Install it and start again; on Debian and Ubuntu: apt install python3-venv")


def install(venv, lock):
    """Install the lock's packages into .venv, showing each; ends with pip's own words where it fails."""
    names = [line.split("==")[0] for line in lock.read_text("utf-8").splitlines() if "==" in line and not line.startswith(" ")]
    say(f"Installing {lock.name}: {len(names)} packages")
    command = [*pip_for(venv), "install", "--require-hashes", "--no-input", "--progress-bar", "off", "-r", lock]
    lines, seen = [], 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", env=children()) as pip:
        for line in pip.stdout:
            lines.append(line)
            if line.startswith(("Collecting ", "Processing ")):  # from the index, from a folder of this machine
                seen += 1
                package = re.split(r"==|-(?=\d)", line.split()[1].rsplit("/")[-1])[0]
                say(f"  {seen:>2}/{len(names)} {package}")
            elif line.startswith("Installing collected packages"):
                say("  unpacking")
    if pip.returncode:
        sys.exit("".join(lines[-20:]) + f"The packages of {lock.name} could not be installed: see above. Is the network reached?")
