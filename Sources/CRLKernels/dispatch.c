// Which tables can run here, and the choice among them.
#include "tables.h"

#if defined(__linux__)
#include <malloc.h>
#endif
#include <stdlib.h>
#include <string.h>

const rl_kernels *rl_kernels_available(intptr_t index) {
  const rl_kernels *tables[3];
  intptr_t count = 0;
#if defined(__x86_64__)
  __builtin_cpu_init();
  const int avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
    tables[count++] = &rl_kernels_avx512;
  if (avx2) tables[count++] = &rl_kernels_avx2;
#elif defined(__aarch64__)
  tables[count++] = &rl_kernels_neon;
#endif
  tables[count++] = &rl_kernels_plain;
  return index >= 0 && index < count ? tables[index] : 0;
}

static const char *requested(void) {
  const char *name = getenv("RLNET_CPU");
  return name && *name ? name : 0;
}

static const rl_kernels *named(const char *name) {
  const rl_kernels *table;
  for (intptr_t i = 0; (table = rl_kernels_available(i)); i++)
    if (strcmp(table->name, name) == 0) return table;
  return 0;
}

const char *rl_kernels_unavailable_request(void) {
  const char *name = requested();
  return name && !named(name) ? name : 0;
}

static const rl_kernels *active;

// A gradient step frees all that it allocates. By default glibc hands such memory back to the system
// each time, and takes a page fault for every 4 KiB of the next step; a third of an update of
// 4-120-84-2 at batch 128 went there. So up to 64 MiB stay with the process, unless its user has
// settled this by environment variable.
static void keep_freed_memory(void) {
#if defined(__GLIBC__)
  if (getenv("MALLOC_TRIM_THRESHOLD_") || getenv("GLIBC_TUNABLES")) return;
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
#endif
}

// Before main, so that reading the choice later needs no lock.
__attribute__((constructor)) static void choose(void) {
  keep_freed_memory();
  const char *name = requested();
  active = name ? named(name) : 0;
  if (!active) active = rl_kernels_available(0);
}

const rl_kernels *rl_kernels_active(void) { return active; }
