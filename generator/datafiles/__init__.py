"""The data folder: YAML text → checked values → the model.

One table of fields (`fields`, of `value_types`) makes the validator (`reading`) and all that people and their editors
read of it (`docs`). `folder` reads files, `nodes` composes YAML, `understanding` reads addresses by the `ground` of the
site's file, `rules` look at what was read, `assemble` makes the model, `load` is the order of all this. What is kept of
each file is in `extracts`; what commands write into the data, in `writing`.
"""
