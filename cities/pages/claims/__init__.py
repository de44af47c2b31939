"""The pages that check claims and lists, and the words in which they answer."""
