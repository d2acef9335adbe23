"""Keeps the tests on this machine: looking a name up elsewhere, or connecting to it, is refused and noted.

Python imports a module of this name when it starts, so the processes that tests start are kept here too:
tests/conftest.py puts this folder on their path and names the file for the notes in OFFLINE_NOTES.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from pathlib import Path
from typing import Any

NOTES = "OFFLINE_NOTES"
LOCAL_NAMES = frozenset({"", "localhost", socket.gethostname()})


def is_local(host: str | bytes | None) -> bool:
    """Whether a host is this machine; None and "" are any of its own addresses."""
    name = host.decode() if isinstance(host, bytes) else host or ""
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return name in LOCAL_NAMES
    return address.is_loopback or address.is_unspecified


def refuse(event: str, args: tuple[Any, ...]) -> None:
    """An audit hook (https://docs.python.org/3/library/audit_events.html); what it raises stops the event."""
    if event == "socket.connect" and isinstance(args[1], tuple):
        host = args[1][0]
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        host = args[0]
    else:
        return
    if not is_local(host):
        if notes := os.environ.get(NOTES):
            with Path(notes).open("a", encoding="utf-8") as out:
                out.write(f"{event} {host}\n")
        raise ConnectionRefusedError(f"tests stay on this machine, and this one wanted {host}")


def install() -> None:
    """Guard this process from now on; an audit hook cannot be removed again."""
    sys.addaudithook(refuse)


if __name__ == "sitecustomize":
    install()
