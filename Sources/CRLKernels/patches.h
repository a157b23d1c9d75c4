// Patches of images, for convolutions. The orders of all sums are stated in CRLKernels.h.

enum { LANE_BLOCK = 4096 };  // terms of a product of rows that are summed in the same 16 lanes

// Rows are often shorter than a vector, and there are as many of them as elements in a kernel: whole
// vectors are copied beyond the ends of rows, into what comes next or the room behind the last row.

// y[i] = x[i * step]
INLINE void copy_row(intptr_t n, const float *x, intptr_t step, float *y) {
  if (step == 1)
    for (intptr_t i = 0; i < n; i += 16) store16(y + i, load16(x + i));
  else if (step == 2)
    for (intptr_t i = 0; i < n; i += 16) store16(y + i, every_second_16(x + 2 * i));
  else
    for (intptr_t i = 0; i < n; i++) y[i] = x[i * step];
}

// The rows of one group of lines; of those that no patch has, none.
INLINE void pack_group(const rl_patches *g, intptr_t row, intptr_t lines, intptr_t constant_wide,
                       intptr_t step, const float *column, float *out) {
  for (intptr_t q = 0; q < lines && row < g->height; q++, row += g->stride_y) {
    copy_row(constant_wide ? constant_wide : g->patches_wide, column + row * g->width, step, out);
    out += g->patches_wide;
  }
}

static void pack_lines(const rl_patches *g, intptr_t first, intptr_t lines, const float *image,
                       float *out) {
  const intptr_t wide = g->patches_wide, step = g->stride_x;
  for (intptr_t c = 0; c < g->channels; c++, image += g->height * g->width)
    for (intptr_t kx = 0; kx < g->kernel_width; kx++)
      for (intptr_t r = 0; r < g->stride_y; r++, out += lines * wide) {
        const float *column = image + kx * g->dilation_x;
        const intptr_t row = first * g->stride_y + r;
        // The usual sizes as constants.
        if (step == 1 && wide <= 16)
          pack_group(g, row, lines, 16, 1, column, out);
        else if (step == 1 && wide <= 32)
          pack_group(g, row, lines, 32, 1, column, out);
        else if (step == 2 && wide <= 16)
          pack_group(g, row, lines, 16, 2, column, out);
        else
          pack_group(g, row, lines, 0, step, column, out);
      }
}

// The first n of 16 numbers. What lies behind them is left alone: a row that begins there would have
// to wait for it.
INLINE void store_first(float *p, v16 v, intptr_t n) {
  if (n >= 16) {
    store16(p, v);
    return;
  }
  v8 eight = v.lo;
  if (n & 8) __builtin_memcpy(p, &eight, sizeof eight), p += 8, eight = v.hi;
  v4 four = eight.lo;
  if (n & 4) __builtin_memcpy(p, &four, sizeof four), p += 4, four = eight.hi;
  v2 two = four.lo;
  if (n & 2) __builtin_memcpy(p, &two, sizeof two), p += 2, two = four.hi;
  if (n & 1) *p = two.x;
}

enum { KERNEL_COLUMNS = 16 };  // at most, where sums are kept in registers

// What the patches add to 16 pixels of image row `row`, `step` apart, from column `phase` on; those of
// patch column `start`, less what the kernel's columns are away from their patches, on.
INLINE v16 add_to_pixels(const rl_patches *g, intptr_t first, intptr_t count, intptr_t row,
                         intptr_t start, intptr_t phase, intptr_t step, const i16 *inside,
                         const float *patches, v16 total) {
  const intptr_t wide = g->patches_wide;
  for (intptr_t ky = 0; ky < g->kernel_height; ky++) {
    const intptr_t below = row - ky * g->dilation_y;
    // A division takes as long as a row of sums.
    const intptr_t y = (g->stride_y == 1   ? below
                        : g->stride_y == 2 ? below >> 1
                                           : below / g->stride_y) - first;
    if ((y + first) * g->stride_y != below || y < 0 || y >= count) continue;
    const float *line = patches + (ky * g->kernel_width * count + y) * wide + start;
    for (intptr_t kx = 0; kx < g->kernel_width; kx++, line += count * wide) {
      const intptr_t away = kx * g->dilation_x;
      if (step == 2 && away % 2 != phase) continue;
      if (start + 16 <= away / step || start >= wide + away / step) continue;
      total = select16(inside[kx], total + load16(line - away / step), total);
    }
  }
  return total;
}

