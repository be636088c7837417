"""Says which values of `site.yaml` are still those of the samples, so that nobody publishes or prints them."""

from urllib.parse import urlsplit

from generator.build import Options
from generator.commands.screen import say
from generator.datafiles import SITE_FILE, marked_nodes
from generator.datafiles.editing import plain
from generator.text import is_nobodys


def tell_samples(options: Options) -> None:
    """Say it of the valid data of a real site; a demonstration may keep them."""
    site = plain(marked_nodes((options.data / SITE_FILE).read_text(encoding="utf-8-sig")))
    if site.get("demo") == "true":
        return
    address, contact = options.base_url or site.get("base_url", ""), site.get("contact", {})
    email = contact.get("email", "")
    told = [f"base_url: {address}"] if is_nobodys(urlsplit(address).hostname or "") else []
    told += [f"contact: {email}"] if is_nobodys(email.rpartition("@")[2]) else []
    if told:
        say(f"Предупреждение: в {SITE_FILE} ещё стоят значения образца: {', '.join(told)}.")
        say("  Впишите свои: адрес сайта печатают на объявлениях, на почту пишут жители.")
