"""The pages of the Director-General's office: decisions, letters, announcements."""
