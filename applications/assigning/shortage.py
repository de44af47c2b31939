"""Where a shortage can be kept to as few files as can be.

Imports SciPy: to be imported where something is solved, not when the portal starts.
"""

import numpy
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array

from applications.assigning.choosing import NODES, widened
from applications.assigning.network import Network


def fewest_short_files(network: Network, short: int) -> dict[str, int]:
    """The missing evaluators by file, `short` in all, for the fewest files.

    To be asked when the network has met its aim at places. A file counts once whatever it lacks,
    which no flow can say; where the search ends early, the files of the flow are the answer.
    """
    problem = network.problem
    files = problem.sorted_files
    first, width = len(network.lower), len(network.lower) + len(files)
    at = {file.key: row for row, file in enumerate(files)}
    entries = [(at[place.file], column, 1) for place, column in network.short_column.items()]
    entries += [(row, first + row, -max(short, 1)) for row in range(len(files))]
    rows, columns, signs = zip(*entries, strict=True)
    whole = numpy.zeros(width)
    whole[first:] = 1
    whole[list(network.short_column.values())] = 1
    found = milp(
        numpy.concatenate([numpy.zeros(first), numpy.ones(len(files))]),
        integrality=whole,
        bounds=Bounds(network.lower + [0] * len(files), network.upper + [1] * len(files)),
        constraints=[
            LinearConstraint(widened(network.matrix, width), network.demand, network.demand),
            LinearConstraint(
                csc_array((signs, (rows, columns)), shape=(len(files), width)), -numpy.inf, 0
            ),
        ],
        options={"node_limit": NODES},
    )
    values = network.values if found.x is None else found.x
    lacks = dict.fromkeys(at, 0)
    for place, column in network.short_column.items():
        lacks[place.file] += round(float(values[column]))
    return {key: number for key, number in lacks.items() if number}
