import RLFigures

/// How the returns of episodes are spread.
func returnsHistogram(_ returns: [Double]) -> Drawing {
  Drawing(width: 400, height: 200)
}
