import RLFigures
