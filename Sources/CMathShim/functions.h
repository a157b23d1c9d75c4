// What the functions are made of, for one kind of processor. After it the including file defines
// `fused`, a multiply-add that is rounded once, and includes sine.h and square.h.
#include <math.h>
#include <string.h>

#include "CMathShim.h"
#include "tables.h"

static inline uint64_t bits_of(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

static inline double double_of(uint64_t bits) {
  double x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

// Added to a number and taken away again, it leaves the nearest whole number; in between, that number
// is in the lowest bits.
static const double whole = 0x1.8p52;

#define FUNCTIONS(title)                        \
  {                                             \
    .name = title,                              \
    .sine_and_cosine = sine_and_cosine,         \
    .square_by_power = square_by_power,         \
    .square_by_power_float = square_by_power_float, \
  }
