"""The installed wheel alone, in its own environment: it contains everything that it needs."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from generator.commands.newcity.files import city_files

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-cache-dir", "-w", str(folder), str(ROOT)], check=True
    )
    [built] = folder.glob("domchat-*.whl")
    return built


@pytest.fixture(scope="module")
def domchat(wheel, tmp_path_factory):
    """Return the command of an environment with the wheel and its dependencies, without this checkout."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    scheme = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", "venv", vars=scheme))
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", str(folder)]
    subprocess.run([*pip, "install", "--no-index", "--no-deps", str(wheel)], check=True)
    # A path file adds the folder of the dependencies, but not the path files there: no editable install.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def run(*arguments, cwd):
        return subprocess.run(
            [str(folder / "bin" / "domchat"), *arguments],
            cwd=cwd, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    run.packages = packages
    return run


def test_templates_and_assets_travel(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    folders = {
        "site_src": "generator/site_src",
        "generator/commands/newcity/template": "generator/commands/newcity/template",
    }
    for folder, inside in folders.items():
        paths = [path for path in (ROOT / folder).rglob("*") if path.is_file()]
        assert paths
        assert {f"{inside}/{path.relative_to(ROOT / folder).as_posix()}" for path in paths} <= names
    assert not any(name.startswith(("tests/", "data/", "bench/")) for name in names)


def test_a_city_out_of_the_wheel(domchat, tmp_path):
    """From an empty folder to a site with the city's own page; then an upgrade that keeps the data."""
    done = domchat("init", "gorod", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    city = tmp_path / "gorod"
    written = {path.relative_to(city).as_posix() for path in city.rglob("*") if path.is_file()}
    assert written == {file.path for file in city_files("domchat")}
    for command in (["check"], ["fmt", "--check"], ["build"], ["posters", "--building", "7K3QX"]):
        done = domchat(*command, cwd=city)
        assert done.returncode == 0, (command, done.stderr)
    page = (city / "output/site/index.html").read_text(encoding="utf-8")
    assert "Примерград" in page
    assert (city / "output/posters").exists()

    (city / "site_src/pages").mkdir()
    (city / "site_src/pages/o-proekte.md").write_text(
        "---\ntitle: О нас\ndescription: О нас\n---\nСвоя страница.\n", encoding="utf-8"
    )
    before = {path: path.read_bytes() for path in (city / "data").rglob("*") if path.is_file()}
    assert domchat("build", cwd=city).returncode == 0
    assert "Своя страница" in (city / "output/site/o-proekte/index.html").read_text(encoding="utf-8")
    assert domchat("init", ".", cwd=city).returncode == 0
    assert {path: path.read_bytes() for path in (city / "data").rglob("*") if path.is_file()} == before


def test_the_checkout_is_not_there(domchat, tmp_path):
    """Otherwise the test above proves nothing."""
    code = "import generator; print(generator.__file__)"
    python = domchat.packages.parents[2] / "bin" / "python"
    done = subprocess.run([str(python), "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()).is_relative_to(domchat.packages)
