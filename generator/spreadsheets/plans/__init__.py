"""Houses of a table compared with the data → what to change, and the new texts."""

from generator.spreadsheets.plans.blame import Blame
from generator.spreadsheets.plans.companies import Companies, NewCompany
from generator.spreadsheets.plans.merging import Merge
from generator.spreadsheets.plans.plan import HouseChange, ImportOptions, Plan
from generator.spreadsheets.plans.results import company_file, laid_out, new_texts, plain_values

__all__ = [
    "Blame",
    "Companies",
    "HouseChange",
    "ImportOptions",
    "Merge",
    "NewCompany",
    "Plan",
    "company_file",
    "laid_out",
    "new_texts",
    "plain_values",
]
