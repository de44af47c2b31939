"""The desk of a National Commission: its country's files, places and dates, and its acts."""
