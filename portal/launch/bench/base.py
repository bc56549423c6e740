"""The code of another commit, beside this: in a folder of its own, with an environment of its own where its lock differs."""

import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from portal.launch import environment
from portal.launch.bench.measured import Code
from portal.launch.environment import ROOT
from portal.launch.testing import VENV

LOCK = "requirements.txt"


@contextmanager
def checked_out(commit):
    """The Code of a commit of this clone; raises RuntimeError where there is none of that name."""
    with tempfile.TemporaryDirectory(prefix="going-global-base-") as name:
        root = Path(name) / "portal"
        git("worktree", "add", "--quiet", "--detach", root, commit)
        try:
            venv = VENV
            if (root / LOCK).read_bytes() != (ROOT / LOCK).read_bytes():
                venv = root / ".venv"
                environment.prepare_environment(venv, root / LOCK)
            yield Code(root, environment.python_of(venv))
        finally:
            git("worktree", "remove", "--force", root)


def git(*words):
    """What git says in this clone; raises RuntimeError with its words where it fails."""
    program = shutil.which("git")
    if not program:
        raise RuntimeError("There is no git on the PATH.")
    done = subprocess.run([program, *words], cwd=ROOT, text=True, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout.strip()
