"""A small provider of OpenID Connect, behind a real port of this machine: what an organisation would be to the house.

It looks at what it is told as a strict one does: the secret, the address to come back to, PKCE. What it says of
somebody is what a test put in `claims`.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "eigen-kracht", "het-geheim-van-de-deur"
_KEYS = [rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2)]


class Provider(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Asked)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.claims: dict[str, Any] = {}
        # Signs with a key that is not among those it shows.
        self.is_forged = False
        self.algorithm = "RS256"
        self.error = ""
        self.asked: list[dict[str, str]] = []
        self._given: dict[str, dict[str, str]] = {}

    def log_in(self, address: str) -> str:
        """What a browser does at the organisation: the address with which it is sent back."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.asked.append(query)
        back, state = query["redirect_uri"], query["state"]
        if self.error:
            return f"{back}?{urlencode({'error': self.error, 'state': state})}"
        code = secrets.token_urlsafe(16)
        self._given[code] = query
        return f"{back}?{urlencode({'code': code, 'state': state})}"

    def token_for(self, form: dict[str, str]) -> str | None:
        asked = self._given.pop(form.get("code", ""), None)
        if asked is None or (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET):
            return None
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proves = base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked.get("code_challenge")
        if not proves or asked.get("code_challenge_method") != "S256" or form["redirect_uri"] != asked["redirect_uri"]:
            return None
        now = int(time.time())
        told = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "sub": "nummer-1"}
        told |= {"nonce": asked["nonce"], "auth_time": now}
        key: Any = "geheim" * 8 if self.algorithm == "HS256" else _KEYS[1 if self.is_forged else 0]
        return jwt.encode({**told, **self.claims}, key, algorithm=self.algorithm, headers={"kid": "een"})

    def keys(self) -> dict[str, Any]:
        shown = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(_KEYS[0].public_key()))
        return {"keys": [{**shown, "kid": "een", "use": "sig", "alg": "RS256"}]}


class _Asked(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:  # noqa: N802  the name is of the standard library
        if self.path == "/keys":
            return self._say(self.server.keys())
        if self.path != "/.well-known/openid-configuration":
            return self._say({}, 404)
        here = self.server.issuer
        told = {"issuer": here, "jwks_uri": f"{here}/keys", "token_endpoint": f"{here}/token"}
        return self._say({**told, "authorization_endpoint": f"{here}/authorize"})

    def do_POST(self) -> None:  # noqa: N802
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        token = self.server.token_for({name: values[0] for name, values in parse_qs(body).items()})
        if token is None:
            return self._say({"error": "invalid_grant"}, 400)
        return self._say({"access_token": "x", "token_type": "Bearer", "id_token": token})

    def _say(self, told: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: Any) -> None:
        pass


@contextmanager
def running_provider() -> Iterator[Provider]:
    provider = Provider()
    thread = threading.Thread(target=provider.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.shutdown()
        provider.server_close()
        thread.join(5)
