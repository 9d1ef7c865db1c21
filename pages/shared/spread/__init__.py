"""The parts of 확산: standard models, results after support, awards and the council."""
