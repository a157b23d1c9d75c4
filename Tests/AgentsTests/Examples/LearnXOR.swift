import RLNet
import RLRandom

/// Trains a network of two layers on the exclusive or, and returns its outputs, `[4, 1]`.
func learnXOR(seed: UInt64) -> Tensor {
  var generator = PCG64(seed: seed)
  var network = Sequential(
    Linear(2, 8, using: &generator), Tanh(), Linear(8, 1, using: &generator))
  var adam = Adam(for: network, learningRate: 0.05)
  let inputs = Tensor(rows: [[0, 0], [0, 1], [1, 0], [1, 1]])
  let targets = Tensor(rows: [[0], [1], [1], [0]])
  for _ in 0..<500 {
    let (_, gradient) = valueAndGradient(at: &network) { network in
      binaryCrossEntropy(logits: network(inputs), targets: targets)
    }
    adam.update(&network, along: gradient)
  }
  return network(inputs).sigmoid()
}
