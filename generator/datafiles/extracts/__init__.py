"""Reading the files, each once: `one_file` of an organisation, `all_files` by several processes, `side_files` the rest.

`remembering` keeps what was read between builds, `packing` makes bytes of it.
"""
