// Matrix products, put together from tiles.

enum {
  PANEL = 16 * TILE_VECTORS,     // columns of a full panel of b
  COLUMN_BLOCK = 8 * 48,         // columns of b packed at a time; a multiple of each PANEL
  ROW_BLOCK = 12 * TILE_ROWS,    // rows of a packed at a time
  FEW_ROWS = 4,                  // up to here packing b would cost more than it saves
  FEW_COLUMNS = 4,
  PACKED_A_COLUMNS = 8 * PANEL,  // from this many columns on, packing a pays
  L1_FLOATS = 4096,
  IN_PLACE_ROWS = 16 * TILE_ROWS,
};

static int packs_a(const rl_product *x) {
  return x->n >= PACKED_A_COLUMNS && x->m > FEW_ROWS && x->k >= 64;
}

static int has_few_rows(const rl_product *x) { return x->m <= FEW_ROWS && x->b_column == 1; }

static int has_few_columns(const rl_product *x) {
  return x->n <= FEW_COLUMNS && x->a_row == 1 && x->m >= 32;
}

// Whether full panels of b are read where they lie: all stay in the cache, or each is read so seldom
// that packing it would cost more.
static int lies_well(const rl_product *x, intptr_t k) {
  return x->b_column == 1 && (x->b_row * k <= L1_FLOATS || x->m <= IN_PLACE_ROWS);
}

static size_t product_workspace(const rl_product *x) {
  intptr_t terms = x->k < BLOCK ? x->k : BLOCK;
  if (has_few_rows(x) || has_few_columns(x)) return 0;
  if (x->n % 16 == 0 && lies_well(x, terms) && !packs_a(x)) return 0;
  intptr_t columns = x->n < COLUMN_BLOCK ? (x->n + 15) / 16 * 16 : COLUMN_BLOCK;
  size_t floats = (size_t)(terms * columns) + 16;
  if (packs_a(x)) floats += (size_t)(terms * ROW_BLOCK);
  return floats * sizeof(float);
}

INLINE void take_columns(intptr_t rows, intptr_t count, const float *aside, intptr_t width,
                         float *c, intptr_t c_row, int add_to, const float *bias) {
  for (intptr_t r = 0; r < rows; r++, aside += width, c += c_row) {
    if (add_to)
      for (intptr_t j = 0; j < count; j++) c[j] += aside[j];
    else
      for (intptr_t j = 0; j < count; j++) c[j] = aside[j];
    if (bias)
      for (intptr_t j = 0; j < count; j++) c[j] += bias[j];
  }
}

// All rows of one panel. Columns beyond `count` are computed aside and dropped.
INLINE void panel_product(intptr_t m, intptr_t k, const float *a, intptr_t a_row,
                          intptr_t a_column, int a_packed, const float *b, intptr_t b_row,
                          intptr_t count, intptr_t width, float *c, intptr_t c_row, int add_to,
                          const float *bias) {
  tile_function *const *table = width == 8 ? narrow_tiles : tiles[width / 16 - 1];
  const intptr_t most = width == 8 && !a_packed ? 8 : TILE_ROWS;
  for (intptr_t i = 0; i < m; i += most) {
    intptr_t rows = m - i < most ? m - i : most;
    const float *left = a_packed ? a + i * k : a + i * a_row;
    intptr_t row = a_packed ? 1 : a_row, column = a_packed ? rows : a_column;
    if (count == width) {
      table[rows - 1](k, left, row, column, b, b_row, c + i * c_row, c_row, add_to, bias);
    } else {
      float aside[8 * PANEL];
      table[rows - 1](k, left, row, column, b, b_row, aside, width, 0, 0);
      take_columns(rows, count, aside, width, c + i * c_row, c_row, add_to, bias);
    }
  }
}

INLINE intptr_t panel_width(intptr_t columns) {
  // Not three vectors and a last narrow panel, which would spend its time on loads.
  if (TILE_VECTORS == 3 && columns > PANEL && columns <= PANEL + 16) return 32;
  if (columns >= PANEL) return PANEL;
  return columns <= 8 ? 8 : (columns + 15) / 16 * 16;
}

