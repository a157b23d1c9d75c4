#ifndef CMATHSHIM_H
#define CMATHSHIM_H

#include <stdint.h>

// Sine, cosine and squares with the same bits on every machine: those that glibc 2.36's `sin`, `cos`,
// `pow(x, 2)` and `powf(x, 2)` have on x86-64 processors with fused multiply-add, which are
// Gymnasium's there. glibc itself has others on processors without it, and other libraries have
// their own; none of them rounds correctly always.
//
// Every operation is IEEE 754's, in a written order, and the fused ones are fused everywhere: by an
// instruction, or where the processor has none by products and sums of what they lose.

// Of one angle, in radians.
typedef struct {
  double sine, cosine;
} CMathShimSineCosine;

// The functions, compiled for one kind of processor.
typedef struct {
  const char *name;
  // The C library's where the angle is 0x1.921fbp26 (about 1.05e8) or more, or no number.
  CMathShimSineCosine (*sine_and_cosine)(double angle);
  // pow(x, 2), which differs from x · x in the last bit for one number in 1200. The C library's where
  // |x| is not 0 and not between 1e-100 and 1e100.
  double (*square_by_power)(double x);
  // powf(x, 2), which differs from x · x for one float in 2800.
  float (*square_by_power_float)(float x);
} CMathShimFunctions;

// The kinds that this processor can run, the fastest first; a null pointer beyond the last.
const CMathShimFunctions *CMathShimAvailable(intptr_t index);

// The first of them, which is chosen before `main`.
extern const CMathShimFunctions *CMathShimChosen;
static inline const CMathShimFunctions *CMathShimActive(void) { return CMathShimChosen; }

static inline CMathShimSineCosine CMathShimSineAndCosine(double angle) {
  return CMathShimActive()->sine_and_cosine(angle);
}

static inline double CMathShimSquareByPower(double x) {
  return CMathShimActive()->square_by_power(x);
}

static inline float CMathShimSquareByPowerFloat(float x) {
  return CMathShimActive()->square_by_power_float(x);
}

#endif
