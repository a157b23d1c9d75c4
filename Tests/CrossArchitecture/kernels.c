// Runs every kernel of every table that this machine can run, on drawn shapes and data, and prints
// hashes of the results' bits: check.sh compares those of two machines.
//
// Usage: kernels SEED ROUNDS         a line for each round, table and kernel: table, kernel, round,
//                                    shape, hash
//        kernels SEED ROUND KERNEL   that round's results: table, place, bits
//
// All draws are integer arithmetic, and depend on the seed, the kernel and the round alone.
#define _GNU_SOURCE
#include "CRLKernels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

// The kernels of rl_kernels, and the function below that runs each (`unary`: run_unary). Not
// `product_workspace`: its result is a size, each table's own; run_product calls it.
#define KERNELS(X)                               \
  X(product, product)                            \
  X(negate, unary)                               \
  X(absolute, unary)                             \
  X(square_root, unary)                          \
  X(square, unary)                               \
  X(reciprocal, unary)                           \
  X(exponential, unary)                          \
  X(logarithm, unary)                            \
  X(hyperbolic_tangent, unary)                   \
  X(sigmoid, unary)                              \
  X(softplus, unary)                             \
  X(relu, unary)                                 \
  X(leaky_relu, unary_1)                         \
  X(clamp, unary_2)                              \
  X(add, binary)                                 \
  X(subtract, binary)                            \
  X(multiply, binary)                            \
  X(divide, binary)                              \
  X(minimum, binary)                             \
  X(maximum, binary)                             \
  X(interpolate, binary_1)                       \
  X(select, select)                              \
  X(square_root_backward, backward)              \
  X(hyperbolic_tangent_backward, backward)       \
  X(sigmoid_backward, backward)                  \
  X(relu_backward, backward)                     \
  X(absolute_backward_of_argument, backward)     \
  X(softplus_backward_of_argument, backward)     \
  X(leaky_relu_backward_of_argument, backward_1) \
  X(clamp_backward_of_argument, backward_2)      \
  X(sum, reduction)                              \
  X(sum_of_squares, reduction)                   \
  X(sum_strided, sum_strided)                    \
  X(softmax, rows)                               \
  X(log_softmax, rows)                           \
  X(softmax_backward, rows_backward)             \
  X(log_softmax_backward, rows_backward)         \
  X(squared_deviations, squared_deviations)      \
  X(normalize, normalize)                        \
  X(normalize_sums, normalize_sums)              \
  X(normalize_backward, normalize_backward)      \
  X(squared_error, loss)                         \
  X(huber, loss)                                 \
  X(binary_cross_entropy, loss)                  \
  X(sgd, sgd)                                    \
  X(rmsprop, rmsprop)                            \
  X(adagrad, adagrad)                            \
  X(adadelta, adadelta)                          \
  X(adam, adam)                                  \
  X(gathered_product, gathered_product)          \
  X(pack_lines, pack_lines)                      \
  X(add_patches, add_patches)                    \
  X(add_row_products, add_row_products)          \
  X(max_pool, pool)                              \
  X(max_pool_backward, pool_backward)            \
  X(mean_pool, pool)                             \
  X(mean_pool_backward, mean_pool_backward)

// No member is missing: none can be listed twice, since its name becomes a function's below.
enum {
#define ONE(NAME, KIND) +1
  KERNEL_COUNT = KERNELS(ONE),
  OTHER_MEMBERS = 2,  // name, product_workspace
};
_Static_assert(sizeof(rl_kernels) == (KERNEL_COUNT + OTHER_MEMBERS) * sizeof(void (*)(void)),
               "KERNELS must list every kernel of rl_kernels");

/// One kernel of one table in one round.
typedef struct trial {
  const rl_kernels *table;
  uint64_t state;
  int64_t round;
  int arrays;
  int prints_numbers;
  int64_t numbers;
  uint64_t hash;
} trial;

// Draws.

static uint64_t mixed(uint64_t x) {
  x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
  return x ^ (x >> 31);
}

static uint32_t bits(trial *t) {
  t->state += UINT64_C(0x9e3779b97f4a7c15);
  return (uint32_t)(mixed(t->state) >> 32);
}

static intptr_t below(trial *t, intptr_t bound) {
  return (intptr_t)(((uint64_t)bits(t) * (uint64_t)bound) >> 32);
}

