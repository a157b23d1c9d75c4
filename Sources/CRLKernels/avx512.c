// AVX-512: 32 registers of 16 floats.
#pragma STDC FP_CONTRACT OFF
#include "tables.h"
#if defined(__x86_64__)
#define TABLE rl_kernels_avx512
#define TABLE_NAME "avx512"
#define TILE_ROWS 8
#define TILE_VECTORS 3
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma"))), apply_to = function)
#include "table.h"
#pragma clang attribute pop
#endif
