"""What people write → checked values or a `Bad` that says what to do; problems with a place; Russian typography."""

from generator.text.atomic_write import write_all_whole, write_whole
from generator.text.company_names import company_meant
from generator.text.days import parse_day
from generator.text.decoding import decoded, is_unicode
from generator.text.formulas import FORMULA_BEGINNINGS, guarded, guarded_id
from generator.text.id_words import spells_a_word
from generator.text.ids import ALPHABET, LENGTH, fold, parse_id
from generator.text.light_markdown import foreign_markup, markdown_html, markdown_links
from generator.text.links import MaxLink, in_part, parse_link
from generator.text.locking import locked
from generator.text.look_alikes import mixed_words, skeleton
from generator.text.phones import Phone, parse_emergency_phone, parse_phone
from generator.text.private_persons import is_mobile, mobile_number, private_person, private_persons
from generator.text.problems import (
    LEFT_OUT,
    LIMIT,
    Bad,
    OwnSourceError,
    Place,
    Problem,
    Report,
    as_clause,
    as_github,
    as_gitlab,
    as_json,
    nearest,
    shorten,
)
from generator.text.requisites import is_inn, parse_inn, parse_ogrn
from generator.text.typography import (
    NBSP,
    bind,
    bind_html,
    grouped,
    long_date,
    month_name,
    natural_key,
    percent,
    plain_markdown,
    plural,
    unbound,
)
from generator.text.web_addresses import leads_into_max, parse_email, parse_web_address, refuse_hosts, refuse_links

__all__ = [
    "ALPHABET",
    "FORMULA_BEGINNINGS",
    "LEFT_OUT",
    "LENGTH",
    "LIMIT",
    "NBSP",
    "Bad",
    "MaxLink",
    "OwnSourceError",
    "Phone",
    "Place",
    "Problem",
    "Report",
    "as_clause",
    "as_github",
    "as_gitlab",
    "as_json",
    "bind",
    "bind_html",
    "company_meant",
    "decoded",
    "fold",
    "foreign_markup",
    "grouped",
    "guarded",
    "guarded_id",
    "in_part",
    "is_inn",
    "is_mobile",
    "is_unicode",
    "leads_into_max",
    "locked",
    "long_date",
    "markdown_html",
    "markdown_links",
    "mixed_words",
    "mobile_number",
    "month_name",
    "natural_key",
    "nearest",
    "parse_day",
    "parse_email",
    "parse_emergency_phone",
    "parse_id",
    "parse_inn",
    "parse_link",
    "parse_ogrn",
    "parse_phone",
    "parse_web_address",
    "percent",
    "plain_markdown",
    "plural",
    "private_person",
    "private_persons",
    "refuse_hosts",
    "refuse_links",
    "shorten",
    "skeleton",
    "spells_a_word",
    "unbound",
    "write_all_whole",
    "write_whole",
]