// Sums each pixel in a register; `step` is 1 or 2.
INLINE void add_patches_by_pixels(const rl_patches *g, intptr_t first, intptr_t count,
                                  const float *patches, float *image, intptr_t step) {
  const i16 places = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  const intptr_t wide = g->patches_wide;
  const intptr_t columns = wide + (g->kernel_width - 1) * g->dilation_x / step;
  const intptr_t end =
      (first + count - 1) * g->stride_y + (g->kernel_height - 1) * g->dilation_y + 1;
  for (intptr_t c = 0; c < g->channels; c++, image += g->height * g->width) {
    for (intptr_t start = 0; start < columns; start += 16) {
      const intptr_t width = columns - start < 16 ? columns - start : 16;
      i16 inside[KERNEL_COLUMNS];
      for (intptr_t kx = 0; kx < g->kernel_width; kx++) {
        const i16 x = places + (int32_t)(start - kx * g->dilation_x / step);
        inside[kx] = (x >= 0) & (x < (int32_t)wide);
      }
      for (intptr_t row = first * g->stride_y; row < end; row++) {
        float *place = image + row * g->width + start * step;
        if (step == 1) {
          store_first(place,
                      add_to_pixels(g, first, count, row, start, 0, 1, inside, patches,
                                    load16(place)),
                      width);
        } else {
          v32 pixels;
          __builtin_memcpy(&pixels, place, sizeof pixels);
          pixels.even =
              add_to_pixels(g, first, count, row, start, 0, 2, inside, patches, pixels.even);
          pixels.odd =
              add_to_pixels(g, first, count, row, start, 1, 2, inside, patches, pixels.odd);
          store_first(place, pixels.lo, 2 * width);
          if (width > 8) store_first(place + 16, pixels.hi, 2 * width - 16);
        }
      }
    }
    patches += g->kernel_height * g->kernel_width * count * wide;
  }
}

static void add_patches(const rl_patches *g, intptr_t first, intptr_t count, const float *patches,
                        float *image) {
  if (g->stride_x <= 2 && g->kernel_width <= KERNEL_COLUMNS) {
    if (g->stride_x == 1)
      add_patches_by_pixels(g, first, count, patches, image, 1);
    else
      add_patches_by_pixels(g, first, count, patches, image, 2);
    return;
  }
  for (intptr_t c = 0; c < g->channels; c++)
    for (intptr_t ky = 0; ky < g->kernel_height; ky++)
      for (intptr_t kx = 0; kx < g->kernel_width; kx++) {
        float *place = image + kx * g->dilation_x +
                       (c * g->height + first * g->stride_y + ky * g->dilation_y) * g->width;
        for (intptr_t y = 0; y < count; y++, place += g->stride_y * g->width)
          for (intptr_t x = 0; x < g->patches_wide; x++) place[x * g->stride_x] += *patches++;
      }
}

// c[0..<4] += join_sum of each.
INLINE void add_joined_4(v16 p, v16 q, v16 r, v16 s, float *c) {
  v8 p8 = p.lo + p.hi, q8 = q.lo + q.hi, r8 = r.lo + r.hi, s8 = s.lo + s.hi;
  v4 p4 = p8.lo + p8.hi, q4 = q8.lo + q8.hi, r4 = r8.lo + r8.hi, s4 = s8.lo + s8.hi;
  v4 pq = __builtin_shufflevector(p4, q4, 0, 1, 4, 5) + __builtin_shufflevector(p4, q4, 2, 3, 6, 7);
  v4 rs = __builtin_shufflevector(r4, s4, 0, 1, 4, 5) + __builtin_shufflevector(r4, s4, 2, 3, 6, 7);
  v4 sums, before;
  sums = __builtin_shufflevector(pq, rs, 0, 2, 4, 6) + __builtin_shufflevector(pq, rs, 1, 3, 5, 7);
  __builtin_memcpy(&before, c, sizeof before);
  before += sums;
  __builtin_memcpy(c, &before, sizeof before);
}

