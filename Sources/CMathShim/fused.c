// Processors with fused multiply-add. The baseline of a build for x86-64 does not have it.
#pragma STDC FP_CONTRACT OFF
#include "functions.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("fma"))), apply_to = function)
#endif

// a · b + c, rounded once.
static inline double fused(double a, double b, double c) { return __builtin_fma(a, b, c); }

#include "sine.h"
#include "square.h"

#if defined(__x86_64__)
#pragma clang attribute pop
#endif

const CMathShimFunctions mathshim_fused = FUNCTIONS("fused");
