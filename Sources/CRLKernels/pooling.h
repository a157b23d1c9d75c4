// Pooling: windows side by side in the lanes of a vector. The orders of all sums are stated in
// CRLKernels.h.

// The windows of a row of windows: `x` is the plane, and `top` the row of it where the windows begin,
// `y` and `end_y` the kernel's rows that lie inside.
typedef struct window_row {
  const rl_pool *g;
  const float *x;
  intptr_t top, y, end_y;
} window_row;

INLINE window_row row_of_windows(const rl_pool *g, const float *x, intptr_t row) {
  const intptr_t top = row * g->stride_y - g->padding_y;
  const intptr_t y = top < 0 ? -top : 0;
  const intptr_t end_y = g->height - top < g->kernel_height ? g->height - top : g->kernel_height;
  return (window_row){g, x, top, y, end_y};
}

// LANES windows from window `first` on, all columns of which lie inside the plane. `places` are those
// of the elements that the maxima are, less the windows' distances from window 0; results of window
// i are written at i - start.
#define WINDOWS(LANES, VECTOR, INTS)                                                             \
  INLINE VECTOR elements_##LANES(const float *x, intptr_t step) {                                \
    VECTOR v;                                                                                    \
    if (step == 2) return every_second_##LANES(x);                                               \
    if (step == 1)                                                                               \
      __builtin_memcpy(&v, x, sizeof v);                                                         \
    else                                                                                         \
      for (intptr_t lane = 0; lane < LANES; lane++) v[lane] = x[lane * step];                    \
    return v;                                                                                    \
  }                                                                                              \
  INLINE void maxima_##LANES(window_row w, intptr_t first, intptr_t start, float *best,          \
                             int32_t *places) {                                                  \
    const intptr_t step = w.g->stride_x, left = -w.g->padding_x;                                 \
    intptr_t line = (w.top + w.y) * w.g->width + left;                                           \
    VECTOR top = elements_##LANES(w.x + line + first * step, step);                              \
    INTS place = (INTS)(int32_t)line;                                                            \
    for (intptr_t ky = w.y; ky < w.end_y; ky++, line += w.g->width)                              \
      for (intptr_t kx = 0; kx < w.g->kernel_width; kx++) {                                      \
        VECTOR v = elements_##LANES(w.x + line + kx + first * step, step);                       \
        INTS keep = (v <= top) | (top != top);                                                   \
        top = (VECTOR)(((INTS)top & keep) | ((INTS)v & ~keep));                                  \
        place = (place & keep) | ((INTS)(int32_t)(line + kx) & ~keep);                           \
      }                                                                                          \
    __builtin_memcpy(best + first - start, &top, sizeof top);                                    \
    if (places) __builtin_memcpy(places + first - start, &place, sizeof place);                  \
  }                                                                                              \
  INLINE void sums_##LANES(window_row w, intptr_t first, intptr_t start, float *sums,            \
                           int32_t *unused) {                                                    \
    (void)unused;                                                                                \
    const intptr_t step = w.g->stride_x;                                                         \
    intptr_t line = (w.top + w.y) * w.g->width - w.g->padding_x + first * step;                  \
    VECTOR total = (VECTOR)0.0f;                                                                 \
    for (intptr_t ky = w.y; ky < w.end_y; ky++, line += w.g->width)                              \
      for (intptr_t kx = 0; kx < w.g->kernel_width; kx++)                                        \
        total += elements_##LANES(w.x + line + kx, step);                                        \
    __builtin_memcpy(sums + first - start, &total, sizeof total);                                \
  }
WINDOWS(16, v16, i16)
WINDOWS(8, v8, i8)
WINDOWS(4, v4, i4)

// The columns of the kernel that lie inside the plane, for one window.
INLINE intptr_t first_column(const rl_pool *g, intptr_t window) {
  const intptr_t left = window * g->stride_x - g->padding_x;
  return left < 0 ? -left : 0;
}

INLINE intptr_t end_column(const rl_pool *g, intptr_t window) {
  const intptr_t room = g->width - (window * g->stride_x - g->padding_x);
  return room < g->kernel_width ? room : g->kernel_width;
}

INLINE void maxima_1(window_row w, intptr_t window, intptr_t start, float *best,
                     int32_t *places) {
  const rl_pool *g = w.g;
  const intptr_t from = first_column(g, window), end = end_column(g, window);
  const intptr_t away = window * g->stride_x;
  intptr_t line = (w.top + w.y) * g->width - g->padding_x;
  intptr_t found = line + from;
  for (intptr_t ky = w.y; ky < w.end_y; ky++, line += g->width)
    for (intptr_t kx = from; kx < end; kx++) {
      const float v = w.x[line + kx + away], top = w.x[found + away];
      if (!(v <= top || top != top)) found = line + kx;
    }
  best[window - start] = w.x[found + away];
  if (places) places[window - start] = (int32_t)found;
}

