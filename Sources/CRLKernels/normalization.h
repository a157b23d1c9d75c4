// Normalisation. x is [outer, groups, inner], and each index of the middle axis is a group with
// numbers of its own: the channels of images, the columns of a matrix (inner = 1), or its rows
// (outer = 1). The order of every sum is stated in CRLKernels.h.

// 16 numbers, or fewer, of the groups of a row: those of its columns, or one number throughout.
INLINE v16 of_groups(const float *p, int columns, intptr_t i, intptr_t width) {
  return columns ? take(p + i, width) : (v16)*p;
}

// The first lanes from `a`, the others from `b`.
INLINE v16 first_lanes(intptr_t width, v16 a, v16 b) {
  const i16 places = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  return select16(places < (int32_t)width, a, b);
}

// Calls ROW(start, n, g, columns) for rows of n elements that lie side by side: those of one index
// of the outer axis, which belong to one group each, or those of one group.
#define FOR_EACH_ROW(ROW)                                                   \
  if (inner == 1)                                                           \
    for (intptr_t o = 0; o < outer; o++) ROW(o * groups, groups, 0, 1);     \
  else                                                                      \
    for (intptr_t o = 0; o < outer; o++)                                    \
      for (intptr_t g = 0; g < groups; g++) ROW((o * groups + g) * inner, inner, g, 0);

INLINE void normalize_row(intptr_t n, int columns, const float *x, const float *mean,
                          const float *scale, const float *shift, float *y) {
  for (intptr_t i = 0; i < n; i += 16) {
    const intptr_t width = n - i < 16 ? n - i : 16;
    v16 d = take(x + i, width) - of_groups(mean, columns, i, width);
    put(y + i, fma16(d, of_groups(scale, columns, i, width), of_groups(shift, columns, i, width)),
        width);
  }
}

// y = (x − mean) · scale + shift.
static void normalize(intptr_t outer, intptr_t groups, intptr_t inner, const float *in,
                      const float *mean, const float *scale, const float *shift, float *out) {
#define ROW(START, N, G, COLUMNS) \
  normalize_row(N, COLUMNS, in + (START), mean + (G), scale + (G), shift + (G), out + (START))
  FOR_EACH_ROW(ROW)
#undef ROW
}

INLINE void normalize_backward_row(intptr_t n, int columns, const float *x, const float *mean,
                                   const float *upstream, const float *offset, const float *slope,
                                   const float *scale, float *y) {
  for (intptr_t i = 0; i < n; i += 16) {
    const intptr_t width = n - i < 16 ? n - i : 16;
    v16 d = take(x + i, width) - of_groups(mean, columns, i, width);
    v16 g = take(upstream + i, width) - of_groups(offset, columns, i, width);
    g = fma16(of_groups(slope, columns, i, width), d, g);
    put(y + i, g * of_groups(scale, columns, i, width), width);
  }
}

// y = ((upstream − offset) + slope · (x − mean)) · scale.
static void normalize_backward(intptr_t outer, intptr_t groups, intptr_t inner, const float *in,
                               const float *mean, const float *upstream, const float *offset,
                               const float *slope, const float *scale, float *out) {
#define ROW(START, N, G, COLUMNS)                                                             \
  normalize_backward_row(N, COLUMNS, in + (START), mean + (G), upstream + (START), offset + (G), \
                         slope + (G), scale + (G), out + (START))
  FOR_EACH_ROW(ROW)
#undef ROW
}

// The sums of w and of w · (x − mean) over n elements side by side, with w = x − mean where there are
// no weights; as `sum`.
INLINE void weigh_run(intptr_t n, const float *x, float mean, const float *weights, float *sum_of_w,
                      float *sum_of_products) {
  *sum_of_w = *sum_of_products = 0.0f;
  for (intptr_t start = 0; start < n; start += BLOCK) {
    intptr_t end = start + BLOCK < n ? start + BLOCK : n;
    v16 plain = (v16)0.0f, products = (v16)0.0f;
    for (intptr_t i = start; i < end; i += 16) {
      const intptr_t width = end - i < 16 ? end - i : 16;
      v16 d = take(x + i, width) - mean;
      v16 w = weights ? take(weights + i, width) : d;
      plain = first_lanes(width, plain + w, plain);
      products = first_lanes(width, products + w * d, products);
    }
    float a = join_sum(plain), b = join_sum(products);
    *sum_of_w = start == 0 ? a : *sum_of_w + a;
    *sum_of_products = start == 0 ? b : *sum_of_products + b;
  }
}

// The same for 16 columns, or fewer; as `sum_strided`.
INLINE void weigh_columns(intptr_t rows, intptr_t stride, intptr_t width, const float *x,
                          const float *mean, const float *weights, float *sums_of_w,
                          float *sums_of_products) {
  v16 plain = (v16)0.0f, products = (v16)0.0f, m = take(mean, width);
  for (intptr_t start = 0; start < rows; start += BLOCK) {
    intptr_t end = start + BLOCK < rows ? start + BLOCK : rows;
    v16 a = (v16)0.0f, b = (v16)0.0f;
    for (intptr_t i = start; i < end; i++) {
      v16 d = take(x + i * stride, width) - m;
      v16 w = weights ? take(weights + i * stride, width) : d;
      a += w;
      b += w * d;
    }
    plain = start == 0 ? a : plain + a;
    products = start == 0 ? b : products + b;
  }
  if (sums_of_w) put(sums_of_w, plain, width);
  put(sums_of_products, products, width);
}

INLINE void weigh(intptr_t outer, intptr_t groups, intptr_t inner, const float *x,
                  const float *mean, const float *weights, float *sums_of_w,
                  float *sums_of_products) {
  if (inner == 1) {
    intptr_t g = 0;
    for (; g + 16 <= groups; g += 16)
      weigh_columns(outer, groups, 16, x + g, mean + g, weights ? weights + g : 0,
                    sums_of_w ? sums_of_w + g : 0, sums_of_products + g);
    if (g < groups)
      weigh_columns(outer, groups, groups - g, x + g, mean + g, weights ? weights + g : 0,
                    sums_of_w ? sums_of_w + g : 0, sums_of_products + g);
    return;
  }
  for (intptr_t g = 0; g < groups; g++) {
    float plain = 0.0f, products = 0.0f;
    for (intptr_t start = 0; start < outer; start += BLOCK) {
      intptr_t end = start + BLOCK < outer ? start + BLOCK : outer;
      float a = 0.0f, b = 0.0f;
      for (intptr_t o = start; o < end; o++) {
        const intptr_t place = (o * groups + g) * inner;
        float of_run, products_of_run;
        weigh_run(inner, x + place, mean[g], weights ? weights + place : 0, &of_run,
                  &products_of_run);
        a += of_run;
        b += products_of_run;
      }
      plain = start == 0 ? a : plain + a;
      products = start == 0 ? b : products + b;
    }
    if (sums_of_w) sums_of_w[g] = plain;
    sums_of_products[g] = products;
  }
}

// y[g] = Σ (x − mean)².
static void squared_deviations(intptr_t outer, intptr_t groups, intptr_t inner, const float *in,
                               const float *mean, float *out) {
  weigh(outer, groups, inner, in, mean, 0, 0, out);
}

// Σ upstream and Σ upstream · (x − mean).
static void normalize_sums(intptr_t outer, intptr_t groups, intptr_t inner, const float *in,
                           const float *mean, const float *upstream, float *sums,
                           float *products) {
  weigh(outer, groups, inner, in, mean, upstream, sums, products);
}
