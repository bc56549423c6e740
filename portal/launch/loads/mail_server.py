"""A mail server that behaves as it is told to, and remembers what it accepted."""

import re
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass

PROMPT, SLOW, REFUSING = "is prompt", "takes 3 s for each answer", "refuses connections"
AFTER_DATA, AT_QUIT = "hangs up after DATA, every second", "hangs up at QUIT"
LEISURELY = "takes a third of a second for each answer"
TROUBLES = (SLOW, REFUSING, AFTER_DATA, AT_QUIT)
SECONDS_TO_ANSWER = {SLOW: 3, LEISURELY: 0.3}  # until it answers


@dataclass
class Accepted:
    """A mail that the server answered for: from then on it is not to be sent again."""

    at: float  # of time.monotonic(), when its last line had come
    message_id: str
    to: str
    subject: str


class MailServer:
    """Listens at a free port of this machine from `with` on; `behave` changes how, from the next answer on."""

    def __init__(self):
        self.accepted, self.behaviour, self.mails = [], PROMPT, 0
        self.listener, self.port, self.open = None, 0, set()

    def __enter__(self):
        self.listen()
        return self

    def __exit__(self, *_):
        self.hang_up()

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    def behave(self, behaviour):
        was, self.behaviour = self.behaviour, behaviour
        if behaviour == REFUSING:
            self.hang_up()
        elif was == REFUSING:
            self.listen()

    def listen(self):
        self.listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.welcome, args=[self.listener], daemon=True).start()

    def hang_up(self):
        for each in (self.listener, *self.open):
            with suppress(OSError):  # the other end was quicker
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def welcome(self, listener):
        while True:
            try:
                connection, _address = listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=[connection], daemon=True).start()

    def serve(self, connection):
        self.open.add(connection)
        try:
            with connection, connection.makefile("rb") as lines:
                self.talk(connection, lines)
        except OSError:  # whoever sends was killed, or the server refuses by now
            pass
        finally:
            self.open.discard(connection)

    def talk(self, connection, lines):
        self.answer(connection, "220 bench")
        to = ""
        for line in lines:
            word, said = line[:4].upper().strip(), line.decode("utf-8", "replace")
            if word == b"RCPT":
                to = re.search(r"<(.*?)>", said)[1]
            if word == b"DATA":
                self.answer(connection, "354 go on")
                mail = read_mail(lines)
                self.mails += 1
                if mail is None or (self.behaviour == AFTER_DATA and self.mails % 2):
                    return
                accepted = Accepted(time.monotonic(), header(mail, "Message-ID"), to, header(mail, "Subject"))
                self.answer(connection, "250 accepted", accepted)
            elif word == b"QUIT":
                if self.behaviour != AT_QUIT:
                    self.answer(connection, "221 bye")
                return
            else:
                self.answer(connection, "250 fine")

    def answer(self, connection, text, accepted=None):
        time.sleep(SECONDS_TO_ANSWER.get(self.behaviour, 0))
        if accepted:
            self.accepted.append(accepted)
        connection.sendall(f"{text}\r\n".encode())


def read_mail(lines):
    """A mail to its end, as bytes; None where whoever sends it broke off."""
    found = []
    for line in lines:
        if line == b".\r\n":
            return b"".join(found)
        found.append(line)
    return None


def header(mail, name):
    """What a mail, as bytes, says in that header; folded lines are one."""
    found = re.search(rf"^{name}: (.*(?:\r\n[ \t].*)*)", mail.decode("utf-8", "replace"), re.MULTILINE | re.IGNORECASE)
    return re.sub(r"\r\n[ \t]", " ", found[1]).strip() if found else ""


def twice(accepted):
    """Those that were accepted a second time: by their Message-ID, or by whom they go to and what about."""
    ids, texts, found = set(), set(), []
    for mail in accepted:
        if mail.message_id in ids or (mail.to, mail.subject) in texts:
            found.append(mail)
        ids.add(mail.message_id)
        texts.add((mail.to, mail.subject))
    return found
