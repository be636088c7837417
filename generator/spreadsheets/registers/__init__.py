"""Public registers of houses and companies → the houses of one city, for the plans of an import.

`reading` recognises registers in files and archives (`kinds`, `archives`), in the process with limits; `joining`
joins them: `houses` chooses a row's address and place, `companies` and `names` make companies that residents know,
`licences` knows who manages a house now.
"""

from generator.spreadsheets.registers.joining import City, RegisterFile, Wanted, join
from generator.spreadsheets.registers.kinds import HOUSES, REGISTERS
from generator.spreadsheets.registers.reading import read_any

__all__ = [
    "HOUSES",
    "REGISTERS",
    "City",
    "RegisterFile",
    "Wanted",
    "join",
    "read_any",
]
