// Which functions can run here, and the choice among them.
#include "CMathShim.h"

extern const CMathShimFunctions mathshim_fused, mathshim_software;

const CMathShimFunctions *CMathShimAvailable(intptr_t index) {
  const CMathShimFunctions *kinds[2];
  intptr_t count = 0;
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("fma")) kinds[count++] = &mathshim_fused;
#else
  kinds[count++] = &mathshim_fused;
#endif
  kinds[count++] = &mathshim_software;
  return index >= 0 && index < count ? kinds[index] : 0;
}

const CMathShimFunctions *CMathShimChosen = &mathshim_software;

// Before main, so that reading the choice later needs no lock.
__attribute__((constructor)) static void choose(void) { CMathShimChosen = CMathShimAvailable(0); }
