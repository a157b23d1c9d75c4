import Environments
import RLFigures
import RLFiles

/// The track between its limits, and the cart with the pole on it, to scale.
func cartPoleScene(_ state: CartPole.State, width: Double) -> Drawing {
  // Half a metre more than the track, since a cart fails with its middle, and stands out by its half.
  let scale = width / (2 * CartPole.positionLimit + 0.6)
  let track = 1.28 * scale
  let height = 1.6 * scale
  func x(_ position: Double) -> Double { width / 2 + position * scale }

  var elements: [Drawing.Element] = [
    .line([Point(0, track), Point(width, track)], .stroke(.muted, 0.015 * scale))
  ]
  for limit in [-CartPole.positionLimit, 0, CartPole.positionLimit] {
    let isEnd = limit != 0
    let half = (isEnd ? 0.1 : 0.05) * scale
    elements.append(
      .line(
        [Point(x(limit), track - half), Point(x(limit), track + half)],
        .stroke(isEnd ? .series(1) : .muted, (isEnd ? 0.03 : 0.015) * scale)))
    elements.append(
      .text(
        Text(
          isEnd ? withMinus("\(limit) m") : "0", at: Point(x(limit), track + 0.25 * scale),
          size: 0.13 * scale, anchor: .middle, .muted)))
  }

  let cart = x(state.position)
  let axle = Point(cart, track - 0.07 * scale)
  elements.append(
    .rectangle(
      Rectangle(
        x: cart - 0.22 * scale, y: track - 0.13 * scale, width: 0.44 * scale,
        height: 0.26 * scale),
      radius: 0.04 * scale, .fill(.series(0))))
  elements.append(
    .polygon([pole(from: axle, angle: state.angle, scale)], .fill(.series(1))))
  elements.append(.circle(axle, radius: 0.035 * scale, .fill(.ground)))
  return Drawing(
    width: width, height: height, description: "A cart on a track that balances a pole", elements)
}

/// The corners of the pole, one metre from the axle to its tip and a little beyond the axle.
private func pole(from axle: Point, angle: Double, _ scale: Double) -> [Point] {
  let (along, across) = (Point(sin(angle), -cos(angle)), Point(cos(angle), sin(angle)))
  func corner(_ metresAlong: Double, _ metresAcross: Double) -> Point {
    Point(
      axle.x + scale * (metresAlong * along.x + metresAcross * across.x),
      axle.y + scale * (metresAlong * along.y + metresAcross * across.y))
  }
  let half = 0.04
  return [corner(-half, -half), corner(1, -half), corner(1, half), corner(-half, half)]
}
