"""The parts of 추진·예산."""
