"""Word lists of English prose, as data: which words name a place, a thing, a feeling, a person."""
