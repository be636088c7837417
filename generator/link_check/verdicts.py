"""Answers → alive, dead or unknown. An answer that a made-up link would get too proves nothing."""

from collections.abc import Collection
from typing import Literal

from msgspec import Struct

from generator.link_check.pages import Answer

State = Literal["alive", "dead", "unknown"]

OK, GONE = 200, (404, 410)
TOO_MANY = 429


class Verdict(Struct, frozen=True, kw_only=True):
    """The state of a link and the reason for it, in Russian."""

    state: State
    reason: str


def judge(answer: Answer, controls: Collection[Answer], *, others_live: bool) -> Verdict:
    """Return the verdict on one link.

    `controls` are the answers to made-up links of the same form in the same run. `others_live` is true if the server
    answered some link of this form with a chat, so that its «not found» means something.
    """
    trouble = _trouble(answer)
    if trouble:
        return _unknown(trouble)
    if answer.not_found:
        return _judge_words(answer)
    usable = [control for control in controls if not _trouble(control)]
    if not usable:
        return _unknown("контрольный запрос не удался, сравнить не с чем")
    if answer.status in GONE:
        return _judge_status(answer, usable, others_live=others_live)
    return _judge_page(answer, usable)


def shows_a_chat(answer: Answer, controls: Collection[Answer]) -> bool:
    """Return True if the page differs from the pages of made-up links."""
    usable = [control for control in controls if not _trouble(control)]
    return bool(usable) and not _trouble(answer) and _judge_page(answer, usable).state == "alive"


def is_refusal(answer: Answer) -> bool:
    """Return True if the server or the network refused to answer about the link."""
    return bool(answer.error or answer.robot or answer.status == TOO_MANY)


def _judge_words(answer: Answer) -> Verdict:
    if answer.participants:
        return _unknown("страница противоречит сама себе")
    return Verdict(state="dead", reason="MAX пишет: «Не нашли чат по этой ссылке»")


def _judge_status(answer: Answer, controls: Collection[Answer], *, others_live: bool) -> Verdict:
    if others_live and all(control.status in GONE for control in controls):
        return Verdict(state="dead", reason=f"сервер отвечает {answer.status}, как и на выдуманную ссылку")
    return _unknown(f"сервер отвечает {answer.status}, но это ничего не доказывает")


def _judge_page(answer: Answer, controls: Collection[Answer]) -> Verdict:
    if answer.status != OK or not answer.title:
        return _unknown("страница ничего не говорит о чате")
    if any(answer.digest == control.digest or answer.title == control.title for control in controls):
        return _unknown("так же сервер отвечает на выдуманную ссылку")
    return Verdict(state="alive", reason="открылась страница чата" + (" с числом участников" * answer.participants))


def _trouble(answer: Answer) -> str:
    """Return why an answer says nothing about the link, or ""."""
    if answer.error:
        return f"нет связи: {answer.error}"
    if answer.robot:
        return "сервер спросил, не робот ли это"
    if answer.location:
        return f"сервер отправляет на {answer.location}"
    if answer.status == TOO_MANY:
        return "сервер просит спрашивать реже"
    return "" if answer.status == OK or answer.status in GONE else f"сервер отвечает {answer.status}"


def _unknown(reason: str) -> Verdict:
    return Verdict(state="unknown", reason=reason)
