"""Links out of context: in a list of links, each says where it leads."""

from collections import defaultdict

from tests.built_sites import Built, problems
from tests.pages import Document, Element

_SAYS_NOTHING = {
    "здесь",
    "тут",
    "сюда",
    "подробнее",
    "далее",
    "ещё",
    "ссылка",
    "читать",
    "открыть",
    "перейти",
    "страница",
}


def name(link: Element) -> str:
    return link.get("aria-label") or link.text


def test_one_name_leads_to_one_place(city: Built):
    """In a demonstration all buttons lead to one page, so it would prove nothing."""

    def ambiguous(document: Document):
        leads: dict[str, set[str]] = defaultdict(set)
        for link in document.all("a"):
            leads[name(link)].add(link.get("href"))
        return [f"«{text}» leads to {sorted(places)}" for text, places in leads.items() if len(places) > 1]

    assert list(problems(city.pages, ambiguous)) == []


def test_a_name_is_more_than_a_number_or_a_letter(site: Built):
    def bare(document: Document):
        for link in document.all("a"):
            text = name(link).strip(".,:» ").lower()
            if text in _SAYS_NOTHING or (len(text) < 2) or (text.isdigit() and text != "112"):
                yield f"«{text}» → {link.get('href')}"

    assert list(problems(site.pages, bare)) == []


def test_what_is_seen_is_heard(site: Built):
    """WCAG 2.5.3: voice control finds a link by its visible text."""

    def words(text: str) -> str:
        return " ".join("".join(char if char.isalnum() else " " for char in text.lower()).split())

    def different(document: Document):
        for element in document.having("aria-label"):
            if element.tag in ("a", "button") and words(element.text) not in words(element.get("aria-label")):
                yield f"«{element.text}» is called «{element.get('aria-label')}»"

    assert list(problems(site.pages, different)) == []
