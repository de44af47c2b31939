"""How dates are written where the portal's house style is not Django's."""
