"""The ground floor: what every door needs and no rule of the network."""
