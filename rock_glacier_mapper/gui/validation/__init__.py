"""The validation dock: reviewers judge a random sample of markers, blind."""
