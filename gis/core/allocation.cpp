#include "gis/core/allocation.hpp"

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace gis {

void keep_freed_memory() noexcept {
#ifdef __GLIBC__
    constexpr int megabyte = 1 << 20;
    mallopt(M_MMAP_THRESHOLD, 32 * megabyte); // the most that it takes
    mallopt(M_TRIM_THRESHOLD, 64 * megabyte);
#endif
}

} // namespace gis
