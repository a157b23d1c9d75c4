// The tiles of a matrix product: TILE_ROWS × (16 · TILE_VECTORS) is the part of the result held in
// registers; each target file defines both.

// One tile: c[ROWS, 16·VECTORS] (+)= a · b (+ bias) over k terms, `b` read 16·VECTORS floats a row,
// where row p lies at PLACE; `bias` is 0 where there is none. VECTOR is v16, or v8 for the narrow
// tiles of results with at most 8 columns.
#define TILE_OF(NAME, VECTOR, ROWS, VECTORS, B_ROW, PLACE)                                 \
  static void NAME(intptr_t k, const float *a, intptr_t a_row, intptr_t a_column,          \
                   const float *b, B_ROW, float *c, intptr_t c_row, int add_to,            \
                   const float *bias) {                                                    \
    enum { LANES = sizeof(VECTOR) / sizeof(float) };                                       \
    VECTOR total[ROWS][VECTORS];                                                           \
    _Pragma("clang loop unroll(full)") for (int r = 0; r < ROWS; r++)                      \
        _Pragma("clang loop unroll(full)") for (int v = 0; v < VECTORS; v++)               \
            total[r][v] = (VECTOR)0.0f;                                                    \
    for (intptr_t p = 0; p < k; p++) {                                                     \
      VECTOR right[VECTORS];                                                               \
      _Pragma("clang loop unroll(full)") for (int v = 0; v < VECTORS; v++)                 \
          __builtin_memcpy(&right[v], b + PLACE + v * LANES, sizeof(VECTOR));              \
      _Pragma("clang loop unroll(full)") for (int r = 0; r < ROWS; r++) {                  \
        VECTOR left = (VECTOR)a[r * a_row];                                                \
        _Pragma("clang loop unroll(full)") for (int v = 0; v < VECTORS; v++)               \
            total[r][v] = __builtin_elementwise_fma(left, right[v], total[r][v]);          \
      }                                                                                    \
      a += a_column;                                                                       \
    }                                                                                      \
    _Pragma("clang loop unroll(full)") for (int r = 0; r < ROWS; r++)                      \
        _Pragma("clang loop unroll(full)") for (int v = 0; v < VECTORS; v++) {             \
      float *place = c + r * c_row + v * LANES;                                            \
      VECTOR value = total[r][v];                                                          \
      if (add_to) {                                                                        \
        VECTOR before;                                                                     \
        __builtin_memcpy(&before, place, sizeof before);                                   \
        value = before + value;                                                            \
      }                                                                                    \
      if (bias) {                                                                          \
        VECTOR more;                                                                       \
        __builtin_memcpy(&more, bias + v * LANES, sizeof more);                            \
        value = value + more;                                                              \
      }                                                                                    \
      __builtin_memcpy(place, &value, sizeof value);                                       \
    }                                                                                      \
  }

// Rows of b at one distance, and rows that each have a place of their own.
#define TILE(NAME, VECTOR, ROWS, VECTORS)                                             \
  TILE_OF(NAME, VECTOR, ROWS, VECTORS, intptr_t b_row, p *b_row)                      \
  TILE_OF(gathered_##NAME, VECTOR, ROWS, VECTORS, const intptr_t *b_rows, b_rows[p])

typedef void tile_function(intptr_t k, const float *a, intptr_t a_row, intptr_t a_column,
                           const float *b, intptr_t b_row, float *c, intptr_t c_row, int add_to,
                           const float *bias);
typedef void gathered_tile_function(intptr_t k, const float *a, intptr_t a_row, intptr_t a_column,
                                    const float *b, const intptr_t *b_rows, float *c,
                                    intptr_t c_row, int add_to, const float *bias);

#define TILES_OF(VECTORS)                 \
  TILE(tile_1_##VECTORS, v16, 1, VECTORS) \
  TILE(tile_2_##VECTORS, v16, 2, VECTORS) \
  TILE(tile_3_##VECTORS, v16, 3, VECTORS) \
  TILE(tile_4_##VECTORS, v16, 4, VECTORS) \
  TILE(tile_5_##VECTORS, v16, 5, VECTORS) \
  TILE(tile_6_##VECTORS, v16, 6, VECTORS) \
  TILE(tile_7_##VECTORS, v16, 7, VECTORS) \
  TILE(tile_8_##VECTORS, v16, 8, VECTORS)
#define NAMES_OF(BEGIN, END)                                                       \
  {BEGIN##1##END, BEGIN##2##END, BEGIN##3##END, BEGIN##4##END,                     \
   BEGIN##5##END, BEGIN##6##END, BEGIN##7##END, BEGIN##8##END}

TILES_OF(1)
#if TILE_VECTORS >= 2
TILES_OF(2)
#endif
#if TILE_VECTORS >= 3
TILES_OF(3)
#endif
TILE(narrow_1, v8, 1, 1)
TILE(narrow_2, v8, 2, 1)
TILE(narrow_3, v8, 3, 1)
TILE(narrow_4, v8, 4, 1)
TILE(narrow_5, v8, 5, 1)
TILE(narrow_6, v8, 6, 1)
TILE(narrow_7, v8, 7, 1)
TILE(narrow_8, v8, 8, 1)
TILE(strip_4, v16, 1, 4)

static tile_function *const tiles[TILE_VECTORS][8] = {
    NAMES_OF(tile_, _1),
#if TILE_VECTORS >= 2
    NAMES_OF(tile_, _2),
#endif
#if TILE_VECTORS >= 3
    NAMES_OF(tile_, _3),
#endif
};
static tile_function *const narrow_tiles[8] = NAMES_OF(narrow_, );

static gathered_tile_function *const gathered_tiles[TILE_VECTORS][8] = {
    NAMES_OF(gathered_tile_, _1),
#if TILE_VECTORS >= 2
    NAMES_OF(gathered_tile_, _2),
#endif
#if TILE_VECTORS >= 3
    NAMES_OF(gathered_tile_, _3),
#endif
};
static gathered_tile_function *const gathered_narrow_tiles[8] = NAMES_OF(gathered_narrow_, );
