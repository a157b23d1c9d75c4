// Softmax along rows that are shorter than a vector: 16 rows side by side, one column a vector. The
// same operations in the same order as for longer rows, so the same bits.

enum { NARROW = 8 };

/// The columns of up to 16 rows; zeros for rows that are not there.
INLINE void gather_columns(intptr_t rows, intptr_t columns, const float *x, v16 *out) {
  float lines[NARROW][16] = {{0.0f}};
  for (intptr_t r = 0; r < rows; r++)
    for (intptr_t c = 0; c < columns; c++) lines[c][r] = x[r * columns + c];
  for (intptr_t c = 0; c < columns; c++) out[c] = load16(lines[c]);
}

INLINE void scatter_columns(intptr_t rows, intptr_t columns, const v16 *x, float *out) {
  float lines[NARROW][16];
  for (intptr_t c = 0; c < columns; c++) store16(lines[c], x[c]);
  for (intptr_t r = 0; r < rows; r++)
    for (intptr_t c = 0; c < columns; c++) out[r * columns + c] = lines[c][r];
}

/// The sum of each row, as `sum` joins its lanes.
INLINE v16 sum_columns(intptr_t columns, const v16 *x) {
  v16 lanes[NARROW];
  for (intptr_t c = 0; c < NARROW; c++) lanes[c] = c < columns ? 0.0f + x[c] : (v16)0.0f;
  v16 a = lanes[0] + lanes[4], b = lanes[1] + lanes[5];
  v16 c = lanes[2] + lanes[6], d = lanes[3] + lanes[7];
  return (a + c) + (b + d);
}

INLINE v16 largest_column(intptr_t columns, const v16 *x) {
  v16 best = (v16)-__builtin_inff();
  for (intptr_t c = 0; c < columns; c++) best = max16(x[c], best);
  return best;
}

static void softmax_narrow(intptr_t rows, intptr_t columns, const float *x, float *y) {
  for (intptr_t r = 0; r < rows; r += 16, x += 16 * columns, y += 16 * columns) {
    intptr_t part = rows - r < 16 ? rows - r : 16;
    v16 in[NARROW];
    gather_columns(part, columns, x, in);
    v16 top = largest_column(columns, in);
    for (intptr_t c = 0; c < columns; c++) in[c] = exp16(in[c] - top);
    v16 total = sum_columns(columns, in);
    for (intptr_t c = 0; c < columns; c++) in[c] /= total;
    scatter_columns(part, columns, in, y);
  }
}

static void log_softmax_narrow(intptr_t rows, intptr_t columns, const float *x, float *y) {
  for (intptr_t r = 0; r < rows; r += 16, x += 16 * columns, y += 16 * columns) {
    intptr_t part = rows - r < 16 ? rows - r : 16;
    v16 in[NARROW], powers[NARROW];
    gather_columns(part, columns, x, in);
    v16 top = largest_column(columns, in);
    i16 open = (i16)-1;  // rows whose first maximum is to come
    for (intptr_t c = 0; c < columns; c++) {
      i16 here = c == columns - 1 ? open : open & (in[c] == top);
      v16 power = exp16(in[c] - top);
      powers[c] = select16(here, power - 1.0f, power);
      open &= ~here;
    }
    v16 log_total = log1p_of_nonnegative(sum_columns(columns, powers));
    for (intptr_t c = 0; c < columns; c++) in[c] = (in[c] - top) - log_total;
    scatter_columns(part, columns, in, y);
  }
}

static void log_softmax_backward_narrow(intptr_t rows, intptr_t columns, const float *saved,
                                        const float *upstream, float *out) {
  intptr_t step = 16 * columns;
  for (intptr_t r = 0; r < rows; r += 16, saved += step, upstream += step, out += step) {
    intptr_t part = rows - r < 16 ? rows - r : 16;
    v16 y[NARROW], g[NARROW];
    gather_columns(part, columns, saved, y);
    gather_columns(part, columns, upstream, g);
    v16 total = sum_columns(columns, g);
    for (intptr_t c = 0; c < columns; c++) g[c] = log_softmax_slope(y[c], g[c], total);
    scatter_columns(part, columns, g, out);
  }
}
