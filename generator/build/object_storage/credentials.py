"""Endpoint, region and keys of the storage, from the variables and files that the AWS programs read.

obstore reads the variables but no profiles; its own reader of profiles needs boto3, twice its size.
"""

from collections.abc import Mapping
from configparser import ConfigParser
from configparser import Error as ConfigError
from pathlib import Path

_KEYS = {
    "access_key_id": "AWS_ACCESS_KEY_ID",
    "secret_access_key": "AWS_SECRET_ACCESS_KEY",
    "session_token": "AWS_SESSION_TOKEN",
}
_REGION = ("AWS_REGION", "AWS_DEFAULT_REGION")
_ENDPOINT = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
# A machine of the storage's own provider gets its keys from there; obstore asks for them.
_GIVEN_BY_MACHINE = {
    "container_credentials_relative_uri": "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "container_credentials_full_uri": "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "container_authorization_token_file": "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
    "web_identity_token_file": "AWS_WEB_IDENTITY_TOKEN_FILE",
    "role_arn": "AWS_ROLE_ARN",
}
_NO_REGION = "us-east-1"  # what storages without regions expect


class NoCredentialsError(Exception):
    """No keys were found, or a profile can't be used; the text says what to do, in Russian."""


def credentials(environment: Mapping[str, str], home: Path) -> dict[str, str]:
    """Return obstore's settings of a storage; variables win over the profile, as in the AWS programs."""
    profile = _profile(environment, home)
    found = {name: environment.get(variable, "") for name, variable in _KEYS.items()}
    if not (found["access_key_id"] and found["secret_access_key"]):
        found = {name: profile.get(f"aws_{name}", "") for name in _KEYS}
    machine = {name: environment.get(variable, "") for name, variable in _GIVEN_BY_MACHINE.items()}
    if not (found["access_key_id"] and found["secret_access_key"]):
        if not any(machine.values()):
            raise NoCredentialsError(_cure(environment, profile))
        found = machine
    found["region"] = _first(environment, _REGION) or profile.get("region", "") or _NO_REGION
    found["endpoint"] = _first(environment, _ENDPOINT) or profile.get("endpoint_url", "")
    return {name: value for name, value in found.items() if value}


def _first(environment: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((environment[name] for name in names if environment.get(name)), "")


def _profile(environment: Mapping[str, str], home: Path) -> dict[str, str]:
    """Return the chosen profile's settings from both files; {} if there is none."""
    name = environment.get("AWS_PROFILE") or environment.get("AWS_DEFAULT_PROFILE") or "default"
    files = (
        (Path(environment.get("AWS_CONFIG_FILE") or home / ".aws/config"), f"profile {name}"),
        (Path(environment.get("AWS_SHARED_CREDENTIALS_FILE") or home / ".aws/credentials"), name),
    )
    found: dict[str, str] = {}
    for path, section in files:
        parser = ConfigParser(interpolation=None)
        try:
            parser.read(path, encoding="utf-8")
        except (ConfigError, UnicodeDecodeError) as error:
            raise NoCredentialsError(f"файл {path} не читается; исправьте его") from error
        sections = (section, name) if name == "default" else (section,)
        found |= {key: value for one in sections if parser.has_section(one) for key, value in parser.items(one)}
    if not found and name != "default":
        raise NoCredentialsError(f"профиля «{name}» нет; исправьте AWS_PROFILE или допишите профиль в ~/.aws/config")
    return found


def _cure(environment: Mapping[str, str], profile: Mapping[str, str]) -> str:
    if profile.keys() & {"sso_session", "sso_start_url", "credential_process", "role_arn"}:
        name = environment.get("AWS_PROFILE") or "default"
        return (
            f"профиль «{name}» получает ключи у другой программы; передайте их переменными: "
            f'eval "$(aws configure export-credentials --format env --profile {name})"'
        )
    return (
        "ключей хранилища нет; задайте переменные AWS_ACCESS_KEY_ID и AWS_SECRET_ACCESS_KEY "
        "(или профиль: AWS_PROFILE), а для хранилища не у Amazon ещё и AWS_ENDPOINT_URL"
    )
