import CRLKernels

/// The arguments of the optimizer steps of a table.
struct StepArguments {
  let parameter, gradient, first, second: [Float]
  let step: rl_optimizer_step

  /// Every step of a table: the parameter and the statistics after it.
  func results(of table: rl_kernels) -> [(String, [Float])] {
    let n = parameter.count
    let gradient = GuardedFloats(gradient)
    var found: [(String, [Float])] = []
    func add(
      _ name: String,
      _ body: (
        UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>,
        UnsafePointer<rl_optimizer_step>
      ) -> Void
    ) {
      let p = GuardedFloats(parameter)
      let first = GuardedFloats(first)
      let second = GuardedFloats(second)
      withUnsafePointer(to: step) { body(p.start, first.start, second.start, $0) }
      found.append((name, p.values + first.values + second.values))
    }
    add("sgd") { p, _, _, step in table.sgd(n, p, gradient.start, nil, step) }
    add("sgd with velocity") { p, v, _, step in table.sgd(n, p, gradient.start, v, step) }
    add("rmsprop") { p, _, s, step in table.rmsprop(n, p, gradient.start, s, nil, nil, step) }
    add("rmsprop with velocity") { p, v, s, step in
      table.rmsprop(n, p, gradient.start, s, nil, v, step)
    }
    add("rmsprop with mean") { p, m, s, step in
      table.rmsprop(n, p, gradient.start, s, m, nil, step)
    }
    add("rmsprop with mean and velocity") { p, v, s, step in
      let mean = GuardedFloats(Array(repeating: 0.25, count: n))
      table.rmsprop(n, p, gradient.start, s, mean.start, v, step)
    }
    add("adagrad") { p, _, s, step in table.adagrad(n, p, gradient.start, s, step) }
    // A mean of squares has no sign.
    add("adadelta") { p, u, s, step in
      for i in 0..<n { u[i] = u[i].magnitude }
      table.adadelta(n, p, gradient.start, s, u, step)
    }
    add("adam") { p, m, s, step in table.adam(n, p, gradient.start, m, s, step) }
    return found
  }

  /// The same by the formulas, a number at a time.
  var expected: [(String, [Float])] {
    func all(
      _ body: (_ p: inout Float, _ first: inout Float, _ second: inout Float, Float) -> Void
    ) -> [Float] {
      var p = parameter
      var first = first
      var second = second
      for i in p.indices {
        let g = gradient[i].addingProduct(step.l2, p[i])
        p[i] *= step.shrink
        body(&p[i], &first[i], &second[i], g)
      }
      return p + first + second
    }
    let rate = -step.learning_rate
    let rest = 1 - step.square_decay
    func mean(_ s: Float, _ g: Float) -> Float {
      (step.square_decay * s).addingProduct(rest * g, g)
    }
    func root(_ s: Float) -> Float {
      step.epsilon_inside_root != 0
        ? (s + step.epsilon).squareRoot() : s.squareRoot() + step.epsilon
    }
    return [
      ("sgd", all { p, _, _, g in p = p.addingProduct(rate, g) }),
      (
        "sgd with velocity",
        all { p, v, _, g in
          v = g.addingProduct(step.momentum, v)
          let d = step.nesterov != 0 ? g.addingProduct(step.momentum, v) : v
          p = p.addingProduct(rate, d)
        }
      ),
      (
        "rmsprop",
        all { p, _, s, g in
          s = mean(s, g)
          p = p.addingProduct(rate, g / root(s))
        }
      ),
      (
        "rmsprop with velocity",
        all { p, v, s, g in
          s = mean(s, g)
          v = (g / root(s)).addingProduct(step.momentum, v)
          p = p.addingProduct(rate, v)
        }
      ),
      (
        "rmsprop with mean",
        all { p, m, s, g in
          s = mean(s, g)
          m = m.addingProduct(rest, g - m)
          p = p.addingProduct(rate, g / root(Swift.max(s.addingProduct(-m, m), 0)))
        }
      ),
      (
        "rmsprop with mean and velocity",
        all { p, v, s, g in
          s = mean(s, g)
          let m = Float(0.25).addingProduct(rest, g - 0.25)
          v = (g / root(Swift.max(s.addingProduct(-m, m), 0))).addingProduct(step.momentum, v)
          p = p.addingProduct(rate, v)
        }
      ),
      (
        "adagrad",
        all { p, _, s, g in
          s = s.addingProduct(g, g)
          p = p.addingProduct(rate, g / (s.squareRoot() + step.epsilon))
        }
      ),
      (
        "adadelta",
        all { p, u, s, g in
          u = u.magnitude
          s = mean(s, g)
          let d = (u + step.epsilon).squareRoot() / (s + step.epsilon).squareRoot() * g
          u = mean(u, d)
          p = p.addingProduct(rate, d)
        }
      ),
      (
        "adam",
        all { p, m, s, g in
          m = m.addingProduct(1 - step.momentum, g - m)
          s = mean(s, g)
          let root = step.epsilon.addingProduct(s.squareRoot(), step.square_correction)
          p = p.addingProduct(rate, m / root)
        }
      ),
    ]
  }
}
