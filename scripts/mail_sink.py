#!/usr/bin/env python3
"""A mail server on this machine that accepts everything and writes one line a mail: its Message-ID and who it is for.

    scripts/mail_sink.py PORT FILE [--wait SECONDS]

A line stands in the file before the server says that it has the mail, so that nothing that was accepted is missing.
Only Python's own library, so that any checkout can use it.
"""

import argparse
import os
import socketserver
import time
from email import message_from_bytes
from email.message import Message
from pathlib import Path

ANSWERS = {b"MAIL": 250, b"RCPT": 250, b"RSET": 250, b"NOOP": 250, b"VRFY": 252}


class Conversation(socketserver.StreamRequestHandler):
    """One connection: as many mails as the other side wants to hand over."""

    # Without this each answer waits for the other side's acknowledgement, forty milliseconds long.
    disable_nagle_algorithm = True

    def handle(self) -> None:
        self.say(220, "sink")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb in (b"EHLO", b"HELO"):
                self.say(250, "sink")
            elif verb == b"DATA":
                self.say(354, "go on")
                if not self.take():
                    return
            elif verb == b"QUIT":
                self.say(221, "bye")
                return
            else:
                self.say(ANSWERS.get(verb, 502), "well")

    def take(self) -> bool:
        """Read a mail to its end, write it down, and only then accept it; False where the other side went away."""
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b".\n"):
            if not line:
                return False
            lines.append(line)
        self.server.keep(message_from_bytes(b"".join(lines)))
        self.say(250, "accepted")
        return True

    def say(self, code: int, text: str) -> None:
        try:
            self.wfile.write(f"{code} {text}\r\n".encode())
        except OSError:
            return  # whoever was killed hears nothing any more


class Sink(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int, book: Path, wait: float) -> None:
        self.book = os.open(book, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self.wait = wait
        super().__init__(("127.0.0.1", port), Conversation)

    def keep(self, mail: Message) -> None:
        time.sleep(self.wait)
        # One write of one line: lines of several connections never mix.
        os.write(self.book, f"{mail['Message-ID']} {mail['To']}\n".encode())

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that is cut off is part of the game."""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("port", type=int)
    asked.add_argument("book", type=Path)
    asked.add_argument("--wait", type=float, default=0.0, help="seconds that each mail takes")
    options = asked.parse_args()
    with Sink(options.port, options.book, options.wait) as sink:
        sink.serve_forever()


if __name__ == "__main__":
    main()