INLINE void sums_1(window_row w, intptr_t window, intptr_t start, float *sums,
                   int32_t *unused) {
  (void)unused;
  const intptr_t from = first_column(w.g, window), end = end_column(w.g, window);
  intptr_t line = (w.top + w.y) * w.g->width - w.g->padding_x + window * w.g->stride_x;
  float total = 0.0f;
  for (intptr_t ky = w.y; ky < w.end_y; ky++, line += w.g->width)
    for (intptr_t kx = from; kx < end; kx++) total += w.x[line + kx];
  sums[window - start] = total;
}

// FUNCTION of the windows START..<END of a row to OUT and, if not null, PLACES: those with all columns
// inside the plane in vectors, of which the last may repeat windows of the one before.
#define IN_VECTORS(FUNCTION, START, END, OUT, PLACES)                                            \
  {                                                                                              \
    intptr_t i = START, inside = END;                                                            \
    for (; i < END && first_column(w.g, i) > 0; i++) FUNCTION##_1(w, i, START, OUT, PLACES);     \
    while (inside > i && end_column(w.g, inside - 1) < w.g->kernel_width) inside--;              \
    const intptr_t count = inside - i;                                                           \
    if (count >= 16)                                                                             \
      for (; i < inside; i += 16)                                                                \
        FUNCTION##_16(w, (i + 16 <= inside ? i : inside - 16), START, OUT, PLACES);              \
    else if (count >= 8)                                                                         \
      for (; i < inside; i += 8)                                                                 \
        FUNCTION##_8(w, (i + 8 <= inside ? i : inside - 8), START, OUT, PLACES);                 \
    else if (count >= 4)                                                                         \
      for (; i < inside; i += 4)                                                                 \
        FUNCTION##_4(w, (i + 4 <= inside ? i : inside - 4), START, OUT, PLACES);                 \
    else                                                                                         \
      for (; i < inside; i++) FUNCTION##_1(w, i, START, OUT, PLACES);                            \
    for (i = inside; i < END; i++) FUNCTION##_1(w, i, START, OUT, PLACES);                       \
  }

// Maxima of windows of 2×2 that touch but do not overlap, the usual case: nothing is gathered, and
// each gradient has a place of its own. LANES windows from `x` on; `below` is the distance of rows.
INLINE int are_quarters(const rl_pool *g) {
  return g->kernel_height == 2 && g->kernel_width == 2 && g->stride_y == 2 && g->stride_x == 2 &&
         g->padding_y == 0 && g->padding_x == 0 && g->windows_wide >= 4;
}

#define QUARTERS(LANES, VECTOR, INTS, PAIRS)                                                     \
  INLINE void quarters_##LANES(const float *x, intptr_t below, VECTOR *best, INTS *place) {      \
    PAIRS upper, lower;                                                                          \
    __builtin_memcpy(&upper, x, sizeof upper);                                                   \
    __builtin_memcpy(&lower, x + below, sizeof lower);                                           \
    const VECTOR all[4] = {upper.even, upper.odd, lower.even, lower.odd};                        \
    VECTOR top = all[0];                                                                         \
    INTS found = (INTS)0;                                                                        \
    for (int32_t i = 1; i < 4; i++) {                                                            \
      INTS keep = (all[i] <= top) | (top != top);                                                \
      top = (VECTOR)(((INTS)top & keep) | ((INTS)all[i] & ~keep));                               \
      found = (found & keep) | ((INTS)i & ~keep);                                                \
    }                                                                                            \
    *best = top;                                                                                 \
    *place = found;                                                                              \
  }                                                                                              \
  INLINE void quarter_maxima_##LANES(const float *x, intptr_t below, float *y) {                 \
    VECTOR best;                                                                                 \
    INTS place;                                                                                  \
    quarters_##LANES(x, below, &best, &place);                                                   \
    __builtin_memcpy(y, &best, sizeof best);                                                     \
  }                                                                                              \
  INLINE void quarter_gradients_##LANES(const float *x, intptr_t below, const float *upstream,   \
                                        float *y) {                                              \
    VECTOR best, slope;                                                                          \
    INTS place;                                                                                  \
    PAIRS upper, lower;                                                                          \
    quarters_##LANES(x, below, &best, &place);                                                   \
    __builtin_memcpy(&slope, upstream, sizeof slope);                                            \
    slope = (VECTOR)0.0f + slope;                                                                \
    upper.even = (VECTOR)((INTS)slope & (place == 0));                                           \
    upper.odd = (VECTOR)((INTS)slope & (place == 1));                                            \
    lower.even = (VECTOR)((INTS)slope & (place == 2));                                           \
    lower.odd = (VECTOR)((INTS)slope & (place == 3));                                            \
    __builtin_memcpy(y, &upper, sizeof upper);                                                   \
    __builtin_memcpy(y + below, &lower, sizeof lower);                                           \
  }
QUARTERS(16, v16, i16, v32)
QUARTERS(8, v8, i8, v16)
QUARTERS(4, v4, i4, v8)