// Products of rows: one tile of ROWS × COLUMNS results, over whole vectors of k and then, where the
// last one is not whole, over copies of it that are filled up with zeros.
#define ROW_TILE_STEP(ROWS, COLUMNS, A, A_ROW, B, B_PLACE)                                       \
  {                                                                                              \
    v16 right[COLUMNS];                                                                          \
    _Pragma("clang loop unroll(full)") for (int q = 0; q < COLUMNS; q++)                         \
        right[q] = load16((B) + (B_PLACE));                                                      \
    _Pragma("clang loop unroll(full)") for (int r = 0; r < ROWS; r++) {                          \
      v16 left = load16((A) + r * (A_ROW));                                                      \
      _Pragma("clang loop unroll(full)") for (int q = 0; q < COLUMNS; q++)                       \
          total[r][q] = fma16(left, right[q], total[r][q]);                                      \
    }                                                                                            \
  }
#define ROW_TILE(ROWS, COLUMNS)                                                                  \
  static void row_tile_##ROWS##_##COLUMNS(intptr_t vectors, const float *a, intptr_t a_row,      \
                                          const float *b, const intptr_t *b_rows,                \
                                          const float *last_a,                                   \
                                          const float *last_b, float *c, intptr_t c_row) {       \
    v16 total[ROWS][COLUMNS];                                                                    \
    _Pragma("clang loop unroll(full)") for (int r = 0; r < ROWS; r++)                            \
        _Pragma("clang loop unroll(full)") for (int q = 0; q < COLUMNS; q++)                     \
            total[r][q] = (v16)0.0f;                                                             \
    for (intptr_t p = 0; p < vectors; p++, a += 16, b += 16)                                     \
      ROW_TILE_STEP(ROWS, COLUMNS, a, a_row, b, b_rows[q])                                       \
    if (last_a) ROW_TILE_STEP(ROWS, COLUMNS, last_a, 16, last_b, q * 16)                         \
    _Pragma("clang loop unroll(full)") for (int r = 0; r < ROWS; r++, c += c_row) {              \
      if (COLUMNS == 4)                                                                          \
        add_joined_4(total[r][0], total[r][1 % COLUMNS], total[r][2 % COLUMNS],                  \
                     total[r][3 % COLUMNS], c);                                                  \
      else                                                                                       \
        _Pragma("clang loop unroll(full)") for (int q = 0; q < COLUMNS; q++)                     \
            c[q] += join_sum(total[r][q]);                                                       \
    }                                                                                            \
  }

typedef void row_tile_function(intptr_t vectors, const float *a, intptr_t a_row, const float *b,
                               const intptr_t *b_rows, const float *last_a, const float *last_b,
                               float *c, intptr_t c_row);

enum {
  ROW_TILE_SIDE = TILE_VECTORS >= 3 ? 4 : 2,  // as many totals as the registers hold
  ROW_TILE_ROWS = 64,                         // rows of a whose last vectors are copied at a time
};
ROW_TILE(1, 1)
ROW_TILE(1, 2)
ROW_TILE(2, 1)
ROW_TILE(2, 2)
#if TILE_VECTORS >= 3
ROW_TILE(1, 4)
ROW_TILE(2, 4)
ROW_TILE(4, 1)
ROW_TILE(4, 2)
ROW_TILE(4, 4)
#endif

// By the base-2 logarithms of the sides.
static row_tile_function *const row_tiles[][3] = {
#if TILE_VECTORS >= 3
    {row_tile_1_1, row_tile_1_2, row_tile_1_4},
    {row_tile_2_1, row_tile_2_2, row_tile_2_4},
    {row_tile_4_1, row_tile_4_2, row_tile_4_4},
#else
    {row_tile_1_1, row_tile_1_2, 0},
    {row_tile_2_1, row_tile_2_2, 0},
#endif
};