#define PICK(T, LIST) (LIST)[below(T, sizeof(LIST) / sizeof *(LIST))]

typedef enum kind { ORDINARY, WIDE, TINY, MIXED, ANY_BITS } kind;

static kind draw_kind(trial *t) {
  static const kind kinds[] = {ORDINARY, ORDINARY, ORDINARY, ORDINARY, WIDE,
                               TINY,     MIXED,    MIXED,    ANY_BITS};
  return PICK(t, kinds);
}

static uint32_t draw_bits(trial *t, kind kind) {
  // 0, the largest and smallest subnormal and normal numbers, 1, infinity, a NaN; 0.625 and 1e-7
  // where mathematics.h changes formulas; 88.8 and 103.5 near the ends of the exponential.
  static const uint32_t special[] = {0,          1,          0x007fffff, 0x00800000,
                                     0x7f7fffff, 0x3f800000, 0x7f800000, 0x7fc00000,
                                     0x3f200000, 0x33d6bf95, 0x42b1999a, 0x42cf0000};
  const uint32_t drawn = bits(t), sign_and_fraction = drawn & 0x807fffff;
  switch (kind) {
    case ORDINARY: return sign_and_fraction | (uint32_t)(121 + below(t, 9)) << 23;
    case WIDE: return sign_and_fraction | (uint32_t)(97 + below(t, 61)) << 23;
    case TINY: return sign_and_fraction | (uint32_t)below(t, 41) << 23;
    case MIXED:
      if (below(t, 5) == 0) return (drawn & 0x80000000) | PICK(t, special);
      return sign_and_fraction | (uint32_t)(117 + below(t, 18)) << 23;
    case ANY_BITS: return drawn;
  }
  abort();
}

static float as_float(uint32_t x) {
  float y;
  memcpy(&y, &x, sizeof y);
  return y;
}

static float draw(trial *t, kind kind) { return as_float(draw_bits(t, kind)); }

static float draw_parameter(trial *t) { return draw(t, below(t, 4) ? ORDINARY : draw_kind(t)); }

/// A lower and an upper bound, now and then the other way round.
static void draw_bounds(trial *t, float *lower, float *upper) {
  float p = draw_parameter(t), q = draw_parameter(t);
  const int swapped = p > q && below(t, 8);
  *lower = swapped ? q : p;
  *upper = swapped ? p : q;
}

/// Lengths about the ends of registers (16 floats) and blocks (512), among others.
static intptr_t draw_length(trial *t) {
  static const intptr_t lengths[] = {0,   1,   2,   7,   8,   15,  16,  17,   31,   32,
                                     33,  48,  64,  65,  100, 511, 512, 513,  527,  528,
                                     529, 600, 777, 999, 1000, 1023, 1024, 1025, 1030, 1600};
  return below(t, 3) ? PICK(t, lengths) : below(t, 700);
}

// Arrays: each ends where readable memory ends, so that a kernel which reaches beyond it stops.

enum { MOST_ARRAYS = 7, MOST_BYTES = 8 << 20 };

static void *bytes(trial *t, size_t count) {
  static char *places[MOST_ARRAYS];
  const size_t guard = 1 << 16;
  if (t->arrays == MOST_ARRAYS || count > MOST_BYTES) {
    fprintf(stderr, "no room for %zu bytes as array %d\n", count, t->arrays);
    exit(1);
  }
  char **place = &places[t->arrays++];
  if (!*place) {
    *place = mmap(0, MOST_BYTES + guard, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
                  -1, 0);
    if (*place == MAP_FAILED || mprotect(*place + MOST_BYTES, guard, PROT_NONE) != 0) {
      perror("memory for an array");
      exit(1);
    }
  }
  return *place + MOST_BYTES - count;
}

static float *drawn(trial *t, intptr_t count, kind kind) {
  float *x = bytes(t, sizeof(float) * (size_t)count);
  for (intptr_t i = 0; i < count; i++) x[i] = draw(t, kind);
  return x;
}

static float *input(trial *t, intptr_t count) { return drawn(t, count, draw_kind(t)); }

/// Filled, so that what a kernel leaves out is the same everywhere.
static float *output(trial *t, intptr_t count) {
  float *x = bytes(t, sizeof(float) * (size_t)count);
  for (intptr_t i = 0; i < count; i++) x[i] = 12345.0f;
  return x;
}

