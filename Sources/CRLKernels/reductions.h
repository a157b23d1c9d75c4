// Reductions. The order of every sum is stated in CRLKernels.h.

enum { BLOCK = 512 };

#define LANE_SUM(NAME, TERM, FEW)                                             \
  static float NAME(intptr_t n, const float *in) {                            \
    if (n <= 4) return FEW(n, in);                                            \
    float total = 0.0f;                                                       \
    for (intptr_t start = 0; start < n; start += BLOCK) {                     \
      intptr_t end = start + BLOCK < n ? start + BLOCK : n;                   \
      v16 lanes = (v16)0.0f;                                                  \
      intptr_t i = start;                                                     \
      for (; i + 16 <= end; i += 16) {                                        \
        v16 x = load16(in + i);                                               \
        lanes = TERM;                                                         \
      }                                                                       \
      if (i < end) {                                                          \
        v16 x = load_part(in + i, end - i);                                   \
        lanes = TERM;                                                         \
      }                                                                       \
      float block = join_sum(lanes);                                          \
      total = start == 0 ? block : total + block;                             \
    }                                                                         \
    return total;                                                             \
  }

// What is left of the lanes' sum where all but four are 0.
INLINE float sum_of_few(intptr_t n, const float *x) {
  float lanes[4] = {0};
  for (intptr_t i = 0; i < n; i++) lanes[i] += x[i];
  return (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]);
}

INLINE float squares_of_few(intptr_t n, const float *x) {
  float lanes[4] = {0};
  for (intptr_t i = 0; i < n; i++) lanes[i] = x[i] * x[i];
  return (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]);
}

LANE_SUM(sum, lanes + x, sum_of_few)
LANE_SUM(sum_of_squares, fma16(x, x, lanes), squares_of_few)

static float largest(intptr_t n, const float *x) {
  float best = -__builtin_inff();
  for (intptr_t i = 0; i < n; i++) best = x[i] > best ? x[i] : best;
  return best;
}

// 64 columns at a time, so that no sum waits for the one before.
INLINE void sum_rows64(intptr_t n, intptr_t stride, const float *x, float *y) {
  v16 total[4];
  for (intptr_t start = 0; start < n || start == 0; start += BLOCK) {
    intptr_t end = start + BLOCK < n ? start + BLOCK : n;
    v16 block[4];
    for (int v = 0; v < 4; v++) block[v] = (v16)0.0f;
    for (intptr_t i = start; i < end; i++)
      for (int v = 0; v < 4; v++) block[v] += load16(x + i * stride + 16 * v);
    for (int v = 0; v < 4; v++) total[v] = start == 0 ? block[v] : total[v] + block[v];
  }
  for (int v = 0; v < 4; v++) store16(y + 16 * v, total[v]);
}

INLINE v16 sum_rows16(intptr_t n, intptr_t stride, const float *x, intptr_t width) {
  v16 total = (v16)0.0f;
  for (intptr_t start = 0; start < n; start += BLOCK) {
    intptr_t end = start + BLOCK < n ? start + BLOCK : n;
    v16 block = (v16)0.0f;
    if (width == 16)
      for (intptr_t i = start; i < end; i++) block += load16(x + i * stride);
    else
      for (intptr_t i = start; i < end; i++) block += load_part(x + i * stride, width);
    total = start == 0 ? block : total + block;
  }
  return total;
}

static void sum_strided(intptr_t outer, intptr_t n, intptr_t inner, const float *x, float *y) {
  for (intptr_t o = 0; o < outer; o++, x += n * inner, y += inner) {
    intptr_t j = 0;
    for (; j + 64 <= inner; j += 64) sum_rows64(n, inner, x + j, y + j);
    for (; j + 16 <= inner; j += 16) store16(y + j, sum_rows16(n, inner, x + j, 16));
    if (j < inner) store_part(y + j, sum_rows16(n, inner, x + j, inner - j), inner - j);
  }
}

/// upstream − exp(y) · Σ upstream. Where the probability exp(y) is near 1, the difference would
/// cancel: there it is (upstream − Σ upstream) − (exp(y) − 1) · Σ upstream.
INLINE v16 log_softmax_slope(v16 y, v16 g, v16 total) {
  v16 beyond_one = fma16(exponential_tail(y), y * y, y);
  v16 near_one = fma16(beyond_one, -total, g - total);
  v16 elsewhere = fma16(exp16(y), -total, g);
  return select16(y > -0.34f, near_one, elsewhere);
}

#include "narrow.h"

static void softmax(intptr_t rows, intptr_t columns, const float *x, float *y) {
  if (columns <= NARROW) return softmax_narrow(rows, columns, x, y);
  for (intptr_t r = 0; r < rows; r++, x += columns, y += columns) {
    v16 top = (v16)largest(columns, x);
    for (intptr_t i = 0; i < columns; i += 16) {
      intptr_t width = columns - i < 16 ? columns - i : 16;
      store_part(y + i, exp16(load_part(x + i, width) - top), width);
    }
    v16 total = (v16)sum(columns, y);
    for (intptr_t i = 0; i < columns; i += 16) {
      intptr_t width = columns - i < 16 ? columns - i : 16;
      store_part(y + i, load_part(y + i, width) / total, width);
    }
  }
}

static void log_softmax(intptr_t rows, intptr_t columns, const float *x, float *y) {
  if (columns <= NARROW) return log_softmax_narrow(rows, columns, x, y);
  for (intptr_t r = 0; r < rows; r++, x += columns, y += columns) {
    float top = largest(columns, x);
    for (intptr_t i = 0; i < columns; i += 16) {
      intptr_t width = columns - i < 16 ? columns - i : 16;
      store_part(y + i, exp16(load_part(x + i, width) - top), width);
    }
    // exp(0) = 1 of the first maximum is left out, and joins in log(1 + x): a sum near 1 would round
    // away what the other elements give.
    intptr_t place = 0;
    while (place < columns - 1 && x[place] != top) place++;
    if (columns > 0) y[place] -= 1.0f;
    float log_total = log1p_of_nonnegative((v16)sum(columns, y))[0];
    for (intptr_t i = 0; i < columns; i++) y[i] = (x[i] - top) - log_total;
  }
}

/// Rows of y · (upstream − Σ upstream · y).
static void softmax_backward(intptr_t rows, intptr_t columns, const float *saved,
                             const float *upstream, float *out) {
  for (intptr_t r = 0; r < rows; r++, saved += columns, upstream += columns, out += columns) {
    multiply(columns, saved, 1, upstream, 1, out);
    float total = sum(columns, out);
    for (intptr_t i = 0; i < columns; i++) out[i] = saved[i] * (upstream[i] - total);
  }
}

/// Rows of `log_softmax_slope`.
static void log_softmax_backward(intptr_t rows, intptr_t columns, const float *saved,
                                 const float *upstream, float *out) {
  if (columns <= NARROW)
    return log_softmax_backward_narrow(rows, columns, saved, upstream, out);
  for (intptr_t r = 0; r < rows; r++, saved += columns, upstream += columns, out += columns) {
    float total = sum(columns, upstream);
    for (intptr_t i = 0; i < columns; i += 16) {
      intptr_t width = columns - i < 16 ? columns - i : 16;
      v16 y = load_part(saved + i, width), g = load_part(upstream + i, width);
      store_part(out + i, log_softmax_slope(y, g, (v16)total), width);
    }
  }
}