// The largest side of a tile that `left` rows fill.
INLINE intptr_t tile_side(intptr_t left) {
  if (left >= ROW_TILE_SIDE) return ROW_TILE_SIDE;
  return left >= 2 ? 2 : 1;
}

// The same sums where there are many rows of a and few terms: there the 16 lanes of a result lie in 16
// vectors, each of as many results, so that joining them takes 15 additions for all.
#define LANE_TILE(NAME, ROWS, VECTORS)                                                           \
  typedef struct NAME##_totals {                                                                 \
    v16 of[ROWS][VECTORS];                                                                       \
  } NAME##_totals;                                                                               \
  INLINE NAME##_totals NAME##_lane(intptr_t lane, intptr_t k, const float *a, intptr_t a_row,    \
                                   const float *b) {                                             \
    NAME##_totals total;                                                                         \
    _Pragma("clang loop unroll(full)") for (int r = 0; r < ROWS; r++)                            \
        _Pragma("clang loop unroll(full)") for (int v = 0; v < VECTORS; v++)                     \
            total.of[r][v] = (v16)0.0f;                                                          \
    for (intptr_t p = lane; p < k; p += 16) {                                                    \
      v16 right[VECTORS];                                                                        \
      _Pragma("clang loop unroll(full)") for (int v = 0; v < VECTORS; v++)                       \
          right[v] = load16(b + (p * VECTORS + v) * 16);                                         \
      _Pragma("clang loop unroll(full)") for (int r = 0; r < ROWS; r++) {                        \
        v16 left = (v16)a[r * a_row + p];                                                        \
        _Pragma("clang loop unroll(full)") for (int v = 0; v < VECTORS; v++)                     \
            total.of[r][v] = fma16(left, right[v], total.of[r][v]);                              \
      }                                                                                          \
    }                                                                                            \
    return total;                                                                                \
  }                                                                                              \
  INLINE NAME##_totals NAME##_join(NAME##_totals x, NAME##_totals y) {                           \
    _Pragma("clang loop unroll(full)") for (int r = 0; r < ROWS; r++)                            \
        _Pragma("clang loop unroll(full)") for (int v = 0; v < VECTORS; v++)                     \
            x.of[r][v] += y.of[r][v];                                                            \
    return x;                                                                                    \
  }                                                                                              \
  INLINE NAME##_totals NAME##_join_16(intptr_t lane, intptr_t k, const float *a, intptr_t a_row, \
                                      const float *b) {                                          \
    return NAME##_join(NAME##_lane(lane, k, a, a_row, b), NAME##_lane(lane + 8, k, a, a_row, b)); \
  }                                                                                              \
  INLINE NAME##_totals NAME##_join_8(intptr_t lane, intptr_t k, const float *a, intptr_t a_row,  \
                                     const float *b) {                                           \
    return NAME##_join(NAME##_join_16(lane, k, a, a_row, b),                                     \
                       NAME##_join_16(lane + 4, k, a, a_row, b));                                \
  }                                                                                              \
  INLINE NAME##_totals NAME##_join_4(intptr_t lane, intptr_t k, const float *a, intptr_t a_row,  \
                                     const float *b) {                                           \
    return NAME##_join(NAME##_join_8(lane, k, a, a_row, b),                                      \
                       NAME##_join_8(lane + 2, k, a, a_row, b));                                 \
  }                                                                                              \
  static void NAME(intptr_t k, const float *a, intptr_t a_row, const float *b, intptr_t count,   \
                   float *c, intptr_t c_row) {                                                   \
    NAME##_totals total =                                                                        \
        NAME##_join(NAME##_join_4(0, k, a, a_row, b), NAME##_join_4(1, k, a, a_row, b));         \
    _Pragma("clang loop unroll(full)") for (int r = 0; r < ROWS; r++, c += c_row)                \
        _Pragma("clang loop unroll(full)") for (int v = 0; v < VECTORS; v++) {                   \
      const intptr_t left = count - 16 * v, width = left < 16 ? left : 16;                       \
      if (width > 0) put(c + 16 * v, take(c + 16 * v, width) + total.of[r][v], width);           \
    }                                                                                            \
  }

