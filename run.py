"""The front door: `python run.py` compares the policies of the default study with today."""

from simulation.cli import main

if __name__ == "__main__":
    main()
