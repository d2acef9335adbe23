"""Starting and ending the server."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from index.errors import BylineError, SettingsError
from ui.web.server import listen, require_password

ROOT = Path(__file__).parents[2]

SERVE = """
from tests.web.fakes import fake
from ui.web.server import serve
serve(fake(), port=0)
print("ended")
"""


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.9.9.9"])
def test_this_machine_needs_no_password(host: str) -> None:
    require_password(host, None)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org"])
def test_any_other_address_needs_one(host: str) -> None:
    with pytest.raises(SettingsError, match=r"--password"):
        require_password(host, None)
    with pytest.raises(SettingsError):
        require_password(host, "")
    require_password(host, "sesame")


def test_a_busy_port_names_the_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(BylineError, match=rf"^Port {port} .* choose another with --port\.$"):
            listen("127.0.0.1", port)


def test_control_c_ends_it_cleanly_while_pages_are_open() -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    command, pipe = [sys.executable, "-c", SERVE], subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout
        address = re.findall(r"http://127\.0\.0\.1:\d+", process.stdout.readline())[0]
        with httpx.stream("GET", f"{address}/gradio_api/heartbeat/somebody"):
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "ended\n", "")