// One row and the last columns, fewer than 16, of an untransposed product.
INLINE void last_columns(intptr_t n, intptr_t k, const float *a, intptr_t a_column,
                         const float *b, intptr_t b_row, float *c, int add_to) {
  intptr_t j = 0;
#define COLUMNS(VECTOR, WIDTH)                                                     \
  for (; j + WIDTH <= n; j += WIDTH) {                                             \
    VECTOR total = (VECTOR)0.0f;                                                   \
    for (intptr_t p = 0; p < k; p++) {                                             \
      VECTOR right;                                                                \
      __builtin_memcpy(&right, b + p * b_row + j, sizeof right);                   \
      total = __builtin_elementwise_fma((VECTOR)a[p * a_column], right, total);    \
    }                                                                              \
    for (intptr_t q = 0; q < WIDTH; q++)                                           \
      c[j + q] = add_to ? c[j + q] + total[q] : total[q];                          \
  }
  COLUMNS(v8, 8)
  COLUMNS(v4, 4)
  COLUMNS(v2, 2)
#undef COLUMNS
  if (j < n) {
    float total = 0.0f;
    for (intptr_t p = 0; p < k; p++)
      total = __builtin_fmaf(a[p * a_column], b[p * b_row + j], total);
    c[j] = add_to ? c[j] + total : total;
  }
}

// A few rows of an untransposed product: `b` is read where it lies.
static void few_rows(const rl_product *x, intptr_t k, const float *a, const float *b, int add_to) {
  intptr_t j = 0;
  if (x->m == 1)
    for (; j + 64 <= x->n; j += 64)
      strip_4(k, a, 0, x->a_column, b + j, x->b_row, x->c + j, 0, add_to, 0);
  for (intptr_t width; j + 16 <= x->n; j += width) {
    width = panel_width((x->n - j) / 16 * 16);
    tiles[width / 16 - 1][x->m - 1](k, a, x->a_row, x->a_column, b + j, x->b_row, x->c + j,
                                    x->c_row, add_to, 0);
  }
  if (j < x->n)
    for (intptr_t i = 0; i < x->m; i++)
      last_columns(x->n - j, k, a + i * x->a_row, x->a_column, b + j, x->b_row,
                   x->c + i * x->c_row + j, add_to);
}

// Up to four columns of a product with a transposed left operand: there the rows, not the columns,
// lie side by side.
static void few_columns(const rl_product *x, intptr_t k, const float *a, const float *b,
                        int add_to) {
  for (intptr_t j = 0; j < x->n; j++) {
    const float *right = b + j * x->b_column;
    float *c = x->c + j;
    intptr_t i = 0;
#define ROWS(VECTOR, LANES, VECTORS)                                                            \
  for (; i + LANES * VECTORS <= x->m; i += LANES * VECTORS) {                                   \
    VECTOR total[VECTORS];                                                                      \
    for (int v = 0; v < VECTORS; v++) total[v] = (VECTOR)0.0f;                                  \
    for (intptr_t p = 0; p < k; p++)                                                            \
      for (int v = 0; v < VECTORS; v++) {                                                       \
        VECTOR left;                                                                            \
        __builtin_memcpy(&left, a + p * x->a_column + i + v * LANES, sizeof left);              \
        total[v] = __builtin_elementwise_fma(left, (VECTOR)right[p * x->b_row], total[v]);      \
      }                                                                                         \
    for (int v = 0; v < VECTORS; v++)                                                           \
      for (int q = 0; q < LANES; q++) {                                                         \
        float *place = c + (i + v * LANES + q) * x->c_row;                                      \
        *place = add_to ? *place + total[v][q] : total[v][q];                                   \
      }                                                                                         \
  }
    ROWS(v16, 16, 2)
    ROWS(v8, 8, 1)
    ROWS(v4, 4, 1)
#undef ROWS
    for (; i < x->m; i++) {
      float total = 0.0f;
      for (intptr_t p = 0; p < k; p++)
        total = __builtin_fmaf(a[p * x->a_column + i], right[p * x->b_row], total);
      c[i * x->c_row] = add_to ? c[i * x->c_row] + total : total;
    }
  }
}

// A bias is added to each row.
INLINE void add_bias(const rl_product *x) {
  for (intptr_t i = 0; i < x->m; i++) {
    float *c = x->c + i * x->c_row;
    intptr_t j = 0;
    for (; j + 16 <= x->n; j += 16) store16(c + j, load16(c + j) + load16(x->bias + j));
    for (; j < x->n; j++) c[j] += x->bias[j];
  }
}

