"""A recorder that stands in for the service under its own host names, and the oracle that compares it with a plan.

`namespace` runs commands beside it in a private network, `server` answers and writes down what came, `compare` judges.
"""
