"""Three houses of one street, published repeatedly with one change."""

from pathlib import Path

from tests.built_sites import KEY, Built, build_site

LINK = "https://max.ru/join/PRIMER-NE-NASTOYASCHEE-PRIGLASHENIE-00----A"
OTHER_LINK = LINK.replace("00----A", "11----A")
POSTER_LINK = LINK.replace("00----A", "22----A")
HOUSE, NEIGHBOUR, CLOSED = "doma/ulitsa-lenina/1/", "doma/ulitsa-lenina/2/", "doma/ulitsa-lenina/3/"
HOUSE_ID = "7K3QX"

_SITE = """\
title: Чаты Примерграда
city: Примерград
region: Область
base_url: {base_url}
timezone: Asia/Sakhalin
contact: {{email: a@example.ru}}
{more}
"""
_COMPANY = """\
name: {company}
kind: uk
email: a@example.ru
buildings:
  - {{id: 7K3QX, address: "улица Ленина, 1", chat: {{link: "{link}", checked: 2026-11-01{chat}}}}}
  - {{id: 8M2PA, address: "улица Ленина, 2"}}
  - {{id: 2ND4C, address: "улица Ленина, 3", chat: {{link: "{poster}", share: poster}}}}
"""


def publish(  # noqa: PLR0913 - what may change
    folder: Path,
    *,
    base_url: str = "https://chat.example.ru/",
    company: str = "УК",
    link: str = LINK,
    chat: str = "",
    more: str = "",
) -> Built:
    """Build the city into `folder/out` from `folder/data`."""
    data = folder / "data"
    (data / "companies").mkdir(parents=True, exist_ok=True)
    (data / "site.yaml").write_text(_SITE.format(base_url=base_url, more=more), encoding="utf-8")
    text = _COMPANY.format(company=company, link=link, chat=chat, poster=POSTER_LINK)
    (data / "companies" / "uk.yaml").write_text(text, encoding="utf-8")
    return build_site(data, folder / "out", base_url, KEY)
