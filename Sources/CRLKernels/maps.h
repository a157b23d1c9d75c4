// Element-wise functions.

#define UNARY(NAME, EXPRESSION)                                    \
  static void NAME(intptr_t n, const float *in, float *out) {      \
    intptr_t i = 0;                                                \
    for (; i + 16 <= n; i += 16) {                                 \
      v16 x = load16(in + i);                                      \
      store16(out + i, EXPRESSION);                                \
    }                                                              \
    if (i < n) {                                                   \
      v16 x = load_part(in + i, n - i);                            \
      store_part(out + i, EXPRESSION, n - i);                      \
    }                                                              \
  }

UNARY(negate, -x)
UNARY(absolute, abs16(x))
UNARY(square_root, __builtin_elementwise_sqrt(x))
UNARY(square, x * x)
UNARY(reciprocal, 1.0f / x)
UNARY(exponential, exp16(x))
UNARY(logarithm, log16(x))
UNARY(hyperbolic_tangent, tanh16(x))
UNARY(sigmoid, sigmoid16(x))
UNARY(softplus, softplus16(x))
UNARY(relu, select16(x <= 0.0f, (v16)0.0f, x))

#define UNARY_WITH(NAME, PARAMETERS, EXPRESSION)                          \
  static void NAME(intptr_t n, const float *in, PARAMETERS, float *out) { \
    intptr_t i = 0;                                                       \
    for (; i + 16 <= n; i += 16) {                                        \
      v16 x = load16(in + i);                                             \
      store16(out + i, EXPRESSION);                                       \
    }                                                                     \
    if (i < n) {                                                          \
      v16 x = load_part(in + i, n - i);                                   \
      store_part(out + i, EXPRESSION, n - i);                             \
    }                                                                     \
  }
#define TWO_BOUNDS float lower, float upper

UNARY_WITH(leaky_relu, float slope, select16(x > 0.0f, x, x * slope))
UNARY_WITH(clamp, TWO_BOUNDS, clamp16(x, (v16)lower, (v16)upper))

#define BINARY(NAME, EXPRESSION)                                                  \
  static void NAME(intptr_t n, const float *left, intptr_t left_step,             \
                   const float *right, intptr_t right_step, float *out) {         \
    v16 a = (v16)(n > 0 ? left[0] : 0.0f), b = (v16)(n > 0 ? right[0] : 0.0f);    \
    intptr_t i = 0;                                                               \
    if (left_step && right_step) {                                                \
      for (; i + 16 <= n; i += 16) {                                              \
        a = load16(left + i), b = load16(right + i);                              \
        store16(out + i, EXPRESSION);                                             \
      }                                                                           \
    } else if (left_step) {                                                       \
      for (; i + 16 <= n; i += 16) {                                              \
        a = load16(left + i);                                                     \
        store16(out + i, EXPRESSION);                                             \
      }                                                                           \
    } else {                                                                      \
      for (; i + 16 <= n; i += 16) {                                              \
        if (right_step) b = load16(right + i);                                    \
        store16(out + i, EXPRESSION);                                             \
      }                                                                           \
    }                                                                             \
    if (i < n) {                                                                  \
      if (left_step) a = load_part(left + i, n - i);                              \
      if (right_step) b = load_part(right + i, n - i);                            \
      store_part(out + i, EXPRESSION, n - i);                                     \
    }                                                                             \
  }

BINARY(add, a + b)
BINARY(subtract, a - b)
BINARY(multiply, a * b)
BINARY(divide, a / b)
BINARY(minimum, min16(a, b))
BINARY(maximum, max16(a, b))

// Functions of two arrays and parameters: `a` and `b` in, one array out.
#define PAIRWISE(NAME, LEFT, RIGHT, PARAMETERS, EXPRESSION)                       \
  static void NAME(intptr_t n, const float *LEFT PARAMETERS, float *out) {        \
    intptr_t i = 0;                                                               \
    for (; i + 16 <= n; i += 16) {                                                \
      v16 a = load16(LEFT + i), b = load16(RIGHT + i);                            \
      store16(out + i, EXPRESSION);                                               \
    }                                                                             \
    if (i < n) {                                                                  \
      v16 a = load_part(LEFT + i, n - i), b = load_part(RIGHT + i, n - i);        \
      store_part(out + i, EXPRESSION, n - i);                                     \
    }                                                                             \
  }
#define THEN(...) , __VA_ARGS__
#define SAVED_AND_UPSTREAM THEN(const float *upstream)

PAIRWISE(interpolate, left, right, THEN(const float *right, float p), fma16((v16)p, b - a, a))

PAIRWISE(square_root_backward, saved, upstream, SAVED_AND_UPSTREAM, b * 0.5f / a)
PAIRWISE(hyperbolic_tangent_backward, saved, upstream, SAVED_AND_UPSTREAM, b * (1.0f - a * a))
PAIRWISE(sigmoid_backward, saved, upstream, SAVED_AND_UPSTREAM, b * (a * (1.0f - a)))
PAIRWISE(relu_backward, saved, upstream, SAVED_AND_UPSTREAM, select16(a <= 0.0f, (v16)0.0f, b))
PAIRWISE(absolute_backward_of_argument, saved, upstream, SAVED_AND_UPSTREAM,
         select16(a > 0.0f, b, select16(a < 0.0f, -b, (v16)0.0f)))
PAIRWISE(softplus_backward_of_argument, saved, upstream, SAVED_AND_UPSTREAM, b * sigmoid16(a))
PAIRWISE(leaky_relu_backward_of_argument, x, upstream,
         THEN(float slope, const float *upstream), select16(a > 0.0f, b, b * slope))
PAIRWISE(clamp_backward_of_argument, x, upstream,
         THEN(float lower, float upper, const float *upstream),
         select16((a < lower) | (a > upper), (v16)0.0f, b))

static void select_elements(intptr_t n, const uint8_t *mask, const float *a, const float *b,
                            float *y) {
  for (intptr_t i = 0; i < n; i++) y[i] = mask[i] ? a[i] : b[i];
}

// Losses: value and slope of each element.
#define LOSS(NAME, VALUE, SLOPE)                                                          \
  static void NAME(intptr_t n, const float *prediction, const float *target, float p,     \
                   float *value, float *slope) {                                          \
    (void)p;                                                                              \
    intptr_t i = 0;                                                                       \
    for (; i + 16 <= n; i += 16) {                                                        \
      v16 x = load16(prediction + i), t = load16(target + i), d = x - t;                  \
      (void)d;                                                                            \
      store16(value + i, VALUE);                                                          \
      store16(slope + i, SLOPE);                                                          \
    }                                                                                     \
    if (i < n) {                                                                          \
      v16 x = load_part(prediction + i, n - i), t = load_part(target + i, n - i);         \
      v16 d = x - t;                                                                      \
      (void)d;                                                                            \
      store_part(value + i, VALUE, n - i);                                                \
      store_part(slope + i, SLOPE, n - i);                                                \
    }                                                                                     \
  }

LOSS(squared_error, d * d, d * 2.0f)
LOSS(huber, select16(abs16(d) <= p, 0.5f * d * d, p * (abs16(d) - 0.5f * p)),
     clamp16(d, (v16)-p, (v16)p))
LOSS(binary_cross_entropy,
     (max16(x, (v16)0.0f) - x * t) + log1p_of_nonnegative(exp16(-abs16(x))), sigmoid_minus(x, t))
