"""That the parts of `make bench ONLY=load` hold together; the loads themselves are no test."""

import smtplib
import socket
from contextlib import nullcontext, suppress

import pytest

from portal.launch.loads import __main__, mail_server
from portal.launch.loads.mail_server import AFTER_DATA, AT_QUIT, REFUSING, SLOW, MailServer, twice
from portal.launch.loads.table import line_of_counts, timed
from portal.launch.loads.visitor import Sample, encoded, form_with


@pytest.fixture
def server():
    with MailServer() as started:
        yield started


def send(server, key, to="visitor@example.org", subject="Yours"):
    """Send a mail as the portal does: whatever happens at QUIT is not the mail's."""
    connection = smtplib.SMTP("127.0.0.1", server.port, timeout=5)
    try:
        connection.sendmail("portal@example.org", [to], f"Message-ID: <{key}>\r\nSubject: {subject}\r\n\r\nHello.\r\n")
    finally:
        with suppress(smtplib.SMTPServerDisconnected):
            connection.quit()


class MailServerTests:
    def test_accepts_what_it_was_given_to_the_end_in_each_of_its_moods(self, server, monkeypatch):
        monkeypatch.setitem(mail_server.SECONDS_TO_ANSWER, SLOW, 0.001)
        for key, behaviour in enumerate(("prompt", SLOW, AT_QUIT)):
            server.behave(behaviour)
            send(server, key)
        server.behave(AFTER_DATA)
        send(server, 3)
        with pytest.raises(smtplib.SMTPServerDisconnected):
            send(server, 4)
        server.behave(REFUSING)
        with pytest.raises(OSError, match="refused"):
            send(server, 5)
        server.behave("prompt again")
        send(server, 6)
        assert [mail.message_id for mail in server.accepted] == ["<0>", "<1>", "<2>", "<3>", "<6>"]

    def test_half_a_mail_is_none(self, server):
        with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
            connection.sendall(b"EHLO me\r\nRCPT TO:<you@example.org>\r\nDATA\r\nMessage-ID: <half>\r\n")
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(4096):  # until it hangs up
                pass
        assert server.accepted == []

    def test_sees_what_came_twice_by_its_id_or_by_what_it_says(self, server):
        for key, to, subject in (
            ("a", "a@example.org", "1"),
            ("a", "b@example.org", "2"),
            ("b", "b@example.org", "2"),
            ("c", "b@x.org", "2"),
        ):
            send(server, key, to, subject)
        assert [(mail.message_id, mail.to) for mail in twice(server.accepted)] == [("<a>", "b@example.org"), ("<b>", "b@example.org")]


def samples(*seconds, problem=""):
    return [Sample("pages", 0, each, 200, problem) for each in seconds]


class TableTests:
    @pytest.mark.parametrize(
        ("limits", "fault"),
        [
            ({"typical": 0.2}, ""),
            ({"typical": 0.09}, "the median is above 90 ms"),
            ({"worst": 0.2}, "1 above 200 ms"),
            ({"failures": 1}, ""),
        ],
    )
    def test_judges_by_what_is_asked(self, limits, fault):
        line = timed("pages", samples(0.1, 0.1, 0.3), **limits)
        assert line.faults == ([fault] if fault else [])
        assert str(line).endswith(f"FAIL: {fault}" if fault else "PASS")

    def test_says_what_failed_and_how_often(self):
        line = timed("pages", samples(0.1) + samples(0.1, 0.1, problem="/en/: status 500"))
        assert line.faults == ["2 failed: /en/: status 500 (2)"]
        assert timed("pages", []).has_failed


class WholeTests:
    @pytest.mark.parametrize(("wrong", "status"), [("", 0), ("one is lost", 1), (RuntimeError("it broke off"), 1)])
    def test_the_status_tells_whether_all_held(self, monkeypatch, capsys, tmp_path, wrong, status):
        class Load:
            __doc__, __name__ = "A load.", "load"

            def run(self, server, plan):
                assert (plan.seconds, plan.rounds) == (1, 2)
                if isinstance(wrong, Exception):
                    raise wrong
                yield line_of_counts("each is kept", wrong)

        class Server:
            log = tmp_path / "log"
            database = type("Database", (), {"title": "Neither"})

            def __init__(self, *_):
                pass

            def prepare(self):
                self.log.write_text("its last words")

            def running(self):
                return nullcontext()

            def last_of_log(self):
                return self.log.read_text()

        monkeypatch.setattr(__main__, "LOADS", {"load": Load()})
        monkeypatch.setattr(__main__, "DATABASES_UNDER_LOAD", {"neither": nullcontext})
        words = ["--databases", "neither", "--loads", "load", "--seconds", "1", "--rounds", "2"]
        assert __main__.main(words, Server) == status
        printed = capsys.readouterr().out
        assert ("All held." in printed) == (not status)
        assert str(wrong) in printed

    def test_a_form_is_sent_as_it_stands(self):
        page = (
            "<form><input name=q type=search></form><form><input name=a value=1><input name=b type=checkbox checked><input name=c type="
            "checkbox><select name=d><option value=x><option value=y selected></select><textarea name=e>\nText</textarea></form>"
        )
        form = form_with(page, "c")
        assert form == {"a": ["1"], "b": ["on"], "c": [], "d": ["y"], "e": ["Text"]}
        assert encoded(form, ())[0] == b"a=1&b=on&d=y&e=Text"
        body, _headers = encoded(form, [("f", "name.jpg", b"\xff")])
        assert body.count(b"Content-Disposition: form-data; name=") == 5
        assert b'filename="name.jpg"' in body
