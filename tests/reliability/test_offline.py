"""The guard that the other tests rely on does refuse, here and in processes that tests start."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from tests.conftest import NOTES

# Addresses and a name that are reserved for documentation (RFC 5737, RFC 3849, RFC 2606): nobody is there.
ELSEWHERE = ["192.0.2.1", "2001:db8::1", "model.example"]


def take_notes() -> list[str]:
    """The refused hosts noted so far, taken away so that the guard does not fail the test that provoked it."""
    hosts = [line.split()[1] for line in NOTES.read_text(encoding="utf-8").splitlines()]
    NOTES.unlink()
    return hosts


@pytest.mark.parametrize("host", ELSEWHERE)
def test_this_process_stays_on_this_machine(host: str) -> None:
    """By address and by name; what was wanted is noted even when the caller swallows the error."""
    with pytest.raises(ConnectionRefusedError, match="tests stay on this machine"):
        socket.create_connection((host, 9), timeout=5)
    assert take_notes() == [host]


@pytest.mark.parametrize("host", ELSEWHERE)
def test_a_process_of_a_test_stays_on_this_machine(host: str) -> None:
    """Python reads the guard when it starts there."""
    code = f"import socket; socket.create_connection(({host!r}, 9), timeout=5)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert "tests stay on this machine" in done.stderr
    assert take_notes() == [host]


def test_this_machine_itself_can_be_reached() -> None:
    """By its addresses and its usual name."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        for host in ("127.0.0.1", "localhost"):
            socket.create_connection((host, server.getsockname()[1]), timeout=5).close()
