"""The data folder: YAML text → checked values → the model.

One table of fields (`fields`) makes the validator (`reading`), the JSON Schema for editors (`json_schema`)
and the guide for people (`guide`).
"""
