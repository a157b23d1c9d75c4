// The inner loops that must know the CPU, compiled once per instruction set.
//
// Every function's result is defined to the bit, not left to the compiler, so all tables agree:
//
// - a matrix product sums over k in ascending order with fused multiply-add, in blocks of 512 terms
//   that each start from zero and are added in ascending order; a bias is added last;
// - a reduction along contiguous elements has 16 lanes (element i in lane i mod 16) within blocks of
//   512, the lanes joined as (0..7)+(8..15), then 4, 2, 1; the blocks are added in ascending order;
// - a reduction along a strided axis adds in ascending order in blocks of 512;
// - the sums of a normalisation are those of rounded terms, over the inner axis as along contiguous
//   elements, then over the outer one as along a strided axis;
// - maxima and minima are selects (`a > b ? a : b`); rectifiers and clamps are selects that leave a
//   NaN alone (`x <= 0 ? 0 : x`), so that a network that has diverged shows it; which of its bits a
//   NaN has is not defined.
//
// - softmax and log-softmax subtract the row's maximum, and sum as a reduction does; log-softmax
//   leaves the exp(0) of the first maximum out of its sum and takes log(1 + sum); losses and
//   optimizer steps are the formulas beside their code, term by term, with the fused operations
//   named there;
// - a product of rows sums over k in 16 lanes (term p in lane p mod 16) with fused multiply-add,
//   within blocks of 4096 terms, the lanes joined as a reduction's; each block is added to `c` in
//   ascending order;
// - patches are added to an image in ascending order of the kernel's rows and columns; the elements
//   of a window are pooled in that order, and the gradients of windows added in the windows' order.
//
// Matrices are row-major. `y` may be the same array as an input of an element-wise function, never
// an overlapping one. No function allocates or calls the C mathematics library. What is kept is the
// choice of a table, made before `main`; on glibc, freed memory up to 64 MiB is then kept for reuse
// as well (see dispatch.c).
#ifndef CRLKERNELS_H
#define CRLKERNELS_H

#include <stddef.h>
#include <stdint.h>

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

/// c[m, n] = a[m, k] · b[k, n] (+ bias[n]). Strides are in floats: element (i, p) of `a` is
/// `a[i * a_row + p * a_column]`, so a transposed operand costs no copy by the caller.
typedef struct rl_product {
  intptr_t m, n, k;
  const float *a;
  intptr_t a_row, a_column;
  const float *b;
  intptr_t b_row, b_column;
  const float *_Nullable bias;
  float *c;
  intptr_t c_row;
} rl_product;

/// Hyper-parameters of one optimizer step; each function reads those that its formula has.
typedef struct rl_optimizer_step {
  float learning_rate;
  /// λ of an L2 penalty: λ·parameter is added to the gradient.
  float l2;
  /// The factor 1 − learning rate · decay that the parameter is first multiplied by.
  float shrink;
  float momentum;
  int32_t nesterov;
  /// Decay of the running mean of squared gradients (RMSprop's α, Adadelta's ρ, Adam's β₂).
  float square_decay;
  float epsilon;
  /// Adam: 1 / √(1 − β₂ᵗ); `learning_rate` is already divided by 1 − β₁ᵗ.
  float square_correction;
  /// RMSprop: whether ε is added to the mean square, rather than to its root.
  int32_t epsilon_inside_root;
} rl_optimizer_step;

/// c[m, n] = a[m, k] · b[k, n], as `rl_product`: row p of b begins at b[b_rows[p]]. Behind each is
/// room for 15 floats, which may be read. Other rows are so many floats apart.
typedef struct rl_gathered_product {
  intptr_t m, n, k;
  const float *a;
  intptr_t a_row;
  const float *b;
  const intptr_t *b_rows;
  float *c;
  intptr_t c_row;
} rl_gathered_product;

/// c[m, n] += a[m, k] · b[n, k]ᵀ: the terms of both lie side by side. Row j of b begins at
/// b[b_rows[j]]; other rows are so many floats apart.
typedef struct rl_row_product {
  intptr_t m, n, k;
  const float *a;
  intptr_t a_row;
  const float *b;
  const intptr_t *b_rows;
  float *c;
  intptr_t c_row;
} rl_row_product;

