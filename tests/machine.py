"""A server in a folder: the shell lines and units of README.md and docs/server.md are run there, in an empty environment.

/srv, /etc, /var, /run, /usr/local and /usr/sbin are folders of that folder. What needs root, the network or systemd is done by a
stand-in that notes how it was called; so are the portal's commands, but for those that a test wants done: each takes a second.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys

from django.conf import settings

CODE = ("portal", "enterprises", "initiatives", "templates", "static", "fixtures", "docs", "manage.py", "requirements.txt")
OF_THE_MACHINE = re.compile(r"(?<![\w./])/(?=(srv|etc|var|run|usr/local|usr/sbin)/)")
NOTED = ("adduser", "apt-get", "createdb", "createuser", "dropdb", "git", "nginx", "pip", "systemctl")
NOTE = """#!/bin/sh
echo "$(basename "$0") $*" >>{root}/called
"""
STAND_INS = {
    # as the user who runs the tests
    "runuser": '#!/bin/sh\n[ "$1" = -u ] && [ "$3" = -- ] || exit 1\nshift 3\nexec "$@"\n',
    "install": """#!/bin/sh
for word; do
  shift
  case $word in -o|-g) left=1 ;; *) if [ "$left" ]; then left=; else set -- "$@" "$word"; fi ;; esac
done
exec /usr/bin/install "$@"
""",
    # whoever puts names and addresses of their own into the files
    "editor": "#!/bin/sh\nsed -i -e 's|^DATABASE_URL=.*|DATABASE_URL={database}|' -e 's|^EMAIL_URL=.*|EMAIL_URL=file:///{root}/mail|' $1\n",
    "python3": '#!/bin/sh\n[ "$2" = venv ] || exec {python} "$@"\n',
    # a database for the rehearsal that has its tables already: to make them takes as long as all else
    "mktemp": '#!/bin/sh\nfolder=$(/usr/bin/mktemp "$@") && cp {root}/blank.sqlite3 $folder/portal.sqlite3 && echo $folder\n',
}
PYTHON = """#!/bin/sh
echo "$(basename "$1") $2 $3 $4 $5 | $(umask) $PWD $VAR_ROOT" >>{root}/called
case " $(cat {root}/real) " in *" $2 "*) exec {python} "$@" ;; esac
"""


class Machine:
    """`database` is the DATABASE_URL of tables without rows, `blank.sqlite3` in `root` a file of the same."""

    def __init__(self, root, database):
        self.root, programs = root, root / "programs"
        for folder in (programs, root / "etc/systemd/system", root / "etc/nginx/sites-available", root / "etc/nginx/sites-enabled"):
            folder.mkdir(parents=True)
        for folder in ("usr/local/bin", "usr/sbin", "var/lib", "var/backups", "run/going-global", "srv/going-global/.venv/bin"):
            (root / folder).mkdir(parents=True)
        self.code = root / "srv/going-global"
        for name in CODE:
            copy = shutil.copytree if (settings.BASE_DIR / name).is_dir() else shutil.copy2
            copy(settings.BASE_DIR / name, self.code / name)
        for path in [self.code / "portal/settings.py", *(self.code / "docs/server").rglob("*")]:
            if path.is_file():
                path.write_text(self.mapped(path.read_text("utf-8")), "utf-8")
        values = {"root": root, "database": database, "python": sys.executable}
        for name in NOTED:
            self.write(programs / name, NOTE.format(**values))
        for name, text in STAND_INS.items():
            self.write(
                programs / name, text.replace("{root}", str(root)).replace("{database}", database).replace("{python}", sys.executable)
            )
        self.write(root / "usr/sbin/runuser", STAND_INS["runuser"])
        self.write(self.code / ".venv/bin/python", PYTHON.format(**values))
        self.write(self.code / ".venv/bin/pip", NOTE.format(**values))
        gunicorn = os.path.join(os.path.dirname(sys.executable), "gunicorn")
        self.write(self.code / ".venv/bin/gunicorn", f'#!/bin/sh\nexec {gunicorn} "$@"\n')

    @staticmethod
    def write(path, text):
        path.write_text(text, "utf-8")
        path.chmod(0o755)

    def mapped(self, text):
        return OF_THE_MACHINE.sub(f"{self.root}/", text)

    @property
    def called(self):
        """How the stand-ins were called, one line each."""
        path = self.root / "called"
        return path.read_text("utf-8").splitlines() if path.exists() else []

    @property
    def environment(self):
        return {"PATH": f"{self.root}/programs:{self.root}/usr/local/bin:/usr/bin:/bin"}

    def really(self, *commands):
        """From now on do these commands of the portal, and note only the others."""
        (self.root / "real").write_text(" ".join(commands))
        (self.root / "called").write_text("")

    def run(self, lines, cwd="/"):
        """Run shell lines as somebody does who types them one by one and stops at the first that fails."""
        command = ["/bin/sh", "-ec", self.mapped(lines)]
        return subprocess.run(
            command, cwd=cwd, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, umask=0o022
        )

    def unit(self, name):
        """The text of an installed unit, after that of what all have in common."""
        folder = self.root / "etc/systemd/system"
        return (folder / "going-global-.service.d/portal.conf").read_text("utf-8") + (folder / name).read_text("utf-8")

    def commands_of(self, unit):
        """[[word, …]] of what a unit starts."""
        return [shlex.split(line) for line in re.findall(r"^ExecStart=(.+)$", self.unit(unit), re.MULTILINE)]

    def start(self, command):
        """Start a command of a unit as systemd does: nothing in the environment but a PATH, in the folder of the code. What it
        says is in the file `journal`."""
        with (self.root / "journal").open("wb") as journal:
            return subprocess.Popen(command, cwd=self.code, env={"PATH": "/usr/bin:/bin"}, stdout=journal, stderr=journal)

    @property
    def journal(self):
        return (self.root / "journal").read_text("utf-8")


def blocks(path, heading, language="sh"):
    """The fenced blocks of a language below a heading of a page, up to the next heading."""
    part = re.split("^##+ ", path.read_text("utf-8").partition(f"\n{heading}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    return re.findall(rf"^```{language}\n(.*?)^```$", part, re.MULTILINE | re.DOTALL)
