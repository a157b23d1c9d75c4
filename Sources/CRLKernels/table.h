// The whole table for one instruction set. The including file sets the target, TILE_ROWS,
// TILE_VECTORS, TABLE and TABLE_NAME.
#include "vector.h"
#include "mathematics.h"
#include "maps.h"
#include "reductions.h"
#include "normalization.h"
#include "tiles.h"
#include "packing.h"
#include "products.h"
#include "steps.h"
#include "patches.h"
#include "pooling.h"

const rl_kernels TABLE = {
    .name = TABLE_NAME,
    .product_workspace = product_workspace,
    .product = product,
    .negate = negate,
    .absolute = absolute,
    .square_root = square_root,
    .square = square,
    .reciprocal = reciprocal,
    .exponential = exponential,
    .logarithm = logarithm,
    .hyperbolic_tangent = hyperbolic_tangent,
    .sigmoid = sigmoid,
    .softplus = softplus,
    .relu = relu,
    .leaky_relu = leaky_relu,
    .clamp = clamp,
    .add = add,
    .subtract = subtract,
    .multiply = multiply,
    .divide = divide,
    .minimum = minimum,
    .maximum = maximum,
    .interpolate = interpolate,
    .select = select_elements,
    .square_root_backward = square_root_backward,
    .hyperbolic_tangent_backward = hyperbolic_tangent_backward,
    .sigmoid_backward = sigmoid_backward,
    .relu_backward = relu_backward,
    .absolute_backward_of_argument = absolute_backward_of_argument,
    .softplus_backward_of_argument = softplus_backward_of_argument,
    .leaky_relu_backward_of_argument = leaky_relu_backward_of_argument,
    .clamp_backward_of_argument = clamp_backward_of_argument,
    .sum = sum,
    .sum_of_squares = sum_of_squares,
    .sum_strided = sum_strided,
    .softmax = softmax,
    .log_softmax = log_softmax,
    .softmax_backward = softmax_backward,
    .log_softmax_backward = log_softmax_backward,
    .squared_deviations = squared_deviations,
    .normalize = normalize,
    .normalize_sums = normalize_sums,
    .normalize_backward = normalize_backward,
    .squared_error = squared_error,
    .huber = huber,
    .binary_cross_entropy = binary_cross_entropy,
    .sgd = sgd,
    .rmsprop = rmsprop,
    .adagrad = adagrad,
    .adadelta = adadelta,
    .adam = adam,
    .gathered_product = gathered_product,
    .pack_lines = pack_lines,
    .add_patches = add_patches,
    .add_row_products = add_row_products,
    .max_pool = max_pool,
    .max_pool_backward = max_pool_backward,
    .mean_pool = mean_pool,
    .mean_pool_backward = mean_pool_backward,
};
