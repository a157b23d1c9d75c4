import RLNet
import RLRandom

func time(_ name: String, _ reps: Int, _ body: () -> Void) {
  let clock = ContinuousClock()
  var best = Duration.seconds(100)
  for _ in 0..<7 {
    let d = clock.measure { for _ in 0..<reps { body() } }
    best = min(best, d)
  }
  print(name, Double(best.components.attoseconds) * 1e-12 / Double(reps) + Double(best.components.seconds) * 1e6 / Double(reps), "us")
}
for (h1, h2, batch) in [(32, 32, 32), (64, 64, 64), (120, 84, 128), (256, 256, 64)] {
  var g = PCG64(seed: 1)
  var online = Sequential(
    Linear(4, h1, using: &g), ReLU(), Linear(h1, h2, using: &g), ReLU(), Linear(h2, 2, using: &g))
  let target = online
  var adam = Adam(for: online, learningRate: 1e-3)
  let s = Tensor.normal(shape: [batch, 4], using: &g)
  let s2 = Tensor.normal(shape: [batch, 4], using: &g)
  let r = Tensor.ones([batch])
  let actions = (0..<batch).map { _ in g.integer(below: 2) }
  time("update \(h1)-\(h2)-b\(batch)", 2000 * 64 / batch) {
    let t = r + target(s2).max(axis: 1) * 0.99
    let (_, gradient) = valueAndGradient(at: &online) { q in
      huberLoss(q(s).gather(actions), t)
    }
    adam.update(&online, along: gradient)
  }
  let gr = valueAndGradient(at: &online) { _ in Tensor(0)}.gradient
  time(" adam", 2000 * 64 / batch) { adam.update(&online, along: gr) }
  time(" forward", 2000 * 64 / batch) { _ = target(s2) }
  let one = Tensor.normal(shape: [1, 4], using: &g)
  time(" forward1", 20000) { _ = online(one) }
}