/// Where the patches of an image `[channels, height, width]` lie; its padding, if any, is part of
/// it. Element (c, ky, kx) of patch (y, x) is element
/// (c, y · stride_y + ky · dilation_y, x · stride_x + kx · dilation_x) of the image.
typedef struct rl_patches {
  intptr_t channels, height, width;
  intptr_t kernel_height, kernel_width;
  intptr_t stride_y, stride_x;
  intptr_t dilation_y, dilation_x;
  /// The patches in a row.
  intptr_t patches_wide;
} rl_patches;

/// Where the windows of a plane `[height, width]` lie: element (ky, kx) of window (y, x) is element
/// (y · stride_y + ky − padding_y, x · stride_x + kx − padding_x), where there is one; each window
/// has at least one. A plane has fewer than 2³¹ elements.
typedef struct rl_pool {
  intptr_t height, width;
  intptr_t kernel_height, kernel_width;
  intptr_t stride_y, stride_x;
  intptr_t padding_y, padding_x;
  intptr_t windows_high, windows_wide;
} rl_pool;

typedef void rl_unary(intptr_t n, const float *x, float *y);
typedef void rl_unary_1(intptr_t n, const float *x, float p, float *y);
typedef void rl_unary_2(intptr_t n, const float *x, float p, float q, float *y);
/// `a_step` and `b_step` are 1, or 0 for an operand that is one number for all elements.
typedef void rl_binary(
    intptr_t n, const float *a, intptr_t a_step, const float *b, intptr_t b_step, float *y);
typedef void rl_binary_1(intptr_t n, const float *a, const float *b, float p, float *y);
typedef void rl_backward(intptr_t n, const float *saved, const float *upstream, float *y);
typedef void rl_rows(intptr_t rows, intptr_t columns, const float *x, float *y);
typedef void rl_rows_backward(
    intptr_t rows, intptr_t columns, const float *saved, const float *upstream, float *y);
typedef void rl_loss(
    intptr_t n, const float *prediction, const float *target, float p, float *value, float *slope);

