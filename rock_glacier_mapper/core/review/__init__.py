"""Review of candidates by people: order, decisions and their log, retrieval, merging."""