/// One of the inputs, as the header allows for element-wise functions, or an array of its own.
static float *output_or(trial *t, intptr_t count, float *a, float *b) {
  switch (below(t, 4)) {
    case 0: printf(",y=a"); return a;
    case 1: printf(",y=b"); return b;
    default: return output(t, count);
  }
}

// Results.

static void result(trial *t, const float *x, intptr_t count) {
  for (intptr_t i = 0; i < count; i++) {
    uint32_t word;
    memcpy(&word, x + i, sizeof word);
    if ((word & 0x7fffffff) > 0x7f800000) word = 0x7fc00000;
    t->hash = mixed(t->hash * 31 + word);
    if (t->prints_numbers) printf("%s %lld %08x\n", t->table->name, (long long)t->numbers, word);
    t->numbers++;
  }
}

/// The shape is told before the kernel runs: if it stops the program, the last line names it.
static void told(trial *t) {
  if (t->prints_numbers) printf("\n");
  fflush(stdout);
}

// One function for each type of kernel: shapes, data, call, results.

#define MEMBER(NAME) typeof(((rl_kernels *)0)->NAME)

static intptr_t told_length(trial *t) {
  intptr_t n = draw_length(t);
  printf("n=%td", n);
  return n;
}

static void run_unary(rl_unary *function, trial *t) {
  intptr_t n = told_length(t);
  float *x = input(t, n), *y = output_or(t, n, x, x);
  told(t);
  function(n, x, y);
  result(t, y, n);
}

static void run_unary_1(rl_unary_1 *function, trial *t) {
  intptr_t n = told_length(t);
  float *x = input(t, n), *y = output_or(t, n, x, x), p = draw_parameter(t);
  told(t);
  function(n, x, p, y);
  result(t, y, n);
}

static void run_unary_2(rl_unary_2 *function, trial *t) {
  intptr_t n = told_length(t);
  float *x = input(t, n), *y = output_or(t, n, x, x);
  float p, q;
  draw_bounds(t, &p, &q);
  told(t);
  function(n, x, p, q, y);
  result(t, y, n);
}

static void run_binary(rl_binary *function, trial *t) {
  intptr_t n = told_length(t), a_step = below(t, 3) > 0, b_step = below(t, 3) > 0;
  printf(",steps=%td+%td", a_step, b_step);
  float *a = input(t, a_step ? n : 1), *b = input(t, b_step ? n : 1);
  float *y = a_step && b_step ? output_or(t, n, a, b) : output(t, n);
  told(t);
  function(n, a, a_step, b, b_step, y);
  result(t, y, n);
}

static void run_binary_1(rl_binary_1 *function, trial *t) {
  intptr_t n = told_length(t);
  float *a = input(t, n), *b = input(t, n), *y = output_or(t, n, a, b), p = draw_parameter(t);
  told(t);
  function(n, a, b, p, y);
  result(t, y, n);
}

static void run_select(MEMBER(select) function, trial *t) {
  intptr_t n = told_length(t);
  uint8_t *mask = bytes(t, (size_t)n);
  for (intptr_t i = 0; i < n; i++) mask[i] = (uint8_t)below(t, 2);
  float *a = input(t, n), *b = input(t, n), *y = output_or(t, n, a, b);
  told(t);
  function(n, mask, a, b, y);
  result(t, y, n);
}

static void run_backward(rl_backward *function, trial *t) {
  intptr_t n = told_length(t);
  float *saved = input(t, n), *upstream = input(t, n), *y = output_or(t, n, saved, upstream);
  told(t);
  function(n, saved, upstream, y);
  result(t, y, n);
}

static void run_backward_1(MEMBER(leaky_relu_backward_of_argument) function, trial *t) {
  intptr_t n = told_length(t);
  float *x = input(t, n), *upstream = input(t, n), *y = output_or(t, n, x, upstream);
  float p = draw_parameter(t);
  told(t);
  function(n, x, p, upstream, y);
  result(t, y, n);
}

static void run_backward_2(MEMBER(clamp_backward_of_argument) function, trial *t) {
  intptr_t n = told_length(t);
  float *x = input(t, n), *upstream = input(t, n), *y = output_or(t, n, x, upstream);
  float p, q;
  draw_bounds(t, &p, &q);
  told(t);
  function(n, x, p, q, upstream, y);
  result(t, y, n);
}

static void run_reduction(MEMBER(sum) function, trial *t) {
  intptr_t n = told_length(t);
  float *x = input(t, n);
  told(t);
  float y = function(n, x);
  result(t, &y, 1);
}

