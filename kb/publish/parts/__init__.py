"""What pages share: mentions, stances, passages, arguments, words, and the printing of a page."""
