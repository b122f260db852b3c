"""Play the script of a file: the verb `service`, without its name."""

import sys

from simulation.cli import main

main(["service", *sys.argv[1:]])
