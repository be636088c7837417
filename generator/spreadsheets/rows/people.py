"""Sheets of residents, which must not be taken for lists of houses."""

import re

from generator.addresses import fold
from generator.spreadsheets.rows.columns import Layout

_WHO = r"собственник\w*|жил[её]?ц\w*|жител\w*|нанимател\w*|квартиросъ[её]мщик\w*|абонент\w*|прописанн\w*"
_OF_PERSONS = re.compile(
    rf"(?:ф ?и ?о|фамилия(?: имя(?: отчество)?)?|имя|отчество)(?: (?:{_WHO}))?|(?:{_WHO})(?: (?:ф ?и ?о|квартир\w*))?"
    r"|(?:номер )?лицево(?:й|го) сч[её]та?|паспорт\w*(?: .*)?|снилс|дата рождения"
)


def title_of_persons(layout: Layout) -> str:
    """Return the title of a column that only a list of residents has, or ""."""
    for title in layout.titles.values():
        if _OF_PERSONS.fullmatch(" ".join(re.findall(r"[^\W_]+", fold(title)))):
            return title
    return ""
