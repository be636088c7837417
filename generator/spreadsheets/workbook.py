BASE_SHEET="_исходное"; HELP_SHEET="Как заполнять"
def read_base(s): return {}