static void product(const rl_product *x, void *workspace) {
  if (x->m <= 0 || x->n <= 0) return;
  if (x->k <= 0)
    for (intptr_t i = 0; i < x->m; i++)
      for (intptr_t j = 0; j < x->n; j++) x->c[i * x->c_row + j] = 0.0f;

  float *packed_b = (float *)(((uintptr_t)workspace + 63) & ~(uintptr_t)63);
  const int pack_a = packs_a(x);
  for (intptr_t start = 0; start < x->k; start += BLOCK) {
    const intptr_t k = x->k - start < BLOCK ? x->k - start : BLOCK;
    const float *a = x->a + start * x->a_column;
    const float *b = x->b + start * x->b_row;
    const int add_to = start > 0;
    const int is_last = start + k == x->k;

    if (has_few_rows(x)) {
      few_rows(x, k, a, b, add_to);
      continue;
    }
    if (has_few_columns(x)) {
      few_columns(x, k, a, b, add_to);
      continue;
    }
    const int in_place = lies_well(x, k);
    for (intptr_t first = 0; first < x->n; first += COLUMN_BLOCK) {
      const intptr_t columns = x->n - first < COLUMN_BLOCK ? x->n - first : COLUMN_BLOCK;
      float *packed_a = pack_a ? packed_b + k * ((columns + 15) / 16 * 16) : 0;
      const intptr_t row_block = pack_a ? ROW_BLOCK : x->m;
      for (intptr_t i = 0; i < x->m; i += row_block) {
        const intptr_t rows = x->m - i < row_block ? x->m - i : row_block;
        const float *left = a + i * x->a_row;
        if (pack_a) {
          pack_rows(rows, k, left, x->a_row, x->a_column, packed_a);
          left = packed_a;
        }
        float *panel = packed_b;
        for (intptr_t j = 0; j < columns;) {
          const intptr_t width = panel_width(columns - j);
          const intptr_t count = columns - j < width ? columns - j : width;
          const float *right = b + (first + j) * x->b_column;
          float *c = x->c + i * x->c_row + first + j;
          const float *bias = is_last && x->bias ? x->bias + first + j : 0;
          if (in_place && count == width) {
            panel_product(rows, k, left, x->a_row, x->a_column, pack_a, right, x->b_row, count,
                          width, c, x->c_row, add_to, bias);
          } else {
            if (i == 0) pack_panel(k, right, x->b_row, x->b_column, count, width, panel);
            panel_product(rows, k, left, x->a_row, x->a_column, pack_a, panel, width, count,
                          width, c, x->c_row, add_to, bias);
            panel += k * width;
          }
          j += width;
        }
      }
    }
  }
  // Panels have added it with their last terms.
  if (x->bias && (x->k <= 0 || has_few_rows(x) || has_few_columns(x))) add_bias(x);
}

static void gathered_product(const rl_gathered_product *x) {
  if (x->k <= 0)
    for (intptr_t i = 0; i < x->m; i++)
      for (intptr_t j = 0; j < x->n; j++) x->c[i * x->c_row + j] = 0.0f;
  for (intptr_t start = 0; start < x->k; start += BLOCK) {
    const intptr_t k = x->k - start < BLOCK ? x->k - start : BLOCK;
    const intptr_t *rows_of_b = x->b_rows + start;
    const int add_to = start > 0;
    for (intptr_t j = 0; j < x->n;) {
      const intptr_t width = panel_width(x->n - j);
      const intptr_t count = x->n - j < width ? x->n - j : width;
      gathered_tile_function *const *table =
          width == 8 ? gathered_narrow_tiles : gathered_tiles[width / 16 - 1];
      for (intptr_t i = 0; i < x->m; i += TILE_ROWS) {
        const intptr_t rows = x->m - i < TILE_ROWS ? x->m - i : TILE_ROWS;
        const float *left = x->a + i * x->a_row + start;
        float *c = x->c + i * x->c_row + j;
        if (count == width) {
          table[rows - 1](k, left, x->a_row, 1, x->b + j, rows_of_b, c, x->c_row, add_to, 0);
        } else {
          float aside[8 * PANEL];
          table[rows - 1](k, left, x->a_row, 1, x->b + j, rows_of_b, aside, width, 0, 0);
          take_columns(rows, count, aside, width, c, x->c_row, add_to, 0);
        }
      }
      j += width;
    }
  }
}
