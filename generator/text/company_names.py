"""The company that a person means: by the name of its file, its ИНН or its name."""

import re
from collections.abc import Iterable, Mapping

from generator.text.look_alikes import skeleton
from generator.text.problems import Bad, nearest, shorten

_LISTED = 5  # companies in a message
_QUOTED = re.compile(r"«([^«»]+)")


def company_meant(told: str, known: Mapping[str, tuple[str, str]]) -> str | Bad:
    """Return the slug of a company; `known`: slug → name and ИНН ("" if unknown)."""
    if told in known:
        return told
    bones, words = skeleton(told), _words(told)
    same = [slug for slug, (name, inn) in known.items() if bones and bones in map(skeleton, (slug, name, inn))]
    found = same or [slug for slug, (name, _) in known.items() if words and words <= _words(name)]
    if len(found) == 1:
        return found[0]
    if found:
        text = f"компаний «{shorten(told)}» в данных несколько"
        return Bad(code="company", text=text, hint=f"укажите имя файла или ИНН: {_listed(found, known)}")
    text = f"в данных нет компании «{shorten(told)}»"
    meant = {one: slug for slug, (name, _) in known.items() for one in (slug, name, *_QUOTED.findall(name))}
    near = nearest(told.strip(), meant)
    if near:
        return Bad(code="company", text=text, hint=f"возможно, {_listed([meant[near]], known)}")
    hint = f"есть: {_listed(known, known)}" if len(known) <= _LISTED else "имена файлов — в папке companies"
    return Bad(code="company", text=text, hint=hint)


def _listed(slugs: Iterable[str], known: Mapping[str, tuple[str, str]]) -> str:
    several = sorted(slugs)
    shown = [f"{slug} ({', '.join(filter(None, known[slug]))})" for slug in several[:_LISTED]]
    return "; ".join([*shown, *[f"и ещё {len(several) - _LISTED}"] * (len(several) > _LISTED)])


def _words(text: str) -> set[str]:
    return {skeleton(word) for word in re.findall(r"[^\W_]+", text)}
