// The tables that a build may hold.
#include "CRLKernels.h"

#if defined(__x86_64__)
extern const rl_kernels rl_kernels_avx512, rl_kernels_avx2;
#elif defined(__aarch64__)
extern const rl_kernels rl_kernels_neon;
#endif
extern const rl_kernels rl_kernels_plain;
