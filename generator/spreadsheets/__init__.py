"""The room of lists: tables that clerks keep in Excel → plans for the data, and back to workbooks."""