static void run_sum_strided(MEMBER(sum_strided) function, trial *t) {
  static const intptr_t inners[] = {0, 1, 2, 3, 7, 8, 15, 16, 17, 31, 32, 33, 50};
  intptr_t outer = below(t, 4), n = draw_length(t), inner = PICK(t, inners);
  printf("outer=%td,n=%td,inner=%td", outer, n, inner);
  float *x = input(t, outer * n * inner), *y = output(t, outer * inner);
  told(t);
  function(outer, n, inner, x, y);
  result(t, y, outer * inner);
}

static intptr_t told_rows(trial *t, intptr_t *columns) {
  intptr_t rows = below(t, 6);
  *columns = below(t, 2) ? below(t, 40) : draw_length(t);
  printf("rows=%td,columns=%td", rows, *columns);
  return rows;
}

static void run_rows(rl_rows *function, trial *t) {
  intptr_t columns, rows = told_rows(t, &columns);
  float *x = input(t, rows * columns), *y = output(t, rows * columns);
  told(t);
  function(rows, columns, x, y);
  result(t, y, rows * columns);
}

static void run_rows_backward(rl_rows_backward *function, trial *t) {
  intptr_t columns, rows = told_rows(t, &columns);
  float *saved = input(t, rows * columns), *upstream = input(t, rows * columns);
  float *y = output(t, rows * columns);
  told(t);
  function(rows, columns, saved, upstream, y);
  result(t, y, rows * columns);
}

/// Groups of a normalisation: columns, rows, or the channels of images.
typedef struct groups {
  intptr_t outer, groups, inner, count;
} groups;

static groups told_groups(trial *t) {
  static const intptr_t sizes[] = {0, 1, 2, 3, 15, 16, 17, 33, 64};
  groups g = {.outer = PICK(t, sizes), .groups = PICK(t, sizes), .inner = 1};
  switch (below(t, 4)) {
    case 0: g.outer = draw_length(t), g.groups = below(t, 50); break;
    case 1: g.outer = 1, g.inner = draw_length(t); break;
    case 2: g.groups = below(t, 5), g.inner = below(t, 700); break;
    default: g.inner = PICK(t, sizes);
  }
  g.count = g.outer * g.groups * g.inner;
  printf("outer=%td,groups=%td,inner=%td", g.outer, g.groups, g.inner);
  return g;
}

static void run_squared_deviations(MEMBER(squared_deviations) function, trial *t) {
  groups g = told_groups(t);
  float *x = input(t, g.count), *mean = input(t, g.groups), *y = output(t, g.groups);
  told(t);
  function(g.outer, g.groups, g.inner, x, mean, y);
  result(t, y, g.groups);
}

static void run_normalize(MEMBER(normalize) function, trial *t) {
  groups g = told_groups(t);
  float *x = input(t, g.count), *mean = input(t, g.groups), *scale = input(t, g.groups);
  float *shift = input(t, g.groups), *y = output(t, g.count);
  told(t);
  function(g.outer, g.groups, g.inner, x, mean, scale, shift, y);
  result(t, y, g.count);
}

static void run_normalize_sums(MEMBER(normalize_sums) function, trial *t) {
  groups g = told_groups(t);
  float *x = input(t, g.count), *mean = input(t, g.groups), *upstream = input(t, g.count);
  float *sums = output(t, g.groups), *products = output(t, g.groups);
  told(t);
  function(g.outer, g.groups, g.inner, x, mean, upstream, sums, products);
  result(t, sums, g.groups);
  result(t, products, g.groups);
}

static void run_normalize_backward(MEMBER(normalize_backward) function, trial *t) {
  groups g = told_groups(t);
  float *x = input(t, g.count), *mean = input(t, g.groups), *upstream = input(t, g.count);
  float *offset = input(t, g.groups), *slope = input(t, g.groups), *scale = input(t, g.groups);
  float *y = output(t, g.count);
  told(t);
  function(g.outer, g.groups, g.inner, x, mean, upstream, offset, slope, scale, y);
  result(t, y, g.count);
}

static void run_loss(rl_loss *function, trial *t) {
  intptr_t n = told_length(t);
  float *prediction = input(t, n), *target = input(t, n), p = draw_parameter(t);
  float *value = output(t, n), *slope = output(t, n);
  told(t);
  function(n, prediction, target, p, value, slope);
  result(t, value, n);
  result(t, slope, n);
}

