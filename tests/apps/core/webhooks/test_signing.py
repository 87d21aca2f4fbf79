"""Signatures are those of Standard Webhooks, so that receivers' libraries take them."""

from __future__ import annotations

import base64

from muster.apps.core.webhooks.signing import make_secret, signed_headers

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105  # that of the example
CODE, AT, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'


def test_the_example_of_the_scheme() -> None:
    headers = signed_headers(code=CODE, at=AT, body=BODY, keys=[SECRET])
    assert headers == {
        "webhook-id": CODE,
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_two_secrets_sign_side_by_side_and_time_and_body_are_covered() -> None:
    first, second = make_secret(), make_secret()
    assert first != second
    assert len(base64.b64decode(first.removeprefix("whsec_"))) == 32
    both = signed_headers(code=CODE, at=AT, body=BODY, keys=[first, second])["webhook-signature"]
    one = signed_headers(code=CODE, at=AT, body=BODY, keys=[first])["webhook-signature"]
    assert both.split(" ")[0] == one
    assert len(both.split(" ")) == 2
    for other in ({"at": AT + 1}, {"body": BODY + b" "}, {"code": "evt_1"}):
        given = {"code": CODE, "at": AT, "body": BODY, "keys": [first], **other}
        assert signed_headers(**given)["webhook-signature"] != one  # type: ignore[arg-type]
