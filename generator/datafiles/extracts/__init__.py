"""What is kept of each file: all that the whole needs to know of it, made once and remembered.

`extract` makes it of one file, `parts` of a large one part by part, `extracting` of all by several processes; `claims`
finds what two files may not both say, `packing` and `remembering` put extracts into the memo, `aside` does the same for
the files that stand beside the organisations'.
"""
