// Optimizer steps: one pass over a parameter and its running statistics.

// Runs BODY for 16 numbers at a time, with `width` a constant but for the last ones. `p` is the
// parameter after decay, `g` the gradient with the L2 term.
#define FOR_EACH_PARAMETER(BODY)                                 \
  {                                                              \
    const v16 shrink = (v16)step->shrink, l2 = (v16)step->l2;    \
    intptr_t i = 0;                                              \
    for (; i + 16 <= n; i += 16) PARAMETERS_AT(16, BODY)         \
    if (i < n) PARAMETERS_AT(n - i, BODY)                        \
  }
#define PARAMETERS_AT(WIDTH, BODY)                               \
  {                                                              \
    const intptr_t width = WIDTH;                                \
    v16 p = take(parameter + i, width);                          \
    v16 g = fma16(l2, p, take(gradient + i, width));             \
    p = p * shrink;                                              \
    BODY put(parameter + i, p, width);                           \
  }

// v ← momentum · v + g; p ← p − η · (nesterov ? g + momentum · v : v)   (PyTorch's convention)
static void sgd(intptr_t n, float *parameter, const float *gradient, float *velocity,
                const rl_optimizer_step *step) {
  const v16 rate = (v16)step->learning_rate, momentum = (v16)step->momentum;
  FOR_EACH_PARAMETER({
    if (velocity) {
      v16 v = fma16(momentum, take(velocity + i, width), g);
      put(velocity + i, v, width);
      g = step->nesterov ? fma16(momentum, v, g) : v;
    }
    p = fma16(-rate, g, p);
  })
}

// s ← α · s + (1 − α) · g²; step g / (√s + ε), or g / √(s + ε), through a momentum buffer if there
// is one. Where there is a mean, m ← m + (1 − α)(g − m), and s − m², but not less than 0, divides
// in the place of s.
static void rmsprop(intptr_t n, float *parameter, const float *gradient, float *square_mean,
                    float *mean, float *velocity, const rl_optimizer_step *step) {
  const v16 rate = (v16)step->learning_rate, momentum = (v16)step->momentum;
  const v16 keep = (v16)step->square_decay, rest = (v16)(1.0f - step->square_decay);
  FOR_EACH_PARAMETER({
    v16 s = fma16(rest * g, g, keep * take(square_mean + i, width));
    put(square_mean + i, s, width);
    if (mean) {
      v16 m = take(mean + i, width);
      m = fma16(rest, g - m, m);
      put(mean + i, m, width);
      s = fma16(-m, m, s);
      s = select16(s < 0.0f, (v16)0.0f, s);
    }
    v16 d = step->epsilon_inside_root
                ? g / __builtin_elementwise_sqrt(s + step->epsilon)
                : g / (__builtin_elementwise_sqrt(s) + step->epsilon);
    if (velocity) {
      d = fma16(momentum, take(velocity + i, width), d);
      put(velocity + i, d, width);
    }
    p = fma16(-rate, d, p);
  })
}

// s ← s + g²; step g / (√s + ε).
static void adagrad(intptr_t n, float *parameter, const float *gradient, float *square_sum,
                    const rl_optimizer_step *step) {
  const v16 rate = (v16)step->learning_rate;
  FOR_EACH_PARAMETER({
    v16 s = fma16(g, g, take(square_sum + i, width));
    put(square_sum + i, s, width);
    p = fma16(-rate, g / (__builtin_elementwise_sqrt(s) + step->epsilon), p);
  })
}

// s ← ρ · s + (1 − ρ) · g²; d = √(u + ε) / √(s + ε) · g; u ← ρ · u + (1 − ρ) · d²; step d.
static void adadelta(intptr_t n, float *parameter, const float *gradient, float *square_mean,
                     float *square_step_mean, const rl_optimizer_step *step) {
  const v16 rate = (v16)step->learning_rate;
  const v16 keep = (v16)step->square_decay, rest = (v16)(1.0f - step->square_decay);
  FOR_EACH_PARAMETER({
    v16 s = fma16(rest * g, g, keep * take(square_mean + i, width));
    put(square_mean + i, s, width);
    v16 u = take(square_step_mean + i, width);
    v16 d = __builtin_elementwise_sqrt(u + step->epsilon) /
            __builtin_elementwise_sqrt(s + step->epsilon) * g;
    put(square_step_mean + i, fma16(rest * d, d, keep * u), width);
    p = fma16(-rate, d, p);
  })
}

// m ← m + (1 − β₁)(g − m); s ← β₂ · s + (1 − β₂) · g²; step m̂ / (√ŝ + ε).
static void adam(intptr_t n, float *parameter, const float *gradient, float *mean,
                 float *square_mean, const rl_optimizer_step *step) {
  const v16 rate = (v16)step->learning_rate, fresh = (v16)(1.0f - step->momentum);
  const v16 keep = (v16)step->square_decay, rest = (v16)(1.0f - step->square_decay);
  FOR_EACH_PARAMETER({
    v16 m = take(mean + i, width);
    m = fma16(fresh, g - m, m);
    put(mean + i, m, width);
    v16 s = fma16(rest * g, g, keep * take(square_mean + i, width));
    put(square_mean + i, s, width);
    v16 root = fma16(__builtin_elementwise_sqrt(s), (v16)step->square_correction,
                     (v16)step->epsilon);
    p = fma16(-rate, m / root, p);
  })
}
