"""Are the links alive? A check apart from any build: it asks MAX, politely, and knows three answers.

`targets` lists the links, `fetching` is the only module that touches the network, `asking` keeps the manners,
`pages` reads what came, `verdicts` judges, `memory` remembers, `reports` writes to the companies.
"""
