"""Small regions for the tests."""

import hashlib
from pathlib import Path

from generator.commands import cli
from tests.datafiles.folders import invite, write

TODAY = "2026-11-22"
REGION = """\
title: Чаты Примерской области
base_url: https://chat.example.ru/
contact: {email: chat@example.ru}
region: Примерская область
timezone: Asia/Sakhalin
"""
NAMES = {"kimry": "Кимры", "tver": "Тверь", "vyshniy-volochyok": "Вышний Волочёк"}
COMPANY = """\
name: УК «Проба»
kind: uk
email: proba@example.ru
buildings:
  - {{id: {0}0, address: 'ул. Мира, 12', chat: {{link: '{1}'}}}}
  - {{id: {0}1, address: 'ул. Мира, 14'}}
  - {{id: {0}2, address: 'ул. Ленина, 1'}}
"""


def write_region(folder: Path, names: dict[str, str] = NAMES, region: str = REGION) -> Path:
    """Write a region whose cities say only what is their own; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "region.yaml").write_text(region, encoding="utf-8")
    for number, (slug, name) in enumerate(names.items()):
        files = {
            "site.yaml": f"title: Чаты города {name}\ncity: {name}\n",
            "companies/proba.yaml": COMPANY.format(f"7K{number:02d}".replace("0", "A"), invite(number)),
            "history.yaml": None,
        }
        write(folder / "cities" / slug / "data", files)
    return folder


def spoil(folder: Path, slug: str) -> None:
    """Write a mistake into the data of a city."""
    path = folder / "cities" / slug / "data/companies/proba.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("kind: uk", "kind: xx"), encoding="utf-8")


def build(folder: Path, *words: str, workers: int = 0) -> int:
    """Run `domchat region build`; return the exit code."""
    return cli.main(["region", "build", "--region", str(folder), "--workers", str(workers), "--today", TODAY, *words])


def sites(out: Path) -> dict[str, str]:
    """Return the digests of all files that the web would show, by path below the output folder."""
    folders = [out / "portal/site", *sorted((out / "cities").glob("*/site"))]
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in folders
        for path in sorted(folder.resolve().rglob("*"), key=str)
        if path.is_file()
        for path in [folder / path.relative_to(folder.resolve())]
    }
