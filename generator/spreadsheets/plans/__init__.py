"""Houses of a table against those of the data → what is to be changed, and the texts that it makes."""

from generator.spreadsheets.plans.blame import Blame
from generator.spreadsheets.plans.merging import Merge
from generator.spreadsheets.plans.plan import HouseChange, Plan, Wishes
from generator.spreadsheets.plans.results import company_file, laid_out, new_texts, plain_values

__all__ = [
    "Blame",
    "HouseChange",
    "Merge",
    "Plan",
    "Wishes",
    "company_file",
    "laid_out",
    "new_texts",
    "plain_values",
]
