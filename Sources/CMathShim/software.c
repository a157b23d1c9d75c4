// Any processor. A fused multiply-add is made of products and sums: what a product and each sum lose
// is a number, and the numbers are added without rounding twice (S. Boldo, G. Melquiond, "Emulation of
// a FMA and correctly rounded sums: proved algorithms using rounding to odd", 2008). It takes a fifth
// of the time of glibc's `fma` without the instruction.
#pragma STDC FP_CONTRACT OFF
#include "functions.h"

// A number, and what it lacks of an exact one.
typedef struct {
  double head, tail;
} exact;

// O. Møller, D. Knuth.
static inline exact exact_sum(double a, double b) {
  const double head = a + b, of_b = head - a;
  return (exact){head, (a - (head - of_b)) + (b - of_b)};
}

// The upper half of a number's digits (G. W. Veltkamp).
static inline double upper(double x) {
  const double shifted = 0x8000001p0 * x;
  return shifted - (shifted - x);
}

// T. J. Dekker.
static inline exact exact_product(double a, double b) {
  const double head = a * b;
  const double a_high = upper(a), a_low = a - a_high, b_high = upper(b), b_low = b - b_high;
  const double tail = ((a_high * b_high - head) + a_high * b_low + a_low * b_high) + a_low * b_low;
  return (exact){head, tail};
}

// The sum; where it is not exact, of the two numbers around it the one whose last digit is odd.
static inline double odd_sum(double a, double b) {
  const exact sum = exact_sum(a, b);
  uint64_t bits = bits_of(sum.head);
  if (sum.tail != 0 && (bits & 1) == 0) bits += (sum.tail > 0) == (sum.head > 0) ? 1 : -1;
  return double_of(bits);
}

// a · b + c, rounded once, where no product is so small or large that its digits do not all have a
// place; only the sign of a zero may be another.
static inline double fused(double a, double b, double c) {
  const exact product = exact_product(a, b);
  const exact low = exact_sum(c, product.tail);
  const exact high = exact_sum(product.head, low.head);
  return high.head + odd_sum(low.tail, high.tail);
}

#include "sine.h"
#include "square.h"

const CMathShimFunctions mathshim_software = FUNCTIONS("software");
