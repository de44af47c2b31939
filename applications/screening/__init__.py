"""The Secretariat's pages for files that the network works on."""
