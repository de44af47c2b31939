"""The record for partners' programs."""
