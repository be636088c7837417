"""WebKit, the engine of every browser on an iPhone: the system's WebKitGTK, driven by Selenium."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from selenium import webdriver
from selenium.webdriver.common.options import ArgOptions
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service
from urllib3.exceptions import HTTPError

_PATIENCE = 60  # seconds for an answer of the driver
_NEEDED = ("WebKitWebDriver", "Xvfb")


def find_webkit() -> str:
    """Return the path of the driver; without it or a screen, tests fail rather than being skipped."""
    if not all(map(shutil.which, _NEEDED)):
        pytest.fail("The tests need WebKitGTK, which is not here. Type: ./scripts/system-packages", pytrace=False)
    return shutil.which(_NEEDED[0]) or ""


@contextmanager
def screen() -> Iterator[str]:
    """Run a virtual screen; yield its name, chosen by the server."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "800x900x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as said:
            yield f":{said.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)


def _open(service: Service, options: ArgOptions) -> WebDriver:
    """Return a new browser; it is asked for once more if the first never answers, as happens on a busy machine."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(_PATIENCE)
    try:
        with suppress(OSError, HTTPError):
            return webdriver.WebKitGTK(options=options, service=service)
        return webdriver.WebKitGTK(options=options, service=service)
    finally:
        socket.setdefaulttimeout(before)


@contextmanager
def webkit(display: str) -> Iterator[WebDriver]:
    """Yield a browser with an empty profile."""
    service = Service(find_webkit(), env={**os.environ, "DISPLAY": display})
    options: ArgOptions = Options()
    driver = _open(service, options)
    driver.set_page_load_timeout(20)
    driver.set_script_timeout(20)
    try:
        yield driver
    finally:
        driver.quit()
