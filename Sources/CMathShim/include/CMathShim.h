#ifndef CMATHSHIM_H
#define CMATHSHIM_H

#include <math.h>

#if defined(__linux__) && !defined(__ANDROID__)
// glibc and musl have it; <math.h> shows it only to those who define _GNU_SOURCE.
extern void sincos(double angle, double *sine, double *cosine);
#define CMATHSHIM_HAS_SINCOS 1
#endif

// Sine and cosine of an angle in radians, exactly as `sin` and `cos` of the C library give them.
//
// Where the library has `sincos`, one call does both; glibc's has the same bits as its `sin` and
// `cos` and takes two thirds of their time.
static inline void CMathShimSineCosine(double angle, double *sine, double *cosine) {
#ifdef CMATHSHIM_HAS_SINCOS
  sincos(angle, sine, cosine);
#else
  *sine = sin(angle);
  *cosine = cos(angle);
#endif
}

// The C library's `pow(x, 2)` and `powf(x, 2)`. Of about one number in a thousand, glibc's differ
// from x · x in the last bit.
double CMathShimPowerOfTwo(double x);
float CMathShimPowerOfTwoFloat(float x);

#endif
