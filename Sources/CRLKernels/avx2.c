// AVX2 with FMA: 16 registers of 8 floats.
#pragma STDC FP_CONTRACT OFF
#include "tables.h"
#if defined(__x86_64__)
#define TABLE rl_kernels_avx2
#define TABLE_NAME "avx2"
#define TILE_ROWS 6
#define TILE_VECTORS 1
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "table.h"
#pragma clang attribute pop
#endif