/// The arguments of an optimizer's step; two arrays of statistics, or none where it may have none.
typedef struct step_arguments {
  intptr_t n;
  float *parameter, *gradient, *first, *second;
  rl_optimizer_step step;
} step_arguments;

static step_arguments draw_step(trial *t) {
  static const float rates[] = {0.01f, 0.001f, 1.0f, 3e-4f}, l2[] = {0.0f, 0.1f, 1e-4f};
  static const float shrinks[] = {1.0f, 0.99f, 0.9999f}, decays[] = {0.0f, 0.9f, 0.99f, 0.999f};
  static const float epsilons[] = {1e-8f, 1e-6f, 0.01f}, corrections[] = {1.0f, 1.7f, 31.6227f};
  step_arguments x = {.n = told_length(t)};
  x.parameter = input(t, x.n);
  x.gradient = input(t, x.n);
  x.first = input(t, x.n);
  // Means of squares have no sign; those of a damaged file may.
  const kind kind = draw_kind(t);
  const uint32_t kept = below(t, 16) ? 0x7fffffff : 0xffffffff;
  x.second = bytes(t, sizeof(float) * (size_t)x.n);
  for (intptr_t i = 0; i < x.n; i++) x.second[i] = as_float(draw_bits(t, kind) & kept);
  x.step.learning_rate = PICK(t, rates);
  x.step.l2 = PICK(t, l2);
  x.step.shrink = PICK(t, shrinks);
  x.step.momentum = PICK(t, decays);
  x.step.nesterov = (int32_t)below(t, 2);
  x.step.square_decay = PICK(t, decays);
  x.step.epsilon = PICK(t, epsilons);
  x.step.square_correction = PICK(t, corrections);
  x.step.epsilon_inside_root = (int32_t)below(t, 2);
  printf(",l2=%d,nesterov=%d,inside=%d", x.step.l2 != 0.0f, x.step.nesterov,
         x.step.epsilon_inside_root);
  return x;
}

/// The array of velocities, or null.
static float *draw_velocity(trial *t, const step_arguments *x) {
  if (below(t, 3) == 0) return 0;
  printf(",velocity");
  return x->first;
}

static void step_result(trial *t, const step_arguments *x) {
  result(t, x->parameter, x->n);
  result(t, x->first, x->n);
  result(t, x->second, x->n);
}

static void run_sgd(MEMBER(sgd) function, trial *t) {
  step_arguments x = draw_step(t);
  float *velocity = draw_velocity(t, &x);
  told(t);
  function(x.n, x.parameter, x.gradient, velocity, &x.step);
  step_result(t, &x);
}

static void run_rmsprop(MEMBER(rmsprop) function, trial *t) {
  step_arguments x = draw_step(t);
  float *velocity = draw_velocity(t, &x), *mean = 0;
  if (below(t, 2)) {
    printf(",mean");
    mean = input(t, x.n);
  }
  told(t);
  function(x.n, x.parameter, x.gradient, x.second, mean, velocity, &x.step);
  step_result(t, &x);
  if (mean) result(t, mean, x.n);
}

static void run_adagrad(MEMBER(adagrad) function, trial *t) {
  step_arguments x = draw_step(t);
  told(t);
  function(x.n, x.parameter, x.gradient, x.second, &x.step);
  step_result(t, &x);
}

static void run_adadelta(MEMBER(adadelta) function, trial *t) {
  step_arguments x = draw_step(t);
  for (intptr_t i = 0; i < x.n; i++) x.first[i] = __builtin_fabsf(x.first[i]);
  told(t);
  function(x.n, x.parameter, x.gradient, x.second, x.first, &x.step);
  step_result(t, &x);
}

static void run_adam(MEMBER(adam) function, trial *t) {
  step_arguments x = draw_step(t);
  told(t);
  function(x.n, x.parameter, x.gradient, x.first, x.second, &x.step);
  step_result(t, &x);
}

/// The strides of a matrix that lies row by row, so with gaps, column by column, or spread out; the
/// floats that it takes.
static intptr_t draw_strides(trial *t, intptr_t rows, intptr_t columns, intptr_t *row,
                             intptr_t *column) {
  *column = 1;
  switch (below(t, 5)) {
    case 0: *row = columns + below(t, 20); break;
    case 1: *row = 1, *column = rows; break;
    case 2: *row = 1, *column = rows + below(t, 3); break;
    case 3: *row = 2 * columns + 3, *column = 2; break;
    default: *row = columns;
  }
  return rows == 0 || columns == 0 ? 0 : (rows - 1) * *row + (columns - 1) * *column + 1;
}

