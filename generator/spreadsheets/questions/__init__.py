"""The table of questions about an import: written for a clerk, and read back with the answers."""

from generator.spreadsheets.questions.answers import Answers, Meaning, answers_in, is_questions, read_answers
from generator.spreadsheets.questions.kinds import KINDS, kind_of
from generator.spreadsheets.questions.table import Question, make_questions

__all__ = [
    "KINDS",
    "Answers",
    "Meaning",
    "Question",
    "answers_in",
    "is_questions",
    "kind_of",
    "make_questions",
    "read_answers",
]
