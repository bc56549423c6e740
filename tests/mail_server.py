"""A mail server in the tests' own process, that misbehaves as it is told to."""

import socketserver
import threading
import time
from email import message_from_bytes

PIECE = 0.02  # seconds between the bytes of an answer that drips


class MailServer(socketserver.ThreadingTCPServer):
    """Listens at a port of this machine until `close`. What it has taken stands in `taken`, as (recipient, message)."""

    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.port = self.server_address[1]
        self.connections, self.seen, self.taken = 0, [], []
        self.answers = {}  # {what begins a line: the answer to it}; None hangs up
        self.drips = ()  # the verbs whose answer comes byte by byte and never ends
        self.seconds = 0  # before each answer
        self.may_take, self.has_read = threading.Event(), threading.Event()
        self.may_take.set()
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def handle_error(self, request, client_address):
        """Whoever hangs up ends the conversation."""

    def close(self):
        self.may_take.set()
        self.shutdown()
        self.server_close()


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        server, self.recipient = self.server, ""
        server.connections += 1
        if not self.answer("CONNECT", "220 here"):
            return
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "RCPT":
                self.recipient = line.partition("<")[2].partition(">")[0]
            if not self.answer(verb + line[4:], "354 go on" if verb == "DATA" else "250 ok") or verb == "QUIT":
                return
            if verb == "DATA" and not self.take():
                return

    def take(self):
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line)
        message = message_from_bytes(b"".join(lines).replace(b"\r\n", b"\n"))
        self.server.seen.append(message)
        self.server.has_read.set()
        self.server.may_take.wait(20)
        if not self.answer("MESSAGE", "250 taken"):
            return False
        self.server.taken.append((self.recipient, message))
        return True

    def answer(self, line, usual):
        """False where the server hangs up instead."""
        time.sleep(self.server.seconds)
        answers = self.server.answers
        text = next((answers[begin] for begin in answers if line.startswith(begin)), usual)
        if text is None:
            return False
        if line.startswith(self.server.drips or ("-",)):
            while True:
                self.wfile.write(b"2")
                time.sleep(PIECE)
        self.wfile.write(f"{text}\r\n".encode())
        return True