static void draw_product_shape(trial *t, intptr_t *m, intptr_t *n, intptr_t *k) {
  // Beyond the blocks of packed rows and columns and of terms; a column with many rows.
  static const intptr_t large[][3] = {
      {100, 400, 513}, {97, 130, 66},  {73, 390, 65},  {5, 800, 530},  {200, 3, 600},
      {1, 700, 1030},  {40, 384, 64},  {50, 132, 520}, {64, 64, 1100}, {9, 433, 513},
      {4, 130, 700},   {120, 48, 300},
  };
  static const intptr_t rows[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 16, 17, 32, 33, 64};
  static const intptr_t columns[] = {0,  1,  2,  3,  4,  7,  8,  9,  15, 16, 17,  24,  31,  32,  40,
                                     47, 48, 49, 63, 64, 65, 95, 96, 97, 128, 131, 384, 385, 400};
  static const intptr_t terms[] = {0,   1,   2,   3,   4,   5,   17,  63,   64,
                                   65,  100, 511, 512, 513, 700, 1024, 1025, 1100};
  if (t->round % 16 == 0) {
    const intptr_t *shape = PICK(t, large);
    *m = shape[0], *n = shape[1], *k = shape[2];
    return;
  }
  do {
    *m = below(t, 3) ? PICK(t, rows) : below(t, 70);
    *n = below(t, 3) ? PICK(t, columns) : below(t, 410);
    *k = below(t, 3) ? PICK(t, terms) : below(t, 600);
  } while (*m * *n * *k > 300000);
}

static void run_product(MEMBER(product) function, trial *t) {
  rl_product x;
  draw_product_shape(t, &x.m, &x.n, &x.k);
  const intptr_t a_count = draw_strides(t, x.m, x.k, &x.a_row, &x.a_column);
  const intptr_t b_count = draw_strides(t, x.k, x.n, &x.b_row, &x.b_column);
  x.c_row = x.n + (below(t, 2) ? 0 : below(t, 20));
  const intptr_t c_count = x.m == 0 ? 0 : (x.m - 1) * x.c_row + x.n;
  const int has_bias = below(t, 2) == 0;
  printf("m=%td,n=%td,k=%td,a=%td+%td,b=%td+%td,c=%td%s", x.m, x.n, x.k, x.a_row, x.a_column,
         x.b_row, x.b_column, x.c_row, has_bias ? ",bias" : "");
  x.a = input(t, a_count);
  // Infinities and NaN leave little to compare: in one operand at most.
  static const kind kinds[] = {ORDINARY, ORDINARY, WIDE, TINY};
  x.b = drawn(t, b_count, PICK(t, kinds));
  x.bias = has_bias ? input(t, x.n) : 0;
  float *c = x.c = output(t, c_count);
  size_t needed = t->table->product_workspace(&x);
  void *workspace = bytes(t, needed);
  memset(workspace, 0xff, needed);
  told(t);
  function(&x, workspace);
  result(t, c, c_count);
}

/// The layout of patches of a small image, and some rows of them.
static rl_patches draw_patches(trial *t, intptr_t *first, intptr_t *count) {
  rl_patches g = {.channels = below(t, 4),
                  .kernel_height = 1 + below(t, 4),
                  .kernel_width = 1 + below(t, 4),
                  .stride_y = 1 + below(t, 3),
                  .stride_x = 1 + below(t, 3),
                  .dilation_y = 1 + below(t, 3),
                  .dilation_x = 1 + below(t, 3),
                  .patches_wide = 1 + below(t, 40)};
  const intptr_t rows = 1 + below(t, 6);
  g.height = (rows - 1) * g.stride_y + (g.kernel_height - 1) * g.dilation_y + 1 + below(t, 3);
  g.width =
      (g.patches_wide - 1) * g.stride_x + (g.kernel_width - 1) * g.dilation_x + 1 + below(t, 3);
  *first = below(t, rows);
  *count = 1 + below(t, rows - *first);
  printf("channels=%td,image=%tdx%td,kernel=%tdx%td,stride=%td+%td,dilation=%td+%td,rows=%td+%td",
         g.channels, g.height, g.width, g.kernel_height, g.kernel_width, g.stride_y, g.stride_x,
         g.dilation_y, g.dilation_x, *first, *count);
  return g;
}

