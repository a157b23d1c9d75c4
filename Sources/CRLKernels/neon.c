// NEON: 32 registers of 4 floats.
#pragma STDC FP_CONTRACT OFF
#include "tables.h"
#if defined(__aarch64__)
#define TABLE rl_kernels_neon
#define TABLE_NAME "neon"
#define TILE_ROWS 6
#define TILE_VECTORS 1

#include "table.h"
#endif
