"""Documents of a file: recognised by what they are, stored privately, uploaded in parts."""