/// What the header asks for behind an image and patches, before patches, and behind a gathered row.
enum { ROOM = 32, ROOM_BEFORE = 16, ROOM_OF_ROW = 15 };

static intptr_t patches_count(const rl_patches *g, intptr_t rows) {
  return g->channels * g->kernel_height * g->kernel_width * rows * g->patches_wide;
}

static void run_pack_lines(MEMBER(pack_lines) function, trial *t) {
  intptr_t first, lines;
  rl_patches g = draw_patches(t, &first, &lines);
  float *image = input(t, g.channels * g.height * g.width + ROOM);
  const intptr_t count = g.channels * g.kernel_width * g.stride_y * lines * g.patches_wide;
  float *packed = output(t, count + ROOM);
  told(t);
  function(&g, first, lines, image, packed);
  // Nothing is said of what is made of rows beyond the image.
  for (intptr_t i = 0; i < count; ++i) {
    const intptr_t line = i / g.patches_wide, q = line % lines, row = line / lines % g.stride_y;
    if ((first + q) * g.stride_y + row >= g.height) packed[i] = 0;
  }
  result(t, packed, count);
}

static void run_add_patches(MEMBER(add_patches) function, trial *t) {
  intptr_t first, count;
  rl_patches g = draw_patches(t, &first, &count);
  float *patches = input(t, ROOM_BEFORE + patches_count(&g, count) + ROOM) + ROOM_BEFORE;
  float *image = input(t, g.channels * g.height * g.width + ROOM);
  told(t);
  function(&g, first, count, patches, image);
  result(t, image, g.channels * g.height * g.width);
}

/// Where each of some rows begins, at most `beyond` floats from the first one.
static const intptr_t *draw_places(trial *t, intptr_t rows, intptr_t beyond) {
  intptr_t *places = bytes(t, rows * sizeof(intptr_t));
  for (intptr_t row = 0; row < rows; ++row) places[row] = below(t, beyond + 1);
  return places;
}

static void run_gathered_product(MEMBER(gathered_product) function, trial *t) {
  rl_gathered_product x;
  draw_product_shape(t, &x.m, &x.n, &x.k);
  const intptr_t beyond = below(t, 500);
  x.a_row = x.k + below(t, 3), x.c_row = x.n + below(t, 3);
  printf("m=%td,n=%td,k=%td,rows=%td+%td,beyond=%td", x.m, x.n, x.k, x.a_row, x.c_row, beyond);
  const intptr_t c_count = x.m == 0 ? 0 : (x.m - 1) * x.c_row + x.n;
  x.a = input(t, x.m == 0 ? 0 : (x.m - 1) * x.a_row + x.k);
  x.b = drawn(t, beyond + x.n + ROOM_OF_ROW, ORDINARY);
  x.b_rows = draw_places(t, x.k, beyond);
  x.c = output(t, c_count);
  told(t);
  function(&x);
  result(t, x.c, c_count);
}

static void run_add_row_products(MEMBER(add_row_products) function, trial *t) {
  static const intptr_t sides[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 17, 25, 63, 64, 65, 70};
  static const intptr_t terms[] = {0,  1,   7,   8,   15,   16,   17,   31,   32,  33,
                                   49, 100, 256, 784, 4095, 4096, 4097, 4110, 5000};
  rl_row_product x;
  do {
    x.m = PICK(t, sides), x.n = PICK(t, sides), x.k = PICK(t, terms);
  } while (x.m * x.n * x.k > 300000);
  const intptr_t beyond = below(t, 500);
  x.a_row = x.k + below(t, 3), x.c_row = x.n + below(t, 3);
  printf("m=%td,n=%td,k=%td,rows=%td+%td,beyond=%td", x.m, x.n, x.k, x.a_row, x.c_row, beyond);
  // Each matrix ends with its last number.
  const intptr_t c_count = x.m == 0 ? 0 : (x.m - 1) * x.c_row + x.n;
  x.a = input(t, x.m == 0 ? 0 : (x.m - 1) * x.a_row + x.k);
  x.b = drawn(t, beyond + x.k, ORDINARY);
  x.b_rows = draw_places(t, x.n, beyond);
  x.c = drawn(t, c_count, ORDINARY);
  told(t);
  function(&x);
  result(t, x.c, c_count);
}

