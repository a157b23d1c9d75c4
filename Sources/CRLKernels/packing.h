// Copies of the operands of a matrix product, laid out as its tiles read them.

// Four rows of four floats as columns at distance `to`.
INLINE void transpose_4(const float *row_a, const float *row_b, const float *row_c,
                        const float *row_d, float *y, intptr_t to) {
  v4 a, b, c, d;
  __builtin_memcpy(&a, row_a, sizeof a);
  __builtin_memcpy(&b, row_b, sizeof b);
  __builtin_memcpy(&c, row_c, sizeof c);
  __builtin_memcpy(&d, row_d, sizeof d);
  v4 ab = __builtin_shufflevector(a, b, 0, 4, 1, 5);
  v4 cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
  v4 ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  v4 cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  a = __builtin_shufflevector(ab, cd, 0, 1, 4, 5);
  b = __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
  c = __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5);
  d = __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7);
  __builtin_memcpy(y, &a, sizeof a);
  __builtin_memcpy(y + to, &b, sizeof b);
  __builtin_memcpy(y + 2 * to, &c, sizeof c);
  __builtin_memcpy(y + 3 * to, &d, sizeof d);
}

// `count` series of k floats side by side: out[p * width + j] = in[j * series + p * step].
INLINE void interleave(intptr_t k, const float *in, intptr_t series, intptr_t step,
                       intptr_t count, float *out, intptr_t width) {
  intptr_t j = 0;
  if (step == 1)
    for (; j + 4 <= count; j += 4) {
      intptr_t p = 0;
      const float *x = in + j * series;
      for (; p + 4 <= k; p += 4)
        transpose_4(x + p, x + series + p, x + 2 * series + p, x + 3 * series + p,
                    out + p * width + j, width);
      for (; p < k; p++)
        for (intptr_t q = j; q < j + 4; q++) out[p * width + q] = in[q * series + p];
    }
  for (; j < count; j++)
    for (intptr_t p = 0; p < k; p++) out[p * width + j] = in[j * series + p * step];
}

// `width` columns of b (columns beyond `count` zero), row by row, one after another.
static void pack_panel(intptr_t k, const float *b, intptr_t b_row, intptr_t b_column,
                       intptr_t count, intptr_t width, float *out) {
  if (count < width) __builtin_memset(out, 0, sizeof(float) * (size_t)(k * width));
  if (b_column == 1)
    for (intptr_t p = 0; p < k; p++) {
      const float *row = b + p * b_row;
      intptr_t j = 0;
      for (; j + 16 <= count; j += 16) store16(out + p * width + j, load16(row + j));
      for (; j < count; j++) out[p * width + j] = row[j];
    }
  else
    interleave(k, b, b_column, b_row, count, out, width);
}

// Rows of a in groups of TILE_ROWS, each group term by term.
static void pack_rows(intptr_t m, intptr_t k, const float *a, intptr_t a_row, intptr_t a_column,
                      float *out) {
  for (intptr_t i = 0; i < m; i += TILE_ROWS) {
    if (a_row == 1 && m - i >= TILE_ROWS)
      for (intptr_t p = 0; p < k; p++)
        __builtin_memcpy(out + p * TILE_ROWS, a + i + p * a_column, sizeof(float) * TILE_ROWS);
    else
      interleave(k, a + i * a_row, a_row, a_column, m - i < TILE_ROWS ? m - i : TILE_ROWS, out,
                 m - i < TILE_ROWS ? m - i : TILE_ROWS);
    out += TILE_ROWS * k;
  }
}
