"""A mail server (Debian's python3-aiosmtpd) and a gateway for text messages, on free ports of this machine.

    post_office.py FOLDER [--certificate FILE --key FILE] [--user NAME --password SECRET] [--answer CODE --times N]

Prints "mail port N, texts port M." when both listen. What arrives becomes a file each: FOLDER/mail-1.eml as it was
received, FOLDER/text-1.txt with the request's Authorization and body. The first N mails are answered by CODE instead.
"""

import argparse
import asyncio
import http.server
import pathlib
import ssl
import threading

from aiosmtpd.smtp import SMTP, AuthResult

options = argparse.ArgumentParser()
options.add_argument("folder", type=pathlib.Path)
options.add_argument("--certificate")
options.add_argument("--key")
options.add_argument("--user")
options.add_argument("--password")
options.add_argument("--answer", type=int, default=451)
options.add_argument("--times", type=int, default=0)
options = options.parse_args()


def put(name, content):
    part = options.folder / f"{name}.part"
    part.write_bytes(content)
    part.rename(options.folder / name)  # whole, or not there


class Mail:
    received = 0
    refused = 0

    async def handle_DATA(self, server, session, envelope):
        if self.refused < options.times:
            self.refused += 1
            put(f"refused-{self.refused}.eml", envelope.content)
            return f"{options.answer} not just now"
        self.received += 1
        sender = f"X-Envelope: {envelope.mail_from} {' '.join(envelope.rcpt_tos)} tls={session.ssl is not None}\r\n"
        put(f"mail-{self.received}.eml", sender.encode() + envelope.content)
        return "250 OK"


def who(server, session, envelope, mechanism, data):
    good = data.login == options.user.encode() and data.password == options.password.encode()
    return AuthResult(success=good, handled=False)


class Gateway(http.server.BaseHTTPRequestHandler):
    received = 0

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        Gateway.received += 1
        put(f"text-{Gateway.received}.txt", f"{self.path} {self.headers['Authorization']}\n".encode() + body)
        self.send_response(202)
        self.end_headers()

    def log_message(self, *_):
        pass


async def main():
    handler = Mail()
    context = None
    if options.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate, options.key)

    def connection():
        return SMTP(handler, hostname="localhost", tls_context=context, require_starttls=context is not None,
                    auth_required=options.user is not None, authenticator=who if options.user else None)

    mail = await asyncio.get_running_loop().create_server(connection, "127.0.0.1", 0)
    texts = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=texts.serve_forever, daemon=True).start()
    print(f"mail port {mail.sockets[0].getsockname()[1]}, texts port {texts.server_port}.", flush=True)
    await mail.serve_forever()


asyncio.run(main())