static rl_pool draw_pool(trial *t, intptr_t *planes) {
  rl_pool g = {.kernel_height = 1 + below(t, 4), .kernel_width = 1 + below(t, 4)};
  g.stride_y = 1 + below(t, 4), g.stride_x = 1 + below(t, 4);
  g.padding_y = below(t, g.kernel_height / 2 + 1), g.padding_x = below(t, g.kernel_width / 2 + 1);
  g.height = g.kernel_height + below(t, 8);
  g.width = g.kernel_width + (below(t, 8) ? below(t, 50) : below(t, 700));
  g.windows_high = (g.height + 2 * g.padding_y - g.kernel_height) / g.stride_y + 1;
  g.windows_wide = (g.width + 2 * g.padding_x - g.kernel_width) / g.stride_x + 1;
  *planes = below(t, 4);
  printf("planes=%td,image=%tdx%td,kernel=%tdx%td,stride=%td+%td,padding=%td+%td", *planes,
         g.height, g.width, g.kernel_height, g.kernel_width, g.stride_y, g.stride_x, g.padding_y,
         g.padding_x);
  return g;
}

static void run_pool(MEMBER(max_pool) function, trial *t) {
  intptr_t planes;
  rl_pool g = draw_pool(t, &planes);
  const intptr_t windows = planes * g.windows_high * g.windows_wide;
  float *x = input(t, planes * g.height * g.width), *y = output(t, windows);
  told(t);
  function(&g, planes, x, y);
  result(t, y, windows);
}

static void run_pool_backward(MEMBER(max_pool_backward) function, trial *t) {
  intptr_t planes;
  rl_pool g = draw_pool(t, &planes);
  const intptr_t count = planes * g.height * g.width;
  float *x = input(t, count), *upstream = input(t, planes * g.windows_high * g.windows_wide);
  float *y = output(t, count);
  told(t);
  function(&g, planes, x, upstream, y);
  result(t, y, count);
}

static void run_mean_pool_backward(MEMBER(mean_pool_backward) function, trial *t) {
  intptr_t planes;
  rl_pool g = draw_pool(t, &planes);
  const intptr_t count = planes * g.height * g.width;
  float *upstream = input(t, planes * g.windows_high * g.windows_wide), *y = output(t, count);
  told(t);
  function(&g, planes, upstream, y);
  result(t, y, count);
}

// The list.

typedef struct kernel {
  const char *name;
  void (*run)(trial *t);
} kernel;

#define RUN(NAME, KIND) \
  static void run_member_##NAME(trial *t) { run_##KIND(t->table->NAME, t); }
KERNELS(RUN)
#define ENTRY(NAME, KIND) {#NAME, run_member_##NAME},
static const kernel kernels[KERNEL_COUNT] = {KERNELS(ENTRY)};

static void run(uint64_t seed, int64_t round, const rl_kernels *table, int place,
                int prints_numbers) {
  trial t = {.table = table, .round = round, .prints_numbers = prints_numbers};
  t.state = mixed(mixed(mixed(seed) + (uint64_t)place) + (uint64_t)round);
  printf("%s %s %lld ", table->name, kernels[place].name, (long long)round);
  kernels[place].run(&t);
  if (!prints_numbers) printf(" %016llx\n", (unsigned long long)t.hash);
}

int main(int count, char **arguments) {
  if (count != 3 && count != 4) {
    fprintf(stderr, "usage: kernels SEED ROUNDS, or kernels SEED ROUND KERNEL\n");
    return 2;
  }
  const uint64_t seed = strtoull(arguments[1], 0, 10);
  const int64_t rounds = strtoll(arguments[2], 0, 10);
  const rl_kernels *table;
  if (count == 4) {
    for (int place = 0; place < KERNEL_COUNT; place++)
      if (strcmp(kernels[place].name, arguments[3]) == 0)
        for (intptr_t i = 0; (table = rl_kernels_available(i)); i++)
          run(seed, rounds, table, place, 1);
    return 0;
  }
  for (int64_t round = 0; round < rounds; round++)
    for (intptr_t i = 0; (table = rl_kernels_available(i)); i++)
      for (int place = 0; place < KERNEL_COUNT; place++) run(seed, round, table, place, 0);
  return 0;
}
