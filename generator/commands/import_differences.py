"""`domchat import --compare`: what registers say otherwise than the data, in the words of `changes`."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec.structs import replace

from generator.build import Options
from generator.changes import Change, State, as_json, as_markdown, as_text, compare
from generator.commands.exit_codes import DONE
from generator.commands.screen import say, write
from generator.datafiles import Contents, read_contents
from generator.spreadsheets.registers import City
from generator.text import Place

FORMATS = {"text": as_text, "markdown": as_markdown, "json": as_json}


def tell_differences(options: Options, texts: Mapping[str, str], city: City | None, form: str, asked: int) -> int:
    """Show the changes that the data would have if they followed the registers; `texts` are the files as they would be.

    Nothing is written to the data. Without differences there is no text, so that a workflow has nothing to post.
    """
    before, _ = read_contents(options.data, options.day_in)
    with tempfile.TemporaryDirectory(prefix="domchat-") as temporary:
        folder = Path(temporary)
        for file in sorted(options.data.rglob("*.yaml")):
            path = folder / file.relative_to(options.data)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.read_bytes())
        for name, text in texts.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        after, _ = read_contents(folder, options.day_in)
        found = [_shown(one, temporary, str(options.data)) for one in _told(before, after)]
    changes = (*found, *_without_licence(before, city))
    renamed = any(one.get("name") != after.organizations[name].get("name")
                  for name, one in before.organizations.items() if name in after.organizations)  # fmt: skip
    notes = list(_notes(asked, renamed=renamed))
    if changes or form == "json":
        write(FORMATS[form](changes, notes))
    if not changes:
        say("\n".join(["Реестры говорят то же, что данные.", *notes[1:]]))
    return DONE


def _told(before: Contents, after: Contents) -> Iterator[Change]:
    """Yield the changes; of a new house only that it is new."""
    known = {house.get("id") for _, house in before.buildings()}
    new = tuple(f"({number}): " for _, house in after.buildings() if (number := house.get("id")) not in known)
    for change in compare(State(data=before), State(data=after)):
        if not any(name in change.text for name in new if change.subject == "building"):
            yield change


def _shown(change: Change, folder: str, data: str) -> Change:
    path = change.place.path
    shown = data + path.removeprefix(folder) if path.startswith(folder) else path
    return replace(change, place=replace(change.place, path=shown))


def _without_licence(before: Contents, city: City | None) -> Iterator[Change]:
    for one in before.organizations.values():
        numbers = [number for number in (one.get("inn"), one.get("ogrn")) if number]
        state = city.licences.ended(*numbers) if city else ""
        if state and one.part("buildings"):
            text = f"{one.get('name')}: лицензия — {state}; домов у компании: {len(one.part('buildings'))}"
            place: Place = one.place
            yield Change(subject="organization", place=place, text=text, new=state, suspicious=True)


def _notes(asked: int, *, renamed: bool) -> Iterator[str]:
    yield "Так было бы, если бы данные следовали реестрам. Само ничего не меняется: решает тот, кто ведёт сайт."
    if renamed:
        yield (
            "Название компании: верно новое — впишите его в name, а прежнее в former; верно прежнее — впишите в former "
            "новое: former: [{name: …}]. Больше о нём не скажем."
        )
    if asked:
        yield f"Не сравнивались строки с вопросами и непринятые ({asked}): их покажет domchat import --dry-run."