typedef struct rl_kernels {
  const char *name;

  /// Bytes of workspace that `product` needs for this shape.
  size_t (*product_workspace)(const rl_product *product);
  void (*product)(const rl_product *product, void *_Nullable workspace);

  rl_unary *negate, *absolute, *square_root, *square, *reciprocal;
  rl_unary *exponential, *logarithm, *hyperbolic_tangent, *sigmoid, *softplus, *relu;
  rl_unary_1 *leaky_relu;
  rl_unary_2 *clamp;
  rl_binary *add, *subtract, *multiply, *divide, *minimum, *maximum;
  /// y = a + p · (b − a), fused.
  rl_binary_1 *interpolate;
  /// y = mask ? a : b, for masks of 0 and 1.
  void (*select)(intptr_t n, const uint8_t *mask, const float *a, const float *b, float *y);

  // Upstream gradient times the derivative. `saved` is the result of the forward function, or its
  // argument where the name says so.
  rl_backward *square_root_backward, *hyperbolic_tangent_backward, *sigmoid_backward;
  rl_backward *relu_backward, *absolute_backward_of_argument, *softplus_backward_of_argument;
  void (*leaky_relu_backward_of_argument)(
      intptr_t n, const float *x, float slope, const float *upstream, float *y);
  void (*clamp_backward_of_argument)(
      intptr_t n, const float *x, float lower, float upper, const float *upstream, float *y);

  float (*sum)(intptr_t n, const float *x);
  float (*sum_of_squares)(intptr_t n, const float *x);
  /// x[outer, n, inner] to y[outer, inner], the sum over n.
  void (*sum_strided)(intptr_t outer, intptr_t n, intptr_t inner, const float *x, float *y);

  rl_rows *softmax, *log_softmax;
  rl_rows_backward *softmax_backward, *log_softmax_backward;

  // Normalisation of x[outer, groups, inner]: each index of the middle axis is a group with numbers
  // of its own, as the channels of images are, the columns of a matrix (inner = 1) or its rows.
  /// y[group] = Σ (x − mean)².
  void (*squared_deviations)(intptr_t outer, intptr_t groups, intptr_t inner, const float *x,
                             const float *mean, float *y);
  /// y = (x − mean) · scale + shift, fused.
  void (*normalize)(intptr_t outer, intptr_t groups, intptr_t inner, const float *x,
                    const float *mean, const float *scale, const float *shift, float *y);
  /// sums[group] = Σ upstream; products[group] = Σ upstream · (x − mean).
  void (*normalize_sums)(intptr_t outer, intptr_t groups, intptr_t inner, const float *x,
                         const float *mean, const float *upstream, float *sums, float *products);
  /// y = ((upstream − offset) + slope · (x − mean)) · scale, the sum fused.
  void (*normalize_backward)(intptr_t outer, intptr_t groups, intptr_t inner, const float *x,
                             const float *mean, const float *upstream, const float *offset,
                             const float *slope, const float *scale, float *y);

  // Element-wise losses: value and slope (the derivative by the prediction).
  rl_loss *squared_error, *huber, *binary_cross_entropy;

  void (*sgd)(intptr_t n, float *parameter, const float *gradient, float *_Nullable velocity,
              const rl_optimizer_step *step);
  void (*rmsprop)(intptr_t n, float *parameter, const float *gradient, float *square,
                  float *_Nullable mean, float *_Nullable velocity,
                  const rl_optimizer_step *step);
  void (*adagrad)(intptr_t n, float *parameter, const float *gradient, float *square,
                  const rl_optimizer_step *step);
  void (*adadelta)(intptr_t n, float *parameter, const float *gradient, float *square,
                   float *square_step, const rl_optimizer_step *step);
  void (*adam)(intptr_t n, float *parameter, const float *gradient, float *mean, float *square,
               const rl_optimizer_step *step);

  void (*gathered_product)(const rl_gathered_product *product);
  /// What rows of patches, from row `first` on, are made of, each number once for each column of the
  /// kernel: element [c, kx, r, q, x] of lines[channels, kernel_width, stride_y, lines, patches_wide]
  /// is element (c, (first + q) · stride_y + r, x · stride_x + kx · dilation_x) of the image, where
  /// there is such a row. So element (c, ky, kx) of all patches lies side by side from
  /// [c, kx, r, q, 0] on, with ky · dilation_y = q · stride_y + r. Behind both arrays is room for 32
  /// floats, which packing may read and write.
  void (*pack_lines)(const rl_patches *geometry, intptr_t first, intptr_t lines,
                     const float *image, float *packed);
  /// Adds `count` rows of patches[channels · kernel_height · kernel_width, count · patches_wide],
  /// from row `first` on, to the image. Before the patches is room for 16 floats, and behind both
  /// arrays for 32, which may be read.
  void (*add_patches)(const rl_patches *geometry, intptr_t first, intptr_t count,
                      const float *patches, float *image);
  void (*add_row_products)(const rl_row_product *product);

  /// Planes to planes of windows, and upstream gradients back. The maximum's gradient goes to the
  /// first maximum, or the first NaN; the mean counts the padding as zeros.
  void (*max_pool)(const rl_pool *geometry, intptr_t planes, const float *x, float *y);
  void (*max_pool_backward)(const rl_pool *geometry, intptr_t planes, const float *x,
                            const float *upstream, float *y);
  void (*mean_pool)(const rl_pool *geometry, intptr_t planes, const float *x, float *y);
  void (*mean_pool_backward)(const rl_pool *geometry, intptr_t planes, const float *upstream,
                             float *y);
} rl_kernels;

/// The table in use: the best that this machine can run, or the one that `RLNET_CPU` names.
const rl_kernels *rl_kernels_active(void);

/// The tables that this machine can run, best first; null at and after the last.
const rl_kernels *_Nullable rl_kernels_available(intptr_t index);

/// What `RLNET_CPU` asked for if no table of that name can run here, else null.
const char *_Nullable rl_kernels_unavailable_request(void);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif

#endif
