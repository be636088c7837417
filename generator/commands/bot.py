"""`domchat bot`: a company's own bot in MAX places its chats (`listen`) and confirms their links (`check`)."""

import argparse
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

from msgspec import Struct

from generator.build.publishing import Folder
from generator.commands.arguments import Commands, options_of, path, shared, whole_number
from generator.commands.bot_check import check
from generator.commands.bot_data import BotData
from generator.commands.bot_listen import Listener, ListenOptions
from generator.commands.exit_codes import BAD_DATA, DONE, WRONG_USAGE
from generator.commands.screen import say, show
from generator.link_check import Network
from generator.link_check.bot import SERVER, Bot, Token, is_token, variable_of
from generator.text import Bad, Report, nearest

_TOKEN = "DOMCHAT_BOT_TOKEN"  # noqa: S105 - the name of a variable
_FORMATS = ("text", "json")
_LONGEST = 24 * 60  # minutes


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "bot",
        parents=shared("data", "out", "today"),
        help="бот компании в MAX: сам узнаёт ссылки её чатов и подтверждает их",
        description="listen — пока вы добавляете бота компании в чаты домов, узнаёт каждый чат и записывает его "
        "ссылку; check — сверяет с MAX ссылки всех чатов, в которых бот уже состоит, и обновляет даты. "
        f"Токен бота берётся из переменной {_TOKEN} или {_TOKEN}_КОМПАНИЯ и нигде не печатается.",
    )
    add = command.add_argument
    add("what", choices=("listen", "check"), metavar="listen|check", help="узнавать новые чаты или сверять известные")
    add("--company", default="", metavar="КОМПАНИЯ", help="чей бот: имя файла из companies без .yaml; "
        "check без этого сверит все компании, чьи токены заданы")  # fmt: skip
    add("--ca", type=path, metavar="ФАЙЛ", help="сертификаты, которым верить кроме системных (НУЦ Минцифры), PEM")
    add("--server", type=_server, default=SERVER, metavar="АДРЕС", help=f"другой адрес MAX Bot API (обычно {SERVER})")
    add("-v", "--verbose", action="store_true", help="показывать каждый запрос и ответ (без токена)")
    listen = command.add_argument_group("для listen")
    listen.add_argument("--yes", action="store_true", help="записывать несомненное не спрашивая")
    listen.add_argument("--no-questions", action="store_true", help="ничего не спрашивать, остальное перечислить")
    listen.add_argument("--for", dest="minutes", type=_minutes, metavar="МИНУТ", help="сколько слушать (обычно до "
        "Ctrl+C); 0 — взять, что уже накопилось")  # fmt: skip
    group = command.add_argument_group("для check")
    group.add_argument("--dry-run", action="store_true", help="сверить и ничего не писать в данные")
    group.add_argument("--format", choices=_FORMATS, default="text", help="для людей или программ")
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    options = options_of(arguments)
    data = BotData.read(options)
    if isinstance(data, Report):
        show(data)
        say("Сначала исправьте данные: бот пишет только в верные.")
        return BAD_DATA
    if data.demo:
        say("Это сайт-пример (demo: true): его чаты придуманы, спрашивать не о чем.")
        return DONE
    makers = _bots(arguments, data)
    if isinstance(makers, Bad):
        say(f"domchat: {makers.text}" + (f"; {makers.hint}" if makers.hint else ""))
        return WRONG_USAGE
    Folder(options.out).claim()
    folder = options.out / "bot"
    if arguments.what == "check":
        return check(data, makers, folder, dry_run=arguments.dry_run, as_json=arguments.format == "json")
    listening = ListenOptions(
        yes=arguments.yes,
        questions=not arguments.no_questions,
        minutes=arguments.minutes,
    )
    return Listener(data, makers[arguments.company], arguments.company, folder, listening).run()


class _Maker(Struct, frozen=True, kw_only=True):
    """Everything that the bots of one run share."""

    server: str
    network: Network
    agent: str
    tell: Callable[[str], None]

    def bot(self, token: Token) -> Bot:
        return Bot(token=token, server=self.server, network=self.network, agent=self.agent, tell=self.tell)


def _bots(arguments: argparse.Namespace, data: BotData) -> dict[str, Bot] | Bad:
    """Return the bot of each company that has a token, or why the command can't be carried out."""
    if bad := _wrong_options(arguments, data):
        return bad
    network = _network(arguments.ca)
    if isinstance(network, Bad):
        return network
    companies = [arguments.company] if arguments.company else sorted(data.known.drafts.companies)
    tokens: dict[str, Token] = {}
    for name, company, text in _texts(companies):
        if not is_token(text):
            return Bad(code="usage", text=f"в переменной {name} не токен", hint="скопируйте его заново, без пробелов")
        tokens[company] = Token(text)
    if not tokens:
        name = f"{_TOKEN} или {variable_of(arguments.company)}" if arguments.company else _TOKEN
        hint = "токен бота выдаёт MAX для бизнеса; храните его в тайне"
        return Bad(code="usage", text=f"не задан токен бота: переменная {name}", hint=hint)
    agent = f"domchat-bot (+{quote(data.base_url, safe=':/')})"
    tell: Callable[[str], None] = say if arguments.verbose else lambda _: None
    maker = _Maker(server=arguments.server, network=network, agent=agent, tell=tell)
    return {company: maker.bot(token) for company, token in tokens.items()}


def _texts(companies: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (name of the variable, company, text) of the tokens given; a company's own comes before the common one."""
    for company in companies:
        for name in (variable_of(company), _TOKEN):
            if text := os.environ.get(name, "").strip():
                yield name, company, text
                break


def _wrong_options(arguments: argparse.Namespace, data: BotData) -> Bad | None:
    listens = arguments.what == "listen"
    foreign = [("--dry-run", arguments.dry_run), ("--format", arguments.format != "text")] if listens else [
        ("--yes", arguments.yes), ("--no-questions", arguments.no_questions), ("--for", arguments.minutes is not None),
    ]  # fmt: skip
    for option, given in foreign:
        if given:
            return Bad(code="usage", text=f"{option} — не для bot {arguments.what}", hint="уберите его")
    companies = data.known.drafts.companies
    if listens and not arguments.company:
        return Bad(code="usage", text="чей это бот?", hint="укажите --company: имя файла из companies без .yaml")
    if arguments.company and arguments.company not in companies:
        near = nearest(arguments.company, companies)
        hint = f"возможно, {near}" if near else f"есть: {', '.join(sorted(companies))}"
        return Bad(code="usage", text=f"компании {arguments.company} нет", hint=hint)
    return None


def _network(certificates: Path | None) -> Network | Bad:
    network = Network(certificates=certificates)
    if problem := network.trouble():
        return Bad(code="usage", text=f"{certificates}: {problem}", hint="нужен файл сертификатов PEM")
    return network


def _server(text: str) -> str:
    """Return the address of a server; without encryption only on this computer, because the token is sent to it."""
    try:
        parts = urlsplit(text)
        plain = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
        sound = bool(parts.hostname) and (parts.scheme == "https" or plain) and "@" not in parts.netloc
    except ValueError:
        sound = False
    if not sound or parts.query or parts.fragment or not re.fullmatch(r"[!-~]+", text):
        raise argparse.ArgumentTypeError("нужен адрес https://…: по нему посылается токен")
    return text.rstrip("/")


def _minutes(text: str) -> int:
    value = whole_number(text)
    if not 0 <= value <= _LONGEST:
        raise argparse.ArgumentTypeError(f"нужно от 0 до {_LONGEST} минут")
    return value
