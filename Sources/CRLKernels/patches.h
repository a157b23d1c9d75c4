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

// y[i * step] += x[i]. Nothing beyond the row is written: the next row, which may begin there, would
// have to wait for it.
INLINE void add_row(intptr_t n, const float *x, float *y, intptr_t step) {
  if (step != 1) {
    for (intptr_t i = 0; i < n; i++) y[i * step] += x[i];
    return;
  }
#define ADD(VECTOR)                        \
  {                                        \
    VECTOR a, b;                           \
    __builtin_memcpy(&a, y + i, sizeof a); \
    __builtin_memcpy(&b, x + i, sizeof b); \
    a += b;                                \
    __builtin_memcpy(y + i, &a, sizeof a); \
    i += sizeof a / sizeof(float);         \
  }
  intptr_t i = 0;
  while (i + 16 <= n) ADD(v16)
  if (n & 8) ADD(v8)
  if (n & 4) ADD(v4)
  if (n & 2) ADD(v2)
  if (n & 1) ADD(float)
#undef ADD
}

// Runs BODY for each row of patches: `place` is its first element's place in the image.
#define FOR_EACH_PATCH_ROW(BODY)                                                                 \
  for (intptr_t c = 0; c < g->channels; c++)                                                     \
    for (intptr_t ky = 0; ky < g->kernel_height; ky++)                                           \
      for (intptr_t kx = 0; kx < g->kernel_width; kx++) {                                        \
        intptr_t place = (c * g->height + first * g->stride_y + ky * g->dilation_y) * g->width + \
                         kx * g->dilation_x;                                                     \
        for (intptr_t y = 0; y < count; y++) {                                                   \
          BODY                                                                                   \
          place += g->stride_y * g->width;                                                       \
          patches += g->patches_wide;                                                            \
        }                                                                                        \
      }

static void pack_patches(const rl_patches *g, intptr_t first, intptr_t count, const float *image,
                         float *patches) {
  const intptr_t wide = g->patches_wide, stride = g->stride_x;
  FOR_EACH_PATCH_ROW({ copy_row(wide, image + place, stride, patches); })
}

static void add_patches(const rl_patches *g, intptr_t first, intptr_t count, const float *patches,
                        float *image) {
  const intptr_t wide = g->patches_wide, stride = g->stride_x;
  FOR_EACH_PATCH_ROW({ add_row(wide, patches, image + place, stride); })
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
#define ROW_TILE_STEP(ROWS, COLUMNS, A, A_ROW, B, B_ROW)                                         \
  {                                                                                              \
    v16 right[COLUMNS];                                                                          \
    _Pragma("clang loop unroll(full)") for (int q = 0; q < COLUMNS; q++)                         \
        right[q] = load16((B) + q * (B_ROW));                                                    \
    _Pragma("clang loop unroll(full)") for (int r = 0; r < ROWS; r++) {                          \
      v16 left = load16((A) + r * (A_ROW));                                                      \
      _Pragma("clang loop unroll(full)") for (int q = 0; q < COLUMNS; q++)                       \
          total[r][q] = fma16(left, right[q], total[r][q]);                                      \
    }                                                                                            \
  }
#define ROW_TILE(ROWS, COLUMNS)                                                                  \
  static void row_tile_##ROWS##_##COLUMNS(intptr_t vectors, const float *a, intptr_t a_row,      \
                                          const float *b, intptr_t b_row, const float *last_a,   \
                                          const float *last_b, float *c, intptr_t c_row) {       \
    v16 total[ROWS][COLUMNS];                                                                    \
    _Pragma("clang loop unroll(full)") for (int r = 0; r < ROWS; r++)                            \
        _Pragma("clang loop unroll(full)") for (int q = 0; q < COLUMNS; q++)                     \
            total[r][q] = (v16)0.0f;                                                             \
    for (intptr_t p = 0; p < vectors; p++, a += 16, b += 16)                                     \
      ROW_TILE_STEP(ROWS, COLUMNS, a, a_row, b, b_row)                                           \
    if (last_a) ROW_TILE_STEP(ROWS, COLUMNS, last_a, 16, last_b, 16)                             \
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
                               intptr_t b_row, const float *last_a, const float *last_b, float *c,
                               intptr_t c_row);

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

static void add_row_products(const rl_row_product *x) {
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
        const float *b = x->b + j * x->b_row + start;
        if (rest)
          for (intptr_t q = 0; q < columns; q++)
            store16(last_b + 16 * q, load_part(b + q * x->b_row + 16 * vectors, rest));
        for (intptr_t i = 0, side; i < rows; i += side) {
          side = tile_side(rows - i);
          row_tiles[side / 2][columns / 2](vectors, a + i * x->a_row, x->a_row, b, x->b_row,
                                           rest ? last_a + 16 * i : 0, last_b,
                                           x->c + (first + i) * x->c_row + j, x->c_row);
        }
      }
    }
  }
}