enum {
  LANE_TILE_VECTORS = TILE_VECTORS >= 3 ? 2 : 1,
  LANE_TILE_ROWS = TILE_VECTORS >= 3 ? 4 : 2,
  LANE_TILE_TERMS = 512,  // at most, so that a panel of b fits on the stack
};
#if TILE_VECTORS >= 3
LANE_TILE(lane_tile, 4, 2)
LANE_TILE(lane_tile_row, 1, 2)
#else
LANE_TILE(lane_tile, 2, 1)
LANE_TILE(lane_tile_row, 1, 1)
#endif

static void add_row_products_by_lanes(const rl_row_product *x) {
  enum { WIDTH = 16 * LANE_TILE_VECTORS };
  _Alignas(64) float panel[LANE_TILE_TERMS * WIDTH];
  for (intptr_t j = 0; j < x->n; j += WIDTH) {
    const intptr_t count = x->n - j < WIDTH ? x->n - j : WIDTH;
    if (count < WIDTH) __builtin_memset(panel, 0, sizeof(float) * (size_t)(x->k * WIDTH));
    intptr_t q = 0;
    for (; q + 4 <= count; q += 4) {
      const float *rows[4];
      for (int i = 0; i < 4; i++) rows[i] = x->b + x->b_rows[j + q + i];
      intptr_t p = 0;
      for (; p + 4 <= x->k; p += 4)
        transpose_4(rows[0] + p, rows[1] + p, rows[2] + p, rows[3] + p, panel + p * WIDTH + q,
                    WIDTH);
      for (; p < x->k; p++)
        for (int i = 0; i < 4; i++) panel[p * WIDTH + q + i] = rows[i][p];
    }
    for (; q < count; q++)
      for (intptr_t p = 0; p < x->k; p++) panel[p * WIDTH + q] = x->b[x->b_rows[j + q] + p];
    intptr_t i = 0;
    for (; i + LANE_TILE_ROWS <= x->m; i += LANE_TILE_ROWS)
      lane_tile(x->k, x->a + i * x->a_row, x->a_row, panel, count, x->c + i * x->c_row + j,
                x->c_row);
    for (; i < x->m; i++)
      lane_tile_row(x->k, x->a + i * x->a_row, x->a_row, panel, count, x->c + i * x->c_row + j,
                    x->c_row);
  }
}

static void add_row_products(const rl_row_product *x) {
  if (x->m >= 16 && x->n >= 16 && x->k > 0 && x->k <= LANE_TILE_TERMS) {
    add_row_products_by_lanes(x);
    return;
  }
  for (intptr_t start = 0; start < x->k; start += LANE_BLOCK) {
    const intptr_t k = x->k - start < LANE_BLOCK ? x->k - start : LANE_BLOCK;
    const intptr_t vectors = k / 16, rest = k % 16;
    for (intptr_t first = 0; first < x->m; first += ROW_TILE_ROWS) {
      const intptr_t rows = x->m - first < ROW_TILE_ROWS ? x->m - first : ROW_TILE_ROWS;
      const float *a = x->a + first * x->a_row + start;
      float last_a[ROW_TILE_ROWS * 16], last_b[ROW_TILE_SIDE * 16];
      if (rest)
        for (intptr_t i = 0; i < rows; i++)
          store16(last_a + 16 * i, load_part(a + i * x->a_row + 16 * vectors, rest));
      for (intptr_t j = 0, columns; j < x->n; j += columns) {
        columns = tile_side(x->n - j);
        const float *b = x->b + start;
        const intptr_t *b_rows = x->b_rows + j;
        if (rest)
          for (intptr_t q = 0; q < columns; q++)
            store16(last_b + 16 * q, load_part(b + b_rows[q] + 16 * vectors, rest));
        for (intptr_t i = 0, side; i < rows; i += side) {
          side = tile_side(rows - i);
          row_tiles[side / 2][columns / 2](vectors, a + i * x->a_row, x->a_row, b, b_rows,
                                           rest ? last_a + 16 * i : 0, last_b,
                                           x->c + (first + i) * x->c_row + j, x->c_row);
        }
      }
    }
  }
}
