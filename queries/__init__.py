"""One question a `.cypher` file, and a typed function for each.

Every function takes `run`, which asks the graph: `run(cypher, parameters) -> rows`.
"""