// CALL(lanes, i) for vectors of windows from window i on, of which the last may repeat windows.
#define IN_QUARTER_VECTORS(COUNT, CALL)                                                          \
  {                                                                                              \
    const intptr_t n = COUNT;                                                                    \
    if (n >= 16)                                                                                 \
      for (intptr_t i = 0; i < n; i += 16) CALL(16, (i + 16 <= n ? i : n - 16));                 \
    else if (n >= 8)                                                                             \
      for (intptr_t i = 0; i < n; i += 8) CALL(8, (i + 8 <= n ? i : n - 8));                     \
    else                                                                                         \
      for (intptr_t i = 0; i < n; i += 4) CALL(4, (i + 4 <= n ? i : n - 4));                     \
  }

static void max_pool_quarters(const rl_pool *g, intptr_t planes, const float *x, float *out) {
  for (intptr_t p = 0; p < planes; p++, x += g->height * g->width)
    for (intptr_t row = 0; row < g->windows_high; row++, out += g->windows_wide) {
      const float *line = x + 2 * row * g->width;
#define CALL(LANES, I) quarter_maxima_##LANES(line + 2 * I, g->width, out + I)
      IN_QUARTER_VECTORS(g->windows_wide, CALL)
#undef CALL
    }
}

static void max_pool_quarters_backward(const rl_pool *g, intptr_t planes, const float *x,
                                       const float *upstream, float *out) {
  const intptr_t size = g->height * g->width;
  if (g->height % 2 || g->width % 2)  // pixels without a window
    __builtin_memset(out, 0, sizeof(float) * (size_t)(planes * size));
  for (intptr_t p = 0; p < planes; p++, x += size, out += size)
    for (intptr_t row = 0; row < g->windows_high; row++, upstream += g->windows_wide) {
      const intptr_t line = 2 * row * g->width;
#define CALL(LANES, I) \
  quarter_gradients_##LANES(x + line + 2 * I, g->width, upstream + I, out + line + 2 * I)
      IN_QUARTER_VECTORS(g->windows_wide, CALL)
#undef CALL
    }
}

static void max_pool(const rl_pool *g, intptr_t planes, const float *x, float *out) {
  if (are_quarters(g)) {
    max_pool_quarters(g, planes, x, out);
    return;
  }
  for (intptr_t p = 0; p < planes; p++, x += g->height * g->width)
    for (intptr_t row = 0; row < g->windows_high; row++, out += g->windows_wide) {
      const window_row w = row_of_windows(g, x, row);
      IN_VECTORS(maxima, 0, g->windows_wide, out, 0)
    }
}

static void mean_pool(const rl_pool *g, intptr_t planes, const float *x, float *out) {
  const float count = (float)(g->kernel_height * g->kernel_width);
  for (intptr_t p = 0; p < planes; p++, x += g->height * g->width)
    for (intptr_t row = 0; row < g->windows_high; row++, out += g->windows_wide) {
      const window_row w = row_of_windows(g, x, row);
      IN_VECTORS(sums, 0, g->windows_wide, out, 0)
      for (intptr_t i = 0; i < g->windows_wide; i++) out[i] /= count;
    }
}

enum { WINDOWS_AT_ONCE = 256 };

static void max_pool_backward(const rl_pool *g, intptr_t planes, const float *x,
                              const float *upstream, float *out) {
  if (are_quarters(g)) {
    max_pool_quarters_backward(g, planes, x, upstream, out);
    return;
  }
  const intptr_t size = g->height * g->width;
  __builtin_memset(out, 0, sizeof(float) * (size_t)(planes * size));
  for (intptr_t p = 0; p < planes; p++, x += size, out += size)
    for (intptr_t row = 0; row < g->windows_high; row++, upstream += g->windows_wide) {
      const window_row w = row_of_windows(g, x, row);
      for (intptr_t start = 0; start < g->windows_wide; start += WINDOWS_AT_ONCE) {
        const intptr_t left = g->windows_wide - start;
        const intptr_t end = start + (left < WINDOWS_AT_ONCE ? left : WINDOWS_AT_ONCE);
        float best[WINDOWS_AT_ONCE];
        int32_t places[WINDOWS_AT_ONCE];
        IN_VECTORS(maxima, start, end, best, places)
        for (intptr_t i = start; i < end; i++)
          out[places[i - start] + i * g->stride_x] += upstream[i];
      }
    }
}

static void mean_pool_backward(const rl_pool *g, intptr_t planes, const float *upstream,
                               float *out) {
  const intptr_t size = g->height * g->width;
  const float count = (float)(g->kernel_height * g->kernel_width);
  __builtin_memset(out, 0, sizeof(float) * (size_t)(planes * size));
  for (intptr_t p = 0; p < planes; p++, out += size)
    for (intptr_t row = 0; row < g->windows_high; row++, upstream += g->windows_wide) {
      const window_row w = row_of_windows(g, out, row);
      for (intptr_t i = 0; i < g->windows_wide; i++) {
        const float share = upstream[i] / count;
        const intptr_t from = first_column(g, i), end = end_column(g, i);
        float *line = out + (w.top + w.y) * g->width - g->padding_x + i * g->stride_x;
        for (intptr_t ky = w.y; ky < w.end_y; ky++, line += g->width)
          for (intptr_t kx = from; kx < end; kx++) line[kx] += share;
      }
    }
}
