// Pooling. `first` and `end` are the windows that have their element (ky, kx) inside the image.

INLINE intptr_t first_inside(intptr_t offset, intptr_t step) {
  return offset >= 0 ? 0 : (-offset + step - 1) / step;
}

INLINE intptr_t end_inside(intptr_t offset, intptr_t step, intptr_t size, intptr_t windows) {
  if (size - offset <= 0) return 0;
  const intptr_t end = (size - offset + step - 1) / step;
  return end < windows ? end : windows;
}

// Runs BODY for each row of windows and each row and element of the kernel, in ascending order:
// `row` is the row of the image, `offset` the column of the first window's element.
#define FOR_EACH_ELEMENT_OF_WINDOWS(...)                                                 \
  for (intptr_t ky = 0; ky < g->kernel_height; ky++) {                                   \
    const intptr_t y_in = y * g->stride_y + ky - g->padding_y;                           \
    if (y_in < 0 || y_in >= g->height) continue;                                         \
    for (intptr_t kx = 0; kx < g->kernel_width; kx++) {                                  \
      const intptr_t offset = kx - g->padding_x, step = g->stride_x;                     \
      const intptr_t first = first_inside(offset, step);                                 \
      const intptr_t end = end_inside(offset, step, g->width, g->windows_wide);          \
      const intptr_t row = y_in * g->width;                                              \
      __VA_ARGS__                                                                        \
    }                                                                                    \
  }

// The loops over windows side by side, with the common steps as constants.
#define FOR_EACH_WINDOW(...)                                                             \
  if (step == 1)                                                                         \
    for (intptr_t i = first; i < end; i++) {                                             \
      const intptr_t place = i + offset;                                                 \
      __VA_ARGS__                                                                        \
    }                                                                                    \
  else if (step == 2)                                                                    \
    for (intptr_t i = first; i < end; i++) {                                             \
      const intptr_t place = 2 * i + offset;                                             \
      __VA_ARGS__                                                                        \
    }                                                                                    \
  else                                                                                   \
    for (intptr_t i = first; i < end; i++) {                                             \
      const intptr_t place = i * step + offset;                                          \
      __VA_ARGS__                                                                        \
    }

static void max_pool(const rl_pool *g, intptr_t planes, const float *restrict x,
                     float *restrict out) {
  for (intptr_t p = 0; p < planes; p++, x += g->height * g->width)
    for (intptr_t y = 0; y < g->windows_high; y++, out += g->windows_wide) {
      for (intptr_t i = 0; i < g->windows_wide; i++) out[i] = -__builtin_inff();
      FOR_EACH_ELEMENT_OF_WINDOWS({
        const float *restrict line = x + row;
        FOR_EACH_WINDOW({
          const float v = line[place], best = out[i];
          out[i] = v <= best || best != best ? best : v;
        })
      })
    }
}

enum { POOLED_AT_ONCE = 256 };

static void max_pool_backward(const rl_pool *g, intptr_t planes, const float *restrict x,
                              const float *restrict upstream, float *restrict out) {
  const intptr_t size = g->height * g->width;
  __builtin_memset(out, 0, sizeof(float) * (size_t)(planes * size));
  for (intptr_t p = 0; p < planes; p++, x += size, out += size)
    for (intptr_t y = 0; y < g->windows_high; y++, upstream += g->windows_wide)
      for (intptr_t start = 0; start < g->windows_wide; start += POOLED_AT_ONCE) {
        const intptr_t stop = g->windows_wide - start < POOLED_AT_ONCE ? g->windows_wide
                                                                       : start + POOLED_AT_ONCE;
        float best[POOLED_AT_ONCE];
        int32_t place_of[POOLED_AT_ONCE];
        for (intptr_t i = 0; i < stop - start; i++) best[i] = 0.0f, place_of[i] = -1;
        FOR_EACH_ELEMENT_OF_WINDOWS({
          const float *restrict line = x + row;
          const intptr_t from = first > start ? first : start, to = end < stop ? end : stop;
          for (intptr_t i = from; i < to; i++) {
            const intptr_t place = i * step + offset;
            const float v = line[place], b = best[i - start];
            const int keep = (place_of[i - start] >= 0) & ((v <= b) | (b != b));
            best[i - start] = keep ? b : v;
            place_of[i - start] = keep ? place_of[i - start] : (int32_t)(row + place);
          }
        })
        for (intptr_t i = start; i < stop; i++) out[place_of[i - start]] += upstream[i];
      }
}

static void mean_pool(const rl_pool *g, intptr_t planes, const float *restrict x,
                      float *restrict out) {
  const float count = (float)(g->kernel_height * g->kernel_width);
  for (intptr_t p = 0; p < planes; p++, x += g->height * g->width)
    for (intptr_t y = 0; y < g->windows_high; y++, out += g->windows_wide) {
      for (intptr_t i = 0; i < g->windows_wide; i++) out[i] = 0.0f;
      FOR_EACH_ELEMENT_OF_WINDOWS({
        const float *restrict line = x + row;
        FOR_EACH_WINDOW({ out[i] += line[place]; })
      })
      for (intptr_t i = 0; i < g->windows_wide; i++) out[i] /= count;
    }
}

static void mean_pool_backward(const rl_pool *g, intptr_t planes, const float *restrict upstream,
                               float *restrict out) {
  const intptr_t size = g->height * g->width;
  const float count = (float)(g->kernel_height * g->kernel_width);
  __builtin_memset(out, 0, sizeof(float) * (size_t)(planes * size));
  for (intptr_t p = 0; p < planes; p++, out += size)
    for (intptr_t y = 0; y < g->windows_high; y++, upstream += g->windows_wide)
      FOR_EACH_ELEMENT_OF_WINDOWS({
        float *restrict line = out + row;
        FOR_EACH_WINDOW({ line[place] += upstream[i] / count; })
      })
}
