"""A certificate and its key become what the server speaks TLS with, or a sentence that says why not."""

from __future__ import annotations

import ssl
import subprocess
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.tls import server_context
from lookhear.errors import UsageError
from tests.tools.certificates import make_certificate

if TYPE_CHECKING:
    from pathlib import Path


def test_old_versions_of_tls_are_not_spoken(tmp_path: Path) -> None:
    context = server_context(*make_certificate(tmp_path, "capture.example"))
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert all("NULL" not in cipher["name"] and "RC4" not in cipher["name"] for cipher in context.get_ciphers())


def test_a_key_of_another_certificate_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    cert, _ = make_certificate(tmp_path, "capture.example")
    _, key = make_certificate(tmp_path / "other", "capture.example")
    with pytest.raises(UsageError, match="not that of the certificate"):
        server_context(cert, key)


def test_what_is_no_certificate_is_refused(tmp_path: Path) -> None:
    cert, key = make_certificate(tmp_path, "capture.example")
    with pytest.raises(UsageError, match="cannot be read"):
        server_context(tmp_path / "nowhere", key)
    cert.write_text("hello")
    with pytest.raises(UsageError, match="hold no PEM"):
        server_context(cert, key)


def test_a_locked_key_is_refused_instead_of_asking_whoever_sits_there(tmp_path: Path) -> None:
    cert, key = make_certificate(tmp_path, "capture.example")
    locked = tmp_path / "locked.pem"
    subprocess.run(["openssl", "ec", "-aes256", "-in", key, "-out", locked, "-passout", "pass:x"], check=True, capture_output=True)
    with pytest.raises(UsageError, match="locked by a password"):
        server_context(cert, locked)
